//! Facts of the letters before the answer: receipt, codes, questions, fee, extension (L1 to L5).

use super::facts::{Facts, listed};
use super::shared::{entries, ground, of_case, of_company_in, sentence, sentence_of, starts_with, wants_a_copy};
use crate::domain::controller::Controller;
use crate::domain::disclosure::{Block, Run, Text, Voice};
use crate::domain::language::Language;
use crate::domain::notice::{
    Acknowledgement, AuthorityRequest, Awaited, ClarificationRequest, EmailCode, Extension, FeeNotice, FirstDue,
    FormLink, IdentityRequest, MessageReceived, StatusCode, Understood,
};
use crate::domain::right::Right;

pub(super) fn acknowledgement(notice: &Acknowledgement, controller: &Controller, language: &Language) -> Facts {
    let about = &notice.about;
    let (answer_by, why) = match &notice.due {
        FirstDue::By { date, why } => {
            let words = language.say("letter.first.answer_by").with("date", language.weekday_date(*date)).plain();
            let lead = language.say("letter.first.why").with("date", language.short_date(*date)).plain();
            let why = Text(vec![Run::Strong(lead), Run::Plain(format!(" {}", why.join(" ")))]);
            (words, if why.words().ends_with("? ") { Vec::new() } else { vec![Block::Small(why)] })
        }
        FirstDue::Starts { when } => (starts_with(about, when.code(), language), Vec::new()),
    };
    let [first_step, second_step, last_step] = steps(notice).map(|step| match step {
        "" => String::new(),
        step => language.text(&format!("letter.first.{step}")),
    });
    let understood = notice.understood.iter().map(|one| Text::plain(sentence_of(one, language))).collect();
    of_case(about, controller, language)
        .field("received", language.weekday_date(about.received))
        .field("answer_by", answer_by)
        .field("first_step", first_step)
        .field("second_step", second_step)
        .field("last_step", last_step)
        .part("understood", vec![Block::List { numbered: false, entries: understood }])
        .part("why", why)
}

/// What happens next. Marketing stops without a look at who asks (Article 21(3)).
fn steps(notice: &Acknowledgement) -> [&'static str; 3] {
    let marketing = |one: &Understood| !one.marketing.is_empty();
    if !notice.understood.is_empty() && notice.understood.iter().all(marketing) {
        return ["stop", "", "stopped"];
    }
    let copy = if notice.about.is_on_paper() { "copy_on_paper" } else { "copy" };
    ["sure", "look", if wants_a_copy(&notice.about) { copy } else { "deed" }]
}

pub(super) fn email_code(notice: &EmailCode, controller: &Controller, language: &Language) -> Facts {
    of_company_in(controller, language)
        .field("minutes", notice.minutes.to_string())
        .part("code", vec![Block::Code(notice.code.reveal().to_owned())])
}

pub(super) fn form_link(notice: &FormLink, controller: &Controller, language: &Language) -> Facts {
    let until = language.say("letter.first.link_until");
    let until = until.with("day", language.weekday_date(notice.day)).with("time", notice.time.clone()).plain();
    let go_on = Block::Action { words: language.text("letter.first.go_on"), href: notice.link.reveal().to_owned() };
    of_company_in(controller, language).field("until", until).part("open", vec![go_on])
}

pub(super) fn message_received(notice: &MessageReceived, controller: &Controller, language: &Language) -> Facts {
    of_company_in(controller, language)
        .field("received", language.weekday_date(notice.received))
        .field("form", notice.form.clone())
}

pub(super) fn status_code(notice: &StatusCode, controller: &Controller, language: &Language) -> Facts {
    of_company_in(controller, language)
        .field("minutes", notice.minutes.to_string())
        .field("purpose", language.text(&format!("letter.purpose.{}", notice.purpose.code())))
        .field("reference", notice.reference.clone())
        .part("code", vec![Block::Code(notice.code.reveal().to_owned())])
}

pub(super) fn identity_request(notice: &IdentityRequest, controller: &Controller, language: &Language) -> Facts {
    let kept = language.count("letter.first.days", i64::from(notice.proof_kept_days));
    of_case(&notice.about, controller, language)
        .paragraphs("doubt", [sentence(&notice.doubt)])
        .list("any_of", entries(&notice.any_of))
        .field("proof_kept", kept)
        .field("clock", starts_with(&notice.about, "proof", language))
        .field("closes_on", language.weekday_date(notice.closes_on))
}

pub(super) fn authority_request(notice: &AuthorityRequest, controller: &Controller, language: &Language) -> Facts {
    of_case(&notice.about, controller, language)
        .field("clock", starts_with(&notice.about, "mandate", language))
        .field("closes_on", language.weekday_date(notice.closes_on))
}

pub(super) fn clarification_request(
    notice: &ClarificationRequest,
    controller: &Controller,
    language: &Language,
) -> Facts {
    let about = &notice.about;
    let pauses = about.law.pauses_for(&about.regime) && about.rights == [Right::Access];
    let clock = match about.cite_in("Article 12A(5)", language) {
        Some(cite) if pauses && about.regime.starts_with("uk") => {
            language.say("letter.first.paused_cite").with("cite", cite).plain()
        }
        _ if pauses => language.text("letter.first.paused"),
        _ => language.text("letter.first.runs"),
    };
    let no_answer = notice.closes_on.map_or_else(
        || language.text("letter.first.rather_not"),
        |date| language.say("letter.first.closes").with("date", language.weekday_date(date)).plain(),
    );
    of_case(about, controller, language)
        .paragraphs("question", [notice.why.clone()])
        .list("choices", entries(&notice.choices))
        .paragraphs("meanwhile", notice.meanwhile.clone())
        .field("clock", clock)
        .field("no_answer", no_answer)
}

pub(super) fn fee_notice(notice: &FeeNotice, controller: &Controller, language: &Language) -> Facts {
    let about = &notice.about;
    let (voice, said) = (Voice::new(controller, language), |words: &&str| !words.trim().is_empty());
    let typed = notice.pay.as_deref().filter(said).map(Text::plain);
    let pay = typed.or_else(|| controller.letters.pay.as_deref().filter(said).map(|words| voice.own(words)));
    let facts = of_case(about, controller, language)
        .paragraphs("reasons", [ground(&notice.ground)])
        .field("amount", notice.amount.trim())
        .part("computed", computed(&notice.computed))
        .field("clock", starts_with(about, Awaited::Fee.code(), language))
        .field("closes_on", language.weekday_date(notice.closes_on))
        .field("cite", about.cited_in("Article 12(5)", language));
    match pay {
        Some(pay) => facts.part("pay", vec![Block::Paragraph(pay)]),
        None => facts.missing_part("pay", "how the person can pay"),
    }
}

fn computed(rows: &[String]) -> Vec<Block> {
    listed(entries(rows).into_iter().map(Text::plain).collect())
}

pub(super) fn extension(notice: &Extension, controller: &Controller, language: &Language) -> Facts {
    let about = &notice.about;
    let article = if about.regime.starts_with("uk") { "Article 12A(3)" } else { "Article 12(3)" };
    let further = match about.law.extension.as_str() {
        "" => language.text("letter.two_months"),
        own => language.span(own),
    };
    let period = if about.law.period() == "one month" { "letter.first.month" } else { "letter.first.period" };
    of_case(about, controller, language)
        .field("first_due", language.weekday_date(notice.first_due))
        .field("new_due", language.weekday_date(notice.new_due))
        .list("reasons", entries(&notice.reasons))
        .field("extension", further)
        .field("period_name", language.text(period))
        .field("cite", about.cited_in(article, language))
        .paragraphs("now", notice.now.clone())
}
