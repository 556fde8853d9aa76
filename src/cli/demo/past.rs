//! The year before the desk was set up: what the shops wrote down of each request, brought over into the register. There are no
//! cases to these lines, only what reports and a regulator ask for.

use chrono::{DateTime, Datelike, TimeDelta, Utc};
use chrono_tz::Tz;

use crate::domain::case::{Channel, Reference};
use crate::domain::clock::words::local;
use crate::domain::ids::RequestId;
use crate::domain::register::RegisterEntry;
use crate::domain::report::{Spent, Stage};
use crate::domain::request::State;
use crate::domain::right::Right;
use crate::workflow::{Desk, WorkError};

/// How many requests there were.
const LINES: i64 = 190;
/// The youngest and the oldest of them, in days before today.
const AGES: (i64, i64) = (70, 460);
/// Rights as often as shops get them.
const RIGHTS: [Right; 12] = [
    Right::Access,
    Right::Erasure,
    Right::Access,
    Right::Objection,
    Right::Access,
    Right::Rectification,
    Right::Erasure,
    Right::Access,
    Right::ConsentWithdrawal,
    Right::Access,
    Right::Portability,
    Right::Restriction,
];
const SHOPS: [(&str, &str); 4] = [("justroo", "JR"), ("just-elegance", "JE"), ("jusstool", "JT"), ("joro-home", "JH")];

/// Writes the past down.
pub fn remember_past(desk: &Desk, today: DateTime<Utc>) -> Result<(), WorkError> {
    let entries: Vec<RegisterEntry> = (0..LINES).map(|n| line(desk, n, today)).collect();
    desk.write(move |_, tx, _| Ok(entries.iter().try_for_each(|entry| tx.put_register(entry))?))
}

/// One of the requests. They differ as requests do, and are the same in every demo but for their references.
fn line(desk: &Desk, n: i64, today: DateTime<Utc>) -> RegisterEntry {
    let pick = |salt: i64, of: i64| usize::try_from(mixed(n, salt) % of).unwrap_or_default();
    let right = RIGHTS.get(pick(1, 12)).copied().unwrap_or(Right::Access);
    let (controller, prefix) = SHOPS.get(pick(2, 4)).copied().unwrap_or(("justroo", "JR"));
    let age = AGES.1 - n * (AGES.1 - AGES.0) / LINES;
    let received_at = today - TimeDelta::days(age) - TimeDelta::minutes(n * 37 % 500);
    let spent = hours(right, n, received_at.month());
    let closed_at = received_at + TimeDelta::seconds(spent.total());
    let zone = Tz::Europe__London;
    let state = match n % 19 {
        4 => State::Refused,
        9 => State::Withdrawn,
        13 => State::Lapsed,
        _ => State::Fulfilled,
    };
    let chance = [0u8, 1, 2, 3].map(|place| u8::try_from((n * 11 + i64::from(place) * 5) % 29).unwrap_or_default());
    RegisterEntry {
        request: RequestId::new(received_at, desk.entropy.bytes10()),
        controller: controller.to_owned(),
        reference: Reference::new(prefix, received_at.year(), chance).to_string(),
        right,
        channel: if n % 4 == 0 { Channel::Staff } else { Channel::Form },
        regime: "uk-gdpr".to_owned(),
        regime_version: "2025-06-19".to_owned(),
        received_at,
        due: Some(local(received_at + TimeDelta::days(30), zone)),
        extended: false,
        state,
        ground: (state == State::Refused).then(|| "conditions_not_met".to_owned()),
        closed_at: Some(closed_at),
        closed_on: Some(local(closed_at, zone)),
        since: Some(closed_at),
        spent,
    }
}

/// A number that looks like chance and is the same in every demo.
fn mixed(n: i64, salt: i64) -> i64 {
    let spread = (n + 11).wrapping_mul(2_654_435_761).wrapping_add(salt * 40_503) & 0xffff_ffff;
    ((spread ^ (spread >> 13)).wrapping_mul(1_597_334_677) >> 12) & 0xf_ffff
}

/// Hours in each stage. In June a supplier's system was down for weeks, and everything that needed it waited.
fn hours(right: Right, n: i64, month: u32) -> Spent {
    let quick = matches!(right, Right::Objection | Right::ConsentWithdrawal);
    let some = |least: i64, most: i64| least + mixed(n, most) % (most - least + 1);
    let plan = [
        (Stage::Untouched, some(4, 60)),
        (Stage::Person, if quick { 0 } else { some(0, 110) }),
        (Stage::Gathering, if quick { 1 } else { some(20, 150) }),
        (Stage::Review, if quick { 1 } else { some(6, 70) }),
        (Stage::Execution, some(1, 40)),
    ];
    let mut spent = Spent::default();
    for (stage, hours) in plan {
        spent.add(stage, TimeDelta::hours(hours));
    }
    let slow = n % 23 == 7 || (month == 6 && n % 3 == 0);
    if slow && !quick {
        spent.add(Stage::Gathering, TimeDelta::days(22));
    }
    spent
}
