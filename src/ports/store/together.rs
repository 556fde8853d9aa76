//! What colleagues do together on a case: tags, watching, and who has it open.

use chrono::{DateTime, Utc};

use super::StoreError;
use crate::domain::ids::{CaseId, StaffId};

/// Tags, watchers and visits of cases.
pub trait Together {
    /// The tags of a case, in their order.
    fn tags_of(&mut self, case: CaseId) -> Result<Vec<String>, StoreError>;
    /// Tags a case; `false` when it has the tag already.
    fn add_tag(&mut self, case: CaseId, tag: &str) -> Result<bool, StoreError>;
    /// Takes a tag away; `false` when the case does not have it.
    fn remove_tag(&mut self, case: CaseId, tag: &str) -> Result<bool, StoreError>;
    /// Tags that cases have, in their order, so many at most.
    fn known_tags(&mut self, limit: i64) -> Result<Vec<String>, StoreError>;
    /// Notes that somebody watches a case; nothing happens when they do.
    fn watch(&mut self, case: CaseId, staff: StaffId, since: DateTime<Utc>) -> Result<(), StoreError>;
    /// Notes that they no longer do; nothing happens when they did not.
    fn unwatch(&mut self, case: CaseId, staff: StaffId) -> Result<(), StoreError>;
    /// Who watches a case, the first one first.
    fn watchers(&mut self, case: CaseId) -> Result<Vec<StaffId>, StoreError>;
    /// Notes that somebody has a case open.
    fn visit(&mut self, case: CaseId, staff: StaffId, at: DateTime<Utc>) -> Result<(), StoreError>;
    /// Who had a case open, and when last (UTC), the latest first.
    fn visits(&mut self, case: CaseId) -> Result<Vec<(StaffId, DateTime<Utc>)>, StoreError>;
}
