//! The embedded store: one file, one writer, several readers.

use std::fs::{DirBuilder, OpenOptions};
use std::io;
use std::os::unix::fs::{DirBuilderExt, OpenOptionsExt};
use std::path::{Path, PathBuf};
use std::time::Duration;

use diesel::prelude::*;
use diesel::r2d2::{ManageConnection, NopErrorHandler, Pool};

use super::link::Link;
use super::migrations::migrate;
use super::open::{OpenError, Options};
use super::sqlite;
use super::transaction::Transaction;
use super::writer::Writer;
use crate::ports::store::{Store, StoreError, Work};

/// How long a reader waits for a free connection.
const PATIENCE: Duration = Duration::from_secs(2);

/// The store in a file.
pub struct Embedded {
    writer: Writer,
    readers: Pool<Readers>,
}

/// Makes connections that can only read.
struct Readers(String);

impl Embedded {
    /// Opens the file, makes it if it is new, and brings its schema up to date.
    pub fn open(path: &Path, options: &Options) -> Result<Self, OpenError> {
        let file = prepared(path, &options.data)?;
        let name = file.to_str().ok_or_else(|| OpenError::NotOurs(file.clone()))?.to_owned();
        let mut link = sqlite::writing(&name).map_err(|error| unopened(&file, &error))?;
        if !sqlite::is_ours(&mut link).map_err(|error| unopened(&file, &error))? {
            return Err(OpenError::NotOurs(file));
        }
        migrate(&mut link, options.migrating)?;
        let readers = Pool::builder()
            .max_size(options.connections.max(1))
            .min_idle(Some(1))
            .test_on_check_out(false)
            .connection_timeout(PATIENCE)
            .error_handler(Box::new(NopErrorHandler))
            .build(Readers(name.clone()))
            .map_err(|error| OpenError::Unreachable(error.to_string()))?;
        Ok(Self { writer: Writer::start(name, link), readers })
    }
}

impl Store for Embedded {
    fn write_work(&self, work: Work) -> Result<(), StoreError> {
        self.writer.write(work)
    }

    fn read_work(&self, work: Work) -> Result<(), StoreError> {
        let mut link = self.readers.get().map_err(|error| StoreError::Unavailable(error.to_string()))?;
        link.transaction(|link| Transaction::run(link, work))
    }
}

impl ManageConnection for Readers {
    type Connection = Link;
    type Error = ConnectionError;

    fn connect(&self) -> Result<Link, ConnectionError> {
        sqlite::reading(&self.0)
    }

    fn is_valid(&self, link: &mut Link) -> Result<(), ConnectionError> {
        diesel::sql_query("SELECT 1").execute(link).map(drop).map_err(ConnectionError::CouldntSetupConfiguration)
    }

    fn has_broken(&self, link: &mut Link) -> bool {
        link.is_spoilt()
    }
}

/// The absolute path of a file that exists. A new one is readable by nobody else, and so are the files that SQLite puts beside it.
fn prepared(path: &Path, data: &Path) -> Result<PathBuf, OpenError> {
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let failed = |source| OpenError::File { path: path.to_path_buf(), source };
    if folder == data && !folder.exists() {
        DirBuilder::new().recursive(true).mode(0o700).create(folder).map_err(failed)?;
    }
    let missing = |source| OpenError::NoFolder { folder: folder.to_path_buf(), source };
    let folder = folder.canonicalize().map_err(missing)?;
    let name = path.file_name().ok_or_else(|| OpenError::NotOurs(path.to_path_buf()))?;
    let file = folder.join(name);
    match OpenOptions::new().write(true).create_new(true).mode(0o600).open(&file) {
        Ok(_) => Ok(file),
        Err(error) if error.kind() == io::ErrorKind::AlreadyExists && file.is_file() => Ok(file),
        Err(error) => Err(failed(error)),
    }
}

fn unopened(file: &Path, error: &dyn std::error::Error) -> OpenError {
    let said = error.to_string();
    if said.contains("not a database") {
        OpenError::NotOurs(file.to_path_buf())
    } else {
        OpenError::File { path: file.to_path_buf(), source: io::Error::other(said) }
    }
}
