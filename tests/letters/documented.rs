//! `docs/LETTERS.md` lists every letter as the program knows it. `RIGHTSDESK_REWRITE=1` writes the list anew.

use std::fs;
use std::path::Path;

use rightsdesk::domain::letter::{entries, written};
use rightsdesk::domain::notice::{Audience, NoticeKind};

const BEGIN: &str = "<!-- letters: printed by the tests -->";
const END: &str = "<!-- end of letters -->";

fn list() -> String {
    let mut rows =
        String::from("| | letter | wording | who reads it | must say | remedies |\n|---|---|---|---|---|---|\n");
    for kind in NoticeKind::ALL {
        let reader = match kind.audience() {
            Audience::Person => "the person",
            Audience::Recipient => "a recipient",
            Audience::Staff => "staff",
        };
        let demanded: Vec<String> = entries(kind)
            .iter()
            .filter(|entry| entry.demanded)
            .map(|entry| format!("`{}` {}", written(entry), entry.what))
            .collect();
        let remedies = if kind.carries_remedies() { "all" } else { "" };
        rows.push_str(&format!(
            "| {} | {} | `{}` | {reader} | {} | {remedies} |\n",
            kind.number().unwrap_or_default(),
            kind.name(),
            kind.code(),
            demanded.join("; "),
        ));
    }
    rows
}

#[test]
fn the_list_of_letters_is_true() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/LETTERS.md");
    let page = fs::read_to_string(&path).expect("the page");
    let (before, rest) = page.split_once(BEGIN).expect("the mark where the list begins");
    let (kept, after) = rest.split_once(END).expect("the mark where the list ends");
    let list = format!("\n\n{}\n", list());
    if std::env::var_os("RIGHTSDESK_REWRITE").is_some_and(|value| value == "1") {
        fs::write(&path, format!("{before}{BEGIN}{list}{END}{after}")).expect("written");
        return;
    }
    assert_eq!(kept, list, "set RIGHTSDESK_REWRITE=1 if this is wanted");
}
