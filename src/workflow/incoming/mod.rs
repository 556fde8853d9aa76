//! What arrives by mail: taken in once and for ever, tied to its case where that is sure, decided by a person.

mod bounces;
mod deciding;
mod duplicates;
mod fetching;
mod looking;
mod mailboxes;
mod receipts;
mod reply_address;
mod sender;
mod taking;
mod tying;

pub use deciding::{Accepted, Answer, accept, accept_complaint, attach, is_from_address_on_file, put_aside};
pub use duplicates::{Twin, twins};
pub use fetching::{as_it_came, enclosed};
pub use looking::{MessageSight, look, sights};
pub use mailboxes::{Looked, MailboxStanding, look_anew, look_key, mailbox_standings, note_look, standing_of};
pub use receipts::owe_receipt;
pub use reply_address::{Joint, ReplyPath, reference_of, reply_address};
pub use sender::{Vouched, looks_like_on_file, vouching};
pub use taking::{Contents, Opened, Taken, open, original, paste, take, take_any, take_head, waiting};
