//! What staff do at the counter: taking a request down, writing to a person, macros and the same for several cases, and the keys.

pub mod bulk;
pub mod files;
pub mod keys;
pub mod macros;
pub mod new_case;
pub mod reply;
pub mod reply_sent;
pub mod reply_texts;
mod steps_form;
