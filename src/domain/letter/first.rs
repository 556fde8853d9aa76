//! Facts of the letters before the answer: receipt, codes, questions, fee, extension (L1 to L5).

use super::facts::{Facts, listed};
use super::shared::{entries, ground, of_case, of_company, sentence, starts_with, wants_a_copy, weekday};
use crate::domain::controller::Controller;
use crate::domain::disclosure::{Block, Run, Text};
use crate::domain::notice::{
    Acknowledgement, AuthorityRequest, Awaited, ClarificationRequest, EmailCode, Extension, FeeNotice, FirstDue,
    IdentityRequest, MessageReceived, StatusCode,
};
use crate::domain::right::Right;

pub(super) fn acknowledgement(notice: &Acknowledgement, controller: &Controller) -> Facts {
    let about = &notice.about;
    let (answer_by, why) = match &notice.due {
        FirstDue::By { date, why } => {
            let words = format!("We will answer by {}, and sooner if we can.", weekday(*date));
            let lead = format!("Why {}?", date.format("%-d %B"));
            let why = Text(vec![Run::Strong(lead), Run::Plain(format!(" {}", why.join(" ")))]);
            (words, if why.words().ends_with("? ") { Vec::new() } else { vec![Block::Small(why)] })
        }
        FirstDue::Starts { when } => (starts_with(about, when.words()), Vec::new()),
    };
    let last_step = if wants_a_copy(about) {
        "We e-mail you when your copy is ready. Your data itself never travels by e-mail."
    } else {
        "We do what you asked, where the law gives you that right, and tell you what we did."
    };
    let understood = notice.understood.iter().map(|one| Text::plain(one.sentence())).collect();
    of_case(about, controller)
        .field("received", weekday(about.received))
        .field("answer_by", answer_by)
        .field("last_step", last_step)
        .part("understood", vec![Block::List { numbered: false, entries: understood }])
        .part("why", why)
}

pub(super) fn email_code(notice: &EmailCode, controller: &Controller) -> Facts {
    of_company(controller)
        .field("minutes", notice.minutes.to_string())
        .part("code", vec![Block::Code(notice.code.reveal().to_owned())])
}

pub(super) fn message_received(notice: &MessageReceived, controller: &Controller) -> Facts {
    of_company(controller).field("received", weekday(notice.received)).field("form", notice.form.clone())
}

pub(super) fn status_code(notice: &StatusCode, controller: &Controller) -> Facts {
    of_company(controller)
        .field("minutes", notice.minutes.to_string())
        .field("purpose", notice.purpose.words())
        .field("reference", notice.reference.clone())
        .part("code", vec![Block::Code(notice.code.reveal().to_owned())])
}

pub(super) fn identity_request(notice: &IdentityRequest, controller: &Controller) -> Facts {
    let kept = crate::domain::clock::words::days(i64::from(notice.proof_kept_days));
    of_case(&notice.about, controller)
        .paragraphs("doubt", [sentence(&notice.doubt)])
        .list("any_of", entries(&notice.any_of))
        .field("proof_kept", kept)
        .field("clock", starts_with(&notice.about, "what we ask for here"))
        .field("closes_on", weekday(notice.closes_on))
}

pub(super) fn authority_request(notice: &AuthorityRequest, controller: &Controller) -> Facts {
    of_case(&notice.about, controller)
        .field("clock", starts_with(&notice.about, "the authority"))
        .field("closes_on", weekday(notice.closes_on))
}

pub(super) fn clarification_request(notice: &ClarificationRequest, controller: &Controller) -> Facts {
    let about = &notice.about;
    let pauses = about.law.pauses_for(&about.regime) && about.rights == [Right::Access];
    let clock = match about.cite("Article 12A(5)") {
        Some(cite) if pauses && about.regime.starts_with("uk") => {
            format!("The days from today until your answer reaches us are not counted ({cite}).")
        }
        _ if pauses => "The days from today until your answer reaches us are not counted.".to_owned(),
        _ => "Please answer soon: meanwhile our time goes on.".to_owned(),
    };
    let no_answer = notice.closes_on.map_or_else(
        || "If you would rather not answer, tell us, and we look for what a reasonable search finds.".to_owned(),
        |date| {
            let date = weekday(date);
            format!("If we have heard nothing by {date}, we close your request. You can have it opened again, or ask anew, at any time.")
        },
    );
    of_case(about, controller)
        .paragraphs("question", [notice.why.clone()])
        .list("choices", entries(&notice.choices))
        .paragraphs("meanwhile", notice.meanwhile.clone())
        .field("clock", clock)
        .field("no_answer", no_answer)
}

pub(super) fn fee_notice(notice: &FeeNotice, controller: &Controller) -> Facts {
    let about = &notice.about;
    let pay = notice.pay.clone().or_else(|| controller.letters.pay.clone()).filter(|pay| !pay.trim().is_empty());
    let facts = of_case(about, controller)
        .paragraphs("reasons", [ground(&notice.ground)])
        .field("amount", notice.amount.trim())
        .part("computed", computed(&notice.computed))
        .field("clock", starts_with(about, Awaited::Fee.words()))
        .field("closes_on", weekday(notice.closes_on))
        .field("cite", about.cited("Article 12(5)"));
    match pay {
        Some(pay) => facts.paragraphs("pay", [pay]),
        None => facts.missing_part("pay", "how the person can pay"),
    }
}

fn computed(rows: &[String]) -> Vec<Block> {
    listed(entries(rows).into_iter().map(Text::plain).collect())
}

pub(super) fn extension(notice: &Extension, controller: &Controller) -> Facts {
    let about = &notice.about;
    let article = if about.regime.starts_with("uk") { "Article 12A(3)" } else { "Article 12(3)" };
    let further = if about.law.extension.is_empty() { "two further months" } else { &about.law.extension };
    let period = if about.law.period() == "one month" { "month" } else { "period" };
    of_case(about, controller)
        .field("first_due", weekday(notice.first_due))
        .field("new_due", weekday(notice.new_due))
        .list("reasons", entries(&notice.reasons))
        .field("extension", further)
        .field("period_name", period)
        .field("cite", about.cited(article))
        .paragraphs("now", notice.now.clone())
}
