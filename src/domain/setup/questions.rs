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

const fn part(name: &'static str, label: &'static str, hint: &'static str, shape: Shape) -> Part {
    Part { name, label, hint, shape }
}

/// A table of questions with one answer, page by page: pointer, shape and label, and what hint and law there are.
macro_rules! singles {
    (@said) => { "" };
    (@said $words:literal) => { $words };
    ($(#[$doc:meta])* $name:ident: $($group:ident {
        $($pointer:literal $shape:expr, $label:literal $(, hint $hint:literal)? $(, law $law:literal)?;)*
    })*) => {
        $(#[$doc])*
        pub(super) const $name: &[Single] = &[$($(Single {
            pointer: $pointer,
            group: Group::$group,
            label: $label,
            hint: singles!(@said $($hint)?),
            shape: $shape,
            law: singles!(@said $($law)?),
        },)*)*];
    };
}
pub(super) use singles;

use Group::{Desk, Keeping, Recipients};
use Shape::{Line, Lines, Number, OneOf, Text};

singles! {
    /// The questions with one answer, in the order of their pages.
    SINGLES:
    Who {
        "/brand" Line, "Name that people know";
        "/legal/name" Line, "Registered name, with its form", hint "“Acme Trading Ltd”", law "Article 13(1)(a)";
        "/legal/company_number" Line, "Company number", law "Companies (Trading Disclosures) Regulations 2015";
        "/legal/seat" Line, "Registered in", hint "“England and Wales”";
        "/legal/parent" Line, "Parent company";
        "/legal/regulator_registration" Line, "Number in the regulator’s register",
            hint "For the United Kingdom it begins with Z.";
        "/policy/version" Line, "Date or version of the policy", law "Article 12(1)";
        "/policy/url" Line, "Where the policy can be read", hint "With https:// at the front.";
    }
    Contact {
        "/contact/email" Line, "Mailbox for requests", law "Article 12(2)";
        "/contact/phone" Line, "Telephone";
        "/contact/post" Lines, "Postal address",
            hint "One line of the address on each line, the company’s name first.",
            law "Article 13(1)(a)";
        "/contact/web" Line, "Shop’s site", hint "Without https://";
        "/contact/dpo" Line, "Data protection officer or named lead",
            hint "Only if there is one.",
            law "Article 13(1)(b)";
        "/regulator/name" Line, "Regulator",
            hint "The authority that people may complain to.",
            law "Article 13(2)(d)";
        "/regulator/url" Line, "Where to complain to the regulator",
            hint "With https:// at the front.",
            law "Article 13(2)(d)";
        "/regulator/phone" Line, "Regulator’s telephone";
        "/regulator/address" Lines, "Regulator’s postal address", hint "One line of the address on each line.";
    }
    Rights {
        "/wording/access" Line, "For a copy of the data",
            hint "The form offers every right that the law gives, whatever stands here.",
            law "Article 15";
        "/wording/rectification" Line, "For a correction", law "Article 16";
        "/wording/erasure" Line, "For erasure", law "Article 17";
        "/wording/restriction" Line, "For restriction", law "Article 18";
        "/wording/portability" Line, "For data to take elsewhere", law "Article 20";
        "/wording/objection" Line, "For an objection", law "Article 21";
        "/wording/consent_withdrawal" Line, "For taking back a consent", law "Article 7(3)";
    }
    Recipients {
        "/sources" Lines, "Where data comes from that the person did not give",
            hint "One source on each line.",
            law "Article 15(1)(g)";
    }
    Beyond {
        "/transfers/to" Line, "Where data goes abroad", hint "Countries, or “no other country”.", law "Article 15(2)";
        "/transfers/safeguards" Line, "What protects it there",
            hint "“the UK’s International Data Transfer Agreement”, “adequacy regulations”",
            law "Article 15(2)";
        "/automated_decisions" Text, "Decisions made by computer alone",
            hint "A sentence, for example “We make no decisions about you by computer alone.”",
            law "Article 15(1)(h)";
    }
    Desk {
        "/marketing_channels" Lines, "Marketing that people can stop",
            hint "One on each line: email, sms, phone, post, whatsapp, social.",
            law "Article 21(2)";
        "/datamaps" Lines, "Data maps of its systems", hint "As they are called under Data maps, one on each line.";
        "/letters/backups" Line, "How long erased data may still be in backups", hint "“35 days”", law "Article 17";
        "/letters/pay" Text, "How a fee is paid", hint "Full sentences.", law "Article 12(5)";
        "/letters/complain" Line, "Own page for complaints",
            hint "With https://; empty for the page of this desk.",
            law "Data Protection Act 2018, section 164A";
        "/identity/erasure" OneOf(&[
            ("", "whatever was enough for the case"),
            ("code_to_address_on_file", "a code sent to the address on file, or more"),
            ("message_from_address_on_file", "a message from the address on file, or more"),
            ("order_and_postcode", "order number and postcode, or more"),
            ("account_login", "a sign-in to their account, or more"),
            ("document", "a document"),
        ]), "Proof of identity for an erasure that somebody adds to their case",
            hint "Who has shown who they are is not asked again for another right. Choose more here if erasing asks for more.",
            law "Article 12(6)";
        "/showing/handlers" OneOf(&[
            ("", "their own cases in full, others when they ask"),
            ("full", "names and letters of every case"),
            ("masked", "short names and no letters, until they ask"),
        ]), "What handlers and administrators see of a case",
            hint "Who asks sees a case in full for 15 minutes, and it stands on the case log. Identifiers are shortened either way.",
            law "Article 25(2)";
        "/letters/signed_by" Line, "Who signs letters", hint "A name and what they do.";
    }
    Branding {
        "/accent" Line, "Colour of the form and the letters",
            hint "As #0f5c55. Where it could not be read on light or dark paper, it is made darker or lighter until it can.";
        "/language" Line, "Language of all this", hint "A code, as en or de: what it wrote here, and what its data maps say.";
        "/prefix" Line, "Two capital letters for references", hint "They begin every reference: JR-26-7K4M-2.";
    }
    Retention {
        "/keeping/case_months" Number, "Months that the contents of a closed case are kept", law "Article 5(1)(e)";
        "/keeping/complaint_months" Number, "Months for a closed complaint";
        "/keeping/findings_days" Number, "Days for findings after the request was closed";
        "/keeping/package_days" Number, "Days for a package after its link has ended";
        "/keeping/identity_proof_days" Number, "Days for proofs of identity";
        "/keeping/aside_days" Number, "Days for messages that were set aside";
        "/keeping/mail_days" Number, "Days for mail that belongs to no case", hint "Codes, invitations, calls to staff.";
        "/keeping/skeleton_years" Number, "Years for what is left of a closed case",
            hint "Register, dates, and the case log without its contents.";
    }
    Laws {
        "/regimes" Lines, "Laws it answers under",
            hint "One on each line, the usual one first: uk-gdpr, eu-gdpr, ccpa …";
        "/place" Line, "Whose public holidays count",
            hint "EW, SCT, NI, a country such as IE or a region such as DE-BY.";
    }
}

/// How a recipient can be told (Article 19).
const TOLD_BY: Shape = OneOf(&[
    ("", "nobody has said"),
    ("mail", "by e-mail, which names the person"),
    ("link", "by e-mail; the person stands behind its link"),
    ("webhook", "by a signed call to its program"),
    ("task", "by a colleague"),
]);

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
            part(
                "receives",
                "What it gets, beyond what the data map says",
                "Systems, collections (shop.orders) or categories (user.contact), one on each line.",
                Lines,
            ),
            part("tell", "How it is told of an erasure, correction or restriction", "", TOLD_BY),
            part("to", "Where", "An e-mail address, or the name of its program in the settings.", Line),
            part("language", "Language in which it is written to", "en, de … Nothing: the company’s own.", Line),
            part(
                "finds_by",
                "What it needs to find a person",
                "Names from the data map, one on each line: email, order_number … Nothing: name and e-mail address.",
                Lines,
            ),
        ],
        law: "Articles 15(1)(c) and 19",
        keyed: false,
    },
    Listed {
        pointer: "/receivers",
        group: Recipients,
        noun: "Company that takes data straight",
        named_by: "name",
        parts: &[
            part("name", "Company to which data to take elsewhere is sent straight", "As people know it.", Line),
            part("program", "Its program", "Its name in the settings: receivers.NAME.", Line),
        ],
        law: "Article 20(2)",
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
