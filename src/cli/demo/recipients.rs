//! A correction of which recipients were told, so that the demo shows them in different states.

use super::seed::Seeder;
use crate::domain::personal::Personal;
use crate::domain::request::{Command, Request};
use crate::domain::telling::Resolution;
use crate::workflow::{WorkError, casework, telling};

/// How it ended, and how staff know.
type Ending = (Resolution, &'static str);

/// Who is told: name, address, and how it ended where somebody has said so.
const TOLD: [(&str, &str, Option<Ending>); 4] = [
    ("Royal Mail", "privacy@royal-mail.example", Some((Resolution::Done, "Confirmed by mail on the next day."))),
    ("DPD", "rights@dpd.example", Some((Resolution::Acknowledged, "Ms Hall of their privacy team rang us."))),
    (
        "Parcelforce",
        "privacy@parcelforce.example",
        Some((Resolution::Disproportionate, "One parcel in 2019; they would have to look through paper.")),
    ),
    ("PayPal", "privacy@paypal.example", None),
];

/// Tells the recipients of a correction, and records what came of it.
pub fn tell_recipients(stage: &Seeder<'_>, request: &Request) -> Result<(), WorkError> {
    let handler = stage.cast.handler;
    for (name, address, _) in TOLD {
        let command = Command::TellRecipient {
            recipient: name.to_owned(),
            address: Personal::new(address),
            keys: Personal::new("Order number: 20533"),
            data: Personal::new("The surname on the label"),
        };
        casework::give(stage.desk, handler, request.id, None, command)?;
    }
    let id = request.id;
    for told in stage.desk.read(move |_, tx, _| Ok(tx.tellings_of(id)?))? {
        let ending = TOLD.iter().find(|(name, ..)| *name == told.recipient).and_then(|(.., ending)| *ending);
        if let Some((how, reason)) = ending {
            telling::resolve(stage.desk, handler, told.id, how, reason)?;
        }
    }
    Ok(())
}
