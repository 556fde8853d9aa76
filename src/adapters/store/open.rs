//! Opening the store, and everything that can be wrong with it at the start.

use std::error::Error;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::embedded::Embedded;
use super::place::{NotAPlace, Place};
use super::server::Server;
use super::tls::{NoTunnel, WrongUrl};
use crate::ports::store::Store;

/// How to open it.
#[derive(Clone, Debug)]
pub struct Options {
    /// The data folder. It is made if need be; every other folder must be there.
    pub data: PathBuf,
    /// What to do when the schema is not the newest.
    pub migrating: Migrating,
    /// Connections at most: to a server in all, to a file for reading.
    pub connections: u32,
}

/// What to do when the schema is not the newest.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Migrating {
    /// Bring it up to date.
    Apply,
    /// Say so.
    Refuse,
}

/// Why the store cannot be opened. No variant shows a password.
#[derive(Debug, thiserror::Error)]
pub enum OpenError {
    /// The place is mistyped.
    #[error(transparent)]
    Place(#[from] NotAPlace),
    /// The URL of the server asks for something impossible.
    #[error(transparent)]
    Url(#[from] WrongUrl),
    /// The server cannot be reached with TLS.
    #[error(transparent)]
    Tls(#[from] NoTunnel),
    /// A path outside the data folder leads nowhere.
    #[error("the folder {} of the database does not exist", .folder.display())]
    NoFolder {
        /// The folder.
        folder: PathBuf,
        /// The cause.
        #[source]
        source: io::Error,
    },
    /// The file cannot be made or read.
    #[error("the database {} cannot be opened", .path.display())]
    File {
        /// The file.
        path: PathBuf,
        /// The cause.
        #[source]
        source: io::Error,
    },
    /// The file is something else.
    #[error("{} is not a database of Rightsdesk", .0.display())]
    NotOurs(PathBuf),
    /// The server does not answer, or does not let us in.
    #[error("the database cannot be reached: {0}")]
    Unreachable(String),
    /// The schema is not the newest, and nobody said that it may be changed.
    #[error("{0} changes to the database are waiting: run `rightsdesk migrate`")]
    Waiting(usize),
    /// The database has been used by a later version. Going back is done with a backup, not with this program.
    #[error(
        "the database was written by a later version of Rightsdesk (its schema is {found}, this version knows {known})"
    )]
    Newer {
        /// What the database has.
        found: String,
        /// What this program has.
        known: String,
    },
    /// A change of the schema failed; nothing of it is left behind.
    #[error("the database could not be brought up to date")]
    Migration(#[source] Box<dyn Error + Send + Sync>),
}

impl From<diesel::result::Error> for OpenError {
    fn from(error: diesel::result::Error) -> Self {
        Self::Unreachable(error.to_string())
    }
}

impl Options {
    /// Everything at its default: migrations are applied.
    pub fn new(data: &Path) -> Self {
        Self { data: data.to_path_buf(), migrating: Migrating::Apply, connections: 16 }
    }
}

/// Opens the store at a place written as in the configuration. A relative path counts from the working directory.
pub fn open(place: &str, options: &Options) -> Result<Arc<dyn Store>, OpenError> {
    Ok(match Place::parse(place)? {
        Place::File(path) => Arc::new(Embedded::open(&path, options)?),
        Place::Server(url) => Arc::new(Server::open(&url, options)?),
    })
}
