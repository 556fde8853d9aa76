//! The master key, and the keys that it wraps.

use std::fs::{self, File, OpenOptions};
use std::io::{ErrorKind, Read, Write};
use std::os::unix::fs::{MetadataExt, OpenOptionsExt};
use std::path::{Path, PathBuf};

use chacha20poly1305::aead::{Aead, KeyInit, Payload};
use chacha20poly1305::{XChaCha20Poly1305, XNonce};
use hmac::{Hmac, Mac};
use sha2::Sha256;
use zeroize::Zeroizing;

use crate::ports::entropy::Entropy;
use crate::ports::vault::ObjectName;

/// Length of a key, the master key's included.
const KEY: usize = 32;
/// Length of the nonce of the wrapping cipher; long enough to be drawn by chance.
pub(super) const NONCE: usize = 24;
/// Length of an object key once it is wrapped: the key and its authentication tag.
pub(super) const WRAPPED: usize = KEY + 16;
/// Length of the name of a master key.
pub(super) const KEY_ID: usize = 8;

/// Why there is no master key to work with.
#[derive(Debug, thiserror::Error)]
pub enum MasterKeyError {
    /// Somebody besides the owner may read the file.
    #[error("{path} can be read by others (mode {mode:03o}); make it private with: chmod 600 {path}")]
    Exposed {
        /// The key file.
        path: PathBuf,
        /// Its permission bits.
        mode: u32,
    },
    /// The file is not a key.
    #[error("{path} is not a master key: it holds {bytes} bytes where a key has 32")]
    NotAKey {
        /// The key file.
        path: PathBuf,
        /// What is in it.
        bytes: u64,
    },
    /// The file cannot be read or made.
    #[error("the master key {path} cannot be read or made")]
    Io {
        /// The key file.
        path: PathBuf,
        /// The cause.
        #[source]
        source: std::io::Error,
    },
}

/// The key under which all object keys are wrapped. It is wiped from memory when dropped.
pub struct MasterKey {
    wrapping: XChaCha20Poly1305,
    small: XChaCha20Poly1305,
    id: [u8; KEY_ID],
}

impl MasterKey {
    /// Takes the key from 32 bytes.
    pub fn from_bytes(bytes: &[u8; KEY]) -> Self {
        let id = derive(bytes, b"rightsdesk master key id 1");
        let mut short = [0; KEY_ID];
        short.iter_mut().zip(id.iter()).for_each(|(to, from)| *to = *from);
        Self {
            wrapping: cipher(&derive(bytes, b"rightsdesk object keys 1")),
            small: cipher(&derive(bytes, b"rightsdesk small values 1")),
            id: short,
        }
    }

    /// Reads the key file, or makes it (mode 0600, on disk before this returns) when there is none.
    ///
    /// Two programs that start at the same moment end up with the same key: the file appears complete under its name or not at all.
    pub fn read_or_create(path: &Path, entropy: &dyn Entropy) -> Result<Self, MasterKeyError> {
        let failed = |source| MasterKeyError::Io { path: path.to_owned(), source };
        match read(path) {
            Err(MasterKeyError::Io { source, .. }) if source.kind() == ErrorKind::NotFound => {
                create(path, entropy).map_err(failed)?;
                read(path)
            }
            known => known,
        }
    }

    pub(super) fn id(&self) -> &[u8; KEY_ID] {
        &self.id
    }

    /// Draws the key of one object and wraps it, bound to the object's name.
    pub(super) fn wrap(&self, name: ObjectName, entropy: &dyn Entropy) -> Option<(ObjectKey, [u8; NONCE], Vec<u8>)> {
        let key = Zeroizing::new(entropy.bytes32());
        let nonce = nonce(entropy);
        let wrapped =
            self.wrapping.encrypt(&XNonce::from(nonce), payload(key.as_slice(), &bound(b"key", name))).ok()?;
        Some((key, nonce, wrapped))
    }

    /// Unwraps the key of one object; `None` when it was wrapped for another name or by another key.
    pub(super) fn unwrap(&self, name: ObjectName, nonce: [u8; NONCE], wrapped: &[u8]) -> Option<ObjectKey> {
        let opened = self.wrapping.decrypt(&XNonce::from(nonce), payload(wrapped, &bound(b"key", name))).ok()?;
        let opened = Zeroizing::new(opened);
        Some(Zeroizing::new(opened.as_slice().try_into().ok()?))
    }

    pub(super) fn seal(&self, name: ObjectName, plain: &[u8], entropy: &dyn Entropy) -> Option<([u8; NONCE], Vec<u8>)> {
        let nonce = nonce(entropy);
        let sealed = self.small.encrypt(&XNonce::from(nonce), payload(plain, &bound(b"small", name))).ok()?;
        Some((nonce, sealed))
    }

    pub(super) fn unseal(&self, name: ObjectName, nonce: [u8; NONCE], sealed: &[u8]) -> Option<Vec<u8>> {
        self.small.decrypt(&XNonce::from(nonce), payload(sealed, &bound(b"small", name))).ok()
    }
}

/// The key of one object, wiped when dropped.
pub(super) type ObjectKey = Zeroizing<[u8; KEY]>;

/// The associated data that ties sealed bytes to their role, purpose and owner.
pub(super) fn bound(role: &[u8], name: ObjectName) -> Vec<u8> {
    [b"rightsdesk vault 1|", role, b"|", name.purpose.code().as_bytes(), b"|", name.id.as_bytes()].concat()
}

fn payload<'data>(msg: &'data [u8], aad: &'data [u8]) -> Payload<'data, 'data> {
    Payload { msg, aad }
}

fn nonce(entropy: &dyn Entropy) -> [u8; NONCE] {
    let mut nonce = [0; NONCE];
    entropy.fill(&mut nonce);
    nonce
}

fn cipher(key: &[u8; KEY]) -> XChaCha20Poly1305 {
    XChaCha20Poly1305::new(key.into())
}

#[expect(clippy::expect_used, reason = "HMAC takes a key of any length; the error type only exists for other MACs")]
fn derive(master: &[u8; KEY], use_: &[u8]) -> Zeroizing<[u8; KEY]> {
    let mac = <Hmac<Sha256> as KeyInit>::new_from_slice(master).expect("HMAC takes a key of any length");
    Zeroizing::new(mac.chain_update(use_).finalize().into_bytes().into())
}

fn read(path: &Path) -> Result<MasterKey, MasterKeyError> {
    let failed = |source| MasterKeyError::Io { path: path.to_owned(), source };
    let mut file = File::open(path).map_err(failed)?;
    let facts = file.metadata().map_err(failed)?;
    if facts.mode() & 0o077 != 0 {
        return Err(MasterKeyError::Exposed { path: path.to_owned(), mode: facts.mode() & 0o777 });
    }
    if facts.len() != 32 {
        return Err(MasterKeyError::NotAKey { path: path.to_owned(), bytes: facts.len() });
    }
    let mut bytes = Zeroizing::new([0; KEY]);
    file.read_exact(bytes.as_mut_slice()).map_err(failed)?;
    Ok(MasterKey::from_bytes(&bytes))
}

fn create(path: &Path, entropy: &dyn Entropy) -> std::io::Result<()> {
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    fs::create_dir_all(folder)?;
    let key = Zeroizing::new(entropy.bytes32());
    let draft = path.with_extension(format!("{:032x}.part", u128::from_be_bytes(entropy.bytes16())));
    let written = OpenOptions::new().write(true).create_new(true).mode(0o600).open(&draft).and_then(|mut file| {
        file.write_all(key.as_slice())?;
        file.sync_all()
    });
    // A hard link, unlike a rename, never replaces the key of a program that was quicker.
    let linked = written.and_then(|()| fs::hard_link(&draft, path));
    if let Err(error) = fs::remove_file(&draft)
        && error.kind() != ErrorKind::NotFound
    {
        return Err(error);
    }
    match linked {
        Err(error) if error.kind() != ErrorKind::AlreadyExists => Err(error),
        _ => File::open(folder)?.sync_all(),
    }
}
