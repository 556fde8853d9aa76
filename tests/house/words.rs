//! The words of the field, and no others; and no mark of unfinished work.

use syn::visit::{self, Visit};

use super::functions::{is_for_tests, parsed};
use super::tree::{File, files, product};
use super::verdict::{demand, demand_except, offence};

/// Names that say nothing, or belong to another trade. The left column is refused in the name of anything that the product defines.
const REFUSED: &[(&str, &str)] = &[
    ("ticket", "say case or request"),
    ("tickets", "say cases or requests"),
    ("customer", "say data subject or requester"),
    ("customers", "say data subjects or requesters"),
    ("manager", "say what it does"),
    ("helper", "say what it does"),
    ("helpers", "say what they do"),
    ("util", "say what it does"),
    ("utils", "say what they do"),
    ("common", "put it in the room that it is about"),
    ("misc", "put it in the room that it is about"),
    ("process", "say gather, review, execute, deliver"),
];

/// Names that keep a refused word because the field itself says it so.
const KEPT: &[(&str, &str)] = &[("customer_number", "an identity that shops print on invoices")];

/// Marks of work that is not finished, written in halves so that this file does not carry them.
const UNFINISHED: &[&str] = &[
    concat!("TO", "DO"),
    concat!("FIX", "ME"),
    concat!("XX", "X"),
    concat!("HA", "CK"),
    concat!("not ", "implemented"),
    concat!("for", " now"),
    concat!("being", " built"),
    concat!("st", "ub"),
    concat!("place", "holder"),
    concat!("lorem", " ipsum"),
];

/// Files in which such a word means something else, with what it means.
const MEANT: &[(&str, &str)] =
    &[("src/domain/right.rs", "a person asks to stop using their data for a while: Article 18")];

#[derive(Default)]
struct Names(Vec<(usize, String)>);

impl Names {
    fn take(&mut self, name: &syn::Ident) {
        self.0.push((name.span().start().line, name.to_string()));
    }
}

impl<'ast> Visit<'ast> for Names {
    fn visit_item_mod(&mut self, item: &'ast syn::ItemMod) {
        if !is_for_tests(&item.attrs) {
            self.take(&item.ident);
            visit::visit_item_mod(self, item);
        }
    }

    fn visit_item_struct(&mut self, item: &'ast syn::ItemStruct) {
        self.take(&item.ident);
        visit::visit_item_struct(self, item);
    }

    fn visit_item_enum(&mut self, item: &'ast syn::ItemEnum) {
        self.take(&item.ident);
        visit::visit_item_enum(self, item);
    }

    fn visit_item_trait(&mut self, item: &'ast syn::ItemTrait) {
        self.take(&item.ident);
        visit::visit_item_trait(self, item);
    }

    fn visit_item_type(&mut self, item: &'ast syn::ItemType) {
        self.take(&item.ident);
    }

    fn visit_item_const(&mut self, item: &'ast syn::ItemConst) {
        self.take(&item.ident);
    }

    fn visit_signature(&mut self, signature: &'ast syn::Signature) {
        self.take(&signature.ident);
        visit::visit_signature(self, signature);
    }

    fn visit_variant(&mut self, variant: &'ast syn::Variant) {
        self.take(&variant.ident);
        visit::visit_variant(self, variant);
    }

    fn visit_field(&mut self, field: &'ast syn::Field) {
        if let Some(name) = &field.ident {
            self.take(name);
        }
        visit::visit_field(self, field);
    }
}

/// The words of a name: `CaseId` and `case_id` are both `case`, `id`.
fn words(name: &str) -> Vec<String> {
    let mut words = vec![String::new()];
    let mut was_small = false;
    for letter in name.chars() {
        if letter == '_' || (letter.is_uppercase() && was_small) {
            words.push(String::new());
        }
        if letter != '_' {
            words.last_mut().expect("starts with one").extend(letter.to_lowercase());
        }
        was_small = letter.is_lowercase() || letter.is_numeric();
    }
    words
}

fn names(file: &File) -> Vec<(usize, String)> {
    let mut names = Names::default();
    names.visit_file(&parsed(file));
    names.0
}

/// Files in which a refused word is the right one. May only shrink.
const SPOKEN: &[(&str, &str)] =
    &[("src/adapters/samples/shop.rs", "the sample shop is somebody else's database, with tables of its own")];

#[test]
fn names_are_words_of_the_field() {
    let mut offences = Vec::new();
    for file in product() {
        for (line, name) in names(&file) {
            let bare = KEPT.iter().fold(name.to_lowercase(), |bare, (kept, _)| bare.replace(kept, ""));
            let said = if bare.len() == name.len() { words(&name) } else { words(&bare) };
            let refused = REFUSED.iter().find(|(word, _)| said.iter().any(|part| part == word));
            offences.extend(refused.map(|(word, advice)| {
                offence(format!("{}:{line}", file.path), format!("`{name}` says {word}: {advice}"))
            }));
        }
    }
    demand_except("Names use the words of the field.", offences, SPOKEN);
}

#[test]
fn nothing_is_named_get_or_set() {
    let mut offences = Vec::new();
    for file in product() {
        let spoken = names(&file).into_iter().filter(|(_, name)| name.starts_with("get_") || name.starts_with("set_"));
        offences.extend(spoken.map(|(line, name)| offence(format!("{}:{line}", file.path), format!("`{name}`"))));
    }
    demand("A getter is named for what it gives; nothing is set from outside.", &offences);
}

/// Whether the words stand in the line as words of their own: an HTML attribute or a CSS class of that name is not meant.
fn is_said(line: &str, mark: &str) -> bool {
    let shouted = mark.chars().next().is_some_and(char::is_uppercase);
    let line = if shouted { line.to_owned() } else { line.to_lowercase() };
    let pieces: Vec<&str> = line.split(mark).collect();
    pieces.windows(2).any(|pair| {
        let joins = |c: char, marks: &str| c.is_alphanumeric() || marks.contains(c);
        let before = pair[0].chars().next_back().is_some_and(|c| joins(c, "_-=.\""));
        let after = pair[1].chars().next().is_some_and(|c| joins(c, "_-="));
        !before && !after
    })
}

#[test]
fn no_file_carries_a_mark_of_unfinished_work() {
    let kinds = [".rs", ".html", ".css", ".js", ".mjs", ".sql", ".toml", ".yml", ".md", ".txt"];
    let mut offences = Vec::new();
    for file in files("", &kinds) {
        for (number, line) in file.text.lines().enumerate() {
            let said = UNFINISHED.iter().find(|mark| is_said(line, mark));
            offences
                .extend(said.map(|mark| offence(format!("{}:{}", file.path, number + 1), format!("says {mark:?}"))));
        }
    }
    demand_except("Unfinished work is an issue, not a comment.", offences, MEANT);
}

#[test]
fn words_are_cut_at_capitals_and_underscores() {
    assert_eq!(words("JobManager"), ["job", "manager"]);
    assert_eq!(words("SHA256_sum"), ["sha256", "sum"]);
    assert!(is_said(concat!("// a st", "ub."), concat!("st", "ub")));
    assert!(!is_said("<input placeholder=\"x\">", concat!("place", "holder")));
    assert!(!is_said("it stubbornly", concat!("st", "ub")));
}
