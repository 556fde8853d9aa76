//! Amendments: columns of the person's rows that are corrected or marked, one by one, and how far each is.

use chrono::{DateTime, Utc};

use super::StoreError;
use crate::domain::amendment::{AmendmentKind, AmendmentState};
use crate::domain::ids::{AmendmentId, CaseId, RequestId};

/// An amendment as it is kept: its values sealed, the rest open so that it can be listed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StoredAmendment {
    /// Its identifier.
    pub id: AmendmentId,
    /// The request that it carries out.
    pub request: RequestId,
    /// The case.
    pub case: CaseId,
    /// Why the column is changed.
    pub kind: AmendmentKind,
    /// The system.
    pub system: String,
    /// The system's name for people.
    pub title: String,
    /// The collection.
    pub collection: String,
    /// The column, by the map's name; empty where a restriction moves the whole row.
    pub column: String,
    /// Collection and column in the names that people know: "Your account, telephone".
    pub what: String,
    /// How far it is.
    pub state: AmendmentState,
    /// Whether the system itself refuses to use a marked row.
    pub guarded: bool,
    /// Key, values and evidence, sealed.
    pub sealed: Vec<u8>,
    /// What is wrong and what next, without personal data.
    pub message: Option<String>,
    /// When it was made.
    pub made_at: DateTime<Utc>,
    /// When the system reported it as written.
    pub written_at: Option<DateTime<Utc>>,
    /// When a second look confirmed it.
    pub confirmed_at: Option<DateTime<Utc>>,
}

impl StoredAmendment {
    /// Whether the row as a whole is moved into another collection: `before` and `after` of its contents name the two.
    pub fn moves(&self) -> bool {
        self.kind == AmendmentKind::Mark && self.column.is_empty()
    }
}

/// Amendments.
pub trait Amendments {
    /// Writes an amendment (adds or replaces).
    fn put_amendment(&mut self, amendment: &StoredAmendment) -> Result<(), StoreError>;
    /// One amendment.
    fn amendment(&mut self, id: AmendmentId) -> Result<StoredAmendment, StoreError>;
    /// Takes an amendment away; one that is not there stays away.
    fn remove_amendment(&mut self, id: AmendmentId) -> Result<(), StoreError>;
    /// The amendments of a request, in the order in which they were made.
    fn amendments_of(&mut self, request: RequestId) -> Result<Vec<StoredAmendment>, StoreError>;
    /// The marks that stand in a column of a collection, of whichever request; an empty column: the rows that were moved from it.
    fn marks_at(&mut self, system: &str, collection: &str, column: &str) -> Result<Vec<StoredAmendment>, StoreError>;
    /// Requests for restriction that were carried out, the newest first: those in force, and those lifted since.
    fn restrictions(&mut self, limit: i64) -> Result<Vec<RequestId>, StoreError>;
}
