//! What happened to a case, in words: the stream of its page, and the same for paper.

mod macros;
mod stream;
mod words;

pub use stream::{DayView, HappenedView, Sort, by_day, line_told, line_words, stream};
pub use words::lower;
