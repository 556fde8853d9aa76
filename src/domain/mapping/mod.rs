//! Making and checking data maps against a live schema.
//!
//! [`compare`] says what of a collection does not fit its live table. [`draft()`] proposes a map from an [`Outline`] of a
//! schema: keys and foreign keys as they are, categories from names and sampled values, ties that nobody declared from the
//! names of columns ([`ties_by_name`], to be checked against rows). [`written`] turns it into a map's text, with how sure
//! each guess is. All of it is pure; `workflow/mapping` asks the systems.

mod category;
mod difference;
mod draft;
mod live;
mod outline;
mod piece;
mod reach;
mod relocation;
mod retouch;
mod role;
mod sample;
mod ties;
mod words;
mod yaml;

pub use category::{NameGuess, category_of};
pub use difference::{DiffLine, difference};
pub use draft::{Draft, DraftCollection, DraftField, DraftPerson, DraftTie, draft};
pub use live::{LiveCollection, compare};
pub use outline::{Outline, TableName, TableOutline, Tie};
pub use piece::{
    At, CATEGORIES, Change, ColumnWords, KeepWords, LiveTable, MASKS, MaskWords, Offer, ReferenceWords,
    RestrictionWords, SystemWords, TableWords, changed, live_tables, offers,
};
pub use relocation::compare_move;
pub use retouch::{Untouchable, meaning, retouched};
pub use sample::Guess;
pub use ties::ties_by_name;
pub use yaml::written;
