//! Looking for harm in a file that somebody outside gave us.

use std::io::Read;

/// What a scanner says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Scanned {
    /// It knows nothing against the file.
    Clean,
    /// It found something harmful.
    Infected,
}

/// A scanner that could not be asked. Nothing of the file is in it.
#[derive(Debug, thiserror::Error)]
pub enum ScannerError {
    /// It cannot be reached, or the connection broke.
    #[error("the scanner could not be asked")]
    Unreachable(#[source] std::io::Error),
    /// It answered something else than a verdict, such as a limit of its own.
    #[error("the scanner gave no verdict")]
    NoVerdict,
}

/// Looks for harm in files.
pub trait Scanner: Send + Sync {
    /// Reads a file to its end and says what it is.
    fn scan(&self, file: &mut dyn Read) -> Result<Scanned, ScannerError>;
}
