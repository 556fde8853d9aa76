//! Everything that was read.

use serde::Serialize;

use super::super::document::Document;
use super::super::fact::Fact;
use super::super::language::is_english;
use super::categories::Category;
use super::complaints::Complaints;
use super::contact::Contact;
use super::date::StatedDate;
use super::identity::Identity;
use super::marketing::Marketing;
use super::purposes::Purpose;
use super::recipients::Recipient;
use super::retention::RetentionRule;
use super::rights::ListedRight;
use super::sources::Source;
use super::statements::Statements;
use super::transfers::Transfer;
use super::{
    categories, complaints, contact, date, identity, laws, marketing, purposes, recipients, retention, rights, sources,
    statements, transfers,
};

/// The facts of a policy. What is `None` or empty is missing from it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Reading {
    /// Whether the policy is in English: the rules know no other language.
    pub english: bool,
    /// Who the company is.
    pub identity: Identity,
    /// How to reach it.
    pub contact: Contact,
    /// The policy's own date.
    pub policy_date: Option<Fact<StatedDate>>,
    /// Laws named.
    pub laws: Vec<Fact<String>>,
    /// Rights offered.
    pub rights: Vec<Fact<ListedRight>>,
    /// Categories of data.
    pub categories: Vec<Fact<Category>>,
    /// Purposes with their bases.
    pub purposes: Vec<Fact<Purpose>>,
    /// Sources other than the person.
    pub sources: Vec<Fact<Source>>,
    /// Recipients.
    pub recipients: Vec<Fact<Recipient>>,
    /// Transfers abroad.
    pub transfers: Option<Fact<Transfer>>,
    /// Retention rules.
    pub retention: Vec<Fact<RetentionRule>>,
    /// Marketing.
    pub marketing: Marketing,
    /// Routes for complaints.
    pub complaints: Complaints,
    /// Single statements.
    pub statements: Statements,
}

/// Reads a policy.
pub fn read(document: &Document) -> Reading {
    let identity = identity::read(document);
    let own: Vec<String> =
        [&identity.brand, &identity.name].into_iter().flatten().map(|fact| fact.value.clone()).collect();
    Reading {
        english: is_english(document),
        contact: contact::read(document, &identity),
        policy_date: date::read(document),
        laws: laws::read(document),
        rights: rights::read(document),
        categories: categories::read(document),
        purposes: purposes::read(document),
        sources: sources::read(document),
        recipients: recipients::read(document, &own),
        transfers: transfers::read(document),
        retention: retention::read(document),
        marketing: marketing::read(document),
        complaints: complaints::read(document),
        statements: statements::read(document),
        identity,
    }
}
