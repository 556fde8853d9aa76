//! The questions about where the law can be read two ways. Each begins with the usual reading, and says why it is the usual one.

use super::point::Group;
use super::point::Shape::{Number, OneOf};
use super::questions::{Single, singles};

singles! {
    /// The questions, in the order in which a date is counted.
    READINGS:
    Clock {
        "/clock/month" OneOf(&[
            ("corresponding_date", "ends on the corresponding date"),
            ("day_itself_counts", "counts the day itself, and ends a day earlier"),
        ]), "A month that begins with the day of receipt",
            hint "Usual: the corresponding date, because Article 4A applies Regulation 1182/71, Article 3(1), and the ICO’s examples count so.",
            law "UK GDPR Article 12A(1)";
        "/clock/identity_start" OneOf(&[
            ("complete_information", "with the day on which complete proof arrived"),
            ("end_of_check", "with the day on which our check was recorded"),
        ]), "A period that waits for proof of identity starts",
            hint "Usual: with the proof, because that is what Article 12A(2)(b) says. The other reading can only be later; have a lawyer agree first.",
            law "UK GDPR Article 12A(2)(b)";
        "/clock/identity_prompt_days" Number, "Working days within which a question of identity is prompt",
            hint "Empty: as the law of the case says, else 5. Later questions are allowed and warned about, because the ICO and the EDPB expect promptness.",
            law "Article 12(6)";
        "/clock/pause_days" OneOf(&[
            ("both_ends", "the day of asking, the day of the answer, and those between"),
            ("difference", "the days between only: the day of asking counts"),
        ]), "Days of a question that are not counted",
            hint "Usual: both ends, because Article 12A(5)(b) names both. The difference gives the more careful date, which stands beside it anyway.",
            law "UK GDPR Article 12A(5)";
        "/clock/rolled_pause" OneOf(&[("counts", "stops the clock"), ("ignored", "changes nothing")]), "A question that is open only on the weekend onto which a date fell",
            hint "Usual: it counts, because Article 3(4) of Regulation 1182/71 makes the next working day part of the period. This is not settled.",
            law "Regulation 1182/71, Article 3(4)";
        "/clock/rolled_notice" OneOf(&[("counts", "is in time"), ("void", "is too late")]), "A notice of extension on the day to which the date was moved",
            hint "Usual: in time, because the period ends with that day (Article 4A). Reminders go by the day before the move.",
            law "Articles 4A and 12(3)";
        "/clock/suspension" OneOf(&[("suspend", "suspends the period"), ("none", "changes nothing")]), "Under the law of the EU, a question about identity or scope",
            hint "Usual: suspends, as the EDPB’s Guidelines 01/2022, section 5.3, say; the Regulation itself does not. The careful date does without.",
            law "GDPR Article 12(3)";
        "/clock/internal_target" OneOf(&[
            ("safety_days", "some working days before the careful date"),
            ("fixed_days", "a fixed number of days from the start"),
            ("none", "none"),
        ]), "Our own date beside the law’s",
            hint "It is never later than the law’s. The habit of 28 days is offered as a target only, because no law knows it.";
        "/clock/safety_days" Number, "Working days before the careful date", hint "0 to 20.";
        "/clock/fixed_days" Number, "Days from the start", hint "1 to 30.";
    }
}
