//! Kinds of recipients and of sources, as policies call them when they name nobody.

use super::cue::{Entry, entries};

/// A kind of recipient.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RecipientKind {
    /// Key.
    pub code: &'static str,
    /// Plain name, in the plural.
    pub name: &'static str,
    /// What they do, as a letter says it.
    pub role: &'static str,
    /// Whether a shop can name them: its own suppliers, not an authority or a future buyer.
    pub can_be_named: bool,
}

const fn kind(code: &'static str, name: &'static str, role: &'static str, can_be_named: bool) -> RecipientKind {
    RecipientKind { code, name, role, can_be_named }
}

/// The kinds, as they are recognised in folded words.
pub static KINDS: [Entry<RecipientKind>; 21] = [
    Entry::new(
        r"courier|deliver(y|ies) (\w+[ /])?(compan|partner|provider|firm|service)|logistics|postal (service|operator)|carriers?\b|shipping (compan|partner|provider|agent)",
        kind("couriers", "Couriers and delivery companies", "deliver your orders", true),
    ),
    Entry::new(
        r"payments? (\w+[ -])?(processor|provider|partner|gateway|service|compan|platform)|card (processor|acquirer)|merchant acquirer",
        kind("payment", "Payment processors", "take payments", true),
    ),
    Entry::new(
        r"\bbanks?\b|card issuers?|financial institutions?",
        kind("banks", "Banks and card issuers", "take and refund payments", false),
    ),
    Entry::new(
        r"warehous|order packers|fulfil\w* (cent|house|provider|partner|compan)|packers",
        kind("fulfilment", "Warehouses and order packers", "pack your orders", true),
    ),
    Entry::new(
        r"\bit (and hosting|& hosting|services?\b|support|provider|compan|suppliers?)|\bhosting|\bi\.t\.|cloud (service|provider|storage)|server provider|web ?site (host|provider|developer)|software provider|system administration",
        kind("it_hosting", "IT and hosting providers", "run our site and systems", true),
    ),
    Entry::new(
        r"service providers?|suppliers?\b|sub-?contractors?|third[- ]party (companies|vendors?) (that|who|which) (help|provide|perform|assist|support)|companies (that|who) (provide|help|work)",
        kind("service_providers", "Service providers", "run our site and services", true),
    ),
    Entry::new(
        r"\bvendors?\b|\bsellers?\b|marketplace (partner|seller)|merchants\b",
        kind("vendors", "Vendors", "supply us or sell on our site", true),
    ),
    Entry::new(
        r"analytics|web ?site statistics|search engine",
        kind("analytics", "Analytics providers", "measure how our site is used", true),
    ),
    Entry::new(
        r"advertis(er|ing)|ad networks?",
        kind("advertising", "Advertising partners", "show advertisements", true),
    ),
    Entry::new(
        r"(e-?mail|marketing|mailing) (service|platform|provider|agenc|partner|compan|tool)|mailing house",
        kind("marketing", "Marketing service providers", "send our marketing", true),
    ),
    Entry::new(
        r"social (media|network)",
        kind("social_media", "Social media platforms", "show our posts and carry messages", true),
    ),
    Entry::new(
        r"customer (support|service) (provider|platform|partner|tool)|help ?desk|call cent",
        kind("support", "Support service providers", "help to answer your questions", true),
    ),
    Entry::new(
        r"profession\w+ advis[eo]rs|legal advis[eo]rs?|lawyers|solicitors|accountants|auditors|insurers|consultants",
        kind("advisers", "Professional advisers", "advise us", false),
    ),
    Entry::new(
        r"group compan|compan\w+ (with)?in (the|our) (\w+ )?group|our group|affiliat|subsidiar|parent company|related compan",
        kind("group", "Group companies", "belong to our group", false),
    ),
    Entry::new(
        r"credit[- ]reference|reference agenc|credit (bureau|agenc|check)",
        kind("credit_reference", "Credit reference agencies", "check credit", false),
    ),
    Entry::new(
        r"fraud[- ](prevention|detection) (agenc|service|provider|compan|organi)|anti-fraud (agenc|service|provider)",
        kind("fraud_prevention", "Fraud prevention agencies", "help to prevent fraud", false),
    ),
    Entry::new(
        r"\bauthorit(y|ies)\b|regulators?\b|law enforcement|police|courts?\b|government|\bhmrc\b|revenue|public bod|law requires",
        kind("authorities", "Authorities", "where the law asks for it", false),
    ),
    Entry::new(
        r"merger|acqui(re|sition)|sale of (all|our|the|part|assets|the business)|business transfer|sell, transfer|\bbuy(er|s) of|sell (our|the|all|part|any)|new owner|purchaser of|restructur",
        kind("buyer", "A buyer of the business", "if the business is sold or merged", false),
    ),
    Entry::new(r"debt (collect|recover)", kind("debt", "Debt collectors", "collect what is owed", false)),
    Entry::new(
        r"review (platform|site|provider)|survey (provider|compan|platform)|market research",
        kind("reviews", "Review and survey platforms", "collect reviews and answers", true),
    ),
    Entry::new(r"data brokers?|data suppl|list brokers?", kind("data_brokers", "Data brokers", "trade in data", true)),
];

/// Kinds of sources that are nobody's recipients.
pub static OTHER_SOURCES: [Entry<&str>; 4] = [
    Entry::new(
        r"publicly available|public (source|record|register)|companies house|electoral",
        "Publicly available sources",
    ),
    Entry::new(
        r"(marketplaces?|other (web)?sites?) (where|on which|you|through)|online marketplaces?",
        "Online marketplaces",
    ),
    Entry::new(
        r"(friend|family|someone|other (people|users?|customers?))( member)? (who|that|refer|buy|send)|gift",
        "People who buy for you or recommend us",
    ),
    Entry::new(r"employer|your organi[sz]ation", "Your employer"),
];

/// The kinds that folded words speak of.
pub fn kinds_in(folded: &str) -> Vec<RecipientKind> {
    // "Payment service providers" are no service providers in general.
    let plain = folded.replace("payment service", "payment").replace("delivery service", "delivery");
    entries(&KINDS, &plain).into_iter().copied().collect()
}
