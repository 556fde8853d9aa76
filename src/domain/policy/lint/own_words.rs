//! Left-over text of templates and other businesses, and the spelling of the company's own name.

use std::ops::Range;

use super::super::cue::{Cue, Entry};
use super::super::document::{Document, Sentence};
use super::super::fact::Quote;
use super::super::fold::{bare, fold};
use super::super::reader::{mailboxes, without_form};
use super::super::shape::Kind;
use super::finding::{Checked, Said, absent, enumerate, quoted};

static BANNER: Cue = Cue::new(
    r"(save|get|grab|enjoy|claim|extra) .{0,40}([0-9]+ ?%|£ ?[0-9]+|\$ ?[0-9]+)|free (uk |next day |standard )?(delivery|shipping) (on|over|for)|[0-9]+ ?% off|shop now|flash sale|black friday|limited time|use code\b",
);
static FRAGMENT: Cue = Cue::new(
    r"^(more|read more|show more|close|menu|home|search|back to top|share|cart|log ?in|sign up|skip to content|add to (cart|basket))$",
);
/// Services that a shop's policy has only when it was taken from somebody else's.
static FOREIGN: [Entry<&str>; 10] = [
    Entry::new(r"travel money|foreign currency|bureau de change", "travel money"),
    Entry::new(r"tax[- ]free shopping", "tax-free shopping"),
    Entry::new(
        r"\b(your|our) (flight|hotel|holiday|room) (booking|reservation)s?|\bpassengers?\b|\bhotel guests?\b",
        "travel bookings",
    ),
    Entry::new(r"\bpatients?\b|\bprescriptions? (you|and|from)", "patients"),
    Entry::new(r"\b(pupils?|students? (and|or) parents|tuition)\b", "pupils"),
    Entry::new(r"\b(tenants?|landlords?|lettings?)\b", "tenants"),
    Entry::new(r"\bpolicyholders?\b|insurance (quote|claim)s?|\bunderwrit", "insurance"),
    Entry::new(r"\b(mortgages?|loan application)\b", "loans"),
    Entry::new(r"\b(donors?|fundraising)\b", "donations"),
    Entry::new(r"\b(our|the) (restaurant|diners?)\b", "a restaurant"),
];
static TEMPLATE: Cue = Cue::new(
    r"\[[^\]]*(insert|company|business|name|website|e-?mail|address|date|your)[^\]]*\]|\{\{[^}]*\}\}|lorem|<insert[^>]*>|_{4,}|\byour ?company(name)?\b(\.com| ltd| inc| name)|\bxyz (ltd|limited|company)|(@|www\.|://)example\.(com|org)",
);
static REPEALED: Cue =
    Cue::new(r"data protection act 1998|directive 95/46|privacy shield|safe harbou?r (framework|principles|agreement)");
static BRITISH: Cue = Cue::new(
    r"\b(uk|united kingdom|england|scotland|wales|northern ireland|information commissioner|london|\.co\.uk)\b|\b[a-z]{1,2}[0-9][0-9a-z]? [0-9][a-z]{2}\b",
);
static EEA: Cue = Cue::new(r"\b(eea|european economic area)\b");
static UK: Cue = Cue::new(r"\buk\b|united kingdom");

/// L19.
pub(super) fn left_over(checked: &Checked<'_>) -> Option<Said> {
    let document = checked.document;
    let mut found: Vec<String> = Vec::new();
    let mut first: Option<Quote> = None;
    let mut note = |what: String, sentence: &Sentence| {
        found.push(what);
        first.get_or_insert_with(|| Quote::of(document, &sentence.span));
    };
    for sentence in &document.sentences {
        if let Some(what) = left_over_in(document, sentence) {
            note(what, sentence);
        }
    }
    if let Some(sentence) = eea_only(document) {
        note("“EEA” in the policy of a British shop".to_owned(), sentence);
    }
    if !document.empty_headings.is_empty() {
        found.push(format!("{} headings without words", document.empty_headings.len()));
    }
    found.dedup();
    let names: Vec<&str> = found.iter().map(String::as_str).collect();
    let words = format!("Does not belong here: {}.", enumerate(&names));
    match first {
        _ if found.is_empty() => None,
        Some(quote) => quoted(words, &quote),
        None => absent(words),
    }
}

fn left_over_in(document: &Document, sentence: &Sentence) -> Option<String> {
    let folded = &sentence.folded;
    let foreign: Vec<&str> = FOREIGN.iter().filter(|entry| entry.cue.is_in(folded)).map(|entry| entry.means).collect();
    if !foreign.is_empty() {
        return Some(foreign.join(", "));
    }
    if TEMPLATE.is_in(folded) {
        return Some("a template's blank".to_owned());
    }
    if REPEALED.is_in(folded) {
        return Some("a law or scheme that is no longer in force".to_owned());
    }
    let alone = document.sentences_of(sentence.block).count() == 1;
    let short = folded.split_whitespace().count() < 16 && !folded.contains("privacy");
    if BANNER.is_in(folded) && alone && short {
        return Some("an advertisement from the page around it".to_owned());
    }
    (FRAGMENT.is_in(folded) && alone).then(|| "a button from the page around it".to_owned())
}

/// A shop in the United Kingdom that speaks of the border of the EEA only.
fn eea_only(document: &Document) -> Option<&Sentence> {
    let british = document.sentences.iter().any(|sentence| BRITISH.is_in(&sentence.folded));
    let uk_border = document.sentences.iter().any(|sentence| EEA.is_in(&sentence.folded) && UK.is_in(&sentence.folded));
    document.sentences.iter().find(|sentence| EEA.is_in(&sentence.folded)).filter(|_| british && !uk_border)
}

/// L20.
pub(super) fn spelling(checked: &Checked<'_>) -> Option<Said> {
    let identity = &checked.reading.identity;
    let brand = identity.brand.as_ref()?;
    let mut forms = spellings(checked.document, &brand.value);
    let legal = identity.name.as_ref().map(|name| without_form(&name.value).to_owned());
    if let Some(legal) = legal
        .filter(|legal| is_longer_form(&brand.value, legal) && !is_introduced(checked.document, &brand.value, legal))
    {
        let spellings = spellings(checked.document, &legal);
        forms.extend(spellings.into_iter().chain([legal]).filter(|form| !form.is_empty()));
    }
    let mut distinct: Vec<String> = Vec::new();
    for form in forms {
        if !distinct.contains(&form) {
            distinct.push(form);
        }
    }
    let names: Vec<&str> = distinct.iter().map(String::as_str).collect();
    if distinct.len() < 2 {
        None
    } else {
        quoted(format!("The name is written in {} ways: {}.", distinct.len(), enumerate(&names)), &brand.quote)
    }
}

/// Every spelling of a name in the running text: with and without blanks and capitals inside, not in addresses of mailboxes or sites.
fn spellings(document: &Document, name: &str) -> Vec<String> {
    let wanted = bare(name);
    let mailboxes = mailboxes(document);
    let mut forms: Vec<String> = Vec::new();
    let words = words(&document.text);
    for (at, first) in words.iter().enumerate() {
        for length in 1..=4 {
            let Some(last) = words.get(at + length - 1) else { break };
            let span = first.start..last.end;
            let written = document.words(&span);
            let proper = written.chars().next().is_some_and(char::is_uppercase) && !written.contains('\n');
            let site = is_site(&document.text, &span) && (written.contains(' ') || !alone(document, &span));
            if proper
                && bare(written) == wanted
                && !site
                && !inside(&mailboxes, &span)
                && !forms.iter().any(|form| *form == *written)
            {
                forms.push(written.to_owned());
            }
        }
    }
    // All capitals is a matter of typesetting, not of spelling.
    if forms.len() > 1 {
        forms.retain(|form| form.chars().any(char::is_lowercase));
    }
    forms
}

fn words(text: &str) -> Vec<Range<usize>> {
    static WORD: Cue = Cue::new(r"[\w&'-]+");
    WORD.all(text)
}

fn inside(spans: &[Range<usize>], span: &Range<usize>) -> bool {
    spans.iter().any(|outer| outer.start <= span.start && span.end <= outer.end)
}

/// Whether the words are part of a web address.
fn is_site(text: &str, span: &Range<usize>) -> bool {
    let after = text.get(span.end..).unwrap_or_default();
    let before = text.get(..span.start).unwrap_or_default();
    let dotted = after.strip_prefix('.').and_then(|rest| rest.chars().next()).is_some_and(char::is_lowercase);
    dotted || before.ends_with(['.', '/', '@'])
}

/// A site that stands on a line of its own is how the shop signs.
fn alone(document: &Document, span: &Range<usize>) -> bool {
    let block = document.blocks.iter().find(|block| block.span.start <= span.start && span.end <= block.span.end);
    block.is_some_and(|block| {
        block.kind != Kind::Heading(0) && !block.folded.contains(' ') && block.span.start == span.start
    })
}

/// `Joro` and `Joro Home`: the legal name goes on where the brand ends, or the other way round.
fn is_longer_form(brand: &str, legal: &str) -> bool {
    let (brand, legal) = (bare(brand), bare(legal));
    brand != legal && (legal.starts_with(&brand) || brand.starts_with(&legal))
}

/// Whether the policy says that the one is the name for the other.
fn is_introduced(document: &Document, brand: &str, legal: &str) -> bool {
    static LINK: Cue =
        Cue::new(r#"trading (as|name)|trades as|t/a|known as|\(["']?|brand (name )?of|operated by|referred to"#);
    let (brand, legal) = (fold(brand), fold(legal));
    document.sentences.iter().any(|sentence| {
        let both = sentence.folded.contains(&legal) && sentence.folded.replace(&legal, "").contains(&brand);
        both && LINK.is_in(&sentence.folded)
    })
}
