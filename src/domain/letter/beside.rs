//! Facts of the letters beside the answer: progress, complaints, decisions by computer, messages (L17 to L19, L22).

use chrono::NaiveDate;

use super::facts::Facts;
use super::shared::{entries, of_case, revealed};
use crate::domain::controller::Controller;
use crate::domain::language::Language;
use crate::domain::notice::{
    ComplaintOutcome, ComplaintReceived, ComplaintResult, DecisionReviewed, Message, Progress, ReviewResult,
};

pub(super) fn progress(notice: &Progress, controller: &Controller, language: &Language) -> Facts {
    let word = notice.next_word.map_or_else(String::new, |date| by("letter.progress.next", date, language));
    of_case(&notice.about, controller, language)
        .list("done", entries(&notice.done))
        .paragraphs("next", notice.next.clone())
        .field("next_word", word)
}

pub(super) fn complaint_received(notice: &ComplaintReceived, controller: &Controller, language: &Language) -> Facts {
    let concerns = notice.concerns.as_ref().map_or_else(String::new, |reference| {
        language.say("letter.complaint.concerns").with("reference", reference).plain()
    });
    let expected = notice.expected.map_or_else(String::new, |date| by("letter.complaint.expected", date, language));
    let who = if notice.alone { "letter.complaint.alone" } else { "letter.complaint.other" };
    of_case(&notice.about, controller, language)
        .field("received", language.weekday_date(notice.about.received))
        .field("concerns", concerns)
        .field("who", language.text(who))
        .field("expected", expected)
}

pub(super) fn complaint_outcome(notice: &ComplaintOutcome, controller: &Controller, language: &Language) -> Facts {
    let result = match notice.result {
        ComplaintResult::Upheld => "upheld",
        ComplaintResult::PartlyUpheld => "partly",
        ComplaintResult::NotUpheld => "not_upheld",
    };
    of_case(&notice.about, controller, language)
        .field("title", language.text(&format!("letter.complaint.{result}_title")))
        .field("news", language.text(&format!("letter.complaint.{result}")))
        .field("received", language.long_date(notice.about.received))
        .list("checked", entries(&notice.checked))
        .paragraphs("findings", revealed(&notice.findings))
        .paragraphs("action", revealed(&notice.action))
}

pub(super) fn decision_reviewed(notice: &DecisionReviewed, controller: &Controller, language: &Language) -> Facts {
    let news = match notice.result {
        ReviewResult::Changed => "letter.reviewed.changed",
        ReviewResult::Confirmed => "letter.reviewed.confirmed",
        ReviewResult::NotApplicable => "letter.reviewed.not_applicable",
    };
    of_case(&notice.about, controller, language)
        .field("news", language.text(news))
        .field("reviewer", notice.reviewer.trim().trim_end_matches('.'))
        .paragraphs("reasons", revealed(&notice.reasons))
}

pub(super) fn message(notice: &Message, controller: &Controller, language: &Language) -> Facts {
    of_case(&notice.about, controller, language).paragraphs("words", revealed(&notice.paragraphs))
}

fn by(key: &str, date: NaiveDate, language: &Language) -> String {
    language.say(key).with("date", language.weekday_date(date)).plain()
}
