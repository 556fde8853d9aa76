//! Counts and hashes what is written, on its way.

use std::io::{self, Write};

use sha2::{Digest, Sha256};

/// A writer that knows how much went through it, and its SHA-256.
pub(super) struct Measured<W> {
    inner: W,
    bytes: u64,
    hash: Sha256,
}

impl<W: Write> Measured<W> {
    pub(super) fn new(inner: W) -> Self {
        Self { inner, bytes: 0, hash: Sha256::new() }
    }

    /// The number of bytes, and their SHA-256.
    pub(super) fn finish(self) -> (u64, [u8; 32]) {
        (self.bytes, self.hash.finalize().into())
    }
}

impl<W: Write> Write for Measured<W> {
    fn write(&mut self, buffer: &[u8]) -> io::Result<usize> {
        let written = self.inner.write(buffer)?;
        self.hash.update(buffer.get(..written).unwrap_or(buffer));
        self.bytes += u64::try_from(written).unwrap_or_default();
        Ok(written)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.inner.flush()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Takes three bytes at a time.
    struct Sip(Vec<u8>);

    impl Write for Sip {
        fn write(&mut self, buffer: &[u8]) -> io::Result<usize> {
            let sip = &buffer[..buffer.len().min(3)];
            self.0.extend_from_slice(sip);
            Ok(sip.len())
        }

        fn flush(&mut self) -> io::Result<()> {
            Ok(())
        }
    }

    #[test]
    fn what_was_taken_is_measured_and_not_what_was_offered() {
        let mut measured = Measured::new(Sip(Vec::new()));
        measured.write_all(b"ten bytes!").unwrap();
        let (bytes, hash) = measured.finish();
        assert_eq!((bytes, hash), (10, Sha256::digest(b"ten bytes!").into()));
    }
}
