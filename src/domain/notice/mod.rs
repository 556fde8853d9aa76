//! Notices: what the desk owes to a person or to staff, before it becomes a letter or a mail.
//!
//! A [`Notice`] is queued in the transaction that changes the state and written out later by `ports::letters`.
//! Mails to staff hold no personal data: their types have no room for any beyond the reference.

mod about;
mod beside;
mod complete;
mod content;
mod deeds;
mod greeting;
mod kind;
mod law;
mod message_id;
mod person;
mod remedies;
mod staff;

pub use crate::domain::telling::RecipientAct;
pub use about::{About, Awaited, Fill, FirstDue, Understood};
pub use beside::{
    ComplaintOutcome, ComplaintReceived, ComplaintResult, DecisionReviewed, FeeNotice, Progress, RecipientNotice,
    ReviewResult, TaskLink,
};
pub use content::{Incomplete, Notice};
pub use deeds::{
    Change, Correction, Erased, ErasureResult, Kept, Lifting, ObjectionAnswered, ObjectionResult, Portable,
    PortableDelivery, RecipientsList, RecipientsTold, Rectified, Restricted, RestrictionGround, Told,
};
pub use greeting::greeting_name;
pub use kind::{Audience, AutoSubmitted, NoticeKind};
pub use law::{Authority, Family, LawWords};
pub use message_id::MessageId;
pub use person::{
    Acknowledgement, AuthorityRequest, CannotIdentify, ClarificationRequest, CodePurpose, EmailCode, Extension,
    FormLink, Ground, IdentityRequest, Lapsed, Message, MessageReceived, NothingHeld, PackageEnclosed, PackageReady,
    Refusal, StatusCode, Withdrawn,
};
pub use remedies::{Remedy, RemedyTo, remedies};
pub use staff::{CaseNews, Cause, Missing, NeedsPerson, News, Reminder, SumLine, Work};
