//! Sending: the answers become a submission, with or without a confirmed address, and exactly once.

use chrono::{DateTime, Utc};

use super::answers::Answers;
use super::draft::{DraftKey, find};
use super::path::{self, Way};
use super::questions::{ADJUST, ANSWER_AS, ELSEWHERE, LIVES_IN, MOVE_TO, identifier_field};
use super::wish::Wish;
use crate::domain::case::{Asked, Case, Channel, Identifiers, OnBehalf, Reference, Requester, Submission};
use crate::domain::complaint::AnswerBy;
use crate::domain::controller::Controller;
use crate::domain::ids::CaseId;
use crate::domain::notice::{EmailCode, Notice};
use crate::domain::personal::Personal;
use crate::domain::request::Actor;
use crate::domain::right::Right;
use crate::ports::store::drafts::Draft;
use crate::ports::store::{StoreError, Tx};
use crate::workflow::codes::{self, Issued, MINUTES, Purpose, Tried, Wanted};
use crate::workflow::complaints::{NewComplaint, arrival};
use crate::workflow::delivery::wish;
use crate::workflow::intake::{Drawn, draw, keep, submit_in};
use crate::workflow::journal::{Line, record};
use crate::workflow::law_choice::homes;
use crate::workflow::{Desk, WorkError};

/// What became of pressing "Send your request".
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Pressed {
    /// The code page comes next.
    Code(Issued),
    /// It had been sent before.
    Sent(CaseId),
    /// A page is still open.
    Incomplete,
    /// The day is over.
    Ended,
}

/// What became of confirming, or of sending without.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Filed {
    /// It is a case, now or since an earlier click.
    Sent(CaseId),
    /// The code was wrong.
    Wrong,
    /// No code works any more; a new one is needed.
    Over,
    /// "Send" was not pressed yet, or a page is open.
    Incomplete,
    /// The day is over.
    Ended,
}

/// "Send your request": notes the moment, which is when the company has it, and mails a code.
pub fn press_send(desk: &Desk, key: &DraftKey) -> Result<Pressed, WorkError> {
    let key = key.clone();
    desk.write(move |desk, tx, now| {
        let Some(draft) = find(tx, &key, now)? else { return Ok(Pressed::Ended) };
        if let Some(case) = draft.case {
            return Ok(Pressed::Sent(case));
        }
        let mut answers = Answers::read(&draft.answers);
        if path::first_open(&answers).is_some() {
            return Ok(Pressed::Incomplete);
        }
        answers.pressed_at = Some(answers.pressed_at.unwrap_or(now));
        mail_code(desk, tx, now, &draft, answers).map(Pressed::Code)
    })
}

/// "Send a new code".
pub fn send_again(desk: &Desk, key: &DraftKey) -> Result<Pressed, WorkError> {
    let key = key.clone();
    desk.write(move |desk, tx, now| {
        let Some(draft) = find(tx, &key, now)? else { return Ok(Pressed::Ended) };
        let answers = Answers::read(&draft.answers);
        match (draft.case, answers.pressed_at) {
            (Some(case), _) => Ok(Pressed::Sent(case)),
            (None, None) => Ok(Pressed::Incomplete),
            (None, Some(_)) => mail_code(desk, tx, now, &draft, answers).map(Pressed::Code),
        }
    })
}

/// The code came back: the address is confirmed, and the submission becomes a case.
pub fn confirm(desk: &Desk, key: &DraftKey, typed: &str) -> Result<Filed, WorkError> {
    let (own, typed) = (key.clone(), typed.to_owned());
    let drawn = draw_ahead(desk, key, true)?;
    let filed = desk.write(move |desk, tx, now| {
        let (draft, answers) = match ready(tx, &own, now)? {
            Ok(ready) => ready,
            Err(filed) => return Ok(filed),
        };
        match codes::attempt(desk, tx, now, Purpose::Form, draft.id.0, &typed)? {
            Tried::Right => file(desk, tx, now, &draft, &answers, true, drawn),
            Tried::Wrong => Ok(Filed::Wrong),
            // Whoever lost a race against their own double click finds the case.
            Tried::Over => Ok(find(tx, &own, now)?.and_then(|draft| draft.case).map_or(Filed::Over, Filed::Sent)),
        }
    });
    or_sent(desk, key, filed)
}

/// A right may not fail on a spam filter: sent without a code. The clock runs, and staff see that the address is unconfirmed.
pub fn send_without_code(desk: &Desk, key: &DraftKey) -> Result<Filed, WorkError> {
    let own = key.clone();
    let drawn = draw_ahead(desk, key, false)?;
    let filed = desk.write(move |desk, tx, now| match ready(tx, &own, now)? {
        Ok((draft, answers)) => file(desk, tx, now, &draft, &answers, false, drawn),
        Err(filed) => Ok(filed),
    });
    or_sent(desk, key, filed)
}

/// The short way: marketing stops for an address, and it takes nothing but the address.
pub fn stop_marketing(desk: &Desk, key: &DraftKey) -> Result<Filed, WorkError> {
    let own = key.clone();
    let filed = desk.write(move |desk, tx, now| {
        let Some(draft) = find(tx, &own, now)? else { return Ok(Filed::Ended) };
        match draft.case {
            Some(case) => Ok(Filed::Sent(case)),
            None => file(desk, tx, now, &draft, &Answers::read(&draft.answers), false, None),
        }
    });
    or_sent(desk, key, filed)
}

/// A draft whose "Send" was pressed and whose pages are all answered; else what to say instead.
fn ready(tx: &mut dyn Tx, key: &DraftKey, now: DateTime<Utc>) -> Result<Result<(Draft, Answers), Filed>, StoreError> {
    let Some(draft) = find(tx, key, now)? else { return Ok(Err(Filed::Ended)) };
    if let Some(case) = draft.case {
        return Ok(Err(Filed::Sent(case)));
    }
    let answers = Answers::read(&draft.answers);
    let complete = answers.pressed_at.is_some() && path::first_open(&answers).is_none();
    Ok(if complete { Ok((draft, answers)) } else { Err(Filed::Incomplete) })
}

/// Two clicks at once: one files, the other's transaction is undone and finds the same case.
fn or_sent(desk: &Desk, key: &DraftKey, filed: Result<Filed, WorkError>) -> Result<Filed, WorkError> {
    match filed {
        Err(WorkError::Store(StoreError::Conflict)) => match super::draft::look(desk, key)? {
            super::draft::Kept::Sent(case) => Ok(Filed::Sent(case)),
            _ => Err(StoreError::Conflict.into()),
        },
        other => other,
    }
}

fn mail_code(
    desk: &Desk,
    tx: &mut dyn Tx,
    now: DateTime<Utc>,
    draft: &Draft,
    mut answers: Answers,
) -> Result<Issued, WorkError> {
    let controller = desk.controller(&draft.controller)?;
    let (to, language) = (Personal::new(answers.one("email")), answers.language.clone());
    let wanted = Wanted { controller, case: None, purpose: Purpose::Form, subject: draft.id.0, to: Some(&to) };
    let issued =
        codes::issue(desk, tx, now, &wanted, |code| Notice::EmailCode(EmailCode { code, minutes: MINUTES, language }))?;
    if let Issued::Until(until) = issued {
        answers.code_until = Some(until);
    }
    tx.save_draft(draft.id, &answers.to_personal()?)?;
    Ok(issued)
}

/// What a draft becomes, worked out before its transaction; used only if the draft is still the same in there.
struct Ahead {
    answers: Personal,
    drawn: Drawn,
}

fn draw_ahead(desk: &Desk, key: &DraftKey, confirmed: bool) -> Result<Option<Ahead>, WorkError> {
    let own = key.clone();
    let ready = desk.read(move |_, tx, now| Ok(ready(tx, &own, now)?))?;
    let Ok((draft, answers)) = ready else { return Ok(None) };
    if answers.way == Way::Complaint {
        return Ok(None);
    }
    let now = desk.clock.now();
    let submission = submission(desk.controller(&draft.controller)?, &answers, now, confirmed);
    // Two cases at once are drawn in the transaction that stores them.
    if submission.clone().split().1.is_some() {
        return Ok(None);
    }
    let wording = desk.companies.receipt(desk, &submission)?;
    let drawn = draw(desk, now, Actor::Person, &submission, wording.as_deref())?;
    Ok(Some(Ahead { answers: draft.answers, drawn }))
}

fn file(
    desk: &Desk,
    tx: &mut dyn Tx,
    now: DateTime<Utc>,
    draft: &Draft,
    answers: &Answers,
    confirmed: bool,
    ahead: Option<Ahead>,
) -> Result<Filed, WorkError> {
    let submission = || Ok::<_, WorkError>(submission(desk.controller(&draft.controller)?, answers, now, confirmed));
    let case = match answers.way {
        Way::Complaint => arrival::submit_in(desk, tx, now, Actor::Person, &complaint(submission()?, answers))?.0,
        Way::Request | Way::StopMarketing | Way::Addition => {
            let ahead = ahead.filter(|ahead| ahead.answers.reveal() == draft.answers.reveal());
            match ahead.map(|ahead| keep(desk, tx, now, ahead.drawn)) {
                // Nothing was worked out ahead, or its reference was taken meanwhile.
                None | Some(Err(WorkError::Store(StoreError::Exists(_)))) => {
                    submit_in(desk, tx, now, Actor::Person, &submission()?)?.0
                }
                Some(kept) => kept?.0,
            }
        }
    };
    note_home(desk, tx, now, &case, answers)?;
    note_wishes(desk, tx, now, &case, answers)?;
    wish(desk, tx, now, &case, answers.one(MOVE_TO))?;
    if !confirmed {
        let content = serde_json::json!({ "follow_up": "the address was not confirmed by a code" });
        record(desk, tx, &case, now, &Line::of_case(Actor::Person, "address_unconfirmed", content))?;
    }
    let files = tx.give_uploads(draft.id, case.id)?;
    if files > 0 {
        let content = serde_json::json!({ "files": files });
        record(desk, tx, &case, now, &Line::of_case(Actor::Person, "files_given", content))?;
    }
    tx.finish_draft(draft.id, case.id)?;
    Ok(Filed::Sent(case.id))
}

/// Where the person lives proposes a law; staff decide on the case.
fn note_home(
    desk: &Desk,
    tx: &mut dyn Tx,
    now: DateTime<Utc>,
    case: &Case,
    answers: &Answers,
) -> Result<(), WorkError> {
    let stated = answers.one(LIVES_IN);
    let homes = homes(desk, desk.controller(&case.controller)?);
    let home = homes.iter().find(|(law, _)| law == stated);
    let content = match home {
        Some((law, home)) => serde_json::json!({ "home": home, "regime": law }),
        None if stated == ELSEWHERE => serde_json::json!({ "home": "somewhere else" }),
        None => return Ok(()),
    };
    record(desk, tx, case, now, &Line::of_case(Actor::Person, "home_stated", content))
}

/// How the person would like their answer, and what makes it easier for them: staff read it beside the request.
fn note_wishes(
    desk: &Desk,
    tx: &mut dyn Tx,
    now: DateTime<Utc>,
    case: &Case,
    answers: &Answers,
) -> Result<(), WorkError> {
    let (form, adjust) = (answers.one(ANSWER_AS), answers.one(ADJUST));
    if matches!(form, "" | "online") && adjust.is_empty() {
        return Ok(());
    }
    let content = serde_json::json!({ "form": form, "adjust": adjust });
    record(desk, tx, case, now, &Line::of_case(Actor::Person, "answer_wished", content))
}

fn submission(controller: &Controller, answers: &Answers, now: DateTime<Utc>, confirmed: bool) -> Submission {
    Submission {
        controller: controller.id.clone(),
        channel: Channel::Form,
        // A clock that was put back must not make a request arrive in the future.
        received_at: answers.pressed_at.unwrap_or(now).min(now),
        requester: Requester {
            name: Personal::new(answers.one("name")),
            email: Personal::new(answers.one("email")),
            language: answers.language.clone(),
        },
        on_behalf: on_behalf(answers),
        identifiers: identifiers(controller, answers),
        asked: asked(answers),
        words: Personal::new(answers.one("words")),
        email_confirmed_at: confirmed.then_some(now),
    }
}

/// What a complaint asks for is no right; its words are what went wrong.
fn complaint(submission: Submission, answers: &Answers) -> NewComplaint {
    NewComplaint {
        submission: Submission { asked: Vec::new(), words: Personal::new(answers.one("wrong")), ..submission },
        quoted: Reference::parse(answers.one("about")).ok(),
        remedy: Personal::new(answers.one("remedy")),
        answer_by: AnswerBy::parse(answers.one("answer_by")).unwrap_or(AnswerBy::Email),
        answer_at: Personal::new(answers.one("answer_at")),
    }
}

fn on_behalf(answers: &Answers) -> OnBehalf {
    let name = || Personal::new(answers.one("person"));
    match answers.one("who") {
        "agent" => OnBehalf::Another { name: name() },
        "child" => OnBehalf::Child { name: name() },
        _ => OnBehalf::Myself,
    }
}

fn identifiers(controller: &Controller, answers: &Answers) -> Identifiers {
    let asked = controller.identifiers.iter().map(|known| known.name.as_str());
    let given = asked.chain(["phone", "postal_address"]).filter_map(|name| {
        let value = answers.one(&identifier_field(name));
        (!value.is_empty()).then(|| (name.to_owned(), Personal::new(value)))
    });
    Identifiers(given.collect())
}

/// One entry per right. Wishes of the same right become one entry that holds them all, but an objection to marketing stands by
/// itself: it stops at once, and the other one is weighed.
pub(in crate::workflow) fn asked(answers: &Answers) -> Vec<Asked> {
    let mut wishes = answers.wishes();
    if wishes.is_empty() {
        wishes.push(Wish::Marketing);
    }
    let marketing = wishes.contains(&Wish::Marketing);
    let others: Vec<Wish> = wishes.into_iter().filter(|wish| *wish != Wish::Marketing).collect();
    let rights = Right::ALL.into_iter().filter(|right| others.iter().any(|wish| wish.right() == *right));
    let mut asked: Vec<Asked> = rights.map(|right| asked_of(right, &others, answers)).collect();
    if marketing {
        asked.push(Asked {
            right: Right::Objection,
            detail: Personal::new(detail(Wish::Marketing, answers)),
            direct_marketing: true,
            channels: channels(answers),
        });
    }
    asked
}

fn asked_of(right: Right, wishes: &[Wish], answers: &Answers) -> Asked {
    let of_it = wishes.iter().filter(|wish| wish.right() == right);
    let details = of_it.map(|wish| detail(*wish, answers)).filter(|text| !text.is_empty());
    Asked {
        right,
        detail: Personal::new(details.collect::<Vec<_>>().join("\n\n")),
        direct_marketing: false,
        channels: Vec::new(),
    }
}

/// The channels that were ticked one by one; none when "All marketing" was.
fn channels(answers: &Answers) -> Vec<String> {
    let ticked: Vec<String> = answers.all("channel").map(str::to_owned).collect();
    if ticked.iter().any(|channel| channel == "all") { Vec::new() } else { ticked }
}

/// What was said about a wish, as staff read it.
pub fn detail(wish: Wish, answers: &Answers) -> String {
    match wish {
        Wish::Correct => format!("Wrong: {}\nShould be: {}", answers.one("wrong"), answers.one("should_be")),
        Wish::Erase if answers.one("erase_what") == "part" => format!("Only: {}", answers.one("erase_part")),
        Wish::Erase => "Everything".to_owned(),
        Wish::Marketing => {
            let channels: Vec<&str> = answers.all("channel").collect();
            format!("Stop marketing: {}", channels.join(", "))
        }
        Wish::Object => answers.one("object").to_owned(),
        Wish::Consent => answers.one("consent").to_owned(),
        Wish::Unsure => "Not sure what to ask for; see their own words.".to_owned(),
        Wish::Copy | Wish::Pause | Wish::Move => String::new(),
    }
}
