//! Replies that are being written, and texts to begin with.

use chrono::{DateTime, Utc};

use super::StoreError;
use crate::domain::ids::{CaseId, ReplyTextId, StaffId};
use crate::domain::personal::Personal;

/// A text that replies begin with.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReplyText {
    /// Its identifier.
    pub id: ReplyTextId,
    /// What it is called.
    pub name: String,
    /// What it says, with marks such as `{name}` for what differs from case to case.
    pub body: String,
    /// Who wrote it.
    pub by: StaffId,
    /// When (UTC).
    pub at: DateTime<Utc>,
}

/// Drafts and texts.
pub trait Replies {
    /// What somebody is writing to the person of a case.
    fn reply_draft(&mut self, case: CaseId, staff: StaffId) -> Result<Option<Personal>, StoreError>;
    /// Keeps it; without a text it is forgotten.
    fn put_reply_draft(
        &mut self,
        case: CaseId,
        staff: StaffId,
        body: Option<&Personal>,
        at: DateTime<Utc>,
    ) -> Result<(), StoreError>;
    /// All texts, by name.
    fn reply_texts(&mut self) -> Result<Vec<ReplyText>, StoreError>;
    /// Adds a text.
    fn add_reply_text(&mut self, text: &ReplyText) -> Result<(), StoreError>;
    /// Removes a text; [`StoreError::NotFound`] when it is gone.
    fn remove_reply_text(&mut self, id: ReplyTextId) -> Result<(), StoreError>;
}
