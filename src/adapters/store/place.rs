//! Where the database is, as an operator writes it: the path of a file, or the URL of a server.

use std::fmt;
use std::path::{Path, PathBuf};

/// A place that can be opened.
#[derive(Clone, PartialEq, Eq)]
pub enum Place {
    /// A SQLite file.
    File(PathBuf),
    /// A PostgreSQL server; the URL may hold a password.
    Server(String),
}

/// Why a text is no place of a database.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NotAPlace {
    /// Nothing was written.
    #[error("the place of the database is empty: write the path of a file, or postgres://user@host/database")]
    Empty,
    /// A URL of another kind, or a mistyped one.
    #[error(
        "{0:?} is not a kind of database that is known here: write the path of a file, or postgres://user@host/database"
    )]
    Kind(String),
    /// A database that would be gone when the program ends.
    #[error("a database in memory would forget every case: write the path of a file")]
    Memory,
}

impl fmt::Debug for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::File(path) => write!(f, "File({})", path.display()),
            Self::Server(_) => f.write_str("Server(…)"),
        }
    }
}

impl Place {
    /// Reads what an operator wrote. Whatever looks like a URL must be one that is known, so that a slip of the pen never
    /// becomes a file of that name.
    pub fn parse(written: &str) -> Result<Self, NotAPlace> {
        let written = written.trim();
        if written.is_empty() {
            return Err(NotAPlace::Empty);
        }
        if written.starts_with(":memory:") {
            return Err(NotAPlace::Memory);
        }
        match written.split_once(':') {
            Some(("postgres" | "postgresql", rest)) if rest.starts_with("//") => Ok(Self::Server(written.to_owned())),
            Some((kind, rest)) if rest.starts_with("//") || is_known_word(kind) => {
                Err(NotAPlace::Kind(kind.to_owned()))
            }
            _ => Ok(Self::File(Path::new(written).to_path_buf())),
        }
    }
}

/// Words that begin a URL of a database and hardly ever the name of a file.
fn is_known_word(kind: &str) -> bool {
    let kind = kind.to_ascii_lowercase();
    ["postgres", "postgresql", "postgre", "pg", "psql", "sqlite", "sqlite3", "file", "mysql", "mariadb", "jdbc"]
        .contains(&kind.as_str())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_is_a_file_and_a_url_is_a_server() {
        assert_eq!(Place::parse("data/rightsdesk.db"), Ok(Place::File("data/rightsdesk.db".into())));
        assert_eq!(Place::parse(" C:rightsdesk.db "), Ok(Place::File("C:rightsdesk.db".into())));
        let url = "postgresql://desk@db.example/desk";
        assert_eq!(Place::parse(url), Ok(Place::Server(url.to_owned())));
    }

    #[test]
    fn a_slip_of_the_pen_never_becomes_a_file() {
        for slip in ["postgress://h/d", "postgres:/h/d", "sqlite:x.db", "file:x.db?mode=memory", "mysql://h/d", "pg:h"]
        {
            assert!(matches!(Place::parse(slip), Err(NotAPlace::Kind(_))), "{slip}");
        }
        assert_eq!(Place::parse(""), Err(NotAPlace::Empty));
        assert_eq!(Place::parse(":memory:"), Err(NotAPlace::Memory));
    }
}
