//! Data maps: against the systems themselves, drafted from one, changed in the console, and kept for the requests that began with them.

mod check;
mod draft;
mod editing;
mod guiding;
mod shelf;

pub use check::{SystemCheck, check_live};
pub use draft::draft_system;
pub use editing::{Checked, MapBook, NewMap, back_to, check_map, draft_map, keep_map, map_book};
pub use guiding::{LiveLook, guide, look_at, read_map};
pub(super) use shelf::pin;
pub use shelf::{MapShelf, Pinned, pinned};
