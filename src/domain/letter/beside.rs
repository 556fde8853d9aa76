//! Facts of the letters beside the answer: progress, complaints, decisions by computer, messages, recipients (L15, L17 to L19, L22).

use super::facts::Facts;
use super::shared::{day, entries, of_case, of_company, reference, revealed, sentence, weekday};
use crate::domain::controller::Controller;
use crate::domain::disclosure::{Block, Text};
use crate::domain::notice::{
    ComplaintOutcome, ComplaintReceived, ComplaintResult, DecisionReviewed, Family, LawWords, Message, Progress,
    RecipientAct, RecipientNotice, ReviewResult,
};

pub(super) fn progress(notice: &Progress, controller: &Controller) -> Facts {
    let word =
        notice.next_word.map_or_else(String::new, |date| format!("You hear from us again by {}.", weekday(date)));
    of_case(&notice.about, controller)
        .list("done", entries(&notice.done))
        .paragraphs("next", notice.next.clone())
        .field("next_word", word)
}

pub(super) fn complaint_received(notice: &ComplaintReceived, controller: &Controller) -> Facts {
    let concerns = notice.concerns.as_ref().map_or_else(String::new, |reference| {
        format!("It is about your request {reference}; we look at both together.")
    });
    let expected = notice.expected.map_or_else(String::new, |date| format!("We aim to do so by {}.", weekday(date)));
    let who = if notice.alone {
        "We look into it anew, from the beginning."
    } else {
        "Somebody who did not work on it before looks into it."
    };
    of_case(&notice.about, controller)
        .field("received", weekday(notice.about.received))
        .field("concerns", concerns)
        .field("who", who)
        .field("expected", expected)
}

pub(super) fn complaint_outcome(notice: &ComplaintOutcome, controller: &Controller) -> Facts {
    let (title, news) = match notice.result {
        ComplaintResult::Upheld => ("You were right", "You were right, and we are sorry."),
        ComplaintResult::PartlyUpheld => {
            ("You were right in part", "You were right in part, and we are sorry for that.")
        }
        ComplaintResult::NotUpheld => {
            ("We find that we kept to the law", "We find that we kept to the law. Here is why.")
        }
    };
    of_case(&notice.about, controller)
        .field("title", title)
        .field("news", news)
        .field("received", day(notice.about.received))
        .list("checked", entries(&notice.checked))
        .paragraphs("findings", revealed(&notice.findings))
        .paragraphs("action", revealed(&notice.action))
}

pub(super) fn decision_reviewed(notice: &DecisionReviewed, controller: &Controller) -> Facts {
    let news = match notice.result {
        ReviewResult::Changed => "A person has done so, and the decision is changed.",
        ReviewResult::Confirmed => "A person has done so, and the decision stays.",
        ReviewResult::NotApplicable => {
            "We have looked into it: a person had taken part in that decision from the start."
        }
    };
    of_case(&notice.about, controller)
        .field("news", news)
        .field("reviewer", notice.reviewer.trim().trim_end_matches('.'))
        .paragraphs("reasons", revealed(&notice.reasons))
}

pub(super) fn message(notice: &Message, controller: &Controller) -> Facts {
    of_case(&notice.about, controller).paragraphs("words", revealed(&notice.paragraphs))
}

pub(super) fn recipient_notice(notice: &RecipientNotice, controller: &Controller) -> Facts {
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
    };
    let cite = if Family::of(&notice.regime) == Family::Other {
        String::new()
    } else {
        format!("(Article 19 of the {})", LawWords::default().name_for(&notice.regime))
    };
    let keys = notice.keys.iter().map(|(name, value)| Text::plain(format!("{name}: {}", value.reveal().trim())));
    of_company(controller)
        .field("title", title)
        .field("decided", day(notice.decided))
        .field("answer_by", weekday(notice.answer_by))
        .field("cite", cite)
        .part("reference", reference("Our reference", &notice.reference, notice.date))
        .paragraphs("act", [act.to_owned()])
        .part("keys", vec![Block::List { numbered: false, entries: keys.collect() }])
        .list("data", revealed(&notice.data).iter().map(|one| sentence(one)).collect())
}
