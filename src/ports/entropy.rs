//! Chance, as an argument.

/// A source of bytes nobody can foretell: good enough for keys, codes and session tokens.
///
/// An implementation that cannot deliver must stop the program; there is no error to handle, because
/// going on with foreseeable bytes would be worse than not going on.
pub trait Entropy: Send + Sync {
    /// Fills the whole buffer.
    fn fill(&self, buffer: &mut [u8]);

    /// The chance of one version 7 identifier ([`crate::domain::ids`]).
    fn bytes10(&self) -> [u8; 10] {
        let mut bytes = [0; 10];
        self.fill(&mut bytes);
        bytes
    }

    /// 128 bits: a token or a salt.
    fn bytes16(&self) -> [u8; 16] {
        let mut bytes = [0; 16];
        self.fill(&mut bytes);
        bytes
    }

    /// 256 bits: a key.
    fn bytes32(&self) -> [u8; 32] {
        let mut bytes = [0; 32];
        self.fill(&mut bytes);
        bytes
    }
}
