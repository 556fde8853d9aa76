//! Names of companies: words with capitals, and the forms that end them.

use super::super::companies::COMPANIES;
use super::super::cue::Cue;
use super::super::fold::fold;

/// A name that ends in a legal form, in the words as they were written.
pub static NAME_WITH_FORM: Cue = Cue::new(
    r"\b((?:[A-Z0-9][\w&'’-]*|\([A-Z][\w ]*\))(?: (?:[A-Z0-9][\w&'’-]*|&|and|of|\([A-Z][\w ]*\))){0,6}?,? (?:Ltd|LTD|Limited|LIMITED|LLP|PLC|plc|Plc|Inc|INC|LLC|Corp|Corporation|GmbH|CIC|C\.I\.C|L\.L\.C)\b)",
);
static FORM: Cue = Cue::new(r"(?i)\b(ltd|limited|llp|plc|inc|llc|corp|corporation|gmbh|cic|c\.i\.c|l\.l\.c)\b");
/// What may stand before a name with a capital of its own, and is not part of it.
static BEFORE: Cue = Cue::new(
    r"^(?:(?:We|At|By|In|The|This|Our|Contact|Controller|Company|Name|From|For|To|Copyright|And|Is|Data|Policy|Privacy|Statement|Notice|Of|Welcome|Post|Address|Website|Owner|Operator|Seller|[0-9]{4}) )+",
);

/// The plain name of a legal form: `Ltd` and `Limited` are one.
pub fn form_of(name: &str) -> Option<&'static str> {
    let written = FORM.all(name).into_iter().next_back().and_then(|range| name.get(range))?.to_lowercase();
    Some(match written.replace('.', "").as_str() {
        "ltd" | "limited" => "private limited company",
        "llp" => "limited liability partnership",
        "plc" => "public limited company",
        "inc" | "corp" | "corporation" => "corporation",
        "llc" => "limited liability company",
        "gmbh" => "GmbH",
        _ => "community interest company",
    })
}

/// The name without the words before it that only begin the sentence.
pub fn without_opening(name: &str) -> &str {
    let rest = BEFORE.find(name).and_then(|found| name.get(found.end..)).unwrap_or(name);
    if rest.split_whitespace().count() > 1 || form_of(name).is_none() { rest } else { name }
}

/// The name without its legal form.
pub fn without_form(name: &str) -> &str {
    let cut = FORM.all(name).into_iter().next_back().map_or(name.len(), |range| range.start);
    name.get(..cut).unwrap_or(name).trim_end_matches([' ', ','])
}

/// Whether it is a company that serves shops, or an authority: not the shop itself.
pub fn is_outsider(name: &str) -> bool {
    static AUTHORITY: Cue = Cue::new(
        r"^(microsoft|google|meta|apple|amazon|adobe)\b|commissioner|\bico\b|companies house|hmrc|authority|office of",
    );
    let folded = fold(name);
    AUTHORITY.is_in(&folded)
        || COMPANIES.iter().any(|entry| entry.cue.find(&folded).is_some_and(|found| found.start == 0))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_found_with_their_form_and_without_the_sentence_around_them() {
        let text = "This policy is of Acme & Sons Lamps Ltd and Beta Ltd. We use Stripe Payments UK Limited.";
        let found: Vec<&str> =
            NAME_WITH_FORM.groups(text).into_iter().map(|range| text.get(range).unwrap_or_default()).collect();
        assert_eq!(found, ["Acme & Sons Lamps Ltd", "Beta Ltd", "Stripe Payments UK Limited"]);
        assert_eq!(without_opening("We Acme Ltd"), "Acme Ltd");
        assert_eq!(without_form("Acme, Inc"), "Acme");
        assert_eq!(form_of("Acme LIMITED"), Some("private limited company"));
        assert!(is_outsider("Stripe Payments UK Limited") && !is_outsider("Acme Ltd"));
    }
}
