//! The rules that Rightsdesk adds to a collection: how a person is found there, what is tied to what, what is kept how long.

use std::collections::BTreeMap;

use serde::Deserialize;

use super::fides::Direction;
use crate::domain::disclosure::finding::Link;
use crate::domain::task_link::LinkPolicy;

/// One column name or several, read together (a first and a last name).
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(untagged)]
pub enum Columns {
    /// One column.
    One(String),
    /// Several, joined by a blank in this order.
    Several(Vec<String>),
}

impl Columns {
    /// The names in order.
    pub fn names(&self) -> Vec<String> {
        match self {
            Self::One(name) => vec![name.clone()],
            Self::Several(names) => names.clone(),
        }
    }
}

/// A constant in a condition.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(untagged)]
pub enum Scalar {
    /// `true` or `false`.
    Bool(bool),
    /// A whole number.
    Integer(i64),
    /// Text.
    Text(String),
}

/// What a column must hold for a rule to apply to a row.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Condition {
    /// Exactly this value.
    Is(Scalar),
    /// Anything else, nothing included.
    Not(Scalar),
    /// One of these values.
    AnyOf(Vec<Scalar>),
    /// `true`: nothing is recorded; `false`: something is.
    Null(bool),
    /// A value found in another table of the same system, for links that say what they point at by a number of that table.
    Lookup(Lookup),
}

/// The values of one column of the rows that meet plain conditions. The table need not be a collection of the map.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Lookup {
    /// The table.
    pub collection: String,
    /// The column whose values count.
    pub field: String,
    /// Conditions on its rows; a lookup inside a lookup is refused.
    #[serde(rename = "where")]
    pub conditions: BTreeMap<String, Condition>,
}

/// What may be said about a link.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct LinkExtras {
    /// The kind; `subject` when it is not said.
    pub link: Option<Link>,
    /// Whether a person must look at what is found this way.
    pub review: bool,
    /// Whether an `author` link is followed. Without this word it is known, but what somebody wrote about others stays theirs.
    pub follow: bool,
    /// Followed only from rows that are tied to the person by this kind of link: what hangs on somebody else's order is theirs.
    pub only_from: Option<Link>,
    /// Conditions on the rows that are found.
    #[serde(rename = "where")]
    pub conditions: BTreeMap<String, Condition>,
}

/// A tie between this collection and another, of one column or several.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LinkRule {
    /// The other collection: `orders`, or `system.orders` in another system.
    pub with: String,
    /// Pairs of columns: this collection's on the left, the other's on the right.
    pub on: BTreeMap<String, String>,
    /// `from` (the default): rows here are found from rows there; `to`: rows there from rows here.
    pub direction: Option<Direction>,
    /// The kind; `subject` when it is not said.
    pub link: Option<Link>,
    /// Whether a person must look at what is found this way.
    #[serde(default)]
    pub review: bool,
    /// Whether an `author` link is followed.
    #[serde(default)]
    pub follow: bool,
    /// Followed only from rows that are tied to the person by this kind of link.
    pub only_from: Option<Link>,
    /// Conditions on the rows that are found.
    #[serde(default, rename = "where")]
    pub conditions: BTreeMap<String, Condition>,
}

/// A way to recognise the person in this collection: every identity of the rule must match the same row.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FindRule {
    /// Which columns hold which identity.
    pub identities: BTreeMap<String, Columns>,
    /// The kind; `subject` when it is not said.
    pub link: Option<Link>,
    /// Whether a person must look at what is found this way.
    #[serde(default)]
    pub review: bool,
    /// Conditions on the rows that are found.
    #[serde(default, rename = "where")]
    pub conditions: BTreeMap<String, Condition>,
    /// The rule finds nobody by itself: it only tells apart several persons of this collection (its own name, or one it is linked with).
    pub narrows: Option<String>,
}

/// Free text in which the person may be named: what is found is a candidate for a person to look at.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct MentionRule {
    /// The columns that are read.
    #[serde(rename = "in")]
    pub columns: Vec<String>,
    /// Alternatives; each is a list of identities, or of `collection.field` of rows already found, that must all be in the text.
    pub of: Vec<Vec<String>>,
    /// For `collection.field`: only rows found by recognising the person with this kind of link.
    pub found_as: Option<Link>,
}

/// That rows of this collection stand for persons: two of them for one set of identities is a question, never an answer.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Person {
    /// The columns that tell two persons apart on the screen.
    pub shown_as: Vec<String>,
}

/// How long rows are kept and why. Read by erasure.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Retention {
    /// The period as written: `6 years`, `18 months`, `90 days`.
    pub keep_for: String,
    /// The date column it counts from: a column here, or `collection.field` of the row this one hangs on.
    pub from: String,
    /// Why, in words that can stand in a letter.
    pub reason: String,
    /// The legal source.
    pub source: Option<String>,
    /// The columns that must stay as they are; all when it is not said.
    #[serde(default)]
    pub fields: Vec<String>,
    /// The rows it applies to.
    #[serde(default, rename = "where")]
    pub conditions: BTreeMap<String, Condition>,
}

/// What an erasure does with a row that nothing keeps.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ErasureAction {
    /// The row goes; where a row that stays needs it, it is made anonymous instead.
    Delete,
    /// The row stays without what says whose it is.
    Anonymise,
    /// Nothing is done, and the reason is told.
    Keep,
    /// The row is somebody else's: only the columns named are emptied.
    Detach,
    /// A person decides.
    Review,
}

/// What an erasure does with rows of a collection.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Erasure {
    /// What is done with a row of the person's own; the system's word, else `anonymise`, when it is not said.
    pub action: Option<ErasureAction>,
    /// The columns that are emptied where the row stays; every personal column when it is not said.
    pub columns: Vec<String>,
    /// Why, in words that can stand in a letter.
    pub reason: Option<String>,
    /// What is done with a row in which the person only receives something.
    pub recipient: Option<LinkErasure>,
    /// What is done with a row that the person only wrote or handled.
    pub author: Option<LinkErasure>,
    /// What is done with a row whose text names the person.
    pub mention: Option<LinkErasure>,
}

/// What an erasure does with rows of one kind of link.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LinkErasure {
    /// What is done.
    pub action: ErasureAction,
    /// The columns that are emptied where the row stays; those of the collection when it is not said.
    #[serde(default)]
    pub columns: Vec<String>,
    /// Why, in words that can stand in a letter.
    pub reason: Option<String>,
}

/// What becomes of rows while they are restricted (Article 18): marked in a column, or moved into another collection (recital 67).
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Restriction {
    /// The column that says so.
    #[serde(default)]
    pub column: Option<String>,
    /// The collection of the same system in which the rows stand meanwhile; its table has the same columns.
    #[serde(default)]
    pub move_to: Option<String>,
    /// What stands there while the row is restricted; `true` when it is not said.
    #[serde(default = "marked")]
    pub marked: Scalar,
}

const fn marked() -> Scalar {
    Scalar::Bool(true)
}

/// A system that is asked through a colleague.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ManualTask {
    /// Who is asked: a role or a team, not a person's name.
    pub ask: String,
    /// What they must look for and how to hand it in.
    pub instructions: String,
    /// They have no account here: they are asked by a mailed link. What the settings of an installation say goes before it.
    #[serde(default)]
    pub link: Option<LinkPolicy>,
}
