//! Pages are safe by construction: escaped, without inline script or style, and nothing comes from another host.

use super::tree::{File, files};
use super::verdict::{Offence, demand, demand_except, offence};

/// Letters travel alone, so their style travels with them.
const TRAVELLING: &[&str] = &["templates/mail/", "templates/package/"];

/// What a strict content security policy would block, and so must not be written.
const INLINE: &[(&str, &str)] = &[
    (" style=", "style belongs in the style sheet"),
    ("<style", "style belongs in the style sheet"),
    (" onclick=", "a page works without script"),
    (" onchange=", "a page works without script"),
    (" onsubmit=", "a page works without script"),
    ("javascript:", "a page works without script"),
];

/// How a page would load something from another host.
const LOADING: &[&str] =
    &["src=\"http", "src=\"//", "@import", "url(http", "url(//", "<link rel=\"stylesheet\" href=\"http"];

/// Templates that write something unescaped, with the reason why it is safe. May only shrink.
const UNESCAPED: &[(&str, &str)] = &[];

fn pages() -> Vec<File> {
    files("templates/", &[".html"])
}

fn travels(file: &File) -> bool {
    TRAVELLING.iter().any(|folder| file.path.starts_with(folder))
}

fn lines_with(file: &File, words: &str, fault: &str) -> Vec<Offence> {
    let lines = file.text.lines().enumerate().filter(|(_, line)| line.contains(words));
    lines.map(|(number, _)| offence(format!("{}:{}", file.path, number + 1), format!("{words}: {fault}"))).collect()
}

/// Whether the line opens a script that is written in the page and not loaded from this host.
fn inline_scripts(file: &File) -> Vec<Offence> {
    let opening = file.text.lines().enumerate().filter(|(_, line)| line.contains("<script") && !line.contains("src="));
    opening
        .map(|(number, _)| offence(format!("{}:{}", file.path, number + 1), "a script written in the page"))
        .collect()
}

#[test]
fn no_page_has_style_or_script_inside() {
    let mut offences = Vec::new();
    for page in pages().iter().filter(|page| !travels(page)) {
        offences.extend(INLINE.iter().flat_map(|(words, fault)| lines_with(page, words, fault)));
        offences.extend(inline_scripts(page));
    }
    demand("A page holds no style and no script: the content security policy would block them.", &offences);
}

#[test]
fn no_page_loads_anything_from_another_host() {
    let all = pages().into_iter().chain(files("assets/", &[".css", ".js", ".svg"])).collect::<Vec<_>>();
    let loads = |page: &File| {
        LOADING.iter().flat_map(|words| lines_with(page, words, "comes from another host")).collect::<Vec<_>>()
    };
    demand("Nothing is loaded from another host.", &all.iter().flat_map(loads).collect::<Vec<_>>());
}

#[test]
fn every_value_is_escaped() {
    let unescaped = |page: &File| {
        ["|safe", "| safe", "{% autoescape false"]
            .iter()
            .flat_map(|w| lines_with(page, w, "is not escaped"))
            .collect::<Vec<_>>()
    };
    let offences = pages().iter().flat_map(unescaped).collect();
    demand_except(
        "Askama escapes every value; `safe` needs a reason in tests/house/templates.rs.",
        offences,
        UNESCAPED,
    );
}

#[test]
fn every_page_stands_on_a_layout() {
    let all = pages();
    let is_part = |page: &File| {
        let name = page.path.trim_start_matches("templates/");
        all.iter()
            .any(|other| [format!("\"{name}\""), format!("'{name}'")].iter().any(|quoted| other.text.contains(quoted)))
    };
    let bare =
        all.iter().filter(|page| !travels(page) && !is_part(page) && !page.text.trim_start().starts_with("{% extends"));
    let offences: Vec<Offence> =
        bare.map(|page| offence(&page.path, "neither extends a layout nor is part of a page")).collect();
    demand(
        "A page extends a layout, so that it has the skip link, the title, the help and the policy of all pages.",
        &offences,
    );
}
