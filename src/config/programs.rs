//! Programs elsewhere that this one calls: `[recipients.NAME]` takes signed notices (Article 19), `[receivers.NAME]`, of another
//! controller, takes packages straight (Article 20(2)).

use std::path::PathBuf;

use serde::Deserialize;

use crate::domain::personal::Personal;

/// One program.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ProgramSection {
    /// Where it listens: `https://…`. A receiver's is on the public internet; plain http is only for a recipient's on this machine.
    pub url: String,
    /// By which name a receiver knows the secret.
    #[serde(default)]
    pub key_id: Option<String>,
    /// A file whose first line is the secret that both sides know.
    #[serde(default)]
    pub secret_file: Option<PathBuf>,
    /// The secret itself; meant for the environment.
    #[serde(default)]
    pub secret: Option<Personal>,
    /// The certificates (PEM) that its own must be signed by, where no public authority has signed it.
    #[serde(default)]
    pub ca_file: Option<PathBuf>,
    /// The longest that a call to a recipient may take, and that an answer of a receiver is awaited once everything is sent, in
    /// seconds; [`Calls::patience`] when it is not said.
    #[serde(default)]
    pub timeout_seconds: Option<u64>,
}

/// What a program is called for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Calls {
    /// Notices to a recipient.
    Recipient,
    /// Packages to another controller.
    Receiver,
}

impl Calls {
    /// The name of the sections.
    pub const fn section(self) -> &'static str {
        match self {
            Self::Recipient => "recipients",
            Self::Receiver => "receivers",
        }
    }

    /// How long a call may take where nothing is said, in seconds.
    pub const fn patience(self) -> u64 {
        match self {
            Self::Recipient => 20,
            Self::Receiver => 60,
        }
    }
}

/// A program that cannot be called. Each names its section and the program.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ProgramError {
    /// Personal data would cross a network in the clear.
    #[error("{0}.{1}.url: write https://…")]
    Address(&'static str, String),
    /// Nobody could tell who calls.
    #[error("{0}.{1}: name a secret_file")]
    Secret(&'static str, String),
    /// It could not stand in a header, or nobody would read it.
    #[error("{0}.{1}.key_id: only a receiver has one; use letters, digits, and - . _")]
    KeyId(&'static str, String),
}

impl ProgramSection {
    /// Checks the section by itself.
    pub fn validate(&self, calls: Calls, name: &str) -> Result<(), ProgramError> {
        let at_home = calls == Calls::Recipient && self.url.starts_with("http://");
        if !self.url.starts_with("https://") && !at_home {
            return Err(ProgramError::Address(calls.section(), name.to_owned()));
        }
        if self.secret.is_none() && self.secret_file.is_none() {
            return Err(ProgramError::Secret(calls.section(), name.to_owned()));
        }
        let is_plain = |key: &String| key.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-._".contains(&byte));
        let fits = self.key_id.as_ref().is_none_or(|key| calls == Calls::Receiver && is_plain(key));
        if fits { Ok(()) } else { Err(ProgramError::KeyId(calls.section(), name.to_owned())) }
    }

    /// How long a call may take, in seconds; at least one.
    pub fn seconds(&self, calls: Calls) -> u64 {
        self.timeout_seconds.unwrap_or(calls.patience()).max(1)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_program_is_reached_by_https_and_signs_with_a_secret() {
        let read = |calls: Calls, text: &str| toml::from_str::<ProgramSection>(text).unwrap().validate(calls, "other");
        for calls in [Calls::Recipient, Calls::Receiver] {
            let section = calls.section();
            assert_eq!(read(calls, "url = \"https://other.example/in\"\nsecret_file = \"other.secret\""), Ok(()));
            let unsigned = read(calls, "url = \"https://other.example/in\"");
            assert_eq!(unsigned, Err(ProgramError::Secret(section, "other".into())));
            let odd = read(calls, "url = \"https://other.example/in\"\nsecret = \"s\"\nkey_id = \"a b\"");
            assert_eq!(odd, Err(ProgramError::KeyId(section, "other".into())));
            let other = read(calls, "url = \"ftp://other.example/in\"\nsecret = \"s\"");
            assert_eq!(other, Err(ProgramError::Address(section, "other".into())));
        }
        let plain = "url = \"http://other.example/in\"\nsecret_file = \"other.secret\"";
        assert_eq!(read(Calls::Receiver, plain), Err(ProgramError::Address("receivers", "other".into())));
        assert_eq!(read(Calls::Recipient, plain), Ok(()), "whether it is on this machine is seen when it is called");
    }

    #[test]
    fn each_kind_has_its_own_patience() {
        let read = |text: &str| toml::from_str::<ProgramSection>(text).unwrap();
        let silent = read("url = \"https://other.example/in\"");
        assert_eq!((silent.seconds(Calls::Recipient), silent.seconds(Calls::Receiver)), (20, 60));
        assert_eq!(read("url = \"https://other.example/in\"\ntimeout_seconds = 0").seconds(Calls::Receiver), 1);
    }
}
