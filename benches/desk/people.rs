//! Made-up people and what they ask for.

use std::collections::BTreeMap;

use chrono::{DateTime, Utc};
use rightsdesk::domain::case::{Asked, Channel, Identifiers, OnBehalf, Requester, Submission};
use rightsdesk::domain::personal::Personal;
use rightsdesk::domain::right::Right;

use crate::dice::Dice;

const FIRST: [&str; 20] = [
    "Amara",
    "Benedict",
    "Chidi",
    "Daria",
    "Eilidh",
    "Farouk",
    "Grainne",
    "Henryk",
    "Isolde",
    "Jasper",
    "Katarzyna",
    "Lubna",
    "Marek",
    "Ngozi",
    "Owain",
    "Priya",
    "Quentin",
    "Rosalind",
    "Siobhan",
    "Zsofia",
];
const LAST: [&str; 20] = [
    "Abara",
    "Bielak",
    "Cartwright",
    "Drummond",
    "Eze",
    "Fairweather",
    "Gallagher",
    "Hartono",
    "Ibbotson",
    "Jarvis",
    "Kowalska",
    "Lindqvist",
    "Mukherjee",
    "Novak",
    "Okonkwo",
    "Pemberton",
    "Quayle",
    "Rahman",
    "Szabo",
    "Whitlock",
];
const WORDS: [&str; 16] = [
    "account",
    "address",
    "birthday",
    "cancelled",
    "delivery",
    "everything",
    "invoice",
    "laptop",
    "marketing",
    "newsletter",
    "order",
    "parcel",
    "please",
    "refund",
    "telephone",
    "voucher",
];

/// The ids of the sample companies.
pub const COMPANIES: [&str; 4] = ["justroo", "just-elegance", "jusstool", "joro-home"];

/// Somebody. The number makes the address one of its kind.
pub fn person(dice: &mut Dice, n: u64) -> Requester {
    let (first, last) = (dice.pick(&FIRST), dice.pick(&LAST));
    let email = format!("{}.{}{n}@example.org", first.to_lowercase(), last.to_lowercase());
    Requester { name: Personal::new(format!("{first} {last}")), email: Personal::new(email), language: "en".to_owned() }
}

/// Some words in a row.
pub fn words(dice: &mut Dice, number: usize) -> String {
    let words: Vec<&str> = (0..number).map(|_| dice.pick(&WORDS)).collect();
    words.join(" ")
}

/// A submission for a copy of everything, as the form makes it.
pub fn submission(dice: &mut Dice, n: u64, received_at: DateTime<Utc>) -> Submission {
    let identifiers = BTreeMap::from([
        ("order_number".to_owned(), Personal::new(format!("W-{n:07}"))),
        ("postcode".to_owned(), Personal::new("M14 6YB")),
    ]);
    Submission {
        controller: dice.pick(&COMPANIES).to_owned(),
        channel: Channel::Form,
        received_at,
        requester: person(dice, n),
        on_behalf: OnBehalf::Myself,
        identifiers: Identifiers(identifiers),
        asked: vec![Asked {
            right: Right::Access,
            detail: Personal::new(words(dice, 6)),
            direct_marketing: false,
            channels: Vec::new(),
        }],
        words: Personal::new(words(dice, 14)),
        email_confirmed_at: Some(received_at),
    }
}
