//! How the desk is doing: reading the counts, and what is made of them for a page, a table and a board.

mod board;
pub mod evidence;
mod overview;

pub use board::{board, headlines};
pub use overview::{Asked, Overview, overview};
