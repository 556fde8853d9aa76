//! How well the four shops are read: facts expected, found and wrong, findings expected, found and surplus.
//!
//! The expectations are what a careful person took from the policies, in short words. The policies themselves are not ours
//! to pass on; where they are absent, this is left out.

use std::collections::BTreeMap;
use std::fs;

use rightsdesk::domain::policy::{Fact, Reading};

use super::expected::{Expected, SHOPS};
use super::policy;
use crate::harness::fixtures::folder;

/// A fact that a policy has at most once.
fn one(value: Option<&str>) -> Vec<String> {
    value.map(str::to_owned).into_iter().collect()
}

/// What was read, by field, in short words.
fn read_facts(reading: &Reading) -> BTreeMap<&'static str, Vec<String>> {
    let mut facts = who_it_is(reading);
    facts.extend(what_it_does(reading));
    facts
}

fn text(fact: Option<&Fact<String>>) -> Vec<String> {
    one(fact.map(|fact| fact.value.as_str()))
}

fn who_it_is(reading: &Reading) -> BTreeMap<&'static str, Vec<String>> {
    let (identity, contact, marketing) = (&reading.identity, &reading.contact, &reading.marketing);
    let date = reading.policy_date.as_ref().and_then(|fact| fact.value.date).map(|date| date.to_string());
    BTreeMap::from([
        ("brand", text(identity.brand.as_ref())),
        ("name", text(identity.name.as_ref())),
        ("form", text(identity.form.as_ref())),
        ("number", text(identity.company_number.as_ref())),
        ("parent", text(identity.parent.as_ref())),
        ("seat", text(identity.seat.as_ref())),
        ("address", one(identity.address.as_ref().map(|fact| fact.value.join(", ")).as_deref())),
        ("register", text(identity.regulator_registration.as_ref())),
        ("mailbox", text(contact.email.as_ref())),
        ("telephone", text(contact.phone.as_ref())),
        ("site", text(contact.web.as_ref())),
        ("lead", text(contact.dpo.as_ref())),
        ("channels", contact.channels.iter().map(|fact| fact.value.clone()).collect()),
        ("marketing", marketing.channels.iter().map(|fact| fact.value.clone()).collect()),
        ("ways out", marketing.ways_out.iter().map(|fact| fact.value.clone()).collect()),
        ("regulator", text(reading.complaints.regulator.as_ref())),
        ("link", text(reading.complaints.link.as_ref())),
        ("date", one(date.as_deref())),
    ])
}

fn what_it_does(reading: &Reading) -> BTreeMap<&'static str, Vec<String>> {
    let statements = serde_json::to_value(&reading.statements).expect("JSON");
    let said = [
        "identity_check",
        "other_identity_check",
        "time_limit",
        "free",
        "automated_decisions",
        "children",
        "must_give",
    ];
    let rights = reading.rights.iter().map(|fact| {
        let code = serde_json::to_value(fact.value.right).expect("JSON");
        code.as_str().expect("a code").to_owned()
    });
    BTreeMap::from([
        ("laws", reading.laws.iter().map(|fact| fact.value.clone()).collect()),
        ("rights", rights.collect()),
        (
            "categories",
            reading
                .categories
                .iter()
                .map(|fact| category(&fact.value.id, fact.value.items.iter().map(|item| item.name.as_str())))
                .collect(),
        ),
        (
            "purposes",
            reading
                .purposes
                .iter()
                .map(|fact| purpose(fact.value.key.code(), fact.value.bases.iter().map(|basis| basis.name())))
                .collect(),
        ),
        ("sources", reading.sources.iter().map(|fact| fact.value.name.clone()).collect()),
        ("recipients", reading.recipients.iter().map(|fact| fact.value.name.clone()).collect()),
        (
            "transfers",
            reading
                .transfers
                .iter()
                .flat_map(|fact| fact.value.destinations.iter().chain(&fact.value.safeguards).cloned())
                .collect(),
        ),
        (
            "retention",
            reading
                .retention
                .iter()
                .map(|fact| {
                    format!(
                        "{}: {}",
                        fact.value.what.as_deref().unwrap_or("rest"),
                        fact.value.period.as_deref().unwrap_or("open")
                    )
                })
                .collect(),
        ),
        ("statements", said.into_iter().filter(|key| !statements[key].is_null()).map(str::to_owned).collect()),
    ])
}

fn category<'item>(id: &str, items: impl Iterator<Item = &'item str>) -> String {
    format!("{id}: {}", items.collect::<Vec<_>>().join("; "))
}

fn purpose<'basis>(key: &str, bases: impl Iterator<Item = &'basis str>) -> String {
    let bases: Vec<&str> = bases.collect();
    format!("{key}: {}", if bases.is_empty() { "open".to_owned() } else { bases.join(" + ") })
}

/// Prints a line of the table; gives what is missing and what is wrong.
fn compare(shop: &str, field: &str, expected: &[&str], read: &[String]) -> Vec<String> {
    let missing: Vec<&&str> = expected.iter().filter(|fact| !read.iter().any(|found| found == *fact)).collect();
    let wrong: Vec<&String> = read.iter().filter(|fact| !expected.contains(&fact.as_str())).collect();
    println!("{shop:<14} {field:<12} {:>8} {:>8} {:>8}", expected.len(), expected.len() - missing.len(), wrong.len());
    let told = missing.iter().map(|fact| format!("{shop}, {field}: not found: {fact}"));
    told.chain(wrong.iter().map(|fact| format!("{shop}, {field}: wrong: {fact}"))).collect()
}

fn measure(shop: &Expected, text: &str) -> Vec<String> {
    let read = policy(text);
    let facts = read_facts(&read.reading);
    let mut problems = Vec::new();
    for (field, found) in &facts {
        let expected = shop.facts.iter().find(|(name, _)| name == field).map_or(&[][..], |(_, facts)| facts);
        problems.extend(compare(shop.file, field, expected, found));
    }
    let findings: Vec<String> = read.rules().into_iter().map(str::to_owned).collect();
    problems.extend(compare(shop.file, "findings", shop.findings, &findings));
    problems
}

#[test]
fn the_four_shops_are_read_without_a_gap_and_without_a_wrong_fact() {
    let Some(policies) = folder("policies", "reading the four shops' policies") else { return };
    println!("{:<14} {:<12} {:>8} {:>8} {:>8}", "shop", "field", "expected", "found", "wrong");
    let mut problems = Vec::new();
    for shop in SHOPS {
        let text = fs::read_to_string(policies.join(shop.file)).expect("the policy is text");
        problems.extend(measure(shop, &text));
    }
    assert!(problems.is_empty(), "{}", problems.join("\n"));
}

#[test]
fn paragraphs_in_another_order_keep_the_findings_of_the_four_shops() {
    let Some(policies) = folder("policies", "shuffling the four shops' policies") else { return };
    for shop in SHOPS {
        let text = fs::read_to_string(policies.join(shop.file)).expect("the policy is text");
        let sections = super::sections_by_number(&text);
        let turned: Vec<String> = sections.iter().rev().cloned().collect();
        if sections.len() > 3 {
            assert_eq!(policy(&turned.join("\n")).rules(), shop.findings, "{}", shop.file);
        }
    }
}
