//! A package on its way: announced to the person and destroyed when its time is over, or sent straight to another controller
//! (Article 20(2)). There the person wishes it or staff choose it, a job hands the package over, and what did not arrive is put
//! before a person. Nothing is told as sent before the receiver has said that it took the package.

mod asking;
mod outcome;
mod package;
mod sending;
mod settling;

pub(super) use asking::{begin_with_package, wish};
pub use asking::{choose, possible};
pub(super) use package::announce;
pub use package::{destroy_ended, object_of};
pub use sending::transmit;
pub use settling::{again, settle};
