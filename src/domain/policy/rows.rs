//! A reading as rows: one fact a row, for a terminal or a page on which a person goes through them.

use super::fact::{Fact, Quote};
use super::reader::{ListedRight, Reading, RetentionRule};

/// A fact as a row.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row<'reading> {
    /// Which field it fills.
    pub field: &'static str,
    /// What it is called among others of its field; empty where a policy has one such fact at most.
    pub key: String,
    /// The value in words.
    pub value: String,
    /// The words behind it.
    pub quote: Option<&'reading Quote>,
}

impl Row<'_> {
    /// The value of a fact that is the sentence itself.
    pub const STATED: &'static str = "stated";
}

fn row<'reading, T>(field: &'static str, fact: &'reading Fact<T>, words: impl Fn(&T) -> String) -> Row<'reading> {
    Row { field, key: String::new(), value: words(&fact.value), quote: Some(&fact.quote) }
}

/// A fact of which a policy may have several.
fn keyed<'reading, T>(
    field: &'static str,
    fact: &'reading Fact<T>,
    key: impl Fn(&T) -> String,
    words: impl Fn(&T) -> String,
) -> Row<'reading> {
    Row { key: key(&fact.value), ..row(field, fact, words) }
}

impl Reading {
    /// The facts, in the order in which a controller's settings name them.
    pub fn rows(&self) -> Vec<Row<'_>> {
        let mut rows = self.who();
        rows.extend(self.rights.iter().map(|fact| {
            let name = |right: &ListedRight| right.right.name().to_owned();
            keyed("right", fact, name, |right| right.words.clone().unwrap_or_else(|| right.right.name().to_owned()))
        }));
        rows.extend(self.categories.iter().map(|fact| {
            keyed(
                "category",
                fact,
                |category| category.name.clone(),
                |category| {
                    let items: Vec<&str> = category.items.iter().map(|item| item.name.as_str()).collect();
                    format!("{}: {}", category.name, items.join(", "))
                },
            )
        }));
        rows.extend(self.purposes.iter().map(|fact| {
            keyed(
                "purpose",
                fact,
                |purpose| purpose.name.clone(),
                |purpose| {
                    let bases: Vec<&str> = purpose.bases.iter().map(|basis| basis.name()).collect();
                    format!(
                        "{} [{}]",
                        purpose.name,
                        if bases.is_empty() { "no basis".to_owned() } else { bases.join(", ") }
                    )
                },
            )
        }));
        rows.extend(
            self.sources
                .iter()
                .map(|fact| keyed("source", fact, |source| source.name.clone(), |source| source.name.clone())),
        );
        rows.extend(self.recipients.iter().map(|fact| {
            keyed("recipient", fact, |one| one.name.clone(), |one| format!("{} ({})", one.name, one.role))
        }));
        rows.extend(self.transfers.iter().map(|fact| {
            row("transfers", fact, |one| format!("{} [{}]", one.destinations.join(", "), one.safeguards.join(", ")))
        }));
        rows.extend(self.retention.iter().map(|fact| keyed("retention", fact, kept_thing, kept)));
        rows.extend(self.ways());
        rows
    }

    fn who(&self) -> Vec<Row<'_>> {
        let (identity, contact) = (&self.identity, &self.contact);
        let named = [
            ("brand", &identity.brand),
            ("legal name", &identity.name),
            ("legal form", &identity.form),
            ("company number", &identity.company_number),
            ("parent", &identity.parent),
            ("registered in", &identity.seat),
            ("regulator's register", &identity.regulator_registration),
            ("mailbox", &contact.email),
            ("telephone", &contact.phone),
            ("site", &contact.web),
            ("data protection lead", &contact.dpo),
        ];
        let mut rows: Vec<Row<'_>> = named
            .into_iter()
            .filter_map(|(field, fact)| fact.as_ref().map(|fact| row(field, fact, String::clone)))
            .collect();
        rows.extend(identity.address.iter().map(|fact| row("address", fact, |parts| parts.join(", "))));
        rows.extend(self.policy_date.iter().map(|fact| row("policy date", fact, |date| date.written.clone())));
        rows.extend(self.laws.iter().map(|fact| keyed("law", fact, String::clone, String::clone)));
        rows
    }

    fn ways(&self) -> Vec<Row<'_>> {
        let mut rows: Vec<Row<'_>> =
            self.contact.channels.iter().map(|fact| keyed("channel", fact, String::clone, String::clone)).collect();
        rows.extend(
            self.marketing.channels.iter().map(|fact| keyed("marketing channel", fact, String::clone, String::clone)),
        );
        rows.extend(
            self.marketing
                .ways_out
                .iter()
                .map(|fact| keyed("way out of marketing", fact, String::clone, String::clone)),
        );
        rows.extend(self.complaints.regulator.iter().map(|fact| row("regulator", fact, String::clone)));
        rows.extend(self.complaints.link.iter().map(|fact| row("regulator's link", fact, String::clone)));
        let said = |field| Row { field, key: String::new(), value: Row::STATED.to_owned(), quote: None };
        let statements = [
            ("complaints", &self.complaints.own_route),
            ("identity check", &self.statements.identity_check),
            ("time limit", &self.statements.time_limit),
            ("free of charge", &self.statements.free),
            ("automated decisions", &self.statements.automated_decisions),
        ];
        for (field, quote) in statements {
            rows.extend(quote.as_ref().map(|quote| Row { quote: Some(quote), ..said(field) }));
        }
        rows
    }

    /// The fields of which the policy says nothing.
    pub fn missing(&self) -> Vec<&'static str> {
        let (identity, contact, statements) = (&self.identity, &self.contact, &self.statements);
        let fields = [
            ("legal name", identity.name.is_none()),
            ("legal form", identity.form.is_none()),
            ("company number", identity.company_number.is_none()),
            ("postal address", identity.address.is_none()),
            ("mailbox", contact.email.is_none()),
            ("telephone", contact.phone.is_none()),
            ("data protection lead", contact.dpo.is_none()),
            ("policy date", self.policy_date.is_none()),
            ("laws", self.laws.is_empty()),
            ("rights", self.rights.is_empty()),
            ("categories", self.categories.is_empty()),
            ("purposes", self.purposes.is_empty()),
            ("sources", self.sources.is_empty()),
            ("recipients", self.recipients.is_empty()),
            ("transfers", self.transfers.is_none()),
            ("retention", self.retention.is_empty()),
            ("identity check", statements.identity_check.is_none()),
            ("time limit", statements.time_limit.is_none()),
            ("regulator", self.complaints.regulator.is_none()),
            ("complaints to the company", self.complaints.own_route.is_none()),
            ("automated decisions", statements.automated_decisions.is_none()),
        ];
        fields.into_iter().filter(|(_, missing)| *missing).map(|(field, _)| field).collect()
    }
}

fn kept_thing(rule: &RetentionRule) -> String {
    rule.what.clone().unwrap_or_default()
}

fn kept(rule: &RetentionRule) -> String {
    let what = rule.what.as_deref().unwrap_or("everything else");
    format!("{what}: {}", rule.period.as_deref().unwrap_or("no number and no test"))
}
