//! The questions about where the law can be read two ways. Each begins with the usual reading, and says why it is the usual one.

use super::point::Group::Clock;
use super::point::Shape::{Number, OneOf};
use super::questions::{Single, single};

/// The questions, in the order in which a date is counted.
pub(super) const READINGS: &[Single] = &[
    single(
        "/clock/month",
        Clock,
        "A month that begins with the day of receipt",
        "Usual: the corresponding date, because Article 4A applies Regulation 1182/71, Article 3(1), and the ICO’s examples count so.",
        OneOf(&[
            ("corresponding_date", "ends on the corresponding date"),
            ("day_itself_counts", "counts the day itself, and ends a day earlier"),
        ]),
        "UK GDPR Article 12A(1)",
    ),
    single(
        "/clock/identity_start",
        Clock,
        "A period that waits for proof of identity starts",
        "Usual: with the proof, because that is what Article 12A(2)(b) says. The other reading can only be later; have a lawyer agree first.",
        OneOf(&[
            ("complete_information", "with the day on which complete proof arrived"),
            ("end_of_check", "with the day on which our check was recorded"),
        ]),
        "UK GDPR Article 12A(2)(b)",
    ),
    single(
        "/clock/identity_prompt_days",
        Clock,
        "Working days within which a question of identity is prompt",
        "Empty: as the law of the case says, else 5. Later questions are allowed and warned about, because the ICO and the EDPB expect promptness.",
        Number,
        "Article 12(6)",
    ),
    single(
        "/clock/pause_days",
        Clock,
        "Days of a question that are not counted",
        "Usual: both ends, because Article 12A(5)(b) names both. The difference gives the more careful date, which stands beside it anyway.",
        OneOf(&[
            ("both_ends", "the day of asking, the day of the answer, and those between"),
            ("difference", "the days between only: the day of asking counts"),
        ]),
        "UK GDPR Article 12A(5)",
    ),
    single(
        "/clock/rolled_pause",
        Clock,
        "A question that is open only on the weekend onto which a date fell",
        "Usual: it counts, because Article 3(4) of Regulation 1182/71 makes the next working day part of the period. This is not settled.",
        OneOf(&[("counts", "stops the clock"), ("ignored", "changes nothing")]),
        "Regulation 1182/71, Article 3(4)",
    ),
    single(
        "/clock/rolled_notice",
        Clock,
        "A notice of extension on the day to which the date was moved",
        "Usual: in time, because the period ends with that day (Article 4A). Reminders go by the day before the move.",
        OneOf(&[("counts", "is in time"), ("void", "is too late")]),
        "Articles 4A and 12(3)",
    ),
    single(
        "/clock/suspension",
        Clock,
        "Under the law of the EU, a question about identity or scope",
        "Usual: suspends, as the EDPB’s Guidelines 01/2022, section 5.3, say; the Regulation itself does not. The careful date does without.",
        OneOf(&[("suspend", "suspends the period"), ("none", "changes nothing")]),
        "GDPR Article 12(3)",
    ),
    single(
        "/clock/internal_target",
        Clock,
        "Our own date beside the law’s",
        "It is never later than the law’s. The habit of 28 days is offered as a target only, because no law knows it.",
        OneOf(&[
            ("safety_days", "some working days before the careful date"),
            ("fixed_days", "a fixed number of days from the start"),
            ("none", "none"),
        ]),
        "",
    ),
    single("/clock/safety_days", Clock, "Working days before the careful date", "0 to 20.", Number, ""),
    single("/clock/fixed_days", Clock, "Days from the start", "1 to 30.", Number, ""),
];
