//! Where packages, evidence and the contents of findings rest, encrypted.
//!
//! Every object has a key of its own, so that destroying the object destroys the only key to it. What is read back is
//! exactly what was sealed under the same name, or an error: never a part of it that passes for the whole.

use std::fmt;
use std::io::{Read, Write};

use uuid::Uuid;

/// What an object is for. It is bound into the encryption: a package cannot be passed off as evidence.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Purpose {
    /// The bytes of a disclosure.
    Package,
    /// Something a person or a colleague gave us: a proof of identity, an uploaded file.
    Evidence,
    /// The contents of one finding.
    Finding,
    /// A letter, a mail or a note about a case.
    Correspondence,
    /// The rows of an erasure's plan, by key.
    Plan,
    /// What one amendment changes.
    Amendment,
    /// A redacted copy of a document, and what was chosen for it.
    Redaction,
}

impl Purpose {
    /// All purposes.
    pub const ALL: [Self; 7] = [
        Self::Package,
        Self::Evidence,
        Self::Finding,
        Self::Correspondence,
        Self::Plan,
        Self::Amendment,
        Self::Redaction,
    ];

    /// The stored name; also the folder of a file vault.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Package => "package",
            Self::Evidence => "evidence",
            Self::Finding => "finding",
            Self::Correspondence => "correspondence",
            Self::Plan => "plan",
            Self::Amendment => "amendment",
            Self::Redaction => "redaction",
        }
    }
}

/// The name of an object: what it is for, and the id of the row that owns it.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct ObjectName {
    /// What it is for.
    pub purpose: Purpose,
    /// The id of the disclosure, finding or other row that owns it.
    pub id: Uuid,
}

impl ObjectName {
    /// Names an object.
    pub fn new(purpose: Purpose, id: Uuid) -> Self {
        Self { purpose, id }
    }

    /// Reads the written form back, `evidence/019a…`; `None` when it is no name.
    pub fn parse(text: &str) -> Option<Self> {
        let (purpose, id) = text.split_once('/')?;
        let purpose = Purpose::ALL.into_iter().find(|known| known.code() == purpose)?;
        Some(Self { purpose, id: Uuid::try_parse(id).ok()? })
    }
}

impl fmt::Display for ObjectName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}/{}", self.purpose.code(), self.id)
    }
}

impl fmt::Debug for ObjectName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

/// Why an object cannot be sealed, opened or destroyed. No variant carries contents.
#[derive(Debug, thiserror::Error)]
pub enum VaultError {
    /// There is no such object: never sealed, or destroyed.
    #[error("{0} is not in the vault")]
    Missing(ObjectName),
    /// It was sealed under another master key than the one in use.
    #[error("{0} was sealed under another master key")]
    WrongKey(ObjectName),
    /// The bytes are not those that were sealed under this name: damaged, exchanged or forged.
    #[error("{0} is not what was sealed under this name")]
    Tampered(ObjectName),
    /// The object ends too early.
    #[error("{0} is cut short")]
    Truncated(ObjectName),
    /// The bytes are no sealed object, or of a later format than this program knows.
    #[error("{0} has a format that this version does not know")]
    UnknownFormat(ObjectName),
    /// The object is larger than the format can hold (256 TiB).
    #[error("{0} is too large to be sealed")]
    TooLarge(ObjectName),
    /// Reading or writing failed.
    #[error("the vault could not read or write {name}")]
    Io {
        /// The object concerned.
        name: ObjectName,
        /// The cause.
        #[source]
        source: std::io::Error,
    },
}

/// An object being sealed. Dropping it without [`Sealing::finish`] leaves nothing behind.
pub trait Sealing: Write + Send {
    /// Seals the rest, makes it durable and only then gives it its name. Returns the number of bytes before encryption.
    fn finish(self: Box<Self>) -> Result<u64, VaultError>;
}

/// Encrypted storage for large objects, and sealing for small ones that rest in database columns.
pub trait Vault: Send + Sync {
    /// Starts sealing an object. An object of the same name is replaced when sealing is finished, not before.
    fn create(&self, name: ObjectName) -> Result<Box<dyn Sealing>, VaultError>;

    /// Opens an object for reading from its beginning. The reader fails with an [`std::io::Error`] that carries a
    /// [`VaultError`] where the object turns out damaged; only the end of the reader says that everything was genuine.
    fn open(&self, name: ObjectName) -> Result<Box<dyn Read + Send>, VaultError>;

    /// Destroys an object and its key. Destroying what is not there is no error, so that it can be repeated.
    fn destroy(&self, name: ObjectName) -> Result<(), VaultError>;

    /// Seals a small value for a database column, bound to its name.
    fn seal_small(&self, name: ObjectName, plain: &[u8]) -> Result<Vec<u8>, VaultError>;

    /// Opens what [`Vault::seal_small`] sealed under the same name.
    fn open_small(&self, name: ObjectName, sealed: &[u8]) -> Result<Vec<u8>, VaultError>;
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_reads_back_what_it_wrote() {
        for purpose in Purpose::ALL {
            let name = ObjectName::new(purpose, Uuid::from_u128(7));
            assert_eq!(ObjectName::parse(&name.to_string()), Some(name));
        }
        for wrong in ["", "package", "package/", "package/x", "parcel/00000000-0000-0000-0000-000000000007"] {
            assert_eq!(ObjectName::parse(wrong), None, "{wrong}");
        }
    }
}
