//! Sending a portable copy straight to another controller (Article 20(2)): when it may be sent, what can happen on the way, and when
//! it is tried again.
//!
//! Everything here is a pure rule. Whether it arrived is told by the receiver alone: nothing counts as sent before their program
//! has said that it took the package.

mod allowed;
mod record;
mod state;

pub use allowed::{NotYet, PackageAtHand, may_send};
pub use record::{Confirmation, Transmission, wait_after};
pub use state::{Settling, TransmissionState, Turn, Unfit};
