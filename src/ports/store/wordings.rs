//! The wordings of letters that controllers have written for themselves, with everything that stood before.

use chrono::{DateTime, Utc};

use super::StoreError;
use crate::domain::ids::{MailId, StaffId, WordingId};
use crate::domain::notice::NoticeKind;
use crate::domain::personal::Personal;

/// One version of a wording. Versions are added and never changed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WordingVersion {
    /// Its identifier.
    pub id: WordingId,
    /// Whose.
    pub controller: String,
    /// Of which letter.
    pub kind: NoticeKind,
    /// The code of the language in which it is written.
    pub language: String,
    /// The words; `None` goes back to the default.
    pub body: Option<String>,
    /// Who wrote it.
    pub by: StaffId,
    /// When.
    pub at: DateTime<Utc>,
}

/// Wordings.
pub trait Wordings {
    /// Adds a version; it is in force from now on.
    fn add_wording(&mut self, version: &WordingVersion) -> Result<(), StoreError>;
    /// The words in force in a language; `None` for the default.
    fn wording(&mut self, controller: &str, kind: NoticeKind, language: &str) -> Result<Option<String>, StoreError>;
    /// How many versions there are; none is ever changed or removed.
    fn wording_count(&mut self) -> Result<i64, StoreError>;
    /// The versions in force of all companies, letters and languages; none where the default is used.
    fn wordings_in_force(&mut self) -> Result<Vec<WordingVersion>, StoreError>;
    /// Keeps what a queued mail was written from, as JSON, so that it can be printed in the same words.
    fn keep_letter(&mut self, mail: MailId, notice: &Personal) -> Result<(), StoreError>;
    /// What a mail was written from.
    fn letter(&mut self, mail: MailId) -> Result<Option<Personal>, StoreError>;
    /// Every version of a letter in a language, the newest first, up to `limit`.
    fn wordings_of(
        &mut self,
        controller: &str,
        kind: NoticeKind,
        language: &str,
        limit: i64,
    ) -> Result<Vec<WordingVersion>, StoreError>;
}
