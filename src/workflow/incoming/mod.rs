//! What arrives by mail: taken in once and for ever, tied to its case where that is sure, decided by a person.

mod deciding;
mod reply_address;
mod sender;
mod taking;
mod tying;

pub use deciding::{Accepted, accept, attach, put_aside};
pub use reply_address::{reference_of, reply_address};
pub use sender::vouching;
pub use taking::{Contents, Opened, Taken, open, original, paste, take, take_any, waiting};
