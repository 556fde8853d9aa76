//! `[receivers.NAME]`: a program of another controller that takes packages straight (Article 20(2)).

use std::path::PathBuf;

use serde::Deserialize;

use crate::domain::personal::Personal;

/// One program.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ReceiverSection {
    /// Where it listens: `https://…`, on the public internet.
    pub url: String,
    /// By which name the receiver knows the secret.
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
    /// How long an answer is awaited once everything is sent, in seconds.
    #[serde(default = "patience")]
    pub timeout_seconds: u64,
}

const fn patience() -> u64 {
    60
}

/// A program to which nothing can be sent.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ReceiverSectionError {
    /// Personal data would cross a network in the clear.
    #[error("receivers.{0}.url: write https://…")]
    Address(String),
    /// Nobody could tell who sends.
    #[error("receivers.{0}: name a secret_file")]
    Secret(String),
    /// It could not stand in a header.
    #[error("receivers.{0}.key_id: use letters, digits, and - . _")]
    KeyId(String),
}

impl ReceiverSection {
    /// Checks the section by itself.
    pub fn validate(&self, name: &str) -> Result<(), ReceiverSectionError> {
        if !self.url.starts_with("https://") {
            return Err(ReceiverSectionError::Address(name.to_owned()));
        }
        if self.secret.is_none() && self.secret_file.is_none() {
            return Err(ReceiverSectionError::Secret(name.to_owned()));
        }
        let fits = |key: &String| key.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-._".contains(&byte));
        if self.key_id.as_ref().is_none_or(fits) { Ok(()) } else { Err(ReceiverSectionError::KeyId(name.to_owned())) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_receiver_is_reached_by_https_alone_and_signs_with_a_secret() {
        let read = |text: &str| toml::from_str::<ReceiverSection>(text).unwrap().validate("other");
        assert_eq!(read("url = \"https://other.example/in\"\nsecret_file = \"other.secret\""), Ok(()));
        let plain = read("url = \"http://other.example/in\"\nsecret_file = \"other.secret\"");
        assert_eq!(plain, Err(ReceiverSectionError::Address("other".into())));
        let unsigned = read("url = \"https://other.example/in\"");
        assert_eq!(unsigned, Err(ReceiverSectionError::Secret("other".into())));
        let odd = read("url = \"https://other.example/in\"\nsecret = \"s\"\nkey_id = \"a b\"");
        assert_eq!(odd, Err(ReceiverSectionError::KeyId("other".into())));
    }
}
