//! The public form: pages of questions, a draft that keeps the answers for a day, and a submission at the end.
//!
//! [`path`] says which page follows which, [`questions`] what each page asks, [`rules`] what is accepted, [`draft`] keeps the
//! answers, [`resume`] leads back to them from another browser, [`filing`] makes a case of them. An abandoned form leaves nothing.

pub mod answers;
pub mod draft;
pub mod filing;
pub mod path;
pub mod questions;
pub mod resume;
pub mod rules;
pub mod wish;

pub use answers::Answers;
pub use draft::{DraftKey, Kept, Saved};
pub use path::{Page, Way};
pub use questions::{ADJUST, ANSWER_AS, Choice, ELSEWHERE, Input, Kind, LIVES_IN, MOVE_TO, Question, question};
pub use rules::{Mistake, Typed, check};
pub use wish::Wish;
