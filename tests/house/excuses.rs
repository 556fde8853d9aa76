//! Lints are excused beside the line that needs it, with a reason that a reader can weigh.

use syn::visit::{self, Visit};

use super::functions::parsed;
use super::tree::product;
use super::verdict::{demand, offence};

/// How many lints the product excuses. This number may only shrink.
const AT_MOST: usize = 40;
/// A reason is a sentence, not a word.
const SHORTEST_REASON: usize = 20;

#[derive(Default)]
struct Excuses(Vec<(usize, String)>);

impl<'ast> Visit<'ast> for Excuses {
    fn visit_attribute(&mut self, attribute: &'ast syn::Attribute) {
        if let syn::Meta::List(list) = &attribute.meta
            && (list.path.is_ident("expect") || list.path.is_ident("allow"))
        {
            let line = attribute.pound_token.spans[0].start().line;
            self.0.push((line, format!("{}({})", list.path.get_ident().expect("just compared"), list.tokens)));
        }
        visit::visit_attribute(self, attribute);
    }
}

fn excuses() -> Vec<(String, String)> {
    let mut found = Vec::new();
    for file in product() {
        let mut excuses = Excuses::default();
        excuses.visit_file(&parsed(&file));
        found.extend(excuses.0.into_iter().map(|(line, text)| (format!("{}:{line}", file.path), text)));
    }
    found
}

#[test]
fn every_excused_lint_says_why() {
    let mut offences = Vec::new();
    for (place, text) in excuses() {
        let reason = text.split_once("reason = ").map_or("", |(_, reason)| reason);
        if text.starts_with("allow") {
            offences.push(offence(
                &place,
                "`allow` outlives its cause; use `expect`, which complains when it is no longer needed",
            ));
        } else if reason.len() < SHORTEST_REASON {
            offences.push(offence(&place, format!("no reason worth the name in {text}")));
        }
    }
    demand("A lint is excused with `#[expect(…, reason = \"…\")]`.", &offences);
}

#[test]
fn few_lints_are_excused() {
    let found = excuses();
    let list: Vec<String> = found.iter().map(|(place, text)| format!("  {place}: {text}")).collect();
    assert!(
        found.len() <= AT_MOST,
        "{} lints are excused, at most {AT_MOST} may be:\n{}",
        found.len(),
        list.join("\n")
    );
}
