//! The status page: a person looks at their own case and does what is theirs to do.
//!
//! [`access`] lets them in by a code, [`mod@standing`] says where everything stands, [`deeds`], [`adding`] and
//! [`files`] are what they can do, and [`fetching`] hands the package over after a fresh code. An unknown reference takes the same way as a known one.

pub mod access;
pub mod adding;
pub mod deeds;
pub mod fetching;
pub mod files;
pub mod standing;

pub use access::{Entered, Opened};
pub use standing::{Standing, StandingComplaint, StandingRequest, standing};
