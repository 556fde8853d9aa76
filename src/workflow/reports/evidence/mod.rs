//! Evidence of one case for a regulator: what came, what was decided and why, what was sent, how the dates were reckoned, and
//! the lines of the case log that prove it.

mod lines;
mod making;
mod paper;

pub use making::{Pack, Told, evidence};
