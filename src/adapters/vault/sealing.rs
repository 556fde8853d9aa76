//! Writing a sealed file.

use std::fs::{self, File, OpenOptions};
use std::io::{self, Write};
use std::os::unix::fs::OpenOptionsExt;
use std::path::{Path, PathBuf};

use aead_stream::{NewStream, StreamBE32, StreamPrimitive};
use chacha20poly1305::{ChaCha20Poly1305, KeyInit};
use zeroize::Zeroize;

use super::keys::{MasterKey, bound};
use super::opening::{CHUNK, MAGIC};
use crate::ports::entropy::Entropy;
use crate::ports::vault::{ObjectName, Sealing, VaultError};

/// A sealed file on its way: written under a temporary name until it is complete and on disk.
pub(super) struct SealedFile {
    name: ObjectName,
    file: File,
    draft: PathBuf,
    place: PathBuf,
    stream: StreamBE32<ChaCha20Poly1305>,
    bound: Vec<u8>,
    position: u32,
    pending: Vec<u8>,
    bytes: u64,
    finished: bool,
}

impl SealedFile {
    pub(super) fn create(
        name: ObjectName,
        place: PathBuf,
        master: &MasterKey,
        entropy: &dyn Entropy,
    ) -> Result<Self, VaultError> {
        let failed = |source| VaultError::Io { name, source };
        let draft = place.with_extension(format!("{:032x}.part", u128::from_be_bytes(entropy.bytes16())));
        let (key, nonce, wrapped) = master.wrap(name, entropy).ok_or(VaultError::TooLarge(name))?;
        let mut file = OpenOptions::new().write(true).create_new(true).mode(0o600).open(&draft).map_err(failed)?;
        let header = [MAGIC.as_slice(), master.id(), &nonce, &wrapped].concat();
        if let Err(source) = file.write_all(&header) {
            discard(&draft);
            return Err(failed(source));
        }
        let stream = StreamBE32::from_aead(ChaCha20Poly1305::new((&*key).into()), &[0; 7].into());
        let pending = Vec::with_capacity(CHUNK + 16);
        let bound = bound(b"chunk", name);
        Ok(Self { name, file, draft, place, stream, bound, position: 0, pending, bytes: 0, finished: false })
    }

    /// Seals what is pending. The counter's last value is kept for a last chunk, as the construction demands.
    fn seal_pending(&mut self, last: bool) -> io::Result<()> {
        let following = self.position.checked_add(1).filter(|_| last || self.position < u32::MAX - 1);
        let sealed = self.stream.encrypt_in_place(self.position, last, &self.bound, &mut self.pending);
        let (Some(following), Ok(())) = (following, sealed) else {
            return Err(io::Error::new(io::ErrorKind::FileTooLarge, VaultError::TooLarge(self.name)));
        };
        self.file.write_all(&self.pending)?;
        self.pending.clear();
        self.position = following;
        Ok(())
    }

    fn complete(&mut self) -> io::Result<u64> {
        self.seal_pending(true)?;
        self.file.sync_all()?;
        fs::rename(&self.draft, &self.place)?;
        self.finished = true;
        sync_folder(&self.place)?;
        Ok(self.bytes)
    }
}

impl Write for SealedFile {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        // A full chunk waits until more comes: only then is it certain not to be the last.
        if self.pending.len() == CHUNK {
            self.seal_pending(false)?;
        }
        let taken = bytes.len().min(CHUNK - self.pending.len());
        self.pending.extend(bytes.iter().take(taken));
        self.bytes = self.bytes.saturating_add(u64::try_from(taken).unwrap_or(u64::MAX));
        Ok(taken)
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

impl Sealing for SealedFile {
    fn finish(mut self: Box<Self>) -> Result<u64, VaultError> {
        let name = self.name;
        self.complete().map_err(|source| VaultError::Io { name, source })
    }
}

impl Drop for SealedFile {
    fn drop(&mut self) {
        self.pending.zeroize();
        if !self.finished {
            discard(&self.draft);
        }
    }
}

/// Removes a draft. What cannot be removed is unreadable without its key, and is swept later.
fn discard(draft: &Path) {
    if let Err(error) = fs::remove_file(draft) {
        tracing::warn!(%error, "an unfinished vault file stays behind");
    }
}

/// Makes a name in a folder durable.
pub(super) fn sync_folder(place: &Path) -> io::Result<()> {
    place.parent().map_or(Ok(()), |folder| File::open(folder)?.sync_all())
}
