//! A thorough policy from which one thing is taken: that rule speaks, and no other.

use super::{LANTERNS, policy};

/// What is done to the policy, as pairs of words and their replacement, and the rules that must speak.
struct Spoiled {
    what: &'static str,
    changes: &'static [(&'static str, &'static str)],
    rules: &'static [&'static str],
}

const SPOILED: &[Spoiled] = &[
    Spoiled { what: "no company number", changes: &[(" under company number 09876543", "")], rules: &["L01"] },
    Spoiled {
        what: "no address",
        changes: &[
            (" Our registered office is at Unit 7, Kiln Lane, Stoke-on-Trent, ST4 2AB.", ""),
            (", or write to us by post at the address above", ""),
        ],
        rules: &["L01"],
    },
    Spoiled { what: "no legal form", changes: &[("Lanterns Ltd", "Lanterns")], rules: &["L01"] },
    Spoiled {
        what: "a blank for an address",
        changes: &[(
            "Write to privacy@fennelandfinch.example.co.uk, call 01782 555 0142, or write to us by post at the address above.",
            "You can contact us at .",
        )],
        rules: &["L02"],
    },
    Spoiled {
        what: "a blank of a template",
        changes: &[("privacy@fennelandfinch.example.co.uk", "[insert email address]")],
        rules: &["L02", "L19"],
    },
    Spoiled { what: "no restriction", changes: &[("- restrict how we use your data\n", "")], rules: &["L03"] },
    Spoiled {
        what: "no objection",
        changes: &[("- object to our use of your data, and always to marketing\n", "")],
        rules: &["L03"],
    },
    Spoiled {
        what: "a purpose without a basis",
        changes: &[(
            "To answer your questions\tContact details, support records\tLegitimate interests",
            "To answer your questions\tContact details, support records\t",
        )],
        rules: &["L04"],
    },
    Spoiled {
        what: "two bases for one purpose",
        changes: &[(
            "newsletter by e-mail\tContact details\tConsent",
            "newsletter by e-mail\tContact details\tConsent and legitimate interests",
        )],
        rules: &["L05", "L15"],
    },
    Spoiled {
        what: "consent by use",
        changes: &[("What we collect\n", "By using our website you agree to this notice.\n\nWhat we collect\n")],
        rules: &["L06"],
    },
    Spoiled {
        what: "dates of birth not listed",
        changes: &[("Children\n", "We check your date of birth before we sell lamp oil.\n\nChildren\n")],
        rules: &["L07"],
    },
    Spoiled {
        what: "passports not listed",
        changes: &[("for example an order number", "for example a copy of your passport")],
        rules: &["L07"],
    },
    Spoiled {
        what: "passports from everybody",
        changes: &[(
            "If we have reasonable doubts about who is asking, we ask for what we need to confirm your identity, for example an order number.",
            "With every request you must send us a copy of your passport.",
        )],
        rules: &["L07", "L10"],
    },
    Spoiled {
        what: "no safeguard",
        changes: &[(" It is protected by the international data transfer agreement; ask us for a copy.", "")],
        rules: &["L08"],
    },
    Spoiled {
        what: "no word on transfers",
        changes: &[(
            "Transfers\n\nStripe stores some data in the United States. It is protected by the international data transfer agreement; ask us for a copy.\n\n",
            "",
        )],
        rules: &["L08"],
    },
    Spoiled {
        what: "transfers denied",
        changes: &[(
            "Stripe stores some data in the United States. It is protected by the international data transfer agreement; ask us for a copy.",
            "We do not transfer your data outside the UK.",
        )],
        rules: &["L08"],
    },
    Spoiled {
        what: "a soft period",
        changes: &[("2 years after the last answer", "for as long as necessary")],
        rules: &["L09"],
    },
    Spoiled {
        what: "one rule for all",
        changes: &[(
            "- Orders and invoices: 6 years after the end of the tax year\n- Support messages: 2 years after the last answer\n- Newsletter: until you unsubscribe\n- Website records: 90 days",
            "We keep your data for 6 years.",
        )],
        rules: &["L09"],
    },
    Spoiled {
        what: "no identity check",
        changes: &[(
            " If we have reasonable doubts about who is asking, we ask for what we need to confirm your identity, for example an order number.",
            "",
        )],
        rules: &["L10"],
    },
    Spoiled {
        what: "no time",
        changes: &[("We answer within one month, free of charge.", "It is free of charge to use your rights.")],
        rules: &["L11"],
    },
    Spoiled { what: "no link", changes: &[(" at ico.org.uk/make-a-complaint", "")], rules: &["L12"] },
    Spoiled {
        what: "no own complaints",
        changes: &[(
            "You can make a complaint to us using the form at fennelandfinch.example.co.uk/complaints; we acknowledge it within 30 days. You can also",
            "You can",
        )],
        rules: &["L13"],
    },
    Spoiled {
        what: "no way out",
        changes: &[(": use the unsubscribe link in each message or write to us", "")],
        rules: &["L14"],
    },
    Spoiled {
        what: "no opt-out",
        changes: &[(
            "You can stop our newsletter at any time: use the unsubscribe link in each message or write to us.\n\n",
            "",
        )],
        rules: &["L14"],
    },
    Spoiled {
        what: "marketing on interests",
        changes: &[(
            "newsletter by e-mail\tContact details\tConsent",
            "newsletter by e-mail\tContact details\tLegitimate interests",
        )],
        rules: &["L15"],
    },
    Spoiled {
        what: "no sources",
        changes: &[(
            "Most data comes from you. We also receive data about you from third parties: Royal Mail and DPD tell us when a parcel was delivered, and Stripe tells us whether a payment went through.",
            "You give us most data.",
        )],
        rules: &["L16"],
    },
    Spoiled {
        what: "recipients by kind",
        changes: &[
            (
                "couriers (Royal Mail, DPD), with our payment provider (Stripe) and with our hosting provider (Krystal Hosting Ltd)",
                "couriers, payment providers and hosting providers",
            ),
            ("Royal Mail and DPD tell", "Couriers tell"),
            ("Stripe tells", "our payment provider tells"),
            ("Stripe stores", "A provider stores"),
            ("taken by Stripe", "taken by our payment provider"),
        ],
        rules: &["L17"],
    },
    Spoiled { what: "no date", changes: &[("Version 3.1, last updated on 2 February 2026\n\n", "")], rules: &["L18"] },
    Spoiled {
        what: "words of another business",
        changes: &[("Children\n", "We also handle your travel insurance quotes.\n\nChildren\n")],
        rules: &["L19"],
    },
    Spoiled {
        what: "three spellings",
        changes: &[("Card payments", "FennelAndFinch Lanterns cares. Fennel&Finch Lanterns too. Card payments")],
        rules: &["L20"],
    },
    Spoiled {
        what: "no holder of card data",
        changes: &[("Card payments are taken by Stripe. We never see or store your full card number.\n\n", "")],
        rules: &["L21"],
    },
    Spoiled {
        what: "no word on children",
        changes: &[("Children\n\nOur shop is not meant for children under 18.\n", "")],
        rules: &["L22"],
    },
    Spoiled {
        what: "no word on automated decisions",
        changes: &[("We make no automated decisions about you.\n\n", "")],
        rules: &["L23"],
    },
    Spoiled { what: "a shared mailbox", changes: &[("privacy@", "sales@")], rules: &["L24"] },
    Spoiled {
        what: "a movable period",
        changes: &[("2 years after the last answer", "2 years after your last contact with us")],
        rules: &["L25"],
    },
    Spoiled {
        what: "no word on having to give data",
        changes: &[(
            "You do not have to give us your data, but without your name and address we cannot deliver an order.\n\n",
            "",
        )],
        rules: &["L26"],
    },
];

#[test]
fn each_rule_speaks_when_its_words_are_taken_out_and_no_other_does() {
    for spoiled in SPOILED {
        let mut text = LANTERNS.to_owned();
        for (from, to) in spoiled.changes {
            assert!(text.contains(from), "{}: the policy has no {from:?}", spoiled.what);
            text = text.replace(from, to);
        }
        assert_eq!(policy(&text).rules(), spoiled.rules, "{}", spoiled.what);
    }
}

#[test]
fn every_rule_is_tried() {
    let tried = |rule: &str| SPOILED.iter().any(|spoiled| spoiled.rules.contains(&rule));
    let untried: Vec<&str> =
        rightsdesk::domain::policy::RULES.iter().map(|rule| rule.id).filter(|rule| !tried(rule)).collect();
    assert!(untried.is_empty(), "{untried:?}");
}

#[test]
fn bases_for_named_parts_of_a_purpose_are_no_contradiction() {
    let cell = "newsletter by e-mail\tContact details\tConsent";
    let parts = [
        "Consent for e-mail, our legitimate interests for post",
        "Legitimate interests; consent where the law asks for it",
    ];
    for parts in parts {
        let text = LANTERNS.replace(cell, &format!("newsletter by e-mail\tContact details\t{parts}"));
        assert_ne!(text, LANTERNS);
        assert!(!policy(&text).rules().contains(&"L05"), "{parts}");
    }
}
