//! Reading what arrives by mail: a parsed message goes in, a proposal comes out, with the words that led to each guess.
//!
//! The reader works by rules and word lists, offline and without chance: the same letter always reads the same. It proposes;
//! a person decides.

mod articles;
mod conclude;
mod dates;
mod enclosures;
mod evidence;
mod identity;
mod language;
mod letter;
mod lexicon;
mod look_alike;
mod message;
mod names;
mod origin;
mod parts;
mod pattern;
mod points;
mod proposal;
mod read;
mod shapes;
mod states;
mod text;
mod who;
mod wish;
mod wishes;

pub use lexicon::{Lexicon, LexiconFile};
pub use look_alike::look_alike;
pub use message::{Attachment, Correspondent, Delivery, Difficulty, Marks, Message};
pub use pattern::UnknownClass;
pub use proposal::{Enclosure, Kind, Point, Proposal, RegimeHint, Seems, Why};
pub use read::Reader;
pub use wish::Wish;
