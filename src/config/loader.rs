//! Putting the settings together: compiled-in defaults, then the file, then the environment.

use std::path::{Path, PathBuf};

use toml::{Table, Value};

use super::database::DatabaseSectionError;
use super::desk::DeskSectionError;
use super::mail::MailSectionError;
use super::mailboxes::{MailboxSectionError, validate};
use super::programs::{Calls, ProgramError};
use super::server::ServerSectionError;
use super::systems::SystemSectionError;
use super::{Config, DEFAULTS};

/// Why the settings cannot be used. Each message names the file, key or variable.
#[derive(Debug, thiserror::Error)]
pub enum ConfigError {
    /// The file cannot be read.
    #[error("{}: cannot be read: {source}", path.display())]
    Unreadable {
        /// Which file.
        path: PathBuf,
        /// Why.
        source: std::io::Error,
    },
    /// The file is not TOML, or a key is unknown or of the wrong kind.
    #[error("{place}: {source}")]
    Syntax {
        /// Which file or variable.
        place: String,
        /// What is wrong where.
        source: Box<toml::de::Error>,
    },
    /// `[server]`.
    #[error(transparent)]
    Server(#[from] ServerSectionError),
    /// `[database]`.
    #[error(transparent)]
    Database(#[from] DatabaseSectionError),
    /// `[desk]` and `[jobs]`.
    #[error(transparent)]
    Desk(#[from] DeskSectionError),
    /// `[mail]`.
    #[error(transparent)]
    Mail(#[from] MailSectionError),
    /// `[[mailbox]]`.
    #[error(transparent)]
    Mailbox(#[from] MailboxSectionError),
    /// `[systems.NAME]`.
    #[error(transparent)]
    System(#[from] SystemSectionError),
    /// A program of a recipient or of another controller.
    #[error(transparent)]
    Program(#[from] ProgramError),
}

/// Loads the settings. `environment` is this process's variables; only those that begin with `RIGHTSDESK_` and a section count.
pub fn load(
    file: Option<&Path>,
    environment: impl IntoIterator<Item = (String, String)>,
) -> Result<Config, ConfigError> {
    let mut table = parse("the compiled-in defaults", DEFAULTS)?;
    if let Some(path) = file {
        let text = std::fs::read_to_string(path)
            .map_err(|source| ConfigError::Unreadable { path: path.to_owned(), source })?;
        merge(&mut table, parse(&path.display().to_string(), &text)?);
        config(&table, &path.display().to_string())?;
    }
    for (name, value) in environment {
        if let Some((section, key)) = section_key(&table, &name) {
            override_with(&mut table, &name, &section, &key, &value)?;
        }
    }
    let config = config(&table, "the settings")?;
    config.server.validate()?;
    config.database.validate()?;
    config.desk.validate()?;
    config.jobs.validate()?;
    config.mail.validate()?;
    validate(&config.mailbox)?;
    config.systems.iter().try_for_each(|(name, system)| system.validate(name))?;
    config.recipients.iter().try_for_each(|(name, program)| program.validate(Calls::Recipient, name))?;
    config.receivers.iter().try_for_each(|(name, program)| program.validate(Calls::Receiver, name))?;
    Ok(config)
}

fn parse(place: &str, text: &str) -> Result<Table, ConfigError> {
    text.parse::<Table>().map_err(|source| ConfigError::Syntax { place: place.to_owned(), source: Box::new(source) })
}

fn config(table: &Table, place: &str) -> Result<Config, ConfigError> {
    let read = table.clone().try_into::<Config>();
    read.map_err(|source| ConfigError::Syntax { place: place.to_owned(), source: Box::new(source) })
}

fn merge(into: &mut Table, from: Table) {
    for (key, value) in from {
        match (into.get_mut(&key), value) {
            (Some(Value::Table(below)), Value::Table(above)) => merge(below, above),
            (_, value) => {
                into.insert(key, value);
            }
        }
    }
}

/// `RIGHTSDESK_MAIL_HOST` is `mail.host`; `RIGHTSDESK_SYSTEMS_SHOP_PASSWORD` is `systems.shop.password`.
fn section_key(table: &Table, name: &str) -> Option<(String, String)> {
    let rest = name.strip_prefix("RIGHTSDESK_")?.to_lowercase();
    let section = table.keys().find(|section| rest.starts_with(&format!("{section}_")))?;
    let key = rest.get(section.len() + 1..)?;
    if matches!(section.as_str(), "systems" | "recipients" | "receivers") {
        let named = table.get(section)?.as_table()?;
        let name = named.keys().find(|name| key.starts_with(&format!("{}_", name.to_lowercase())))?;
        return Some((format!("{section}.{name}"), key.get(name.len() + 1..)?.to_owned()));
    }
    Some((section.clone(), key.to_owned()))
}

/// A variable is text. It is tried as text first and, where the key is of another kind, as the TOML value it spells.
fn override_with(table: &mut Table, name: &str, section: &str, key: &str, text: &str) -> Result<(), ConfigError> {
    let with = |value: Value| {
        let mut changed = table.clone();
        let mut place = &mut changed;
        for part in section.split('.') {
            place = place.get_mut(part)?.as_table_mut()?;
        }
        place.insert(key.to_owned(), value);
        Some(changed)
    };
    let as_text = with(Value::String(text.to_owned()));
    let spelled = format!("v = {text}").parse::<Table>().ok().and_then(|mut spelled| spelled.remove("v"));
    let as_value = spelled.and_then(with);
    for changed in [as_text.clone(), as_value].into_iter().flatten() {
        if config(&changed, name).is_ok() {
            *table = changed;
            return Ok(());
        }
    }
    config(&as_text.unwrap_or_default(), name).map(|_| ())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn env(pairs: &[(&str, &str)]) -> Result<Config, ConfigError> {
        load(None, pairs.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())))
    }

    #[test]
    fn the_documented_defaults_are_complete_and_valid() {
        let config = env(&[]).unwrap();
        assert_eq!(config.server.listen.to_string(), "127.0.0.1:8080");
        assert_eq!(config.desk.link_days, 30);
    }

    #[test]
    fn the_environment_overrides_texts_numbers_switches_and_lists() {
        let config = env(&[
            ("RIGHTSDESK_SERVER_LISTEN", "127.0.0.1:0"),
            ("RIGHTSDESK_DESK_SOLO", "true"),
            ("RIGHTSDESK_DESK_LINK_DAYS", "14"),
            ("RIGHTSDESK_MAIL_PASSWORD", "12345"),
            ("RIGHTSDESK_MAIL_USERNAME", "desk"),
            ("RIGHTSDESK_SERVER_TRUSTED_PROXIES", "[\"10.0.0.1\"]"),
            ("RIGHTSDESK_DATA", "elsewhere"),
        ])
        .map_err(|error| error.to_string());
        let config = config.unwrap();
        assert!(config.desk.solo);
        assert_eq!(config.desk.link_days, 14);
        assert_eq!(config.mail.password.unwrap().reveal(), "12345");
        assert_eq!(config.server.trusted_proxies.len(), 1);
    }

    #[test]
    fn what_is_wrong_is_named() {
        let wrong = env(&[("RIGHTSDESK_DESK_LINK_DAYS", "soon")]).unwrap_err().to_string();
        assert!(wrong.contains("RIGHTSDESK_DESK_LINK_DAYS"), "{wrong}");
        let unknown = env(&[("RIGHTSDESK_DESK_COLOUR", "red")]).unwrap_err().to_string();
        assert!(unknown.contains("colour"), "{unknown}");
        let range = env(&[("RIGHTSDESK_DESK_LINK_DAYS", "0")]).unwrap_err().to_string();
        assert!(range.starts_with("desk.link_days"), "{range}");
    }
}
