//! The controller that follows from a reading: only what the policy states, and what the desk needs to tell shops apart.

use std::collections::BTreeMap;

use serde::Serialize;

use super::cue::Cue;
use super::fact::{Confidence, Fact};
use super::fold::{bare, fold};
use super::reader::{Basis, PolicyRight, Purpose as ReadPurpose, PurposeKey, Reading, Recipient as ReadRecipient};
use crate::domain::controller::{Category, Legal, Policy, Purpose, Recipient, Regulator, Retention, Transfers};

/// A controller as far as a policy gives it; written as TOML it is the lower layer of a controller's settings.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Draft {
    /// The name in addresses.
    pub id: String,
    /// Two capital letters, proposed from the brand.
    pub prefix: String,
    /// The name that people know.
    pub brand: String,
    /// Marketing channels.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub marketing_channels: Vec<String>,
    /// Sources other than the person.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub sources: Vec<String>,
    /// The sentence about automated decisions.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub automated_decisions: Option<String>,
    /// Who it is in law.
    pub legal: Legal,
    /// How to reach it.
    pub contact: DraftContact,
    /// The policy's date.
    pub policy: Policy,
    /// Its own words for rights.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub wording: BTreeMap<String, String>,
    /// The regulator that follows from the law; `None` where the policy speaks of other laws than the desk assumes.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub regulator: Option<Regulator>,
    /// Transfers abroad.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub transfers: Option<Transfers>,
    /// Categories of data.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub categories: Vec<Category>,
    /// Purposes.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub purposes: Vec<Purpose>,
    /// Recipients.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub recipients: Vec<Recipient>,
    /// Retention rules.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub retention: Vec<Retention>,
}

/// How to reach the company: unlike a controller's, the mailbox may be missing.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct DraftContact {
    /// The mailbox for requests.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub email: Option<String>,
    /// A telephone number.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub phone: Option<String>,
    /// The postal address.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub post: Vec<String>,
    /// The site.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub web: Option<String>,
    /// A data protection officer.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub dpo: Option<String>,
}

impl Draft {
    /// The draft for a reading, under this name.
    pub fn of(id: &str, reading: &Reading) -> Self {
        let brand = brand(id, reading);
        let categories = categories(reading);
        Self {
            id: id.to_owned(),
            prefix: prefix(&brand),
            marketing_channels: values(&reading.marketing.channels),
            sources: sources(reading),
            automated_decisions: reading.statements.automated_decisions.as_ref().map(|quote| one_line(&quote.text)),
            legal: legal(reading),
            contact: contact(&brand, reading),
            policy: Policy { version: version(reading), url: None },
            wording: wording(reading),
            regulator: regulator(reading),
            transfers: transfers(reading),
            purposes: purposes(reading, &categories),
            categories,
            recipients: recipients(reading),
            retention: retention(reading),
            brand,
        }
    }

    /// The settings that a controller must have and the policy does not give.
    pub fn missing(&self) -> Vec<&'static str> {
        let mut missing = Vec::new();
        if self.contact.email.is_none() {
            missing.push("contact.email");
        }
        if self.regulator.is_none() {
            missing.push("regulator");
        }
        missing
    }
}

fn value<T: Clone>(fact: Option<&Fact<T>>) -> Option<T> {
    fact.map(|fact| fact.value.clone())
}

fn values(facts: &[Fact<String>]) -> Vec<String> {
    facts.iter().map(|fact| fact.value.clone()).collect()
}

fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Sources that tell who they are, with the others beside them; vague words alone would hide the gap that they leave.
fn sources(reading: &Reading) -> Vec<String> {
    let told = reading.sources.iter().any(|fact| fact.value.specific);
    reading.sources.iter().filter(|_| told).map(|fact| fact.value.name.clone()).collect()
}

/// The brand, else the legal name, else the name of the file with capitals.
fn brand(id: &str, reading: &Reading) -> String {
    let named = reading.identity.brand.as_ref().or(reading.identity.name.as_ref());
    named.map_or_else(
        || id.split('-').map(super::fold::capital).collect::<Vec<_>>().join(" "),
        |fact| fact.value.clone(),
    )
}

fn prefix(brand: &str) -> String {
    let capitals: String = brand.chars().filter(char::is_ascii_uppercase).take(2).collect();
    let letters: String = brand.chars().filter(char::is_ascii_alphabetic).take(2).collect();
    let chosen = if capitals.len() == 2 { capitals } else { letters.to_uppercase() };
    if chosen.len() == 2 { chosen } else { "XX".to_owned() }
}

fn legal(reading: &Reading) -> Legal {
    let identity = &reading.identity;
    Legal {
        name: value(identity.name.as_ref()),
        company_number: value(identity.company_number.as_ref()),
        parent: value(identity.parent.as_ref()),
        seat: value(identity.seat.as_ref()),
        regulator_registration: value(identity.regulator_registration.as_ref()),
    }
}

fn contact(brand: &str, reading: &Reading) -> DraftContact {
    let contact = &reading.contact;
    let addressee = reading.identity.name.as_ref().map_or(brand, |name| name.value.as_str()).to_owned();
    let post = reading.identity.address.as_ref();
    let post =
        post.map(|fact| std::iter::once(addressee).chain(fact.value.iter().cloned()).collect()).unwrap_or_default();
    DraftContact {
        email: value(contact.email.as_ref()),
        phone: value(contact.phone.as_ref()),
        post,
        web: value(contact.web.as_ref()),
        dpo: value(contact.dpo.as_ref()),
    }
}

fn version(reading: &Reading) -> Option<String> {
    let stated = &reading.policy_date.as_ref()?.value;
    Some(stated.date.map_or_else(|| stated.written.clone(), |date| date.format("%-d %B %Y").to_string()))
}

fn wording(reading: &Reading) -> BTreeMap<String, String> {
    let labelled = reading.rights.iter().filter_map(|fact| Some((fact.value.right.code()?, fact.value.words.clone()?)));
    labelled.map(|(code, words)| (code.to_owned(), words)).collect()
}

/// Whether the company is told to be elsewhere: by its form, its address, rights that only other laws give, or its language.
fn is_abroad(reading: &Reading) -> bool {
    static ELSEWHERE: Cue = Cue::new(r"^([A-Z]{2},? )?[0-9]{5}(-[0-9]{4})?$|^[A-Z]{2},? [0-9]{5}");
    let form = reading.identity.form.as_ref().map(|fact| fact.value.as_str());
    let foreign_form = matches!(form, Some("corporation" | "limited liability company" | "GmbH"));
    let address = reading.identity.address.as_ref();
    let foreign_address = address.is_some_and(|fact| fact.value.iter().any(|part| ELSEWHERE.is_in(part)));
    let sale = reading.rights.iter().any(|fact| fact.value.right == PolicyRight::OptOutOfSale);
    foreign_form || foreign_address || sale || !reading.english
}

/// The Commissioner for a British shop. The policy need not name them for the law to do so.
fn regulator(reading: &Reading) -> Option<Regulator> {
    let british =
        |name: &str| matches!(name, "UK GDPR" | "Data Protection Act 2018" | "Data (Use and Access) Act 2025" | "PECR");
    let laws = &reading.laws;
    let foreign = !laws.is_empty() && !laws.iter().any(|law| british(&law.value));
    let named = reading.complaints.regulator.as_ref().map(|fact| fact.value.as_str());
    let commissioner = "Information Commissioner’s Office";
    if named.map_or(foreign || is_abroad(reading), |name| name != commissioner) {
        return None;
    }
    let address = ["Wycliffe House", "Water Lane", "Wilmslow", "Cheshire", "SK9 5AF"].map(str::to_owned).to_vec();
    let url = "https://ico.org.uk/make-a-complaint/".to_owned();
    Some(Regulator { name: commissioner.to_owned(), address, phone: Some("0303 123 1113".to_owned()), url })
}

fn transfers(reading: &Reading) -> Option<Transfers> {
    let transfer = &reading.transfers.as_ref()?.value;
    if transfer.denied {
        return Some(Transfers { to: "no other country".to_owned(), safeguards: Some("none is needed".to_owned()) });
    }
    let safeguards = (!transfer.safeguards.is_empty()).then(|| transfer.safeguards.join(", "));
    let to =
        if transfer.destinations.is_empty() { "other countries".to_owned() } else { transfer.destinations.join(", ") };
    Some(Transfers { to, safeguards })
}

/// Keys must differ: the second `orders` becomes `orders-2`.
fn distinct(id: &str, taken: &[String]) -> String {
    let numbered = (2..).map(|number| format!("{id}-{number}"));
    let free = |candidate: &String| !taken.contains(candidate);
    std::iter::once(id.to_owned()).chain(numbered).find(free).unwrap_or_default()
}

fn categories(reading: &Reading) -> Vec<Category> {
    let mut taken: Vec<String> = Vec::new();
    let mut categories = Vec::new();
    for fact in &reading.categories {
        let id = distinct(&fact.value.id, &taken);
        taken.push(id.clone());
        let items = fact.value.items.iter().map(|item| item.name.clone()).collect();
        categories.push(Category { id, name: fact.value.name.clone(), items });
    }
    categories
}

fn purposes(reading: &Reading, categories: &[Category]) -> Vec<Purpose> {
    let mut taken: Vec<String> = Vec::new();
    let mut purposes: Vec<Purpose> = Vec::new();
    for fact in &reading.purposes {
        let better = reading
            .purposes
            .iter()
            .any(|other| other.value.key == fact.value.key && other.confidence > fact.confidence);
        let aside = fact.confidence < Confidence::Stated && better;
        if aside || purposes.iter().any(|known| known.name == fact.value.name) {
            continue;
        }
        let id = distinct(fact.value.key.code(), &taken);
        taken.push(id.clone());
        let listed = fact.value.categories.iter().filter_map(|name| category_named(name, categories)).collect();
        purposes.push(Purpose {
            id,
            name: fact.value.name.clone(),
            categories: listed,
            basis: basis(reading, &fact.value),
        });
    }
    purposes
}

fn category_named(name: &str, categories: &[Category]) -> Option<String> {
    let first = fold(name).split(['/', ' ']).next().map(bare)?;
    categories.iter().find(|category| bare(&category.name).starts_with(&first)).map(|category| category.id.clone())
}

/// The basis in plain words; bases that contradict each other are left open, for a person to choose.
fn basis(reading: &Reading, purpose: &ReadPurpose) -> Option<String> {
    let same = reading.purposes.iter().filter(|fact| fact.value.key == purpose.key && purpose.key != PurposeKey::Other);
    let mut bases: Vec<Basis> = purpose.bases.clone();
    if bases.is_empty() {
        bases = same.flat_map(|fact| fact.value.bases.iter().copied()).collect();
    }
    bases.sort_unstable();
    bases.dedup();
    let clash = bases.iter().any(|one| bases.iter().any(|other| one.clashes(*other)));
    let names: Vec<&str> = bases.iter().map(|basis| basis.name()).collect();
    (!names.is_empty() && !clash).then(|| names.join(" and "))
}

/// The parent company stands by its name where the policy speaks of its group; a kind of which somebody is named is not repeated.
fn recipients(reading: &Reading) -> Vec<Recipient> {
    let parent = reading.identity.parent.as_ref().map(|fact| fact.value.clone());
    let all = || reading.recipients.iter().map(|fact| &fact.value);
    let named = |kind: &str| all().any(|one| one.named && one.kind == kind);
    let kept = all().filter(|one| one.named || !named(&one.kind));
    let recipient = |one: &ReadRecipient| match parent.clone().filter(|_| one.kind == "group") {
        Some(name) => Recipient { name, role: Some("our parent company".to_owned()), ..Recipient::default() },
        None => Recipient {
            name: one.name.clone(),
            role: Some(one.role.clone()).filter(|role| !role.is_empty()),
            country: one.country.clone(),
            ..Recipient::default()
        },
    };
    kept.map(recipient).collect()
}

/// The longest reason that is taken over as it is written, in characters.
const LONGEST_REASON: usize = 80;

/// One rule for each kind of data; of two rules for all the rest the one with a period is kept.
fn retention(reading: &Reading) -> Vec<Retention> {
    let mut rules: Vec<Retention> = Vec::new();
    for rule in reading.retention.iter().map(|fact| &fact.value) {
        let what = rule.what.clone().unwrap_or_else(|| "Everything else".to_owned());
        let told = rule.period.is_some();
        let known = rules.iter().position(|known| known.what == what && (known.period.is_none() || !told));
        let reason = rule.basis.map(|basis| basis.name().to_owned());
        let soft = Some(rule.words.clone()).filter(|words| !told && words.chars().count() <= LONGEST_REASON);
        let rule = Retention { what, period: rule.period.clone(), reason: soft.or(reason) };
        match known.and_then(|at| rules.get_mut(at)) {
            Some(known) if told => *known = rule,
            Some(_) => {}
            None => rules.push(rule),
        }
    }
    rules
}
