//! Facts of the letters beside the answer: progress, complaints, decisions by computer, messages, recipients (L15, L17 to L19, L22).

use chrono::NaiveDate;

use super::facts::Facts;
use super::shared::{entries, of_case, of_company_in, reference, revealed, sentence};
use crate::domain::controller::Controller;
use crate::domain::disclosure::{Block, Text};
use crate::domain::language::Language;
use crate::domain::notice::{
    ComplaintOutcome, ComplaintReceived, ComplaintResult, DecisionReviewed, Family, LawWords, Message, Progress,
    RecipientAct, RecipientNotice, ReviewResult,
};
use crate::domain::personal::Personal;

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

pub(super) fn recipient_notice(notice: &RecipientNotice, controller: &Controller, language: &Language) -> Facts {
    let (title, act) = match notice.act {
        RecipientAct::Rectify => {
            ("Please correct this data", "Please correct the data below, so that it reads as it stands there.")
        }
        RecipientAct::Erase => {
            ("Please erase this data", "Please erase the data below, with every copy of it and every link to it.")
        }
        RecipientAct::Restrict => {
            ("Please restrict this data", "Please only store the data below, and do not use it until we write again.")
        }
        RecipientAct::Stop => ("Please stop using this data", "Please stop using the data below."),
        RecipientAct::Lift => (
            "A restriction is lifted",
            "We had told you to store the data below and not to use it. That is over: you may use it again as before.",
        ),
    };
    let cite = if Family::of(&notice.regime) == Family::Other {
        String::new()
    } else {
        format!("(Article 19 of the {})", LawWords::default().name_for(&notice.regime))
    };
    let again = "We have written to you about this before and have no answer yet.".to_owned();
    let data = if notice.behind_link {
        vec!["It stands on the same page.".to_owned()]
    } else {
        revealed(&notice.data).iter().map(|one| sentence(one)).collect()
    };
    of_company_in(controller, language)
        .field("title", title)
        .paragraphs("again", (notice.reminder > 0).then_some(again))
        .field("decided", language.long_date(notice.decided))
        .field("answer_by", language.weekday_date(notice.answer_by))
        .field("cite", cite)
        .part("reference", reference(language.text("letter.our_reference"), &notice.reference, notice.date, language))
        .paragraphs("act", [act.to_owned()])
        .part("keys", keys_of(notice))
        .list("data", data)
        .part("open", vec![Block::Action { words: "Open the page and answer".into(), href: notice.link.clone() }])
}

/// What they find it by; where the mail is to name nobody, where that stands.
fn keys_of(notice: &RecipientNotice) -> Vec<Block> {
    if notice.behind_link {
        return vec![Block::Paragraph(Text::plain(
            "Whom it concerns stands on the page behind the link, and not in this mail.",
        ))];
    }
    let key = |(name, value): &(String, Personal)| Text::plain(format!("{name}: {}", value.reveal().trim()));
    vec![Block::List { numbered: false, entries: notice.keys.iter().map(key).collect() }]
}

fn by(key: &str, date: NaiveDate, language: &Language) -> String {
    language.say(key).with("date", language.weekday_date(date)).plain()
}
