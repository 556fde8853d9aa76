//! The way to programs of recipients, which take signed notices (Article 19).

use crate::domain::personal::Personal;
use crate::ports::connector::ConnectorError;

/// What a recipient's program answered.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Receipt {
    /// It has taken the notice; their answer comes later.
    Taken,
    /// It knows, and sees to it.
    Acknowledged,
    /// It is done.
    Done,
    /// It cannot be done, and why.
    Cannot(Personal),
}

/// Programs of recipients.
pub trait RecipientPrograms: Send + Sync {
    /// Hands a notice to the program of a name in the settings. `number` is the same for every try, so that a repeat is
    /// recognised. [`ConnectorError::NeedsPerson`] when the settings know no program of that name.
    fn call(&self, program: &str, number: &str, notice: &serde_json::Value) -> Result<Receipt, ConnectorError>;
}

/// An installation without such programs.
#[derive(Clone, Copy, Debug)]
pub struct NoPrograms;

impl RecipientPrograms for NoPrograms {
    fn call(&self, program: &str, _number: &str, _notice: &serde_json::Value) -> Result<Receipt, ConnectorError> {
        let next = format!("an administrator adds [recipients.{program}] to the settings");
        Err(ConnectorError::needs_person("nobody has said where their program is", next))
    }
}
