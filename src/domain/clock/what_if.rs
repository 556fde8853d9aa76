//! What the clock would say if something happened: the answer to "should I ask, or extend?" before it is done.

use chrono::{DateTime, Datelike, Days, NaiveDate, NaiveTime, TimeZone, Utc, Weekday};
use chrono_tz::Tz;
use serde::Serialize;

use crate::domain::clock::calendar::day_after;
use crate::domain::clock::words::{local, weekday_date};
use crate::domain::clock::{ClockStatus, Extension, History, QuestionKind, Terms, reckon};
use crate::domain::right::Right;

/// Something that might happen, and the clock if it did.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct WhatIf {
    /// What is supposed, as the beginning of a sentence: "If you extend today".
    #[serde(rename = "if")]
    pub words: String,
    /// The due date that would then be in force, in the controller's zone; `None` if there would be none.
    pub due: Option<NaiveDate>,
    /// What kind of thing is supposed.
    pub supposition: Supposition,
    /// Whether the clock would run.
    pub status: ClockStatus,
}

/// The things that may be supposed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Supposition {
    /// Proof of identity that we wait for, or would ask for.
    Identity,
    /// An agent's authority that we wait for.
    Authority,
    /// A fee that we wait for.
    Fee,
    /// A question about what is meant.
    Clarification,
    /// A notice of extension.
    Extension,
}

impl WhatIf {
    /// The whole sentence: "If you extend today: Thursday 4 February 2027."
    pub fn sentence(&self) -> String {
        let date = self.due.map_or_else(|| "no due date".into(), weekday_date);
        format!("{}: {date}.", self.words)
    }
}

/// What might be done or happen next, with the date that it would give. Only what would change the clock is listed.
/// `now` is the present; a history from the future is supposed to go on from its last event.
pub fn what_if(history: &History, right: Right, terms: &Terms<'_>, now: DateTime<Utc>) -> Vec<WhatIf> {
    let scene = Scene::new(history, right, *terms, now);
    let Ok(present) = reckon(history, right, terms) else { return Vec::new() };
    let as_it_is = (present.status, present.due);
    let supposed = scene.answers().into_iter().chain(scene.questions()).chain(scene.extension());
    let weighed = supposed.filter_map(|(supposition, words, history)| scene.weigh(supposition, words, &history));
    weighed.filter(|what_if| (what_if.status, what_if.due) != as_it_is).collect()
}

type Supposed = (Supposition, String, History);

struct Scene<'a> {
    history: &'a History,
    right: Right,
    terms: Terms<'a>,
    now: DateTime<Utc>,
    today: NaiveDate,
}

impl<'a> Scene<'a> {
    fn new(history: &'a History, right: Right, terms: Terms<'a>, now: DateTime<Utc>) -> Self {
        let events = history.questions().flat_map(|(_, question)| [Some(question.asked), question.answered]).flatten();
        let sent = history.extension.as_ref().map(|extension| extension.at);
        let now = events.chain(sent).chain([history.received, now]).max().unwrap_or(now);
        Self { history, right, terms, now, today: local(now, terms.zone) }
    }

    fn weigh(&self, supposition: Supposition, words: String, history: &History) -> Option<WhatIf> {
        let sum = reckon(history, self.right, &self.terms).ok()?;
        Some(WhatIf { words, due: sum.due, supposition, status: sum.status })
    }

    /// The answers that we wait for.
    fn answers(&self) -> Vec<Supposed> {
        let open = self.history.questions().filter(|(_, question)| question.is_open());
        open.flat_map(|(kind, _)| {
            let days = if kind == QuestionKind::Clarification {
                vec![self.today, self.monday()]
            } else {
                vec![day_after(self.today)]
            };
            days.into_iter().filter_map(move |day| self.answered(kind, day))
        })
        .collect()
    }

    fn answered(&self, kind: QuestionKind, day: NaiveDate) -> Option<Supposed> {
        let mut history = self.history.clone();
        history.answer(kind, self.at(day)?).ok()?;
        let (supposition, words) = match kind {
            QuestionKind::Identity => (Supposition::Identity, "they prove identity"),
            QuestionKind::Authority => (Supposition::Authority, "the agent's authority arrives"),
            QuestionKind::Fee => (Supposition::Fee, "they pay the fee"),
            QuestionKind::Clarification => (Supposition::Clarification, "they answer"),
        };
        Some((supposition, format!("If {words} {}", self.name(day)), history))
    }

    /// The questions that could be asked today.
    fn questions(&self) -> Vec<Supposed> {
        let ask = |kind, day: NaiveDate, words: &str, supposition| {
            let mut history = self.history.clone();
            history.ask(kind, self.now).ok()?;
            history.answer(kind, self.at(day)?).ok()?;
            Some((supposition, format!("{words} {}", self.name(day)), history))
        };
        let clarification = "If you ask for clarification today and they answer";
        let identity = "If you ask for proof of identity today and it is complete";
        let monday = ask(QuestionKind::Clarification, self.monday(), clarification, Supposition::Clarification);
        let tomorrow = ask(QuestionKind::Identity, day_after(self.today), identity, Supposition::Identity);
        monday.into_iter().chain(tomorrow.filter(|_| self.is_prompt())).collect()
    }

    /// Whether a question of identity would still be prompt; a late one is not suggested, because it has to be justified.
    fn is_prompt(&self) -> bool {
        let Terms { regime, calendar, policy, zone } = self.terms;
        let received = local(self.history.received, zone);
        let last = |days| calendar.working_days_after(received, policy.identity_prompt_days.unwrap_or(days));
        regime.prompt_days.is_none_or(|days| self.today <= last(days))
    }

    fn extension(&self) -> Option<Supposed> {
        self.terms.regime.extended_span()?;
        let mut history = self.history.clone();
        history.extension.is_none().then(|| {
            history.extension = Some(Extension { at: self.now, reason: None });
            (Supposition::Extension, "If you extend today".into(), history)
        })
    }

    fn monday(&self) -> NaiveDate {
        let ahead = Weekday::Mon.days_since(self.today.weekday());
        let ahead = if ahead == 0 { 7 } else { ahead };
        self.today.checked_add_days(Days::new(ahead.into())).unwrap_or(self.today)
    }

    fn name(&self, day: NaiveDate) -> String {
        match (day - self.today).num_days() {
            0 => "today".into(),
            1 => "tomorrow".into(),
            _ => format!("on {}", weekday_date(day)),
        }
    }

    /// An instant on a day, not before the present.
    fn at(&self, day: NaiveDate) -> Option<DateTime<Utc>> {
        noon(day, self.terms.zone).map(|noon| noon.max(self.now))
    }
}

fn noon(day: NaiveDate, zone: Tz) -> Option<DateTime<Utc>> {
    let noon = day.and_time(NaiveTime::from_hms_opt(12, 0, 0)?);
    zone.from_local_datetime(&noon).earliest().map(|instant| instant.to_utc())
}
