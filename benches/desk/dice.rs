//! Numbers that look like chance and are the same on every run.

/// SplitMix64.
#[derive(Clone, Copy, Debug)]
pub struct Dice(pub u64);

impl Dice {
    /// The next 64 bits.
    pub fn roll(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    /// A number below `n`.
    pub fn below(&mut self, n: u64) -> u64 {
        self.roll() % n.max(1)
    }

    /// One of several.
    pub fn pick<T: Copy + Default>(&mut self, from: &[T]) -> T {
        let length = u64::try_from(from.len()).unwrap_or(1);
        from.get(usize::try_from(self.below(length)).unwrap_or_default()).copied().unwrap_or_default()
    }

    /// Whether something happens that happens `percent` times in a hundred.
    pub fn happens(&mut self, percent: u64) -> bool {
        self.below(100) < percent
    }

    /// The chance in an identifier.
    pub fn bytes10(&mut self) -> [u8; 10] {
        let mut bytes = [0; 10];
        let rolled = self.roll().to_le_bytes().into_iter().chain(self.roll().to_le_bytes());
        bytes.iter_mut().zip(rolled).for_each(|(place, byte)| *place = byte);
        bytes
    }
}
