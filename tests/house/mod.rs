//! The rules of the house, as tests. Each failure lists every place that breaks the rule and says what to do.
//!
//! A rule has no silent exceptions: an excuse stands in the rule's own table with its reason, and a rule also fails when
//! an excuse is no longer needed. So the tables can only shrink.

mod arrows;
mod command_line;
mod crates;
mod dependencies;
pub mod documents;
mod excuses;
mod folders;
mod functions;
mod lengths;
mod links;
mod mentions;
mod shape;
mod strangers;
mod templates;
mod testing;
mod tree;
mod verdict;
mod words;
