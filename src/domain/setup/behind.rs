//! The words of the policy behind each point of a sheet.

use std::collections::BTreeMap;

use super::point::Point;
use crate::domain::policy::{Confidence, Fact, Quote, Reading};

/// What stands behind a point.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Behind {
    /// The policy's words.
    pub quote: Quote,
    /// How sure the reading is.
    pub confidence: Confidence,
    /// The categories of fideslang 3 that fit.
    pub data_categories: Vec<&'static str>,
}

/// The words behind the points, by pointer. A point that is not here was not read from the policy.
pub fn behind(reading: &Reading, points: &[Point]) -> BTreeMap<String, Behind> {
    let found = points.iter().filter(|point| !point.is_missing());
    found.filter_map(|point| Some((point.pointer.clone(), of_point(reading, point)?))).collect()
}

fn of_point(reading: &Reading, point: &Point) -> Option<Behind> {
    let name = |key: &str| point.fields.iter().find(|field| field.name == key).map(|field| field.value.as_str());
    let list = point.pointer.split('/').nth(1).unwrap_or_default();
    match list {
        "categories" => of(reading.categories.iter().find(|fact| Some(fact.value.name.as_str()) == name("name"))),
        "purposes" => of(reading.purposes.iter().find(|fact| Some(fact.value.name.as_str()) == name("name"))),
        "recipients" => recipient(reading, name("name")?),
        "retention" => retention(reading, name("what")?, name("period").filter(|period| !period.is_empty())),
        "sources" => of(reading.sources.iter().find(|fact| fact.value.specific)),
        "transfers" => of(reading.transfers.as_ref()),
        "marketing_channels" => of(reading.marketing.channels.first()),
        "automated_decisions" => reading.statements.automated_decisions.clone().map(sentence),
        "wording" => wording(reading, &point.pointer),
        _ => single(reading, &point.pointer),
    }
}

fn of<T>(fact: Option<&Fact<T>>) -> Option<Behind> {
    fact.map(|fact| Behind {
        quote: fact.quote.clone(),
        confidence: fact.confidence,
        data_categories: fact.data_categories.clone(),
    })
}

fn sentence(quote: Quote) -> Behind {
    Behind { quote, confidence: Confidence::Stated, data_categories: Vec::new() }
}

/// The parent stands by its name where the policy speaks of its group.
fn recipient(reading: &Reading, name: &str) -> Option<Behind> {
    let named = reading.recipients.iter().find(|fact| fact.value.name == name);
    of(named).or_else(|| of(reading.identity.parent.as_ref().filter(|fact| fact.value == name)))
}

fn retention(reading: &Reading, what: &str, period: Option<&str>) -> Option<Behind> {
    let about = |known: Option<&str>| known.map_or(what == "Everything else", |known| known == what);
    let rules = || reading.retention.iter().filter(|fact| about(fact.value.what.as_deref()));
    of(rules().find(|fact| fact.value.period.as_deref() == period).or_else(|| rules().next()))
}

fn wording(reading: &Reading, pointer: &str) -> Option<Behind> {
    let code = pointer.rsplit('/').next();
    of(reading.rights.iter().find(|fact| fact.value.right.code() == code && fact.value.words.is_some()))
}

fn single(reading: &Reading, pointer: &str) -> Option<Behind> {
    let (identity, contact) = (&reading.identity, &reading.contact);
    match pointer {
        "/brand" => of(identity.brand.as_ref().or(identity.name.as_ref())),
        "/legal/name" => of(identity.name.as_ref()),
        "/legal/company_number" => of(identity.company_number.as_ref()),
        "/legal/seat" => of(identity.seat.as_ref()),
        "/legal/parent" => of(identity.parent.as_ref()),
        "/legal/regulator_registration" => of(identity.regulator_registration.as_ref()),
        "/policy/version" => of(reading.policy_date.as_ref()),
        "/contact/email" => of(contact.email.as_ref()),
        "/contact/phone" => of(contact.phone.as_ref()),
        "/contact/post" => of(identity.address.as_ref()),
        "/contact/web" => of(contact.web.as_ref()),
        "/contact/dpo" => of(contact.dpo.as_ref()),
        "/regulator/name" => of(reading.complaints.regulator.as_ref()),
        "/regulator/url" => of(reading.complaints.link.as_ref()),
        _ => None,
    }
}
