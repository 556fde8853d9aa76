//! Changing the words of a map where a form was filled in: only the bytes that must change do. Remarks, order, and the way of
//! writing stay the author's.
//!
//! [`retouched`] takes a text and the value that it shall mean. It finds the smallest changes along the tree of the text,
//! and proves the result: the new text must mean exactly that value and still have every remark of the old one. Where it
//! cannot (anchors, several documents, a remark inside what would be replaced) it refuses, and a person changes the text.

mod faithful;
mod patch;
mod sequence;
mod tree;
mod words;

pub use faithful::{Untouchable, meaning, retouched};
