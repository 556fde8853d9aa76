//! Words to find: as they are written, and names as they sound.

mod sounds;
mod written;

pub use written::{Words, findable};
