//! The list of letters: for each kind its default wording, and the fields that it knows.

use super::defaults;
use crate::domain::notice::{Audience, NoticeKind};

/// A field or fixed part that a wording may name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Entry {
    /// Its name between the braces.
    pub name: &'static str,
    /// What it says, in words for staff.
    pub what: &'static str,
    /// Whether a wording without it may not be used: the law or good practice wants it said.
    pub demanded: bool,
    /// Whether it is a fixed part, alone on its line.
    pub is_part: bool,
}

pub(super) const fn field(name: &'static str, what: &'static str, demanded: bool) -> Entry {
    Entry { name, what, demanded, is_part: false }
}

pub(super) const fn part(name: &'static str, what: &'static str, demanded: bool) -> Entry {
    Entry { name, what, demanded, is_part: true }
}

/// Every letter about a case knows these.
const SHARED: &[Entry] = &[
    field("opening", "what the person asked, and when", false),
    field("brand", "the company’s name", false),
    field("email", "the company’s mailbox", false),
    field("regulator", "the authority’s name", false),
    field("reference", "the reference", false),
    part("reference", "reference and date", true),
    part("page", "the button to the private page", false),
];

/// Letters that are about no case know these.
const BARE: &[Entry] = &[field("brand", "the company’s name", false), field("email", "the company’s mailbox", false)];

/// Letters to staff and recipients carry their reference.
const REFERRED: &[Entry] = &[
    field("brand", "the company’s name", false),
    field("email", "the company’s mailbox", false),
    part("reference", "reference and date", true),
];

/// The wording that stands until a controller writes its own.
pub const fn default_wording(kind: NoticeKind) -> &'static str {
    defaults::of(kind).0
}

/// Everything a wording of a kind may name, demanded or not.
pub fn entries(kind: NoticeKind) -> Vec<Entry> {
    let shared = match kind {
        NoticeKind::EmailCode | NoticeKind::FormLink | NoticeKind::StatusCode | NoticeKind::MessageReceived => BARE,
        _ if kind.audience() == Audience::Person => SHARED,
        _ => REFERRED,
    };
    defaults::of(kind).1.iter().chain(shared).copied().collect()
}

/// Whether staff may write their own wording of a kind. Calls to staff are the desk's own.
pub fn is_editable(kind: NoticeKind) -> bool {
    kind.audience() != Audience::Staff
}
