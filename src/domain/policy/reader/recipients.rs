//! Who receives data, by name and by kind (Article 15(1)(c)).

use serde::Serialize;

use super::super::companies::{COMPANIES, Company};
use super::super::cue::{Cue, entries};
use super::super::document::{Document, Sentence};
use super::super::fact::{Confidence, Fact};
use super::super::fold::{bare, fold};
use super::super::kinds::{KINDS, kinds_in};
use super::super::topic::Topic;
use super::names::{NAME_WITH_FORM, form_of, without_form, without_opening};

/// A recipient.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Recipient {
    /// Its name, or the name of its kind.
    pub name: String,
    /// What it does.
    pub role: String,
    /// Its kind: `couriers`, `payment` … Empty for a name that tells nothing of it.
    pub kind: String,
    /// Whether it is a company's name.
    pub named: bool,
    /// Where it is, when it is known to be outside the United Kingdom.
    pub country: Option<String>,
}

/// The policy says with whom it works.
/// Working together on a case of fraud hands over data as well.
static COOPERATES: Cue = Cue::new(r"co-?operate with|liaise with");
static WORKS_WITH: Cue = Cue::new(
    r"partner(s|ed)? with|\bwe (also )?use\b|\busing\b|powered by|provided by|hosted (by|on|with)|operated by|processed by|through|share",
);
static DENIED: Cue = Cue::new(r"\b(do not|don't|never|will not|won't) (sell|rent|trade|share|disclose|pass)\b");
static EXAMPLES: Cue = Cue::new(
    r"(?:such as|including|includes?|e\.g\.?,?|namely|for example,?|called) ((?:[A-Z][\w&.'’-]*(?: [A-Z][\w&.'’-]*)*)(?:(?:, and |, or |, | and | or |/)(?:[A-Z][\w&.'’-]*(?: [A-Z][\w&.'’-]*)*))*)",
);

/// Reads the recipients, each once.
pub fn read(document: &Document, own: &[String]) -> Vec<Fact<Recipient>> {
    let mut recipients: Vec<Fact<Recipient>> = Vec::new();
    for sentence in document.sentences.iter().filter(|sentence| is_shared(document, sentence)) {
        for recipient in by_name(document, sentence, own).into_iter().chain(by_kind(sentence)) {
            add(&mut recipients, Fact::stated(recipient, document, &sentence.span));
        }
    }
    let elsewhere =
        |sentence: &&Sentence| WORKS_WITH.is_in(&sentence.folded) && !document.is_about(sentence, Topic::Marketing);
    for sentence in document.sentences.iter().filter(elsewhere) {
        for company in entries(&COMPANIES, &sentence.folded).into_iter().filter(|company| company.name != "WhatsApp") {
            add(&mut recipients, Fact::stated(named(company), document, &sentence.span).with(Confidence::Likely));
        }
    }
    recipients
}

fn is_shared(document: &Document, sentence: &Sentence) -> bool {
    let heading =
        document.block_of(sentence).is_some_and(|block| matches!(block.kind, super::super::shape::Kind::Heading(_)));
    let rights = document.is_about(sentence, Topic::Rights) || document.is_about(sentence, Topic::Retention);
    let shared = document.is_about(sentence, Topic::Sharing) || COOPERATES.is_in(&sentence.folded);
    shared && !heading && !rights && !DENIED.is_in(&sentence.folded)
}

fn add(recipients: &mut Vec<Fact<Recipient>>, fact: Fact<Recipient>) {
    if !recipients.iter().any(|known| known.value.name == fact.value.name) {
        recipients.push(fact);
    }
}

fn named(company: &Company) -> Recipient {
    Recipient {
        name: company.name.to_owned(),
        role: company.role.to_owned(),
        kind: company.kind.to_owned(),
        named: true,
        country: company.country.map(str::to_owned),
    }
}

fn by_kind(sentence: &Sentence) -> Vec<Recipient> {
    let kinds = kinds_in(&sentence.folded).into_iter();
    let plain = kinds.map(|kind| Recipient {
        name: kind.name.to_owned(),
        role: kind.role.to_owned(),
        kind: kind.code.to_owned(),
        named: false,
        country: None,
    });
    plain.collect()
}

/// Companies of the list, and names that the sentence gives as examples or with a legal form.
fn by_name(document: &Document, sentence: &Sentence, own: &[String]) -> Vec<Recipient> {
    let mut recipients: Vec<Recipient> = entries(&COMPANIES, &sentence.folded).into_iter().map(named).collect();
    let words = document.words(&sentence.span);
    let kind = kinds_in(&sentence.folded).into_iter().find(|kind| kind.can_be_named);
    let formed = NAME_WITH_FORM.groups(words).into_iter().filter_map(|range| words.get(range));
    let formed = formed.map(|name| without_opening(name).to_owned());
    let examples =
        EXAMPLES.groups(words).into_iter().filter_map(|range| words.get(range)).flat_map(names).chain(formed);
    for name in examples {
        let folded = fold(&name);
        let listed =
            entries(&COMPANIES, &sentence.folded).into_iter().any(|company| fold(company.name).starts_with(&folded));
        let known = listed
            || COMPANIES.iter().any(|entry| entry.cue.is_in(&folded))
            || (!kinds_in(&folded).is_empty() && form_of(&name).is_none());
        let ours = own.iter().any(|own| bare(without_form(own)) == bare(without_form(&name)));
        if known || ours || is_no_company(&folded) {
            continue;
        }
        let role = kind.map_or("", |kind| kind.role).to_owned();
        recipients.push(Recipient {
            name,
            role,
            kind: kind.map_or("", |kind| kind.code).to_owned(),
            named: true,
            country: None,
        });
    }
    recipients
}

fn names(listed: &str) -> Vec<String> {
    let commas = listed.replace(" and ", ",").replace(" or ", ",").replace('/', ",");
    commas
        .split(',')
        .map(|name| name.trim().trim_end_matches(['.', ';']).to_owned())
        .filter(|name| name.len() > 2)
        .collect()
}

/// Capitals that stand for something else than a company: offices, places, technical words.
fn is_no_company(folded: &str) -> bool {
    static OTHER: Cue = Cue::new(
        r"^(ip|it|uk|us|usa|eu|eea|ico|vat|hmrc|cookies?|police|identity|contact|technical|usage|profile|marketing|transaction|data|information|name|address|e-?mail|card|credit|debit|our|your|the|we|you|service|payment|delivery|third|group|companies house|courts?|privacy|terms|england|scotland|wales|ireland|europe|african?|january|february|march|april|may|june|july|august|september|october|november|december)\b",
    );
    OTHER.is_in(folded)
}

/// For each kind of the company's own suppliers that is spoken of, whether somebody of that kind is named.
pub fn coverage(recipients: &[Fact<Recipient>]) -> Vec<bool> {
    let can = KINDS.iter().map(|entry| entry.means).filter(|kind| kind.can_be_named);
    let told = can.filter_map(|kind| recipients.iter().find(|fact| fact.value.kind == kind.code && !fact.value.named));
    // "Service providers such as Shopify" names them, whatever kind Shopify is.
    let covers = |kind: &Fact<Recipient>, one: &Fact<Recipient>| {
        one.value.named && (one.value.kind == kind.value.kind || one.quote == kind.quote)
    };
    told.map(|kind| recipients.iter().any(|one| covers(kind, one))).collect()
}
