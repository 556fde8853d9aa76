//! What happened to a case, in words: the stream of its page, and the same for paper.

mod days;
mod macros;
mod stream;
mod words;

pub use days::{DayView, by_day};
pub use stream::{HappenedView, Sort, line_told, line_words, stream};
pub use words::lower;
