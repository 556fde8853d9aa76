//! One message: what it says, what the reader makes of it and why, and what a person decides.

use actix_web::http::StatusCode;
use actix_web::{HttpResponse, web};
use askama::Template;

use super::frame::{DeskFrame, framed};
use super::guard::SignedIn;
use super::inbox_view::{received, state_words, tie_words, words_of};
use super::mask::message;
use crate::domain::access::Permission;
use crate::domain::case::{Case, Identifiers, Reference};
use crate::domain::clock::words::weekday_date;
use crate::domain::ids::IncomingId;
use crate::domain::incoming::Kind;
use crate::domain::personal::Personal;
use crate::domain::request::{Actor, IdentityMethod};
use crate::domain::right::Right;
use crate::ports::store::incoming::{Entry, EntryState, Tie};
use crate::web::WebError;
use crate::web::desk::{at_desk, go_to, page as answer};
use crate::web::fields::{Fields, Posted};
use crate::workflow::assignment::assign;
use crate::workflow::incoming::{self, Accepted, Answer, MessageSight, Opened, Twin};
use crate::workflow::{Desk, WorkError};

/// How much of the text is shown.
const SHOWN: usize = 20_000;

/// The page.
#[derive(Template)]
#[template(path = "console/inbox_entry.html")]
struct EntryView {
    frame: DeskFrame,
    id: String,
    letter: LetterView,
    reading: ReadingView,
    standing: StandingView,
    may_decide: bool,
    shops: Vec<(String, String, bool)>,
    rights: Vec<(&'static str, &'static str, &'static str, bool)>,
    identifiers: Vec<(String, String, String)>,
    form: Form,
}

/// The message itself, as plain text.
struct LetterView {
    from: String,
    reply_to: String,
    subject: String,
    text: String,
    cut: bool,
    received: String,
    vouching: String,
    files: Vec<(String, String)>,
    unreachable: Vec<String>,
    automatic: bool,
}

/// What the reader makes of it.
struct ReadingView {
    kind: &'static str,
    through: String,
    why: Vec<(String, String)>,
    points: Vec<(String, String)>,
    notes: Vec<&'static str>,
}

/// What has become of it, and where it seems to belong.
struct StandingView {
    waiting: bool,
    state: &'static str,
    reason: String,
    case: String,
    suggested: String,
    tie: &'static str,
    sure: bool,
    look_alike: &'static str,
    proven: bool,
    answers: &'static str,
    methods: Vec<(&'static str, &'static str, bool)>,
    twins: Vec<(String, String)>,
}

/// What stands in the form: the proposal, or what was typed.
#[derive(Clone, Default)]
struct Form {
    controller: String,
    name: String,
    email: String,
    on_behalf_of: String,
    rights: Vec<String>,
    identifiers: Vec<(String, String)>,
    error: String,
}

/// GET /console/inbox/{entry}
pub async fn page(desk: web::Data<Desk>, signed_in: SignedIn, id: web::Path<String>) -> Result<HttpResponse, WebError> {
    show(&desk, &signed_in, entry_in(&id)?, None).await
}

/// POST …/accept: a case is opened from it.
pub async fn accept(
    desk: web::Data<Desk>,
    signed_in: SignedIn,
    id: web::Path<String>,
    posted: Posted,
) -> Result<HttpResponse, WebError> {
    let fields = posted.verified(&signed_in.key())?;
    let id = entry_in(&id)?;
    let form = typed(&desk, &fields)?;
    let (accepted, actor, mine) = (form.accepted(), signed_in.actor(), fields.has("mine"));
    let open = move |desk: &Desk| taken(desk, actor, mine, incoming::accept(desk, actor, id, &accepted)?);
    match at_desk(&desk, open).await {
        Ok(case) => Ok(go_to(&format!("/console/case/{}", case.reference))),
        Err(WebError::Work(WorkError::Field { what, .. })) => {
            show(&desk, &signed_in, id, Some(Form { error: what, ..form })).await
        }
        Err(other) => Err(other),
    }
}

/// POST …/complaint: a complaint is opened from it.
pub async fn complain(
    desk: web::Data<Desk>,
    signed_in: SignedIn,
    id: web::Path<String>,
    posted: Posted,
) -> Result<HttpResponse, WebError> {
    let fields = posted.verified(&signed_in.key())?;
    let id = entry_in(&id)?;
    let form = typed(&desk, &fields)?;
    let about = Reference::parse(fields.one("about")?).ok();
    let (accepted, actor, mine) = (form.accepted(), signed_in.actor(), fields.has("mine"));
    let open =
        move |desk: &Desk| taken(desk, actor, mine, incoming::accept_complaint(desk, actor, id, &accepted, about)?);
    match at_desk(&desk, open).await {
        Ok(case) => Ok(go_to(&format!("/console/complaint/{}", case.reference))),
        Err(WebError::Work(WorkError::Field { what, .. })) => {
            show(&desk, &signed_in, id, Some(Form { error: what, ..form })).await
        }
        Err(other) => Err(other),
    }
}

/// The case, looked after by whoever opened it where they said so.
fn taken(desk: &Desk, actor: Actor, mine: bool, case: Case) -> Result<Case, WorkError> {
    if mine {
        assign(desk, actor, case.id, actor.staff())?;
    }
    Ok(case)
}

/// POST …/attach: it is added to a case.
pub async fn attach(
    desk: web::Data<Desk>,
    signed_in: SignedIn,
    id: web::Path<String>,
    posted: Posted,
) -> Result<HttpResponse, WebError> {
    let fields = posted.verified(&signed_in.key())?;
    let id = entry_in(&id)?;
    let (actor, answers) = (signed_in.actor(), answer_in(&fields)?);
    let Ok(reference) = Reference::parse(fields.one("reference")?) else {
        let error = "Enter the reference of the case, like JR-26-7K4M-2.".to_owned();
        return show(&desk, &signed_in, id, Some(Form { error, ..Form::default() })).await;
    };
    let added = at_desk(&desk, move |desk| {
        let found = desk.read(move |_, tx, _| Ok(tx.case_by_reference(&reference)?))?;
        let case = found.ok_or_else(|| WorkError::field("reference", "There is no case with this reference."))?;
        incoming::attach(desk, actor, id, case.id, &answers)
    });
    or_shown(&desk, &signed_in, id, added.await.map(|case| format!("/console/case/{}#stream", case.reference))).await
}

/// What of ours it answers, by the form.
fn answer_in(fields: &Fields) -> Result<Answer, WebError> {
    Ok(match fields.one("answers")? {
        "clarification" => Answer::Clarification,
        "identity" => {
            let method = IdentityMethod::parse(fields.one("method")?).unwrap_or(IdentityMethod::OrderAndPostcode);
            Answer::Identity { method, note: fields.one("note")?.to_owned() }
        }
        _ => Answer::Nothing,
    })
}

/// POST …/aside: it is not for the desk.
pub async fn aside(
    desk: web::Data<Desk>,
    signed_in: SignedIn,
    id: web::Path<String>,
    posted: Posted,
) -> Result<HttpResponse, WebError> {
    let reason = posted.verified(&signed_in.key())?.one("reason")?.to_owned();
    let (id, actor) = (entry_in(&id)?, signed_in.actor());
    let done = at_desk(&desk, move |desk| incoming::put_aside(desk, actor, id, &reason)).await;
    or_shown(&desk, &signed_in, id, done.map(|()| "/console/inbox".to_owned())).await
}

async fn or_shown(
    desk: &web::Data<Desk>,
    signed_in: &SignedIn,
    id: IncomingId,
    done: Result<String, WebError>,
) -> Result<HttpResponse, WebError> {
    match done {
        Ok(next) => Ok(go_to(&next)),
        Err(WebError::Work(WorkError::Field { what, .. })) => {
            show(desk, signed_in, id, Some(Form { error: what, ..Form::default() })).await
        }
        Err(other) => Err(other),
    }
}

pub(super) fn entry_in(path: &str) -> Result<IncomingId, WebError> {
    IncomingId::parse(path).ok_or(WebError::NotFound)
}

fn typed(desk: &web::Data<Desk>, fields: &Fields) -> Result<Form, WebError> {
    let controller = fields.one("controller")?.to_owned();
    let named = desk.controllers.get(&controller).map(|c| c.identifiers.clone()).unwrap_or_default();
    let mut identifiers = Vec::new();
    for name in named.iter().map(|identifier| identifier.name.clone()) {
        identifiers.push((name.clone(), fields.one(&format!("id_{name}"))?.trim().to_owned()));
    }
    Ok(Form {
        name: fields.one("name")?.to_owned(),
        email: fields.one("email")?.to_owned(),
        on_behalf_of: fields.one("on_behalf_of")?.to_owned(),
        rights: fields.many("right").into_iter().map(str::to_owned).collect(),
        controller,
        identifiers,
        error: String::new(),
    })
}

impl Form {
    /// What helps to find the person: name, label, value.
    fn labelled(&self) -> Vec<(String, String, String)> {
        let label = |name: &str| super::shown::capital(&name.replace('_', " "));
        self.identifiers.iter().map(|(name, value)| (name.clone(), label(name), value.clone())).collect()
    }

    fn accepted(&self) -> Accepted {
        let given = self.identifiers.iter().filter(|(_, value)| !value.is_empty());
        Accepted {
            controller: self.controller.clone(),
            rights: self.rights.iter().filter_map(|code| Right::parse(code)).collect(),
            name: Personal::new(self.name.clone()),
            email: Personal::new(self.email.clone()),
            on_behalf_of: Personal::new(self.on_behalf_of.clone()),
            identifiers: Identifiers(given.map(|(name, value)| (name.clone(), Personal::new(value.clone()))).collect()),
        }
    }

    /// The reader's proposal as a form that somebody can correct.
    fn proposed(desk: &Desk, opened: &Opened) -> Self {
        let proposal = &opened.contents.proposal;
        let value = |name: &str| proposal.identity.get(name).map(|v| v.reveal().to_owned()).unwrap_or_default();
        let controller = opened.entry.controller.clone();
        let named = desk.controllers.get(&controller).map(|c| c.identifiers.clone()).unwrap_or_default();
        let agent = proposal.on_behalf.as_ref().map(|agent| agent.reveal().to_owned());
        Self {
            email: if value("email").is_empty() { sender_of(opened) } else { value("email") },
            on_behalf_of: if agent.is_some() { value("name") } else { String::new() },
            name: agent.unwrap_or_else(|| value("name")),
            rights: proposal
                .rights
                .iter()
                .filter_map(|wish| wish.right())
                .map(|right| right.code().to_owned())
                .collect(),
            identifiers: named.into_iter().map(|i| (i.name.clone(), value(&i.name))).collect(),
            controller,
            error: String::new(),
        }
    }
}

fn sender_of(opened: &Opened) -> String {
    opened.contents.proposal.sender.as_ref().map(|sender| sender.reveal().to_owned()).unwrap_or_default()
}

async fn show(
    desk: &web::Data<Desk>,
    signed_in: &SignedIn,
    id: IncomingId,
    form: Option<Form>,
) -> Result<HttpResponse, WebError> {
    let may_decide = signed_in.staff.role.may(Permission::HandleCases);
    let actor = signed_in.actor();
    let read = move |desk: &Desk| {
        let (opened, sight) = incoming::look(desk, actor, id)?;
        let around = around(desk, &opened)?;
        Ok((opened, around, sight))
    };
    let (frame, (opened, around, sight)) = framed(desk, signed_in, "/console/inbox".to_owned(), read).await?;
    if sight != MessageSight::Full {
        return message::show(desk, signed_in, id, StatusCode::OK).await;
    }
    answer(&EntryView::of(desk, frame, &opened, form, &around, may_decide))
}

/// What stands around an entry: its case, the case it seems to belong to, and cases that ask for the same.
struct Around {
    case: Option<Case>,
    suggested: Option<Case>,
    twins: Vec<Twin>,
}

fn around(desk: &Desk, opened: &Opened) -> Result<Around, WorkError> {
    let ids = [opened.entry.case, opened.entry.suggested.map(|(case, _)| case)];
    let [case, suggested] = desk.read(move |_, tx, _| {
        let [case, suggested] = ids;
        Ok([case.map(|id| tx.case(id)).transpose()?, suggested.map(|id| tx.case(id)).transpose()?])
    })?;
    let waits = opened.entry.state == EntryState::Waiting;
    Ok(Around { case, suggested, twins: if waits { incoming::twins(desk, opened)? } else { Vec::new() } })
}

impl EntryView {
    fn of(
        desk: &Desk,
        frame: DeskFrame,
        opened: &Opened,
        form: Option<Form>,
        around: &Around,
        may_decide: bool,
    ) -> Self {
        let error = form.as_ref().map(|form| form.error.clone()).unwrap_or_default();
        let form = form.filter(|form| !form.controller.is_empty()).unwrap_or_else(|| Form::proposed(desk, opened));
        let chosen = |right: Right| form.rights.iter().any(|code| code == right.code());
        let shops = desk.controllers.values().map(|c| (c.id.clone(), c.brand.clone(), c.id == form.controller));
        Self {
            frame,
            id: opened.entry.id.to_string(),
            letter: LetterView::of(desk, opened),
            reading: ReadingView::of(opened),
            standing: StandingView::of(desk, opened, around),
            may_decide,
            shops: shops.collect(),
            rights: Right::ALL.map(|right| (right.code(), right.name(), right.promise(), chosen(right))).to_vec(),
            identifiers: form.labelled(),
            form: Form { error, ..form },
        }
    }
}

impl LetterView {
    fn of(desk: &Desk, opened: &Opened) -> Self {
        let contents = &opened.contents;
        let shown: String = contents.text.reveal().chars().take(SHOWN).collect();
        let files = contents.proposal.enclosures.iter();
        Self {
            from: contents.from.reveal().to_owned(),
            reply_to: contents.reply_to.reveal().to_owned(),
            subject: contents.subject.reveal().to_owned(),
            cut: shown.len() < contents.text.reveal().len(),
            text: shown,
            received: received(desk, opened),
            vouching: contents.vouching.clone(),
            files: files.map(|file| (file.name.reveal().to_owned(), file.media_type.clone())).collect(),
            unreachable: contents.unreachable.iter().map(|address| address.reveal().to_owned()).collect(),
            automatic: contents.automatic,
        }
    }
}

impl ReadingView {
    fn of(opened: &Opened) -> Self {
        let proposal = &opened.contents.proposal;
        Self {
            kind: proposal.kind.name(),
            through: proposal.through.clone().unwrap_or_default(),
            why: proposal.why.iter().map(|why| (guess_words(&why.guess), why.words.reveal().to_owned())).collect(),
            points: proposal.questions.iter().map(|p| (p.number.clone(), p.text.reveal().to_owned())).collect(),
            notes: proposal.difficulties.iter().map(|difficulty| difficulty.sentence()).collect(),
        }
    }
}

impl StandingView {
    fn of(desk: &Desk, opened: &Opened, around: &Around) -> Self {
        let entry = &opened.entry;
        let named = |case: &Option<Case>| case.as_ref().map(|case| case.reference.to_string()).unwrap_or_default();
        let on_file = around.suggested.as_ref().map(|case| case.requester.email.reveal());
        let sender = opened.contents.sender.reveal();
        let proven = around.suggested.as_ref().is_some_and(|case| incoming::is_from_address_on_file(opened, case));
        let tie = entry.suggested.map(|(_, tie)| tie);
        Self {
            waiting: entry.state == EntryState::Waiting,
            state: state_words(entry.state),
            reason: entry.reason.reveal().to_owned(),
            case: named(&around.case),
            suggested: named(&around.suggested),
            look_alike: on_file.and_then(|on_file| incoming::looks_like_on_file(sender, on_file)).unwrap_or_default(),
            proven,
            answers: match opened.contents.proposal.kind {
                Kind::IdentityAnswer => "identity",
                Kind::Complaint => "complaint",
                Kind::FollowUp if tie.is_some_and(|tie| tie != Tie::Sender) => "clarification",
                _ => "",
            },
            methods: IdentityMethod::ALL
                .into_iter()
                .map(|method| {
                    (method.code(), method.name(), proven == (method == IdentityMethod::MessageFromAddressOnFile))
                })
                .collect(),
            twins: around.twins.iter().map(|twin| twin_words(desk, entry, twin)).collect(),
            tie: tie.map_or("", tie_words),
            sure: tie.is_some_and(|tie| tie != Tie::Sender),
        }
    }
}

/// The reference of a case that asks for the same, and what both ask for.
fn twin_words(desk: &Desk, entry: &Entry, twin: &Twin) -> (String, String) {
    let rights: Vec<&str> = twin.rights.iter().map(|right| right.name()).collect();
    let controller = desk.controllers.get(&entry.controller);
    let day = controller.and_then(|controller| desk.local_date(controller, twin.received_at).ok());
    let day = weekday_date(day.unwrap_or_else(|| twin.received_at.date_naive()));
    (twin.reference.to_string(), format!("{}, received on {day}", rights.join(", ")))
}

/// `rights: access` is "Right: Access".
fn guess_words(guess: &str) -> String {
    match guess.split_once(": ") {
        Some(("rights", code)) => format!("Right: {}", words_of(code)),
        Some(("identity", "email")) => "E-mail address".to_owned(),
        Some(("identity", name)) => super::shown::capital(&name.replace('_', " ")),
        Some(("regime", code)) => format!("Law: {}", code.replace(['_', '-'], " ").to_uppercase()),
        Some((what, value)) => format!("{}: {}", super::shown::capital(what), value.replace('_', " ")),
        None => super::shown::capital(&guess.replace('_', " ")),
    }
}
