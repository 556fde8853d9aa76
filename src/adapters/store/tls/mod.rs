//! TLS to a PostgreSQL server.
//!
//! libpq is built into the program without TLS, so that building needs nothing but a C compiler. Where TLS is wanted, libpq
//! talks to a socket that nobody else can open, in a folder of our own, and a thread of this process carries the bytes to
//! the real server with rustls. Passwords pass through unchanged; nothing is ever sent in the clear because TLS failed.
//!
//! | `sslmode` | server on this machine | elsewhere |
//! |---|---|---|
//! | not given, `prefer`, `allow` | plain | as `verify-full` |
//! | `disable` | plain | plain: somebody has said so |
//! | `require` | encrypted; verified only if `sslrootcert` is given | the same |
//! | `verify-ca` | encrypted, signed by an authority | the same |
//! | `verify-full` | the same, and for this host | the same |
//!
//! Authorities are those of `sslrootcert=FILE`, else the public ones.

mod address;
mod certificates;
mod handshake;
mod protocol;
mod tunnel;

pub use address::{Route, WrongUrl};
pub use certificates::NoAuthorities;
pub use tunnel::{NoTunnel, Tunnel};
