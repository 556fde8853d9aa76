//! What a TOML file says about a service: where it is, how to sign in, and which call reads, changes and deletes what.

use std::collections::BTreeMap;
use std::path::Path;

use serde::Deserialize;
use serde::de::DeserializeOwned;

use crate::domain::personal::Personal;
use crate::ports::connector::ConnectorError;

/// A service that speaks JSON over HTTP.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct ServiceFile {
    /// What every path is appended to.
    pub(super) base: String,
    #[serde(flatten)]
    pub(super) manners: Manners,
    #[serde(default)]
    pub(super) auth: Auth,
    pub(super) collections: BTreeMap<String, ServiceCollection>,
}

/// How a service is called, whatever it is asked.
#[derive(Clone, Debug, Deserialize)]
pub(super) struct Manners {
    #[serde(default = "patience")]
    pub(super) timeout_seconds: u64,
    /// The most calls in a minute; 0: no limit.
    #[serde(default)]
    pub(super) requests_per_minute: u32,
    /// A file whose first line is the secret, beside this file.
    #[serde(default)]
    pub(super) secret_file: Option<String>,
}

const fn patience() -> u64 {
    20
}

/// How to sign in. The secret itself never stands in the file.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(tag = "kind", rename_all = "lowercase", deny_unknown_fields)]
pub(super) enum Auth {
    #[default]
    None,
    Bearer,
    Basic {
        user: String,
    },
    Header {
        name: String,
    },
}

/// A list of things at the service.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct ServiceCollection {
    /// The columns that tell rows apart.
    pub(super) key: Vec<String>,
    /// Columns, and where in a row each stands: `email = "contact.email"`.
    pub(super) columns: BTreeMap<String, String>,
    /// Reads everything, page by page.
    pub(super) list: Option<ListStep>,
    /// Reads the rows with given values of columns.
    #[serde(default)]
    pub(super) find: Vec<FindStep>,
    /// Reads every row whose column contains a text, in any letter case.
    #[serde(default)]
    pub(super) search: Vec<SearchStep>,
    pub(super) update: Option<ChangeStep>,
    pub(super) delete: Option<ChangeStep>,
}

#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct ListStep {
    pub(super) path: String,
    #[serde(default)]
    pub(super) rows: String,
    #[serde(default)]
    pub(super) paging: Paging,
}

#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct FindStep {
    pub(super) by: Vec<String>,
    pub(super) path: String,
    #[serde(default)]
    pub(super) rows: String,
    #[serde(default)]
    pub(super) paging: Paging,
}

#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct SearchStep {
    pub(super) column: String,
    pub(super) path: String,
    #[serde(default)]
    pub(super) rows: String,
    #[serde(default)]
    pub(super) paging: Paging,
}

#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct ChangeStep {
    pub(super) method: String,
    pub(super) path: String,
}

/// How the next page is asked for.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(tag = "kind", rename_all = "lowercase", deny_unknown_fields)]
pub(super) enum Paging {
    /// There is one page.
    #[default]
    None,
    /// By its number; ends with a page without rows.
    Page {
        parameter: String,
        #[serde(default = "one")]
        first: u64,
    },
    /// By the number of rows before it; ends with a page without rows.
    Offset { parameter: String },
    /// By a word of the page before; ends where there is none.
    Cursor { parameter: String, next: String },
}

const fn one() -> u64 {
    1
}

/// A receiver of signed questions.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct WebhookFile {
    pub(super) url: String,
    #[serde(flatten)]
    pub(super) manners: Manners,
    pub(super) collections: BTreeMap<String, WebhookCollection>,
}

#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct WebhookCollection {
    pub(super) key: Vec<String>,
    pub(super) columns: Vec<String>,
    /// Whether the receiver carries out changes.
    #[serde(default)]
    pub(super) changes: bool,
}

/// Reads the file, and the secret: given, else from the file that it names.
pub(super) fn read<T: DeserializeOwned>(path: &Path) -> Result<T, ConnectorError> {
    let wrong = |what: String| {
        ConnectorError::needs_person(format!("{} cannot be used: {what}", path.display()), "mend the service's file")
    };
    let text = std::fs::read_to_string(path).map_err(|error| wrong(error.to_string()))?;
    toml::from_str(&text).map_err(|error| wrong(error.message().to_owned()))
}

pub(super) fn secret(
    manners: &Manners,
    path: &Path,
    given: Option<Personal>,
) -> Result<Option<Personal>, ConnectorError> {
    if given.is_some() {
        return Ok(given);
    }
    let Some(file) = &manners.secret_file else { return Ok(None) };
    let file = path.parent().unwrap_or(Path::new("")).join(file);
    let text = std::fs::read_to_string(&file).map_err(|error| {
        ConnectorError::needs_person(
            format!("the secret cannot be read: {error}"),
            format!("look at {}", file.display()),
        )
    })?;
    Ok(Some(Personal::new(text.lines().next().unwrap_or_default())))
}

/// Personal data does not cross a network in the clear: plain HTTP only to this machine.
pub(super) fn guarded(url: &str) -> Result<(), ConnectorError> {
    let plain = url.strip_prefix("http://").map(|rest| rest.split('/').next().unwrap_or_default());
    let host = plain.map(|place| place.rsplit_once(':').map_or(place, |(host, _)| host));
    match host {
        None if url.starts_with("https://") => Ok(()),
        Some("localhost" | "127.0.0.1" | "[::1]") => Ok(()),
        _ => Err(ConnectorError::needs_person(
            "the service's address is not protected",
            "write https://…; plain http is for a service on this machine",
        )),
    }
}
