//! A desk of our own, on a database that is gone afterwards.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use postgres::{Client, NoTls};
use rightsdesk::adapters::store::{self, Options};
use rightsdesk::adapters::system::SystemEntropy;
use rightsdesk::cli::compose::{self, Ground, Parts};
use rightsdesk::config;
use rightsdesk::ports::entropy::Entropy;
use rightsdesk::ports::store::Store;
use rightsdesk::workflow::Desk;
use tempfile::TempDir;

use crate::Outcome;

/// The name of the database's file in its folder.
const FILE: &str = "rightsdesk.db";

/// A kind of database, fresh and empty, and the folder for everything else.
pub struct Home {
    folder: TempDir,
    server: Option<Server>,
}

/// A database on a server, dropped at the end.
struct Server {
    address: String,
    name: String,
}

impl Home {
    /// SQLite in a folder on the disk that the build is on; a folder for temporary files may lie in memory, where nothing is durable.
    pub fn embedded() -> Outcome<Self> {
        Ok(Self { folder: TempDir::new_in(env!("CARGO_TARGET_TMPDIR"))?, server: None })
    }

    /// PostgreSQL on the server that `RIGHTSDESK_TEST_POSTGRES` names, if it names one.
    pub fn on_server() -> Outcome<Option<Self>> {
        let Some(address) = std::env::var_os("RIGHTSDESK_TEST_POSTGRES") else { return Ok(None) };
        let address = address.into_string().map_err(|_address| "RIGHTSDESK_TEST_POSTGRES is not text")?;
        let chance = rightsdesk::workflow::secrets::hex(&SystemEntropy.bytes16());
        let name = format!("rightsdesk_bench_{chance}");
        Client::connect(&address, NoTls)?.batch_execute(&format!("CREATE DATABASE {name}"))?;
        Ok(Some(Self { server: Some(Server { address, name }), ..Self::embedded()? }))
    }

    /// The folder.
    pub fn folder(&self) -> &Path {
        self.folder.path()
    }

    /// The database's file, for SQLite.
    pub fn file(&self) -> PathBuf {
        self.folder().join(FILE)
    }

    /// The URL of the database on the server, for PostgreSQL.
    pub fn url(&self) -> Option<String> {
        let server = self.server.as_ref()?;
        let (authority, _) = server.address.rsplit_once('/')?;
        Some(format!("{authority}/{}", server.name))
    }

    /// What the database is.
    pub fn engine(&self) -> &'static str {
        if self.server.is_some() { "PostgreSQL" } else { "SQLite" }
    }

    /// Opens the store.
    pub fn store(&self) -> Outcome<Arc<dyn Store>> {
        let place = self.url().unwrap_or_else(|| self.file().display().to_string());
        Ok(store::open(&place, &Options::new(self.folder()))?)
    }

    /// The settings: the defaults, with the sample companies.
    pub fn ground(&self) -> Outcome<Ground> {
        let mut config = config::load(None, std::iter::empty())?;
        config.desk.samples = true;
        Ok(Ground { data: self.folder().to_path_buf(), config })
    }

    /// A desk on the store, as the program itself joins it.
    pub fn desk(&self) -> Outcome<Desk> {
        let parts = Parts {
            store: self.store()?,
            clock: compose::system_clock(),
            public_url: "https://privacy.example".to_owned(),
            wake: Arc::new(|| {}),
        };
        Ok(compose::desk(&self.ground()?, parts).map_err(|failure| format!("{failure:?}"))?)
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let statement = format!("DROP DATABASE IF EXISTS {} WITH (FORCE)", self.name);
        let dropped = Client::connect(&self.address, NoTls).and_then(|mut client| client.batch_execute(&statement));
        if let Err(error) = dropped {
            eprintln!("the database {} is left behind: {error}", self.name);
        }
    }
}
