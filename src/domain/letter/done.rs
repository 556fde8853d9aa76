//! Facts of the letters that say what was done (L9 to L12, L14, L16).

use std::borrow::Cow;

use super::facts::{Facts, listed};
use super::shared::{capital, ground, named, of_case, revealed, sentence};
use crate::domain::controller::Controller;
use crate::domain::disclosure::{Block, ColumnHead, Run, Table, Text, Voice};
use crate::domain::language::Language;
use crate::domain::notice::{
    About, Correction, Erased, ErasureResult, Kept, Lifting, ObjectionAnswered, ObjectionResult, RecipientsList,
    RecipientsTold, Rectified, Restricted, RestrictionGround, Told,
};
use crate::domain::right::Right;

pub(super) fn rectified(notice: &Rectified, controller: &Controller, language: &Language) -> Facts {
    let done = match notice.correction {
        Correction::Corrected => "corrected",
        Correction::Completed => "completed",
        Correction::StatementAdded => "statement",
    };
    let mut changes: Vec<Block> =
        notice.words.iter().map(|words| Block::Paragraph(Text::plain(words.reveal()))).collect();
    if !notice.changes.is_empty() {
        changes.push(Block::Table(change_table(notice, language)));
    }
    let voice = Voice::new(controller, language);
    let systems = language.in_a_row(&notice.systems.iter().map(|system| voice.plain(system)).collect::<Vec<_>>());
    let place = if systems.is_empty() {
        String::new()
    } else {
        language.say("letter.rectified.where").with("systems", systems).plain()
    };
    let news = language.say(&format!("letter.rectified.{done}")).with("date", language.long_date(notice.on)).plain();
    let facts = of_case(&notice.about, controller, language)
        .field("title", language.text(&format!("letter.rectified.{done}_title")))
        .field("news", news)
        .part("changes", changes)
        .field("where", place);
    with_recipients(facts, &notice.recipients, &notice.about, "correction", voice)
}

fn change_table(notice: &Rectified, language: &Language) -> Table {
    let nothing = language.text("letter.nothing");
    let rows = notice.changes.iter().map(|change| {
        let before = change.before.as_ref().map_or(nothing.as_str(), |before| before.reveal());
        vec![Text::plain(capital(&change.what)), Text::plain(before), Text::plain(change.after.reveal())]
    });
    let head = ["what", "before", "now"].map(|key| column(&format!("letter.rectified.{key}"), 1, language));
    Table { summary: language.text("letter.rectified.summary"), head: head.to_vec(), rows: rows.collect() }
}

fn column(key: &str, share: u8, language: &Language) -> ColumnHead {
    ColumnHead { label: Cow::Owned(language.text(key)), numeric: false, share }
}

/// Article 19: who was told; the last sentence of it, that the person may ask, stands in every case where somebody was.
fn with_recipients(facts: Facts, told: &RecipientsTold, about: &About, of_what: &str, voice: Voice<'_>) -> Facts {
    let language = voice.language();
    let cited = about.cited_in("Article 19", language);
    let words = match told {
        RecipientsTold::Nobody => language.text("letter.told.nobody"),
        RecipientsTold::These { names } => {
            let said = language.say(&format!("letter.told.{of_what}"));
            let names: Vec<String> = names.iter().map(|name| voice.plain(name)).collect();
            said.with("names", language.in_a_row(&names)).with("cite", cited).plain()
        }
        RecipientsTold::NotPossible { reason } => {
            let said = language.say(&format!("letter.told.{of_what}_not"));
            said.with("cite", cited).with("reason", sentence(reason)).plain()
        }
        RecipientsTold::NotSaid => {
            return facts.missing_part("recipients", "who had received the data, and whether they were told");
        }
    };
    // Where there is nothing to cite, nothing stands before the full stop.
    facts.paragraphs("recipients", [words.replace(" .", ".")])
}

pub(super) fn erased(notice: &Erased, controller: &Controller, language: &Language) -> Facts {
    let result = match notice.result {
        ErasureResult::Erased => "all",
        ErasureResult::PartlyErased => "part",
        ErasureResult::Anonymised => "anonymised",
    };
    let mut gone: Vec<Block> = notice.words.iter().map(|words| Block::Paragraph(Text::plain(words.reveal()))).collect();
    let (voice, backups) = (Voice::new(controller, language), controller.letters.backups.as_deref());
    gone.extend(listed(named(&notice.erased, voice).into_iter().map(Text::plain).collect()));
    let suppressed = suppressed(notice.suppressed, language);
    let facts = of_case(&notice.about, controller, language)
        .field("title", language.text(&format!("letter.erased.{result}_title")))
        .field("news", language.text(&format!("letter.erased.{result}")))
        .field("on", language.long_date(notice.on))
        .part("erased", gone)
        .part("kept", listed(notice.kept.iter().map(|one| kept(one, voice)).collect()))
        .own("backups", backups.map(|words| voice.own(words)), "how long backups are kept, such as “35 days”")
        .field("suppressed", suppressed);
    with_recipients(facts, &notice.recipients, &notice.about, "erasure", voice)
}

fn suppressed(suppressed: bool, language: &Language) -> String {
    if suppressed { language.text("letter.suppressed") } else { String::new() }
}

fn kept(kept: &Kept, voice: Voice<'_>) -> Text {
    let until = kept.until.as_ref().map_or_else(String::new, |until| {
        format!(" {}", voice.say("letter.erased.until").with("until", sentence(until)).plain())
    });
    Text(vec![Run::Strong(format!("{}: ", capital(voice.plain(&kept.what).trim_end_matches('.'))))])
        .then(format!("{}{until}", ground(&kept.ground)))
}

pub(super) fn restricted(notice: &Restricted, controller: &Controller, language: &Language) -> Facts {
    let about = &notice.about;
    let mut data: Vec<Block> = notice.words.iter().map(|words| Block::Paragraph(Text::plain(words.reveal()))).collect();
    let voice = Voice::new(controller, language);
    data.extend(listed(named(&notice.data, voice).into_iter().map(Text::plain).collect()));
    let cited = about.cited_in(notice.ground.article(), language);
    let blank = if cited.is_empty() { "" } else { " " };
    let key = match notice.ground {
        RestrictionGround::AccuracyContested => "accuracy",
        RestrictionGround::UnlawfulNotErased => "unlawful",
        RestrictionGround::NeededForClaims => "claims",
        RestrictionGround::ObjectionPending => "objection",
    };
    let ground = format!("{}{blank}{cited}.", language.text(&format!("letter.restricted.{key}")));
    let facts = of_case(about, controller, language)
        .field("on", language.long_date(notice.on))
        .part("data", data)
        .paragraphs("ground", [ground])
        .field("cite", about.cited_in("Article 18(2)", language));
    with_recipients(facts, &notice.recipients, &notice.about, "restriction", voice)
}

pub(super) fn lifting(notice: &Lifting, controller: &Controller, language: &Language) -> Facts {
    of_case(&notice.about, controller, language)
        .field("on", language.weekday_date(notice.on))
        .paragraphs("reasons", [sentence(&notice.reason)])
        .field("cite", notice.about.cited_in("Article 18(3)", language))
}

pub(super) fn objection_answered(notice: &ObjectionAnswered, controller: &Controller, language: &Language) -> Facts {
    let about = &notice.about;
    let withdrawal = notice.right == Right::ConsentWithdrawal;
    let on = language.long_date(notice.on);
    let said = match notice.result {
        ObjectionResult::Stopped if withdrawal => "consent",
        ObjectionResult::Stopped => "stopped",
        ObjectionResult::MarketingStopped => "marketing",
        ObjectionResult::CompellingGrounds | ObjectionResult::LegalClaims => "go_on",
    };
    let news = language.say(&format!("letter.objection.{said}")).with("date", on).plain();
    let (close, why) = if notice.result.is_refusal() {
        ("letter.objection.close_refused", "letter.objection.why_go_on")
    } else {
        ("letter.objection.close", "letter.objection.what_we_did")
    };
    let mut facts = of_case(about, controller, language);
    if notice.result == ObjectionResult::MarketingStopped && about.rights == [Right::Objection] {
        let asked = language.say("letter.asked").with("date", language.long_date(about.received));
        facts = facts.field("opening", asked.with("asked", language.text("letter.right.marketing")).plain());
    }
    facts
        .field("title", language.text(&format!("letter.objection.{said}_title")))
        .field("news", news)
        .list("stopped", named(&notice.stopped, Voice::new(controller, language)))
        .field("reasons_title", language.text(why))
        .paragraphs("reasons", revealed(&notice.words))
        .field("law", objection_law(notice, language))
        .field("suppressed", suppressed(notice.suppressed, language))
        .field("close", language.text(close))
}

fn objection_law(notice: &ObjectionAnswered, language: &Language) -> String {
    let article = match (notice.right, notice.result) {
        (Right::ConsentWithdrawal, _) => "Article 7(3)",
        (_, ObjectionResult::MarketingStopped) => "Article 21(3)",
        _ => "Article 21(1)",
    };
    let Some(cite) = notice.about.cite_in(article, language) else { return String::new() };
    let key = match notice.result {
        ObjectionResult::CompellingGrounds => "letter.objection.law_grounds",
        ObjectionResult::LegalClaims => "letter.objection.law_claims",
        _ => "letter.objection.law_right",
    };
    language.say(key).with("cite", cite).plain()
}

/// What became of it: what staff have written, else where it stands.
fn became(told: &Told, language: &Language) -> String {
    let state = told.state.map(|state| language.text(&format!("letter.told.state.{}", state.code())));
    match state.filter(|_| told.result.trim().is_empty()) {
        Some(words) => words,
        None => sentence(&told.result),
    }
}

pub(super) fn recipients_list(notice: &RecipientsList, controller: &Controller, language: &Language) -> Facts {
    let rows = notice.told.iter().map(|told| {
        let on = told.on.map_or_else(|| language.text("letter.told.not"), |on| language.long_date(on));
        vec![Text::plain(told.name.clone()), Text::plain(on), Text::plain(became(told, language))]
    });
    let head = [("who", 2), ("on", 2), ("result", 4)];
    let head = head.map(|(key, share)| column(&format!("letter.told.{key}"), share, language)).to_vec();
    let table = Table { summary: language.text("letter.told.summary"), head, rows: rows.collect() };
    of_case(&notice.about, controller, language)
        .part("told", vec![Block::Table(table)])
        .field("cite", notice.about.cited_in("Article 19", language))
}
