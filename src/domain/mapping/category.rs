//! What a column probably holds, by its name: a table of words, the plainest first.

use super::words::{has, words};
use crate::domain::erasure::ColumnKind;

/// What a column probably holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NameGuess {
    /// The fideslang category.
    pub category: &'static str,
    /// How sure the name alone makes it, in percent.
    pub sure: u8,
}

/// Tokens and keys: never read, never shown.
pub(super) const SECRET: &str = "user.authorization.credentials";
/// A password, or what is left of it.
pub(super) const PASSWORD: &str = "user.authorization.password";
/// An e-mail address.
pub(super) const EMAIL: &str = "user.contact.email";
/// A telephone number.
pub(super) const PHONE: &str = "user.contact.phone_number";
/// A name in one column.
pub(super) const NAME: &str = "user.name";
/// A given name.
pub(super) const FIRST_NAME: &str = "user.name.first";
/// A family name.
pub(super) const LAST_NAME: &str = "user.name.last";
/// A street and a number.
pub(super) const STREET: &str = "user.contact.address.street";
/// A town.
pub(super) const CITY: &str = "user.contact.address.city";
/// A postcode.
pub(super) const POSTCODE: &str = "user.contact.address.postal_code";
/// An address of the network.
pub(super) const IP: &str = "user.device.ip_address";
/// What people write freely.
pub(super) const WRITTEN: &str = "user.content";
/// A number that stands for a person.
pub(super) const NUMBER: &str = "user.unique_id";

/// Words, their category, how sure they are, and the kinds of column in which they mean it.
type Row = (&'static [&'static str], &'static str, u8, Kinds);

#[derive(Clone, Copy, PartialEq, Eq)]
enum Kinds {
    Texts,
    Days,
    Any,
}

const TABLE: &[Row] = &[
    (&["password", "passwd", "passphrase", "pwd", "pass"], PASSWORD, 95, Kinds::Texts),
    (&["salt", "secret"], SECRET, 95, Kinds::Texts),
    (
        &["token", "session key", "session data", "api key", "auth key", "activation key", "otp"],
        SECRET,
        85,
        Kinds::Texts,
    ),
    (&["session id", "reset key", "hash"], SECRET, 60, Kinds::Texts),
    (&["email", "e mail", "mail address", "email address"], EMAIL, 95, Kinds::Texts),
    (&["mail", "mailbox"], EMAIL, 70, Kinds::Texts),
    (&["phone", "telephone", "mobile", "phone number", "cell", "tel", "fax", "whatsapp"], PHONE, 90, Kinds::Any),
    (&["first name", "given name", "forename", "fname", "firstname", "prename"], FIRST_NAME, 95, Kinds::Texts),
    (&["last name", "family name", "surname", "lname", "lastname"], LAST_NAME, 95, Kinds::Texts),
    (
        &["middle name", "full name", "nickname", "display name", "customer name", "recipient name"],
        NAME,
        90,
        Kinds::Texts,
    ),
    (&["username", "user name", "login", "user login", "screen name"], "user.account.username", 80, Kinds::Texts),
    (&["ip", "ip address", "remote addr", "forwarded ip", "ip addr"], IP, 95, Kinds::Any),
    (&["user agent", "browser", "accept language"], "user.device", 80, Kinds::Texts),
    (
        &["birth", "birthday", "dob", "birth date", "date of birth", "birthdate"],
        "user.demographic.date_of_birth",
        95,
        Kinds::Days,
    ),
    (&["gender", "sex", "salutation"], "user.demographic.gender", 80, Kinds::Any),
    (&["postcode", "post code", "postal code", "zip", "zip code", "zipcode"], POSTCODE, 90, Kinds::Any),
    (&["street", "address", "address line", "addr", "house number"], STREET, 75, Kinds::Texts),
    (&["city", "town", "suburb"], CITY, 80, Kinds::Texts),
    (&["state", "province", "county", "district", "region"], "user.contact.address.state", 55, Kinds::Texts),
    (&["country", "country code"], "user.contact.address.country", 70, Kinds::Texts),
    (&["iban", "bic", "bank account", "account number", "sort code"], "user.financial.bank_account", 85, Kinds::Any),
    (&["card number", "cc number", "card holder", "last4"], "user.financial.credit_card", 85, Kinds::Any),
    (
        &["vat number", "vat id", "tax id", "tax number", "national insurance", "ssn", "passport"],
        "user.government_id",
        75,
        Kinds::Any,
    ),
    (&["latitude", "longitude", "lat", "lng", "geo"], "user.location", 75, Kinds::Any),
    (&["company", "job title", "employer"], "user.job", 60, Kinds::Texts),
    (
        &["comment", "comments", "note", "notes", "message", "instructions", "review", "feedback", "remark", "enquiry"],
        WRITTEN,
        60,
        Kinds::Texts,
    ),
];

/// Words that turn the meaning of others: a flag, a count, a template, a setting.
const NOT_DATA: &[&str] = &[
    "is", "has", "status", "count", "template", "format", "type", "enabled", "subject", "verified", "opt", "sent",
    "at", "date", "on", "required", "length", "group", "default", "use", "mode", "class", "layout", "meta", "seo",
    "approved", "karma",
];

/// What a column probably holds, by its name and kind; `None` when the name says nothing personal.
pub fn category_of(name: &str, kind: ColumnKind) -> Option<NameGuess> {
    let mut words = words(name);
    // `line1` to `line4` are an address, an `order_line` is none.
    if words == ["line"] {
        words = vec!["address".to_owned()];
    }
    if let Some((_, category, sure, _)) =
        TABLE.iter().find(|(terms, _, _, kinds)| suits(*kinds, kind) && terms.iter().any(|term| has(&words, term)))
    {
        let is_turned =
            *category != "user.demographic.date_of_birth" && words.iter().any(|word| NOT_DATA.contains(&word.as_str()));
        // A number that points at an address is no address.
        let points = words.last().is_some_and(|last| last == "id" || last == "uuid");
        return (!is_turned && !points).then_some(NameGuess { category, sure: *sure });
    }
    None
}

fn suits(kinds: Kinds, kind: ColumnKind) -> bool {
    match kinds {
        Kinds::Texts => matches!(kind, ColumnKind::Text | ColumnKind::Other | ColumnKind::Bytes),
        Kinds::Days => matches!(kind, ColumnKind::Time | ColumnKind::Text),
        Kinds::Any => !matches!(kind, ColumnKind::Bool | ColumnKind::Time),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn category(name: &str, kind: ColumnKind) -> Option<&'static str> {
        category_of(name, kind).map(|guess| guess.category)
    }

    #[test]
    fn plain_names_say_what_they_hold() {
        for (name, said) in [
            ("EmailAddress", EMAIL),
            ("shipping_firstname", FIRST_NAME),
            ("billing_last_name", LAST_NAME),
            ("postal_code", POSTCODE),
            ("address2", STREET),
            ("user_pass", PASSWORD),
            ("session_token", SECRET),
            ("order_comments", WRITTEN),
            ("comment_author_IP", IP),
        ] {
            assert_eq!(category(name, ColumnKind::Text), Some(said), "{name}");
        }
        assert_eq!(category("birth_date", ColumnKind::Time), Some("user.demographic.date_of_birth"));
    }

    #[test]
    fn flags_counts_settings_and_pointers_hold_nothing_personal() {
        for name in ["email_template", "is_email_verified", "address_id", "comment_count", "order_status", "total"] {
            assert_eq!(category(name, ColumnKind::Text), None, "{name}");
        }
        assert_eq!(category("email", ColumnKind::Bool), None);
    }
}
