//! The case log.

use super::StoreError;
use crate::domain::audit::{Entry, NewEntry};
use crate::domain::ids::CaseId;

/// Appending to and reading the tamper-evident log. There is no way to change an entry.
pub trait Log {
    /// Puts an entry at the end of its controller's chain, in this transaction. The end is found when the work is done, so
    /// that chains are locked as shortly as possible; entries keep their order.
    fn append_log(&mut self, entry: NewEntry) -> Result<(), StoreError>;
    /// The entries of a case, oldest first.
    fn log_of(&mut self, case: CaseId) -> Result<Vec<Entry>, StoreError>;
    /// A page of a controller's chain after a position, in order.
    fn log_page(&mut self, controller: &str, after: i64, limit: i64) -> Result<Vec<Entry>, StoreError>;
    /// The head of each chain: controller, last position, last hash. Compared with the last entry when a log is verified,
    /// so that cutting off the tail is noticed.
    fn log_heads(&mut self) -> Result<Vec<(String, i64, crate::domain::audit::Hash)>, StoreError>;
    /// Every controller of whom there is an entry or a case, in order: each of them must have a chain with its head.
    fn log_owners(&mut self) -> Result<Vec<String>, StoreError>;
}
