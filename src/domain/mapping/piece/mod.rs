//! The pieces of a map that a form can change: what a table is, what a column holds, what an erasure does, what is tied to
//! what. Each is read from the map and gives the [`Change`]s between what stood there and what was chosen; [`changed`] writes
//! them into the author's text.

mod change;
mod column;
mod offer;
mod table;

pub use change::{At, Change, changed};
pub use column::{ColumnWords, MASKS, MaskWords, ReferenceWords};
pub use offer::{LiveTable, Offer, live_tables, offers};
pub use table::{KeepWords, RestrictionWords, SystemWords, TableWords};

/// The categories that a form offers: fideslang's, in the order in which a shop needs them, with their plain names.
pub const CATEGORIES: &[(&str, &str)] = &[
    ("user.unique_id", "A number that stands for the person"),
    ("user.name", "Name"),
    ("user.name.first", "First name"),
    ("user.name.last", "Last name"),
    ("user.contact", "Contact details"),
    ("user.contact.email", "E-mail address"),
    ("user.contact.phone_number", "Telephone number"),
    ("user.contact.address", "Address"),
    ("user.contact.address.street", "Street and number"),
    ("user.contact.address.city", "Town"),
    ("user.contact.address.postal_code", "Postcode"),
    ("user.contact.address.state", "County or state"),
    ("user.contact.address.country", "Country"),
    ("user.account.username", "User name"),
    ("user.authorization.password", "Password, or what is left of it"),
    ("user.authorization.credentials", "Token or key"),
    ("user.demographic.date_of_birth", "Date of birth"),
    ("user.demographic.gender", "Gender or form of address"),
    ("user.job", "Work"),
    ("user.content", "What people write freely"),
    ("user.behavior", "What somebody did"),
    ("user.behavior.purchase_history", "What somebody bought"),
    ("user.financial", "Money matters"),
    ("user.financial.bank_account", "Bank account"),
    ("user.financial.credit_card", "Payment card"),
    ("user.government_id", "Number given by the state"),
    ("user.device", "Device or browser"),
    ("user.device.ip_address", "Network address"),
    ("user.device.cookie_id", "Cookie"),
    ("user.location", "Place"),
    ("user.health_and_medical", "Health"),
    ("user.biometric", "Body measures"),
    ("user.privacy_preferences", "Consents and objections"),
    ("user", "Anything else about a person"),
    ("system.operations", "About the system, not about a person"),
];

/// A choice that was made anew, or nothing where it is as it was.
fn anew<T: PartialEq>(now: &T, before: &T) -> bool {
    now != before
}

#[cfg(test)]
mod tests;
