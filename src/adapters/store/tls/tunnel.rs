//! The sockets that libpq connects to, and the thread behind them.

use std::fs::{self, DirBuilder};
use std::io;
use std::os::unix::fs::DirBuilderExt;
use std::os::unix::net::UnixListener as StdListener;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::thread::{self, JoinHandle};
use std::time::Duration;

use rustls::ClientConfig;
use tokio::net::UnixListener;
use tokio::runtime::{Builder, Runtime};
use tokio::sync::oneshot;
use tokio::time::interval;

use super::address::{Server, Tunnelled, Wanted};
use super::certificates::{NoAuthorities, configuration};
use super::handshake::carry;

/// How often a connection that could not be taken is tried again.
const PULSE: Duration = Duration::from_millis(100);

/// Why there is no tunnel.
#[derive(Debug, thiserror::Error)]
pub enum NoTunnel {
    /// The certificate of the server could not be judged.
    #[error(transparent)]
    Authorities(#[from] NoAuthorities),
    /// There is no place for the socket, or no thread for the tunnel.
    #[error("no tunnel for TLS can be made in {}", .folder.display())]
    Local {
        /// Where it was tried.
        folder: PathBuf,
        /// The cause.
        #[source]
        source: io::Error,
    },
}

/// An open tunnel. Dropping it closes the sockets and removes them; connections that are open end.
#[derive(Debug)]
pub struct Tunnel {
    folder: Folder,
    stop: Option<oneshot::Sender<()>>,
    thread: Option<JoinHandle<()>>,
}

impl Tunnel {
    /// Opens a tunnel to the servers of an address and gives the URL that leads through it.
    pub fn open(to: &Tunnelled) -> Result<(Self, String), NoTunnel> {
        let tls = configuration(to.wanted, to.authorities.as_deref())?;
        if to.wanted == Wanted::AnyCertificate {
            tracing::warn!(
                "the database connection is encrypted, but nobody checks who answers: use sslmode=verify-full"
            );
        }
        let parent = std::env::temp_dir();
        let local = |source| NoTunnel::Local { folder: parent.clone(), source };
        let folder = Folder::make(&parent).map_err(local)?;
        let mut doors = Vec::new();
        for (place, server) in to.servers.iter().enumerate() {
            let listener = StdListener::bind(folder.socket(place + 1)).map_err(local)?;
            listener.set_nonblocking(true).map_err(local)?;
            doors.push((listener, server.clone()));
        }
        let runtime = Builder::new_current_thread().enable_all().build().map_err(local)?;
        let (stop, stopped) = oneshot::channel();
        let url = to.url(&folder.0);
        let work = move || serve(&runtime, doors, &tls, stopped);
        let thread = thread::Builder::new().name("store-tls".to_owned()).spawn(work).map_err(local)?;
        Ok((Self { folder, stop: Some(stop), thread: Some(thread) }, url))
    }
}

impl Drop for Tunnel {
    fn drop(&mut self) {
        drop(self.stop.take());
        if let Some(thread) = self.thread.take() {
            // A thread that panicked has nothing left to say; the sockets are removed either way.
            drop(thread.join());
        }
        tracing::debug!(folder = %self.folder.0.display(), "the tunnel to the database is closed");
    }
}

fn serve(
    runtime: &Runtime,
    doors: Vec<(StdListener, Server)>,
    tls: &Arc<ClientConfig>,
    stopped: oneshot::Receiver<()>,
) {
    runtime.block_on(async {
        for (listener, server) in doors {
            tokio::spawn(welcome(listener, server, Arc::clone(tls)));
        }
        // Ends when the tunnel is dropped, which is an error to the channel and the plan to us.
        drop(stopped.await);
    });
}

async fn welcome(listener: StdListener, server: Server, tls: Arc<ClientConfig>) {
    let listener = match UnixListener::from_std(listener) {
        Ok(listener) => listener,
        Err(error) => return tracing::error!(%error, "the tunnel to the database cannot be used"),
    };
    let mut pulse = interval(PULSE);
    loop {
        match listener.accept().await {
            Ok((local, _)) => drop(tokio::spawn(carry(local, server.clone(), Arc::clone(&tls)))),
            // Too many open files, most likely: others will close some.
            Err(error) => {
                tracing::warn!(%error, "the tunnel to the database could not take a connection");
                pulse.tick().await;
            }
        }
    }
}

/// A folder that only this user can enter, removed with everything in it.
#[derive(Debug)]
struct Folder(PathBuf);

impl Folder {
    /// Makes one that is not there yet. It is never one that somebody else has prepared: making it fails then.
    fn make(parent: &Path) -> io::Result<Self> {
        let mut number = 0_u32;
        loop {
            let folder = parent.join(format!("rightsdesk-{}-{number}", std::process::id()));
            match DirBuilder::new().mode(0o700).create(&folder) {
                Ok(()) => return Ok(Self(folder)),
                Err(error) if error.kind() == io::ErrorKind::AlreadyExists && number < 10_000 => number += 1,
                Err(error) => return Err(error),
            }
        }
    }

    /// The socket where libpq looks for the server with this number.
    fn socket(&self, number: usize) -> PathBuf {
        self.0.join(format!(".s.PGSQL.{number}"))
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        if let Err(error) = fs::remove_dir_all(&self.0) {
            tracing::debug!(%error, "a folder for sockets stays behind");
        }
    }
}
