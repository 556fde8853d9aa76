//! The store on a PostgreSQL server, which several nodes may share.

use std::time::Duration;

use diesel::prelude::*;
use diesel::r2d2::{ManageConnection, NopErrorHandler, Pool, PooledConnection};

use super::link::Link;
use super::migrations::migrate;
use super::open::{OpenError, Options};
use super::postgresql::{self, Isolation};
use super::tls::{Route, Tunnel};
use super::transaction::Transaction;
use crate::ports::store::{Store, StoreError, Work};

/// How long work waits for a free connection.
const PATIENCE: Duration = Duration::from_secs(2);

/// The store on a server.
pub struct Server {
    /// Declared before the tunnel, so that its connections are closed first.
    pool: Pool<Connections>,
    /// What the connections go through, if they do.
    _tunnel: Option<Tunnel>,
}

/// Makes connections.
struct Connections(String);

impl Server {
    /// Connects once, brings the schema up to date, and keeps a pool from then on.
    pub fn open(url: &str, options: &Options) -> Result<Self, OpenError> {
        let (tunnel, url) = match Route::of(url)? {
            Route::Plain => (None, url.to_owned()),
            Route::Tunnel(to) => {
                let (tunnel, url) = Tunnel::open(&to)?;
                (Some(tunnel), url)
            }
        };
        let connections = Connections(url);
        let mut link = connections.connect().map_err(|error| OpenError::Unreachable(error.to_string()))?;
        migrate(&mut link, options.migrating)?;
        let pool = Pool::builder()
            .max_size(options.connections.max(1))
            .min_idle(Some(1))
            .test_on_check_out(false)
            .connection_timeout(PATIENCE)
            .error_handler(Box::new(NopErrorHandler))
            .build_unchecked(connections);
        Ok(Self { pool, _tunnel: tunnel })
    }

    /// A connection inside a new transaction. A pooled connection may have died of a restart of the server; nothing has
    /// been lost then, because the work has not begun, so another one is taken. Every connection is tried at most once.
    fn begin(&self, isolation: Isolation) -> Result<PooledConnection<Connections>, StoreError> {
        let mut tries = self.pool.max_size();
        loop {
            let mut link = self.pool.get().map_err(|error| StoreError::Unavailable(error.to_string()))?;
            match postgresql::begin(&mut link, isolation) {
                Ok(()) => return Ok(link),
                Err(error) if tries == 0 => return Err(error.into()),
                Err(_) => tries -= 1,
            }
        }
    }

    fn run(&self, work: Work, isolation: Isolation) -> Result<(), StoreError> {
        let mut link = self.begin(isolation)?;
        match Transaction::run(&mut link, work) {
            Ok(()) => Ok(postgresql::commit(&mut link)?),
            Err(error) => {
                // A connection that cannot even roll back is thrown away by the pool; the work's own error says more.
                drop(postgresql::roll_back(&mut link));
                Err(error)
            }
        }
    }
}

impl Store for Server {
    fn write_work(&self, work: Work) -> Result<(), StoreError> {
        self.run(work, Isolation::Write)
    }

    fn read_work(&self, work: Work) -> Result<(), StoreError> {
        self.run(work, Isolation::Snapshot)
    }
}

impl ManageConnection for Connections {
    type Connection = Link;
    type Error = ConnectionError;

    fn connect(&self) -> Result<Link, ConnectionError> {
        postgresql::connect(&self.0)
    }

    fn is_valid(&self, link: &mut Link) -> Result<(), ConnectionError> {
        diesel::sql_query("SELECT 1").execute(link).map(drop).map_err(ConnectionError::CouldntSetupConfiguration)
    }

    fn has_broken(&self, link: &mut Link) -> bool {
        link.is_spoilt()
    }
}
