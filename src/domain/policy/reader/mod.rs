//! Reading facts, one file for each kind.

mod address;
mod bases;
mod categories;
mod complaints;
mod contact;
mod date;
mod identity;
mod laws;
mod marketing;
mod names;
mod purposes;
mod reading;
mod recipients;
mod retention;
mod rights;
mod sources;
mod statements;
mod transfers;

pub use bases::Basis;
pub use categories::lists_data;
pub use contact::mailboxes;
pub use identity::sentence_at;
pub use marketing::MarketingUse;
pub use names::without_form;
pub use purposes::{Purpose, PurposeKey, keys_in};
pub use reading::{Reading, read};
pub use recipients::{Recipient, coverage};
pub use retention::RetentionRule;
pub use rights::{ListedRight, PolicyRight};
pub use sources::denied as sources_denied;
pub use statements::asks_for_identity_documents;
