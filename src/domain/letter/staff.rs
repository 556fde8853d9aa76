//! Facts of mails to staff (I1 to I4, and calls for a person), which hold codes, dates and references, and nothing else; their
//! language is the desk’s.

use super::facts::Facts;
use super::shared::{capital, of_company, weekday};
use crate::domain::controller::Controller;
use crate::domain::disclosure::{Block, Label, Run, Text};
use crate::domain::notice::{CaseNews, NeedsPerson, Reminder};

fn row(name: &'static str, words: String) -> (Label, Text) {
    (name.into(), Text(vec![Run::Strong(words)]))
}

pub(super) fn reminder(notice: &Reminder, controller: &Controller) -> Facts {
    let due = weekday(notice.due);
    let decision = if notice.asks_for_decision() {
        format!(
            "Do you need more time? Then decide now. A notice of extension has an effect only if it is sent, with its reasons, on {due} at the latest."
        )
    } else {
        String::new()
    };
    let overdue = if notice.is_overdue() {
        "The law’s time is over. Answer today, or write to the person why it takes longer and tell whoever is responsible for data protection. This reminder comes every day until the case is answered."
    } else {
        ""
    };
    let missing = notice.missing.iter().map(|one| Text::plain(one.words())).collect::<Vec<_>>();
    let missing = if missing.is_empty() { Vec::new() } else { vec![Block::List { numbered: false, entries: missing }] };
    of_company(controller)
        .field("news", capital(&notice.news()))
        .field("decision", decision)
        .field("overdue", overdue)
        .part("reference", vec![Block::Facts(vec![row("Reference", notice.reference.clone()), row("Due date", due)])])
        .part("missing", missing)
        .list("sum", notice.sum.iter().map(|line| format!("{} ({})", line.words, line.source)).collect())
        .part("open", vec![Block::Action { words: "Open the case".into(), href: notice.link.clone() }])
}

pub(super) fn needs_person(notice: &NeedsPerson, controller: &Controller) -> Facts {
    let times = if notice.attempts == 1 { "once".to_owned() } else { format!("{} times", notice.attempts) };
    let mut rows: Vec<(Label, Text)> = Vec::new();
    rows.extend(notice.reference.clone().map(|reference| row("Reference", reference)));
    rows.extend(notice.due.map(|due| row("Due date", weekday(due))));
    let rows = if rows.is_empty() { Vec::new() } else { vec![Block::Facts(rows)] };
    of_company(controller)
        .field("work", notice.work.words())
        .field("times", times)
        .field("cause", notice.cause.words())
        .field("next", notice.next())
        .part("reference", rows)
        .part("open", vec![Block::Action { words: "Open it".into(), href: notice.link.clone() }])
}

pub(super) fn case_news(notice: &CaseNews, controller: &Controller) -> Facts {
    of_company(controller)
        .field("news", notice.sentence())
        .part("reference", vec![Block::Facts(vec![row("Reference", notice.reference.clone())])])
        .part("open", vec![Block::Action { words: "Open the case".into(), href: notice.link.clone() }])
}
