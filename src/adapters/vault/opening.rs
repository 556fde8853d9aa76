//! Reading a sealed file.

use std::io::{self, Read};

use aead_stream::{NewStream, StreamBE32, StreamPrimitive};
use chacha20poly1305::{ChaCha20Poly1305, KeyInit};
use zeroize::Zeroize;

use super::keys::{KEY_ID, MasterKey, NONCE, WRAPPED, bound};
use crate::ports::vault::{ObjectName, VaultError};

/// The first bytes of a sealed file; the digit is the version of the format.
pub(super) const MAGIC: &[u8; 8] = b"RDVAULT1";
/// How much plain content one chunk holds.
pub(super) const CHUNK: usize = 64 * 1024;
/// A chunk with its authentication tag.
const SEALED_CHUNK: usize = CHUNK + 16;

/// A sealed file being read: hands out a chunk only after it has proved genuine.
pub(super) struct OpenedFile<R> {
    name: ObjectName,
    source: R,
    stream: StreamBE32<ChaCha20Poly1305>,
    bound: Vec<u8>,
    position: u32,
    ahead: Vec<u8>,
    plain: Vec<u8>,
    given: usize,
    ended: bool,
}

impl<R: Read> OpenedFile<R> {
    pub(super) fn open(name: ObjectName, mut source: R, master: &MasterKey) -> Result<Self, VaultError> {
        let magic: [u8; MAGIC.len()] = take(name, &mut source)?;
        if &magic != MAGIC {
            return Err(VaultError::UnknownFormat(name));
        }
        let key_id: [u8; KEY_ID] = take(name, &mut source)?;
        if &key_id != master.id() {
            return Err(VaultError::WrongKey(name));
        }
        let nonce: [u8; NONCE] = take(name, &mut source)?;
        let wrapped: [u8; WRAPPED] = take(name, &mut source)?;
        let key = master.unwrap(name, nonce, &wrapped).ok_or(VaultError::Tampered(name))?;
        let stream = StreamBE32::from_aead(ChaCha20Poly1305::new((&*key).into()), &[0; 7].into());
        let bound = bound(b"chunk", name);
        let ahead = chunk(&mut source).map_err(|source| VaultError::Io { name, source })?;
        Ok(Self { name, source, stream, bound, position: 0, ahead, plain: Vec::new(), given: 0, ended: false })
    }

    /// Opens the next chunk. A chunk is the last when nothing follows it, and must have been sealed as the last.
    fn advance(&mut self) -> io::Result<()> {
        let mut current = std::mem::take(&mut self.ahead);
        self.ahead = chunk(&mut self.source)?;
        let last = self.ahead.is_empty();
        let sealed = current.clone();
        if self.stream.decrypt_in_place(self.position, last, &self.bound, &mut current).is_err() {
            return Err(self.explain(last, sealed));
        }
        self.plain.zeroize();
        self.plain = current;
        self.given = 0;
        self.ended = last;
        self.position = self.position.saturating_add(1);
        Ok(())
    }

    /// Tells a file that ends too early from one that was changed.
    fn explain(&self, last: bool, mut sealed: Vec<u8>) -> io::Error {
        let middle = self.stream.decrypt_in_place(self.position, false, &self.bound, &mut sealed).is_ok();
        sealed.zeroize();
        let cut_short = last && (middle || sealed.is_empty());
        let error = if cut_short { VaultError::Truncated(self.name) } else { VaultError::Tampered(self.name) };
        io::Error::new(io::ErrorKind::InvalidData, error)
    }
}

impl<R: Read> Read for OpenedFile<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        while self.given == self.plain.len() {
            if self.ended || buffer.is_empty() {
                return Ok(0);
            }
            self.advance()?;
        }
        let rest = self.plain.get(self.given..).unwrap_or_default();
        let count = rest.len().min(buffer.len());
        buffer.iter_mut().zip(rest).for_each(|(to, from)| *to = *from);
        self.given += count;
        Ok(count)
    }
}

impl<R> Drop for OpenedFile<R> {
    fn drop(&mut self) {
        self.plain.zeroize();
    }
}

/// Reads up to one sealed chunk; fewer bytes only at the end of the file.
fn chunk(source: &mut impl Read) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::with_capacity(SEALED_CHUNK);
    source.take(u64::try_from(SEALED_CHUNK).unwrap_or(u64::MAX)).read_to_end(&mut bytes)?;
    Ok(bytes)
}

fn take<const N: usize>(name: ObjectName, source: &mut impl Read) -> Result<[u8; N], VaultError> {
    let mut bytes = [0; N];
    source.read_exact(&mut bytes).map_err(|source| match source.kind() {
        io::ErrorKind::UnexpectedEof => VaultError::Truncated(name),
        _ => VaultError::Io { name, source },
    })?;
    Ok(bytes)
}
