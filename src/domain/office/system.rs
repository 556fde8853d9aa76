//! Where a shop's system is, as it is set up in the console: the way there, where its secret is read from, and limits. Never the
//! secret itself.

use serde::{Deserialize, Serialize};

use super::area::difference;
use crate::domain::setup::Difference;

/// The folder, inside the data folder, from which the secrets of systems are read.
pub const SECRETS: &str = "secrets/";

/// The kinds whose way is a path inside the data folder.
const FILES: [&str; 5] = ["sqlite", "csv", "xlsx", "service", "webhook"];
/// The kinds whose way is an address.
const SERVERS: [&str; 4] = ["postgres", "postgresql", "mysql", "mariadb"];

/// How a system is reached.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SystemSetting {
    /// `sqlite:PATH`, `postgres://…`, `mysql://…`, `csv:FOLDER`, `xlsx:FOLDER`, `service:FILE.toml`, `webhook:FILE.toml` or `manual`.
    pub connect: String,
    /// The file whose first line is the secret: `secrets/shop`.
    pub secret_file: Option<String>,
    /// The longest a question may go on without giving a row, in seconds.
    pub statement_seconds: u64,
    /// The most rows that one question may return.
    pub row_limit: u64,
    /// The most connections that we have to it at a time.
    pub connections: u64,
}

/// What is wrong with a system.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum SystemFault {
    /// Its name cannot be one.
    #[error(
        "Use small letters, digits, hyphens and underscores, at most 60: it is the key of the system in its data map."
    )]
    Name,
    /// Not a kind that there is.
    #[error(
        "Write manual, sqlite:FILE, postgres://USER@HOST/DATABASE, mysql://USER@HOST/DATABASE, csv:FOLDER, xlsx:FOLDER, service:FILE.toml or webhook:FILE.toml."
    )]
    Kind,
    /// A path that leaves the data folder.
    #[error("Write a path inside the data folder. A file elsewhere is named in the settings file on the machine.")]
    Path,
    /// A secret in the address.
    #[error("Take the password out of the address: name the file that it is read from below.")]
    Secret,
    /// A secret that is read from elsewhere.
    #[error("Name a file in the folder secrets of the data folder, such as secrets/shop.")]
    SecretFile,
    /// A limit that no system keeps, or that stops everything.
    #[error("Write a number of seconds between 1 and 3600.")]
    Seconds,
    /// The same.
    #[error("Write a number of rows between 1 and 100000000.")]
    Rows,
    /// The same.
    #[error("Write a number of connections between 1 and 64.")]
    Connections,
}

impl SystemFault {
    /// The field of the form that is wrong.
    pub const fn field(self) -> &'static str {
        match self {
            Self::Name => "name",
            Self::Kind | Self::Path | Self::Secret => "connect",
            Self::SecretFile => "secret_file",
            Self::Seconds => "statement_seconds",
            Self::Rows => "row_limit",
            Self::Connections => "connections",
        }
    }
}

impl Default for SystemSetting {
    fn default() -> Self {
        Self { connect: String::new(), secret_file: None, statement_seconds: 60, row_limit: 10_000_000, connections: 4 }
    }
}

impl SystemSetting {
    /// Whether a colleague looks into it.
    pub fn is_manual(&self) -> bool {
        self.connect == "manual"
    }

    /// Whether it can be kept. What the console keeps reads files inside the data folder only, so that nobody reads others of the
    /// machine through it; the settings file, which the operator of the machine writes, may name any.
    pub fn check(&self) -> Result<(), SystemFault> {
        check_way(&self.connect)?;
        if self.secret_file.as_deref().is_some_and(|file| !file.starts_with(SECRETS) || !is_inside(file)) {
            return Err(SystemFault::SecretFile);
        }
        let within = |n: u64, most: u64, fault| if (1..=most).contains(&n) { Ok(()) } else { Err(fault) };
        within(self.statement_seconds, 3_600, SystemFault::Seconds)?;
        within(self.row_limit, 100_000_000, SystemFault::Rows)?;
        within(self.connections, 64, SystemFault::Connections)
    }

    /// What is not the same in another setting; of nothing, everything.
    pub fn differences(&self, before: Option<&Self>) -> Vec<Option<Difference>> {
        let of = |read: fn(&Self) -> String| (before.map(read).unwrap_or_default(), read(self));
        let line = |label, (before, after): (String, String)| difference(label, &before, &after);
        vec![
            line("Where it is", of(|one| one.connect.clone())),
            line("Its secret is read from", of(|one| one.secret_file.clone().unwrap_or_default())),
            line("Seconds a question may take", of(|one| one.statement_seconds.to_string())),
            line("Rows of one question", of(|one| one.row_limit.to_string())),
            line("Connections at a time", of(|one| one.connections.to_string())),
        ]
    }
}

/// The way to a system without a password that may stand in its address.
pub fn without_secret(connect: &str) -> String {
    let Some((scheme, rest)) = connect.split_once("://") else { return connect.to_owned() };
    let (place, query) = rest.split_once('?').unwrap_or((rest, ""));
    let (user, host) = place.rsplit_once('@').map_or(("", place), |(user, host)| (user, host));
    let user = user.split(':').next().unwrap_or_default();
    let at = if user.is_empty() { String::new() } else { format!("{user}@") };
    let kept = query.split('&').filter(|pair| !pair.is_empty() && !pair.to_ascii_lowercase().starts_with("password"));
    let kept: Vec<&str> = kept.collect();
    let query = if kept.is_empty() { String::new() } else { format!("?{}", kept.join("&")) };
    format!("{scheme}://{at}{host}{query}")
}

/// Whether something can be the key of a system.
pub fn check_system_name(name: &str) -> Result<(), SystemFault> {
    let plain = |letter: char| letter.is_ascii_lowercase() || letter.is_ascii_digit() || letter == '-' || letter == '_';
    let fine = !name.is_empty() && name.len() <= 60 && name.chars().all(plain);
    if fine { Ok(()) } else { Err(SystemFault::Name) }
}

fn check_way(connect: &str) -> Result<(), SystemFault> {
    if connect.chars().any(|letter| letter.is_control() || letter.is_whitespace()) {
        return Err(SystemFault::Kind);
    }
    let Some((kind, rest)) = connect.split_once(':') else {
        return if connect == "manual" { Ok(()) } else { Err(SystemFault::Kind) };
    };
    if FILES.contains(&kind) {
        return if is_inside(rest) { Ok(()) } else { Err(SystemFault::Path) };
    }
    let address = rest.strip_prefix("//").filter(|_| SERVERS.contains(&kind)).ok_or(SystemFault::Kind)?;
    let (place, query) = address.split_once('?').unwrap_or((address, ""));
    let authority = place.split('/').next().unwrap_or_default();
    let user = authority.rsplit_once('@').map_or("", |(user, _)| user);
    if user.contains(':') || query.to_ascii_lowercase().contains("password") {
        return Err(SystemFault::Secret);
    }
    if authority.is_empty() { Err(SystemFault::Kind) } else { Ok(()) }
}

/// Whether a path stays inside the folder that it counts from.
pub(super) fn is_inside(path: &str) -> bool {
    let plain = |part: &str| !part.is_empty() && part != "." && part != "..";
    !path.contains(['\\', '\0', ':']) && path.split('/').all(plain)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn at(connect: &str) -> SystemSetting {
        SystemSetting { connect: connect.into(), ..SystemSetting::default() }
    }

    #[test]
    fn every_kind_can_be_written_and_nothing_else() {
        let fine = [
            "manual",
            "sqlite:shop/shop.db",
            "csv:exports",
            "service:mailing.toml",
            "postgres://reader@db.example.com:5432/shop?sslmode=verify-full",
            "mysql://reader@db/shop",
        ];
        for connect in fine {
            assert_eq!(at(connect).check(), Ok(()), "{connect}");
        }
        let wrong = [
            ("", SystemFault::Kind),
            ("ftp://host/x", SystemFault::Kind),
            ("postgres://", SystemFault::Kind),
            ("postgres:shop", SystemFault::Kind),
            ("sqlite:/etc/passwd", SystemFault::Path),
            ("csv:../../etc", SystemFault::Path),
            ("sqlite:", SystemFault::Path),
            ("postgres://reader:secret@db/shop", SystemFault::Secret),
            ("mysql://reader@db/shop?Password=x", SystemFault::Secret),
            ("sqlite:a b", SystemFault::Kind),
        ];
        for (connect, fault) in wrong {
            assert_eq!(at(connect).check(), Err(fault), "{connect}");
        }
    }

    #[test]
    fn a_secret_is_read_from_the_folder_of_secrets_only() {
        let with = |file: &str| SystemSetting { secret_file: Some(file.into()), ..at("manual") }.check();
        assert_eq!(with("secrets/shop"), Ok(()));
        for file in ["secrets/../master.key", "master.key", "/etc/shadow", "secrets/", "secrets"] {
            assert_eq!(with(file), Err(SystemFault::SecretFile), "{file}");
        }
    }

    #[test]
    fn a_password_in_an_address_is_never_shown() {
        let shown = without_secret("postgres://reader:s3cret@db:5432/shop?sslmode=require&password=s3cret");
        assert_eq!(shown, "postgres://reader@db:5432/shop?sslmode=require");
        assert_eq!(without_secret("sqlite:shop.db"), "sqlite:shop.db");
        assert_eq!(without_secret("mysql://db/shop"), "mysql://db/shop");
    }

    #[test]
    fn limits_and_names_have_bounds() {
        assert_eq!(SystemSetting { statement_seconds: 0, ..at("manual") }.check(), Err(SystemFault::Seconds));
        assert_eq!(SystemSetting { row_limit: 0, ..at("manual") }.check(), Err(SystemFault::Rows));
        assert_eq!(SystemSetting { connections: 65, ..at("manual") }.check(), Err(SystemFault::Connections));
        assert!(check_system_name("web-shop_2").is_ok());
        assert!(["", "Shop", "a/b", "a b"].iter().all(|name| check_system_name(name).is_err()));
    }

    #[test]
    fn only_what_changed_is_a_difference() {
        let changed = at("csv:b").differences(Some(&at("csv:a")));
        let changed: Vec<_> = changed.into_iter().flatten().map(|one| (one.before, one.after)).collect();
        assert_eq!(changed, [("csv:a".to_owned(), "csv:b".to_owned())]);
    }

    proptest! {
        #[test]
        fn no_path_that_is_taken_leaves_the_folder(path in "[a-z./\\\\:]{0,12}") {
            if at(&format!("sqlite:{path}")).check().is_ok() {
                prop_assert!(!path.starts_with('/') && !path.split('/').any(|part| part == ".."));
            }
        }
    }
}
