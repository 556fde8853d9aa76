//! Policies that were written before the rules had seen their like, with what a careful person takes out of them: a potter's in
//! numbered parts with a table, a bicycle shop's in questions, an American outfitter's, and a German one, which the rules do not know.

use rightsdesk::domain::policy::{Document, Draft, is_english};

use super::policy;

const KILN: &str = include_str!("unseen/kiln.txt");
const BIKES: &str = include_str!("unseen/bikes.txt");
const CACTUS: &str = include_str!("unseen/cactus.txt");
const BRETT: &str = include_str!("unseen/brett.txt");

fn draft(text: &str) -> Draft {
    Draft::of("shop", &policy(text).reading)
}

#[test]
fn a_number_and_an_address_beside_another_companys_name_are_not_taken_over() {
    let kiln = draft(KILN);
    assert_eq!(kiln.brand, "Harrow & Kiln");
    assert_eq!(kiln.legal.name.as_deref(), Some("Harrow & Kiln Pottery Limited"));
    assert_eq!(kiln.legal.company_number.as_deref(), Some("SC512345"));
    assert_eq!(kiln.legal.seat.as_deref(), Some("Scotland"));
    assert_eq!(kiln.contact.phone.as_deref(), Some("01382 555 010"));
    assert_eq!(kiln.contact.post[1..], ["Unit 3", "The Old Tramworks", "12 Shore Street", "Dundee", "DD1 3AB"]);
}

#[test]
fn tables_of_bars_and_lines_with_labels_are_read() {
    let kiln = draft(KILN);
    let groups: Vec<_> = kiln.categories.iter().map(|one| (one.name.as_str(), one.items.len())).collect();
    assert_eq!(groups, [("Identity", 2), ("Contact", 3), ("Orders", 4)]);
    let kept: Vec<_> = kiln.retention.iter().map(|rule| (rule.what.as_str(), rule.period.as_deref())).collect();
    let year = "6 years after the end of the financial year in which you bought";
    assert_eq!(
        kept,
        [
            ("Orders and invoices", Some(year)),
            ("Workshop bookings", Some("12 months")),
            ("Newsletter", Some("until you unsubscribe")),
            ("Enquiries", Some("18 months after our last reply")),
        ]
    );
    let bases: Vec<_> = kiln.purposes.iter().map(|one| (one.name.as_str(), one.basis.as_deref())).collect();
    assert!(bases.contains(&("to keep accounts", Some("legal obligation"))), "{bases:?}");
    let names: Vec<_> = kiln.recipients.iter().map(|one| one.name.as_str()).collect();
    assert_eq!(
        names,
        ["Royal Mail", "Evri", "Stripe", "Mailchimp", "Gilchrist & Partners LLP", "Professional advisers"]
    );
}

#[test]
fn a_policy_that_tells_a_duty_in_its_own_words_has_no_finding_about_it() {
    let rules = policy(KILN).rules();
    for met in ["L01", "L02", "L03", "L04", "L06", "L08", "L09", "L10", "L11", "L12", "L13", "L18", "L21", "L23"] {
        assert!(!rules.contains(&met), "{met}");
    }
    let rules = policy(BIKES).rules();
    for met in ["L02", "L11", "L12", "L14", "L17"] {
        assert!(!rules.contains(&met), "{met}");
    }
}

#[test]
fn answers_under_questions_are_read_as_they_are_given() {
    let bikes = draft(BIKES);
    let kept: Vec<_> = bikes.retention.iter().map(|rule| (rule.what.as_str(), rule.period.as_deref())).collect();
    assert_eq!(
        kept,
        [("Receipts", Some("seven years")), ("Service records", None), ("Hire agreements", Some("a year"))]
    );
    assert!(bikes.recipients.iter().any(|one| one.name == "SumUp"));
    let reading = policy(BIKES).reading;
    assert_eq!(reading.rights.len(), 3, "{:?}", reading.rights);
    assert!(reading.identity.company_number.is_none() && reading.identity.name.is_none() && reading.laws.is_empty());
}

#[test]
fn an_american_company_gets_no_british_regulator() {
    let cactus = draft(CACTUS);
    assert_eq!(cactus.missing(), ["regulator"]);
    assert_eq!(cactus.contact.post[1..], ["2100 E Mesa Road", "Suite 4", "Tucson", "AZ 85701"]);
    assert!(
        cactus.legal.company_number.is_none() && cactus.legal.seat.is_none() && cactus.retention[0].period.is_none()
    );
    assert_eq!(cactus.contact.phone.as_deref(), Some("1-800-555-0142"));
}

#[test]
fn of_a_policy_in_german_little_is_read_nothing_wrong_and_nothing_is_found_lacking() {
    assert!(!is_english(&Document::plain(BRETT)) && is_english(&Document::plain(BIKES)));
    let read = policy(BRETT);
    assert!(read.findings.is_empty());
    assert_eq!(read.reading.rows().iter().filter(|row| row.field != "channel").count(), 1, "{:?}", read.reading.rows());
    let brett = draft(BRETT);
    assert_eq!(brett.contact.email.as_deref(), Some("datenschutz@brettspielhaus.example"));
    assert_eq!(brett.missing(), ["regulator"]);
}
