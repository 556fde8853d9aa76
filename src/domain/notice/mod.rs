//! Notices: what the desk owes to a person or to staff, before it becomes a letter or a mail.
//!
//! A [`Notice`] is queued in the transaction that changes the state and written out later by `ports::letters`.
//! Mails to staff hold no personal data: their types have no room for any beyond the reference.

mod about;
mod content;
mod greeting;
mod kind;
mod message_id;
mod person;
mod remedies;
mod staff;

pub use about::{About, Awaited, FirstDue, Understood};
pub use content::{Incomplete, Notice};
pub use greeting::greeting_name;
pub use kind::{Audience, AutoSubmitted, NoticeKind};
pub use message_id::MessageId;
pub use person::{
    Acknowledgement, AuthorityRequest, CannotIdentify, ClarificationRequest, CodePurpose, EmailCode, Extension, Ground,
    IdentityRequest, Lapsed, Message, NothingHeld, PackageReady, Refusal, StatusCode, Withdrawn,
};
pub use remedies::{Remedy, RemedyTo, remedies};
pub use staff::{Cause, Missing, NeedsPerson, Reminder, Work};
