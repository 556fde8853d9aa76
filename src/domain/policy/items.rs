//! Kinds of personal data, as policies call them, with their fideslang 3 categories.

use super::cue::{Entry, entries};

/// A kind of personal data.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Item {
    /// Key.
    pub code: &'static str,
    /// The category of a controller it belongs to when the policy gives none: a code of [`GROUPS`].
    pub group: &'static str,
    /// Its fideslang category.
    pub data_category: &'static str,
}

const fn item(code: &'static str, group: &'static str, data_category: &'static str) -> Item {
    Item { code, group, data_category }
}

/// Categories for data that a policy lists without categories: code and plain name.
pub const GROUPS: &[(&str, &str)] = &[
    ("identity", "Who you are"),
    ("contact", "How to reach you"),
    ("account", "Your account"),
    ("orders", "Orders"),
    ("payment", "Payment"),
    ("support", "Contact with us"),
    ("technical", "Your device and visits"),
    ("content", "What you write or publish"),
    ("marketing", "Marketing and consents"),
    ("checks", "Checks"),
    ("sensitive", "Special categories of data"),
];

/// The kinds of data, as they are recognised in folded words.
pub static ITEMS: [Entry<Item>; 35] = [
    Entry::new(r"\b(first|last|full|sur|fore|middle|maiden|your)?[ -]?names?\b", item("name", "identity", "user.name")),
    Entry::new(r"\btitles?\b|salutation", item("title", "identity", "user.name")),
    Entry::new(r"date of birth|birth ?da(y|te)|\bage\b", item("birth", "identity", "user.demographic.date_of_birth")),
    Entry::new(r"\b(gender|sex)\b", item("gender", "identity", "user.demographic.gender")),
    Entry::new(
        r"national insurance|passport|driving licen[cs]e|identity (or address )?(document|proof)|proof of (identity|id|address)|identification document|photo(graphic)? id\b|\bid (document|proof|card)|copy of your id\b|social security",
        item("id_documents", "checks", "user.government_id"),
    ),
    Entry::new(r"e-?mail", item("email", "contact", "user.contact.email")),
    Entry::new(
        r"(tele)?phone|mobile (phone )?number|^mobile$|contact number",
        item("phone", "contact", "user.contact.phone_number"),
    ),
    Entry::new(
        r"(postal|home|delivery|shipping|billing|invoice|street|your|residential|mailing) (and \w+ )?address|\baddress(es)?\b|post ?code|zip code",
        item("address", "contact", "user.contact.address"),
    ),
    Entry::new(
        r"user ?names?|login|log-in|account (details|information|preferences|password)|sign-in",
        item("account", "account", "user.account"),
    ),
    Entry::new(r"passwords?|credentials", item("password", "account", "user.authorization.password")),
    Entry::new(r"preferences|settings|interests", item("preferences", "account", "user.account.settings")),
    Entry::new(
        r"(orders?|purchases?|transactions?|products?|items?)( |$).{0,20}(histor|detail|information|record|data|made|bought|ordered|purchased)|(details|records?|history) of (the )?(your )?(products|orders|purchases|transactions|payments)|\border(ed|s)?\b|\bpurchase[sd]?\b|purchase information|products? (you )?purchased",
        item("orders", "orders", "user.behavior.purchase_history"),
    ),
    Entry::new(r"returns?\b|refunds?|warrant|guarantee", item("returns", "orders", "user.behavior.purchase_history")),
    Entry::new(
        r"(payment|debit|credit|bank) ?(/debit |or debit |/credit |or credit |and debit )?card|card (number|detail|information|data)|cardholder",
        item("card", "payment", "user.financial.credit_card"),
    ),
    Entry::new(
        r"bank (account )?details|account number|sort code|bank account",
        item("bank", "payment", "user.financial.bank_account"),
    ),
    Entry::new(r"payment|billing|financial|transaction", item("payment", "payment", "user.payment")),
    Entry::new(
        r"correspondence|communications? (with|between)|support (request|record|message|ticket|attachment|quer)|interactions with our|customer (support|service) (record|request|quer|interaction)|messages|call(s| recording)|(chat|live chat)|complaints?|enquir|inquir",
        item("support", "support", "user.content.private"),
    ),
    Entry::new(r"internet protocol|\bip[ -]addr", item("ip", "technical", "user.device.ip_address")),
    Entry::new(
        r"device|operating system|browser( |$)(type|detail|version|plug|setting|$)|\bbrowser\b|hardware",
        item("device", "technical", "user.device"),
    ),
    Entry::new(r"cookies?|tracking technolog|pixels?|web beacon", item("cookies", "technical", "user.device.cookie")),
    Entry::new(r"location|geo-?location|\bgps\b", item("location", "technical", "user.location")),
    Entry::new(r"time zone|language setting", item("time_zone", "technical", "user.device")),
    Entry::new(
        r"brows(ing|er) (history|behaviou?r|activity)|pages? (you )?(visit|view)|pages visited|search (histor|term|quer)|click|session (activity|data)|usage|how you use|visits? to",
        item("usage", "technical", "user.behavior.browsing_history"),
    ),
    Entry::new(
        r"session (replay|recording)|heat ?maps?|behaviou?ral metrics|screen recording",
        item("replay", "technical", "user.behavior"),
    ),
    Entry::new(
        r"reviews?\b|ratings?\b|comments?\b|photos?\b|images?\b|user-(submitted|generated) content|uploads?",
        item("content", "content", "user.content.public"),
    ),
    Entry::new(r"feedback|surveys?|competition", item("feedback", "content", "user.content")),
    Entry::new(r"social media|social network|social profile", item("social", "content", "user.social")),
    Entry::new(
        r"marketing|newsletter|communication preferences|records of consent|consent record",
        item("marketing", "marketing", "user.privacy_preferences"),
    ),
    Entry::new(r"verification|fraud|credit (check|score|histor|report)", item("checks", "checks", "user.financial")),
    Entry::new(r"health|medical|allerg|disabilit|prescription", item("health", "sensitive", "user.health_and_medical")),
    Entry::new(r"biometric|fingerprint|facial recognition", item("biometric", "sensitive", "user.biometric")),
    Entry::new(
        r"\b(ethnic|racial|religio|political|sexual|trade union)",
        item("special", "sensitive", "user.demographic"),
    ),
    Entry::new(r"cctv|video (footage|recording|surveillance)", item("cctv", "technical", "user.sensor")),
    Entry::new(
        r"voice recording|record(ed|ing)s? (of )?(telephone |phone )?calls|call recordings",
        item("call_recordings", "support", "user.sensor"),
    ),
    Entry::new(r"job title|\bemployer\b|company name|\bcv\b|occupation", item("work", "identity", "user.workplace")),
];

/// The kinds of data that folded words speak of.
pub fn items_in(folded: &str) -> Vec<Item> {
    // An address of a mailbox or of a machine is no place where somebody lives.
    let plain =
        folded.replace("ip address", "internet protocol").replace("mail address", "mail").replace("web address", "web");
    entries(&ITEMS, &plain).into_iter().copied().collect()
}

/// The fideslang categories that fit folded words, each once.
pub fn data_categories(folded: &str) -> Vec<&'static str> {
    let mut found: Vec<&'static str> = items_in(folded).into_iter().map(|item| item.data_category).collect();
    found.sort_unstable();
    found.dedup();
    found
}
