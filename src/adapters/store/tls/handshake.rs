//! One connection through the tunnel, from libpq's first byte to its last.

use std::io;
use std::sync::Arc;
use std::time::Duration;

use rustls::ClientConfig;
use rustls::pki_types::ServerName;
use tokio::io::{AsyncRead, AsyncReadExt, AsyncWriteExt, copy_bidirectional};
use tokio::net::{TcpStream, UnixStream};
use tokio::time::timeout;
use tokio_rustls::TlsConnector;
use tokio_rustls::client::TlsStream;

use super::address::Server;
use super::protocol::{SSL_REQUEST, fatal, message, without_channel_binding};

/// How long a server may take to answer and to agree on TLS.
const PATIENCE: Duration = Duration::from_secs(10);
/// No message before the end of authentication is longer than this, in bytes.
const LONGEST: usize = 65_536;

/// Why a server was not reached safely. libpq gives these words to whoever wanted to connect.
#[derive(Debug, thiserror::Error)]
enum Unsafe {
    #[error("{0} does not answer: {1}")]
    Silent(String, io::Error),
    #[error("{0} does not answer within 10 seconds")]
    Slow(String),
    #[error("{0} does not offer TLS, and nothing is sent there in the clear unless sslmode=disable says so")]
    NotOffered(String),
    #[error("{0} does not speak PostgreSQL's protocol")]
    Stranger(String),
    #[error("{0:?} is not a name that a certificate can carry")]
    Unnamed(String),
    #[error("no TLS with {0}: {1}")]
    Refused(String, io::Error),
}

/// Carries a connection. Errors after the beginning are libpq's to notice: it sees its connection end.
pub async fn carry(mut local: UnixStream, server: Server, tls: Arc<ClientConfig>) {
    let Ok(greeting) = startup(&mut local).await else { return };
    let secured = timeout(PATIENCE, secured(&server, tls)).await.unwrap_or_else(|_| Err(Unsafe::Slow(server.name)));
    match secured {
        Ok(remote) => drop(relay(local, remote, &greeting).await),
        Err(error) => drop(local.write_all(&fatal(&error.to_string())).await),
    }
}

/// libpq's first message, which names user and database; it has a length and no kind.
async fn startup(local: &mut UnixStream) -> io::Result<Vec<u8>> {
    let length = local.read_u32().await?;
    let mut greeting = length.to_be_bytes().to_vec();
    let rest = usize::try_from(length).unwrap_or(usize::MAX).saturating_sub(4);
    read_exactly(local, rest, &mut greeting).await?;
    Ok(greeting)
}

async fn secured(server: &Server, tls: Arc<ClientConfig>) -> Result<TlsStream<TcpStream>, Unsafe> {
    let name = || server.name.clone();
    let silent = |error| Unsafe::Silent(name(), error);
    let identity = ServerName::try_from(name()).map_err(|_not_a_name| Unsafe::Unnamed(name()))?;
    let mut remote = TcpStream::connect((server.address.as_str(), server.port)).await.map_err(silent)?;
    remote.set_nodelay(true).map_err(silent)?;
    remote.write_all(&SSL_REQUEST).await.map_err(silent)?;
    // Exactly one byte is read in the clear: whatever an attacker puts behind it fails as TLS.
    match remote.read_u8().await.map_err(silent)? {
        b'S' => TlsConnector::from(tls).connect(identity, remote).await.map_err(|error| Unsafe::Refused(name(), error)),
        b'N' => Err(Unsafe::NotOffered(name())),
        _ => Err(Unsafe::Stranger(name())),
    }
}

async fn relay(mut local: UnixStream, mut remote: TlsStream<TcpStream>, greeting: &[u8]) -> io::Result<()> {
    remote.write_all(greeting).await?;
    remote.flush().await?;
    // A request to cancel is answered by closing the connection, which ends this loop.
    loop {
        let (kind, body) = answer(&mut remote).await?;
        let body = if kind == b'R' { without_channel_binding(&body) } else { body };
        local.write_all(&message(kind, &body).unwrap_or_default()).await?;
        if kind == b'R' || kind == b'E' {
            break;
        }
    }
    copy_bidirectional(&mut local, &mut remote).await.map(drop)
}

async fn answer(remote: &mut TlsStream<TcpStream>) -> io::Result<(u8, Vec<u8>)> {
    let kind = remote.read_u8().await?;
    let length = usize::try_from(remote.read_u32().await?).unwrap_or(usize::MAX);
    let mut body = Vec::new();
    read_exactly(remote, length.saturating_sub(4), &mut body).await?;
    Ok((kind, body))
}

async fn read_exactly(from: &mut (impl AsyncRead + Unpin), count: usize, into: &mut Vec<u8>) -> io::Result<()> {
    if count > LONGEST {
        return Err(io::Error::from(io::ErrorKind::InvalidData));
    }
    let start = into.len();
    into.resize(start + count, 0);
    let Some(room) = into.get_mut(start..) else { return Ok(()) };
    from.read_exact(room).await.map(drop)
}
