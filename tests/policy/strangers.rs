//! Policies that no rule was written for: a thorough British one, an American one, and pieces.

use rightsdesk::domain::policy::Draft;

use super::{LANTERNS, PRAIRIE, policy};

#[test]
fn a_thorough_policy_has_no_finding() {
    assert!(policy(LANTERNS).rules().is_empty(), "{:?}", policy(LANTERNS).findings);
}

#[test]
fn a_thorough_policy_fills_a_controller() {
    let draft = Draft::of("fennel-finch", &policy(LANTERNS).reading);
    assert!(draft.missing().is_empty());
    assert_eq!(draft.prefix, "FF");
    assert_eq!(draft.legal.name.as_deref(), Some("Fennel & Finch Lanterns Ltd"));
    assert_eq!(draft.legal.company_number.as_deref(), Some("09876543"));
    assert_eq!(draft.legal.regulator_registration.as_deref(), Some("ZA123456"));
    assert_eq!(draft.contact.dpo.as_deref(), Some("Rowan Ashdown"));
    assert_eq!(draft.contact.post, ["Fennel & Finch Lanterns Ltd", "Unit 7", "Kiln Lane", "Stoke-on-Trent", "ST4 2AB"]);
    assert_eq!(draft.policy.version.as_deref(), Some("2 February 2026"));
    let bases: Vec<_> = draft.purposes.iter().filter_map(|purpose| purpose.basis.as_deref()).collect();
    assert_eq!(bases, ["contract", "legitimate interests", "legal obligation", "consent"]);
    let periods: Vec<_> = draft.retention.iter().filter_map(|rule| rule.period.as_deref()).collect();
    assert_eq!(periods.len(), 4);
    let names: Vec<_> = draft.recipients.iter().map(|one| one.name.as_str()).collect();
    for name in ["Royal Mail", "DPD", "Stripe", "Krystal Hosting Ltd"] {
        assert!(names.contains(&name), "{name} in {names:?}");
    }
}

#[test]
fn an_american_policy_gives_fewer_facts_and_no_british_ones() {
    let read = policy(PRAIRIE);
    let identity = &read.reading.identity;
    assert_eq!(identity.form.as_ref().map(|fact| fact.value.as_str()), Some("corporation"));
    assert!(identity.company_number.is_none() && identity.seat.is_none());
    assert_eq!(read.reading.laws.iter().map(|fact| fact.value.as_str()).collect::<Vec<_>>(), ["CCPA"]);
    assert!(read.reading.retention.is_empty() && read.reading.transfers.is_none());
    let draft = Draft::of("prairie-kettle", &read.reading);
    assert_eq!(draft.missing(), ["regulator"], "the Commissioner is not the regulator of an American company");
    for absent in ["L01", "L02", "L14", "L18", "L22"] {
        assert!(!read.rules().contains(&absent), "{absent}");
    }
}

#[test]
fn a_rule_falls_silent_when_its_words_are_added() {
    let bare = "Privacy policy\n\nAcme respects your privacy. We send you newsletters by e-mail because we have a legitimate interest.\n";
    assert!(policy(bare).rules().contains(&"L15"));
    for (rule, words) in [
        ("L11", "We answer requests within one month and free of charge."),
        ("L12", "You can complain to the Information Commissioner’s Office (https://ico.org.uk)."),
        ("L13", "You can complain to us by writing to privacy@acme.co.uk; we acknowledge complaints within 30 days."),
        ("L14", "You can opt out at any time by clicking the unsubscribe link in each e-mail."),
        ("L18", "Last updated: 3 March 2026"),
        ("L22", "We do not knowingly collect data of children under 13."),
        ("L23", "We do not use automated decision-making."),
        ("L26", "You do not have to give us your personal data, but then we cannot deliver."),
    ] {
        assert!(policy(bare).rules().contains(&rule), "{rule} is missing its finding");
        assert!(!policy(&format!("{bare}\n{words}\n")).rules().contains(&rule), "{rule} after: {words}");
    }
}

#[test]
fn what_is_somebody_else_s_is_not_taken_for_the_company_s() {
    let text = "Who we share data with\n\nWe share your data with Stripe Payments UK Limited, company number 08480771, 7th Floor, The Bower Warehouse, 207 Old Street, London, EC1V 9NR.\n\nComplaints\n\nInformation Commissioner’s Office, Wycliffe House, Water Lane, Wilmslow, SK9 5AF, telephone 0303 123 1113, casework@ico.org.uk.\n";
    let read = policy(text).reading;
    assert!(read.identity.name.is_none() && read.identity.address.is_none(), "{:?}", read.identity);
    assert!(read.contact.phone.is_none() && read.contact.email.is_none(), "{:?}", read.contact);
}
