//! Setting a company up: what a person is asked about it, fact by fact, and what follows from the answers.
//!
//! A [`Sheet`] is a company as far as it is known, read from a policy or from its settings; its [`Point`]s are what a person
//! accepts, corrects or leaves open ([`Answers`]). A sheet with answers becomes a controller, or says which fact is wrong
//! ([`Fault`]). What is left open stays missing; a letter then shows a gap instead of a guess.

mod answers;
mod behind;
mod concerned;
mod fault;
mod history;
mod keeping;
mod newer;
mod note;
mod partner;
mod paste;
mod point;
mod questions;
mod readings;
mod sayings;
mod sheet;
mod since;

pub use answers::{Answer, Answers, Word};
pub use behind::{Behind, behind};
pub use concerned::{Concerned, concerned};
pub use fault::{Fault, check};
pub use history::{Difference, differences};
pub use keeping::{ProposedRule, proposed_rules};
pub use note::note;
pub use partner::{Errand, Partner, PartnerBook, errands};
pub use paste::{Pasteable, pasteable};
pub use point::{Group, Point, PointField, Shape};
pub use sayings::sayings;
pub use sheet::Sheet;
pub use since::with_policy_of;
