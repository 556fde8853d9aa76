//! Facts of letters to people outside: whoever is asked for something by a link, and recipients of data (L15).

use super::facts::{Facts, listed};
use super::shared::{of_company_in, reference};
use crate::domain::controller::Controller;
use crate::domain::disclosure::{Block, Run, Text, Voice};
use crate::domain::language::Language;
use crate::domain::notice::{Family, LawWords, RecipientNotice, TaskLink};
use crate::domain::outside::{changed, identity, task};

pub(super) fn task_link(notice: &TaskLink, controller: &Controller, language: &Language) -> Facts {
    let again = notice.reminder > 0;
    let row = (language.text("letter.outside.reference").into(), Text(vec![Run::Strong(notice.reference.clone())]));
    let asked = task(&notice.ask, Voice::new(controller, language));
    of_company_in(controller, language)
        .field("news", language.text(if again { "letter.outside.news_again" } else { "letter.outside.news" }))
        .field("again", if again { language.text("letter.outside.again") } else { String::new() })
        .field("until", language.weekday_date(notice.until))
        .part("ask", vec![Block::Paragraph(asked)])
        .part("reference", vec![Block::Facts(vec![row])])
        .part("open", open(&notice.link, language))
}

pub(super) fn recipient_notice(notice: &RecipientNotice, controller: &Controller, language: &Language) -> Facts {
    let said = |what: &str| language.text(&format!("letter.outside.{}{what}", notice.act.code()));
    let again = (notice.reminder > 0).then(|| language.text("letter.outside.again_about"));
    of_company_in(controller, language)
        .field("title", said("_title"))
        .paragraphs("again", again)
        .field("decided", language.long_date(notice.decided))
        .field("answer_by", language.weekday_date(notice.answer_by))
        .field("cite", cite(&notice.regime, language))
        .part("reference", reference(language.text("letter.our_reference"), &notice.reference, notice.date, language))
        .paragraphs("act", [said("")])
        .part("keys", keys_of(notice, controller, language))
        .part("data", data_of(notice, controller, language))
        .part("open", open(&notice.link, language))
}

fn open(link: &str, language: &Language) -> Vec<Block> {
    vec![Block::Action { words: language.text("letter.outside.open"), href: link.to_owned() }]
}

/// "(Article 19 of the UK GDPR)"; nothing for a law that has no such article.
fn cite(regime: &str, language: &Language) -> String {
    if Family::of(regime) == Family::Other {
        return String::new();
    }
    let law = LawWords::default().name_for(regime);
    let law = if law == "GDPR" { language.text("law.gdpr") } else { law };
    let cited = language.say("law.cite").with("article", language.article("Article 19")).with("law", law);
    format!("({})", cited.plain())
}

/// What they find it by; where the mail is to name nobody, where that stands.
fn keys_of(notice: &RecipientNotice, controller: &Controller, language: &Language) -> Vec<Block> {
    if notice.behind_link {
        return vec![Block::Paragraph(Text::plain(language.text("letter.outside.behind")))];
    }
    let voice = Voice::new(controller, language);
    let keys = notice.keys.iter().map(|(name, value)| {
        voice.plain_row(&[identity(name, controller, voice), Text::plain(value.reveal().trim())], ": ")
    });
    vec![Block::List { numbered: false, entries: keys.collect() }]
}

fn data_of(notice: &RecipientNotice, controller: &Controller, language: &Language) -> Vec<Block> {
    if notice.behind_link {
        return vec![Block::Paragraph(Text::plain(language.text("letter.outside.same_page")))];
    }
    let voice = Voice::new(controller, language);
    let data = notice.data.iter().map(|one| one.reveal().trim()).filter(|one| !one.is_empty());
    listed(data.map(|one| ended(changed(one, voice), voice)).collect())
}

/// With a full stop, unless it ends like a sentence already.
fn ended(text: Text, voice: Voice<'_>) -> Text {
    let is_whole = text.words().ends_with(['.', '!', '?', '…']);
    if is_whole { text } else { voice.plain_row(&[text, Text::plain(".")], "") }
}
