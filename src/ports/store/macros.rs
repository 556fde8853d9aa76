//! Macros: named sets of actions.

use super::StoreError;
use crate::domain::ids::MacroId;
use crate::domain::macros::Macro;

/// Macros.
pub trait Macros {
    /// Everybody's and everybody's own ones, by name.
    fn macros(&mut self) -> Result<Vec<Macro>, StoreError>;
    /// Adds a macro, or replaces the one with its id. Names are compared by the caller.
    fn put_macro(&mut self, kept: &Macro) -> Result<(), StoreError>;
    /// Removes a macro; [`StoreError::NotFound`] when it is gone.
    fn remove_macro(&mut self, id: MacroId) -> Result<(), StoreError>;
}
