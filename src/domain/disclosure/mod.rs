//! The answer to an access or portability request: what it says and what is in it.

pub mod finding;
pub mod value;
