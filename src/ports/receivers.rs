//! The way to programs of other controllers, which take packages to which a person has a right (Article 20(2)).

use std::io::Read;

use crate::ports::connector::ConnectorError;

/// A package on its way, without its bytes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Parcel {
    /// The key by which the receiver recognises a repeat; the same for every try of this package.
    pub key: String,
    /// How many bytes there are.
    pub bytes: u64,
    /// SHA-256 of the bytes.
    pub sha256: [u8; 32],
}

/// What a receiver's program answered when it took a package.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Taken {
    /// The status of its answer (RFC 9110), from 200 to 299.
    pub status: u16,
    /// What it calls what it took, if it named it.
    pub receipt: Option<String>,
}

/// Programs of receiving controllers.
pub trait Receivers: Send + Sync {
    /// Hands a package to the program of a name in the settings, and returns once the program has said that it took it.
    ///
    /// [`ConnectorError::Retry`] when it may take it later, also when its answer was lost; it is then handed over under the
    /// same key. [`ConnectorError::NeedsPerson`] and [`ConnectorError::Refused`] when trying again cannot help.
    fn send(&self, program: &str, parcel: &Parcel, body: Box<dyn Read + Send>) -> Result<Taken, ConnectorError>;
}

/// An installation without such programs.
#[derive(Clone, Copy, Debug)]
pub struct NoReceivers;

impl Receivers for NoReceivers {
    fn send(&self, program: &str, _parcel: &Parcel, _body: Box<dyn Read + Send>) -> Result<Taken, ConnectorError> {
        Err(unknown(program))
    }
}

/// Why a program that the settings do not name cannot be reached.
pub fn unknown(program: &str) -> ConnectorError {
    let next = format!("an administrator adds [receivers.{program}] to the settings");
    ConnectorError::needs_person("nobody has said where their program is", next)
}
