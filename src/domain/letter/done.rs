//! Facts of the letters that say what was done (L9 to L12, L14, L16).

use super::facts::{Facts, listed};
use super::shared::{capital, day, entries, ground, of_case, revealed, sentence, weekday};
use crate::domain::controller::Controller;
use crate::domain::disclosure::{Block, ColumnHead, Run, Table, Text};
use crate::domain::notice::{
    About, Correction, Erased, ErasureResult, Kept, Lifting, ObjectionAnswered, ObjectionResult, RecipientsList,
    RecipientsTold, Rectified, Restricted,
};
use crate::domain::right::Right;

pub(super) fn rectified(notice: &Rectified, controller: &Controller) -> Facts {
    let (title, news) = match notice.correction {
        Correction::Corrected => ("We have corrected it", "We have done so"),
        Correction::Completed => ("We have added what was missing", "We have added what was missing"),
        Correction::StatementAdded => (
            "Your statement stands beside the data",
            "We have added your statement to the data, so that whoever reads the one reads the other",
        ),
    };
    let mut changes: Vec<Block> =
        notice.words.iter().map(|words| Block::Paragraph(Text::plain(words.reveal()))).collect();
    if !notice.changes.is_empty() {
        changes.push(Block::Table(change_table(notice)));
    }
    let systems = in_a_row(&notice.systems);
    let place = if systems.is_empty() { String::new() } else { format!("It was changed in {systems}.") };
    let facts = of_case(&notice.about, controller)
        .field("title", title)
        .field("news", format!("{news}, on {}.", day(notice.on)))
        .part("changes", changes)
        .field("where", place);
    with_recipients(facts, &notice.recipients, &notice.about, "the correction")
}

fn change_table(notice: &Rectified) -> Table {
    let rows = notice.changes.iter().map(|change| {
        let before = change.before.as_ref().map_or("(nothing)", |before| before.reveal());
        vec![Text::plain(capital(&change.what)), Text::plain(before), Text::plain(change.after.reveal())]
    });
    Table {
        summary: "What changed: before and after".into(),
        head: ["What", "Before", "Now"].map(|label| ColumnHead { label, numeric: false, share: 1 }).to_vec(),
        rows: rows.collect(),
    }
}

/// Article 19: who was told; the last sentence of it, that the person may ask, stands in every case where somebody was.
fn with_recipients(facts: Facts, told: &RecipientsTold, about: &About, of_what: &str) -> Facts {
    let cited = about.cited("Article 19");
    let blank = if cited.is_empty() { "" } else { " " };
    let words = match told {
        RecipientsTold::Nobody => "We had given this data to nobody else, so nobody else had to be told.".to_owned(),
        RecipientsTold::These { names } => format!(
            "These had received the data, and we have told them of {of_what}: {}{blank}{cited}. Just reply if you would like to know more.",
            in_a_row(names)
        ),
        RecipientsTold::NotPossible { reason } => format!(
            "We could not tell everybody who had received the data of {of_what}{blank}{cited}. {} We tell you who they are if you ask.",
            sentence(reason)
        ),
        RecipientsTold::NotSaid => {
            return facts.missing_part("recipients", "who had received the data, and whether they were told");
        }
    };
    facts.paragraphs("recipients", [words])
}

fn in_a_row(names: &[String]) -> String {
    match names {
        [] => String::new(),
        [one] => one.clone(),
        [first @ .., last] => format!("{} and {last}", first.join(", ")),
    }
}

pub(super) fn erased(notice: &Erased, controller: &Controller) -> Facts {
    let (title, news) = match notice.result {
        ErasureResult::Erased => ("We have erased your data", "We have erased it."),
        ErasureResult::PartlyErased => (
            "We have erased a part of your data",
            "We have erased a part of it. The law lets us, or makes us, keep the rest for some time.",
        ),
        ErasureResult::Anonymised => (
            "Your data no longer tells of you",
            "We have taken out everything that tells of you. What is left is about nobody.",
        ),
    };
    let mut gone: Vec<Block> = notice.words.iter().map(|words| Block::Paragraph(Text::plain(words.reveal()))).collect();
    gone.extend(listed(entries(&notice.erased).into_iter().map(Text::plain).collect()));
    let suppressed = suppressed(notice.suppressed);
    let facts = of_case(&notice.about, controller)
        .field("title", title)
        .field("news", news)
        .field("on", day(notice.on))
        .part("erased", gone)
        .part("kept", listed(notice.kept.iter().map(kept).collect()))
        .known("backups", controller.letters.backups.clone(), "how long backups are kept, such as “35 days”")
        .field("suppressed", suppressed);
    with_recipients(facts, &notice.recipients, &notice.about, "the erasure")
}

fn suppressed(suppressed: bool) -> &'static str {
    if suppressed {
        "A scrambled form of your address stays on our do-not-contact list, so that we never write to you again by mistake."
    } else {
        ""
    }
}

fn kept(kept: &Kept) -> Text {
    let until = kept.until.as_ref().map_or_else(String::new, |until| format!(" It stays until {}", sentence(until)));
    Text(vec![Run::Strong(format!("{}: ", capital(kept.what.trim_end_matches('.'))))])
        .then(format!("{}{until}", ground(&kept.ground)))
}

pub(super) fn restricted(notice: &Restricted, controller: &Controller) -> Facts {
    let about = &notice.about;
    let mut data: Vec<Block> = notice.words.iter().map(|words| Block::Paragraph(Text::plain(words.reveal()))).collect();
    data.extend(listed(entries(&notice.data).into_iter().map(Text::plain).collect()));
    let cited = about.cited(notice.ground.article());
    let blank = if cited.is_empty() { "" } else { " " };
    let ground = format!("{}{blank}{cited}.", notice.ground.words().trim_end_matches('.'));
    let facts = of_case(about, controller)
        .field("on", day(notice.on))
        .part("data", data)
        .paragraphs("ground", [ground])
        .field("cite", about.cited("Article 18(2)"));
    with_recipients(facts, &notice.recipients, &notice.about, "the restriction")
}

pub(super) fn lifting(notice: &Lifting, controller: &Controller) -> Facts {
    of_case(&notice.about, controller)
        .field("on", weekday(notice.on))
        .paragraphs("reasons", [sentence(&notice.reason)])
        .field("cite", notice.about.cited("Article 18(3)"))
}

pub(super) fn objection_answered(notice: &ObjectionAnswered, controller: &Controller) -> Facts {
    let about = &notice.about;
    let withdrawal = notice.right == Right::ConsentWithdrawal;
    let on = day(notice.on);
    let (title, news) = match notice.result {
        ObjectionResult::Stopped if withdrawal => (
            "Your consent is taken back",
            format!("It is taken back since {on}. What we did with your consent before stays lawful."),
        ),
        ObjectionResult::Stopped => ("We have stopped", format!("We have stopped using it so since {on}.")),
        ObjectionResult::MarketingStopped => (
            "We have stopped our marketing",
            format!("We have stopped it since {on}. You need give no reason, and nobody can refuse you that."),
        ),
        ObjectionResult::CompellingGrounds | ObjectionResult::LegalClaims => {
            ("We go on using your data", "We have weighed your reasons against ours with care. We go on.".to_owned())
        }
    };
    let refused = notice.result.is_refusal();
    let close = if refused {
        "Is there something about your situation that we do not know? Just reply, and we weigh it again."
    } else {
        "Does it still happen? Just reply, and we look at once."
    };
    of_case(about, controller)
        .field("title", title)
        .field("news", news)
        .list("stopped", entries(&notice.stopped))
        .field("reasons_title", if refused { "Why we go on" } else { "What we did" })
        .paragraphs("reasons", revealed(&notice.words))
        .field("law", objection_law(notice))
        .field("suppressed", suppressed(notice.suppressed))
        .field("close", close)
}

fn objection_law(notice: &ObjectionAnswered) -> String {
    let article = match (notice.right, notice.result) {
        (Right::ConsentWithdrawal, _) => "Article 7(3)",
        (_, ObjectionResult::MarketingStopped) => "Article 21(3)",
        _ => "Article 21(1)",
    };
    let Some(cite) = notice.about.cite(article) else { return String::new() };
    match notice.result {
        ObjectionResult::CompellingGrounds => {
            format!(
                "The law lets us go on where compelling grounds outweigh your interests, rights and freedoms ({cite})."
            )
        }
        ObjectionResult::LegalClaims => format!("The law lets us go on where it is needed for legal claims ({cite})."),
        _ => format!("That is your right ({cite})."),
    }
}

pub(super) fn recipients_list(notice: &RecipientsList, controller: &Controller) -> Facts {
    let rows = notice.told.iter().map(|told| {
        let on = told.on.map_or_else(|| "not told".to_owned(), day);
        vec![Text::plain(told.name.clone()), Text::plain(on), Text::plain(sentence(&told.result))]
    });
    let head = [("Who", 2), ("Told on", 2), ("What became of it", 4)];
    let table = Table {
        summary: "Who was told, when, and what became of it".into(),
        head: head.map(|(label, share)| ColumnHead { label, numeric: false, share }).to_vec(),
        rows: rows.collect(),
    };
    of_case(&notice.about, controller)
        .part("told", vec![Block::Table(table)])
        .field("cite", notice.about.cited("Article 19"))
}
