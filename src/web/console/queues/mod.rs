//! The queue: its filters and their addresses, its lines, what people keep, and the search.

pub mod filter;
mod line;
pub mod list;
pub mod saved;
pub mod search;

pub use line::{LineView, cursor_of};
