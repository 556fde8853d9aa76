//! Companies as people set them up in the console: reading a policy, going through its facts, changing settings, and the history of all that.
//!
//! What `config/controllers` holds is the starting point. A version in the store counts instead of the file from the moment it
//! is saved, for every process, and none is ever changed. A request is answered with the facts of the policy that was in force when
//! it was received, as far as they were corrected since.

mod adopting;
mod book;
mod editing;
mod memory;
mod policies;
pub mod trial;

pub use adopting::{Reviewed, adopt, review};
pub use book::CompanyBook;
pub use editing::{Company, add_map, back_to_file, company, keep, put_logo};
pub use policies::{Given, LONGEST_NAME, PolicyFile, give_word, policy_file, take_policy};
