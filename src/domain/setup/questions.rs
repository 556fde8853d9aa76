//! Every question about a company, as data: the single values, and the lists with the boxes of their entries.

use super::point::{Group, Shape};

/// A question with one answer.
pub(super) struct Single {
    pub(super) pointer: &'static str,
    pub(super) group: Group,
    pub(super) label: &'static str,
    pub(super) hint: &'static str,
    pub(super) shape: Shape,
    pub(super) law: &'static str,
}

/// A box of an entry.
pub(super) struct Part {
    pub(super) name: &'static str,
    pub(super) label: &'static str,
    pub(super) hint: &'static str,
    pub(super) shape: Shape,
}

/// A question with any number of answers.
pub(super) struct Listed {
    /// The list's pointer.
    pub(super) pointer: &'static str,
    pub(super) group: Group,
    /// What one of them is: "Recipient".
    pub(super) noun: &'static str,
    /// The box that names an entry; an entry without it is not kept.
    pub(super) named_by: &'static str,
    pub(super) parts: &'static [Part],
    pub(super) law: &'static str,
    /// Whether entries need a key of their own, made from their name.
    pub(super) keyed: bool,
}

pub(super) const fn single(
    pointer: &'static str,
    group: Group,
    label: &'static str,
    hint: &'static str,
    shape: Shape,
    law: &'static str,
) -> Single {
    Single { pointer, group, label, hint, shape, law }
}

const fn part(name: &'static str, label: &'static str, hint: &'static str, shape: Shape) -> Part {
    Part { name, label, hint, shape }
}

use Group::{Beyond, Contact, Desk, Keeping, Recipients, Rights, Who};
use Shape::{Line, Lines, Number, Text};

/// The questions with one answer, in the order of their pages.
pub(super) const SINGLES: &[Single] = &[
    single("/brand", Who, "Name that people know", "", Line, ""),
    single("/legal/name", Who, "Registered name, with its form", "“Acme Trading Ltd”", Line, "Article 13(1)(a)"),
    single(
        "/legal/company_number",
        Who,
        "Company number",
        "",
        Line,
        "Companies (Trading Disclosures) Regulations 2015",
    ),
    single("/legal/seat", Who, "Registered in", "“England and Wales”", Line, ""),
    single("/legal/parent", Who, "Parent company", "", Line, ""),
    single(
        "/legal/regulator_registration",
        Who,
        "Number in the regulator’s register",
        "For the United Kingdom it begins with Z.",
        Line,
        "",
    ),
    single("/policy/version", Who, "Date or version of the policy", "", Line, "Article 12(1)"),
    single("/policy/url", Who, "Where the policy can be read", "With https:// at the front.", Line, ""),
    single("/contact/email", Contact, "Mailbox for requests", "", Line, "Article 12(2)"),
    single("/contact/phone", Contact, "Telephone", "", Line, ""),
    single(
        "/contact/post",
        Contact,
        "Postal address",
        "One line of the address on each line, the company’s name first.",
        Lines,
        "Article 13(1)(a)",
    ),
    single("/contact/web", Contact, "Shop’s site", "Without https://", Line, ""),
    single(
        "/contact/dpo",
        Contact,
        "Data protection officer or named lead",
        "Only if there is one.",
        Line,
        "Article 13(1)(b)",
    ),
    single(
        "/regulator/name",
        Contact,
        "Regulator",
        "The authority that people may complain to.",
        Line,
        "Article 13(2)(d)",
    ),
    single(
        "/regulator/url",
        Contact,
        "Where to complain to the regulator",
        "With https:// at the front.",
        Line,
        "Article 13(2)(d)",
    ),
    single("/regulator/phone", Contact, "Regulator’s telephone", "", Line, ""),
    single(
        "/regulator/address",
        Contact,
        "Regulator’s postal address",
        "One line of the address on each line.",
        Lines,
        "",
    ),
    single(
        "/wording/access",
        Rights,
        "For a copy of the data",
        "The form offers every right that the law gives, whatever stands here.",
        Line,
        "Article 15",
    ),
    single("/wording/rectification", Rights, "For a correction", "", Line, "Article 16"),
    single("/wording/erasure", Rights, "For erasure", "", Line, "Article 17"),
    single("/wording/restriction", Rights, "For restriction", "", Line, "Article 18"),
    single("/wording/portability", Rights, "For data to take elsewhere", "", Line, "Article 20"),
    single("/wording/objection", Rights, "For an objection", "", Line, "Article 21"),
    single("/wording/consent_withdrawal", Rights, "For taking back a consent", "", Line, "Article 7(3)"),
    single(
        "/sources",
        Recipients,
        "Where data comes from that the person did not give",
        "One source on each line.",
        Lines,
        "Article 15(1)(g)",
    ),
    single(
        "/transfers/to",
        Beyond,
        "Where data goes abroad",
        "Countries, or “no other country”.",
        Line,
        "Article 15(2)",
    ),
    single(
        "/transfers/safeguards",
        Beyond,
        "What protects it there",
        "“the UK’s International Data Transfer Agreement”, “adequacy regulations”",
        Line,
        "Article 15(2)",
    ),
    single(
        "/automated_decisions",
        Beyond,
        "Decisions made by computer alone",
        "A sentence, for example “We make no decisions about you by computer alone.”",
        Text,
        "Article 15(1)(h)",
    ),
    single(
        "/keeping/case_months",
        Desk,
        "This desk: months that the contents of a closed case are kept",
        "",
        Number,
        "Article 5(1)(e)",
    ),
    single("/keeping/complaint_months", Desk, "This desk: months for a closed complaint", "", Number, ""),
    single("/keeping/findings_days", Desk, "This desk: days for findings after the request was closed", "", Number, ""),
    single("/keeping/identity_proof_days", Desk, "This desk: days for proofs of identity", "", Number, ""),
    single("/keeping/aside_days", Desk, "This desk: days for messages that were set aside", "", Number, ""),
    single(
        "/prefix",
        Desk,
        "Two capital letters for references",
        "They begin every reference: JR-26-7K4M-2.",
        Line,
        "",
    ),
    single("/accent", Desk, "Colour of the form and the letters", "As #0f5c55; a dark one is easy to read.", Line, ""),
    single(
        "/regimes",
        Desk,
        "Laws it answers under",
        "One on each line, the usual one first: uk-gdpr, eu-gdpr, ccpa …",
        Lines,
        "",
    ),
    single(
        "/place",
        Desk,
        "Whose public holidays count",
        "EW, SCT, NI, a country such as IE or a region such as DE-BY.",
        Line,
        "",
    ),
    single(
        "/marketing_channels",
        Desk,
        "Marketing that people can stop",
        "One on each line: email, sms, phone, post, whatsapp, social.",
        Lines,
        "Article 21(2)",
    ),
    single(
        "/datamaps",
        Desk,
        "Data maps of its systems",
        "Names of files in config/datamaps, one on each line.",
        Lines,
        "",
    ),
    single("/letters/backups", Desk, "How long erased data may still be in backups", "“35 days”", Line, "Article 17"),
    single("/letters/pay", Desk, "How a fee is paid", "Full sentences.", Text, "Article 12(5)"),
    single(
        "/letters/complain",
        Desk,
        "Own page for complaints",
        "With https://; empty for the page of this desk.",
        Line,
        "Data Protection Act 2018, section 164A",
    ),
    single("/letters/signed_by", Desk, "Who signs letters", "A name and what they do.", Line, ""),
];

/// The questions with many answers.
pub(super) const LISTS: &[Listed] = &[
    Listed {
        pointer: "/categories",
        group: Group::Data,
        noun: "Data",
        named_by: "name",
        parts: &[part("name", "Group of data", "", Line), part("items", "What is in it", "One on each line.", Lines)],
        law: "Article 15(1)(b)",
        keyed: true,
    },
    Listed {
        pointer: "/purposes",
        group: Group::Purposes,
        noun: "Purpose",
        named_by: "name",
        parts: &[
            part("name", "What for", "“to deliver your orders”", Line),
            part("basis", "Legal basis", "contract, legal obligation, consent, legitimate interests", Line),
            part("categories", "Groups of data it uses", "Their keys, one on each line: contact, orders …", Lines),
        ],
        law: "Article 15(1)(a)",
        keyed: true,
    },
    Listed {
        pointer: "/recipients",
        group: Recipients,
        noun: "Recipient",
        named_by: "name",
        parts: &[
            part("name", "Who receives data", "", Line),
            part("role", "What it does", "", Line),
            part("country", "Country, if abroad", "", Line),
        ],
        law: "Articles 15(1)(c) and 19",
        keyed: false,
    },
    Listed {
        pointer: "/retention",
        group: Keeping,
        noun: "Kept",
        named_by: "what",
        parts: &[
            part("what", "What", "“Orders, invoices and payments”", Line),
            part("period", "How long, or how that is decided", "“6 years after the order”", Line),
            part("reason", "Why", "“tax law”", Line),
        ],
        law: "Article 15(1)(d)",
        keyed: false,
    },
    Listed {
        pointer: "/identifiers",
        group: Desk,
        noun: "Question to find people",
        named_by: "label",
        parts: &[
            part("name", "Identity in the data map", "order_number, postcode, phone, customer_number …", Line),
            part("label", "Question on the form", "“An order number”", Line),
            part("hint", "Hint", "", Line),
        ],
        law: "",
        keyed: false,
    },
];
