//! A case from a call, a letter or the counter: with what to say, what to ask, and the time at which it really came.

use actix_multipart::Multipart;
use actix_web::{HttpResponse, web};
use askama::Template;

use crate::domain::case::{Case, Identifiers, POSTAL_ADDRESS};
use crate::domain::personal::Personal;
use crate::domain::request::Actor;
use crate::domain::right::Right;
use crate::ports::store::documents::{FileOrigin, StoredFile};
use crate::web::WebError;
use crate::web::console::frame::{DeskFrame, framed};
use crate::web::console::guard::SignedIn;
use crate::web::console::mask::short_name;
use crate::web::desk::{at_desk, go_to, page as answer};
use crate::web::fields::Fields;
use crate::web::filed::{self, FormWithFile};
use crate::workflow::counter::reception::{Outcome, Taken, Way, take_down};
use crate::workflow::documents::attach_to_case;
use crate::workflow::{Desk, WorkError};

/// Identities that are asked for, and how they are called.
const IDENTIFIERS: [(&str, &str); 3] =
    [("order_number", "An order number"), ("postcode", "The postcode of a delivery"), ("phone", "Telephone")];

/// The page.
#[derive(Template)]
#[template(path = "console/new_case.html")]
struct NewCaseView {
    frame: DeskFrame,
    shops: Vec<(String, String)>,
    ways: [(&'static str, &'static str); 3],
    rights: Vec<RightChoice>,
    identifiers: Vec<(&'static str, &'static str, String)>,
    postal_address: String,
    typed: TypedCase,
    known: Vec<(String, String)>,
}

/// A right to choose: its code, its name, what people say who use it, and whether it is chosen.
type RightChoice = (&'static str, &'static str, &'static str, bool);

/// What was typed.
#[derive(Clone, Default)]
struct TypedCase {
    controller: String,
    way: String,
    received: String,
    name: String,
    email: String,
    on_behalf_of: String,
    rights: Vec<Right>,
    words: String,
    identifiers: Vec<(String, String)>,
    anyway: bool,
    mine: bool,
    /// Whether a file was chosen that has to be chosen again.
    lost: bool,
    field: &'static str,
    error: String,
}

/// GET /console/new
pub async fn page(desk: web::Data<Desk>, signed_in: SignedIn) -> Result<HttpResponse, WebError> {
    let typed = TypedCase { way: Way::default().code().to_owned(), mine: true, ..TypedCase::default() };
    show(&desk, &signed_in, typed, Vec::new()).await
}

/// POST /console/new, perhaps with the scan of a letter. A scan whose case was not opened is not kept.
pub async fn submit(desk: web::Data<Desk>, signed_in: SignedIn, mut body: Multipart) -> Result<HttpResponse, WebError> {
    filed::prove(signed_in.key(), &mut body).await?;
    let FormWithFile { fields, filed, refused } = filed::read_form(&desk, body).await?;
    let (mut typed, scan) = (TypedCase::read(&fields)?, filed.stored());
    typed.lost = scan.is_some();
    let (taken, actor) = (typed.taken(), signed_in.actor());
    let outcome = match refused {
        None => at_desk(&desk, move |desk| open_with(desk, actor, &taken, scan)).await,
        Some(what) => Err(WorkError::field("file", what).into()),
    };
    if let Ok(Outcome::Opened(case)) = &outcome {
        return Ok(go_to(&format!("/console/case/{}", case.reference)));
    }
    filed.discard(&desk).await?;
    match outcome {
        Ok(Outcome::Known(known)) => show(&desk, &signed_in, typed, known).await,
        Err(WebError::Work(WorkError::Field { field, what })) => {
            (typed.field, typed.error) = (field, what);
            show(&desk, &signed_in, typed, Vec::new()).await
        }
        Err(other) => Err(other),
        Ok(Outcome::Opened(_)) => Err(WebError::NotFound),
    }
}

/// Opens the case and puts the scan with it.
fn open_with(desk: &Desk, actor: Actor, taken: &Taken, scan: Option<StoredFile>) -> Result<Outcome, WorkError> {
    let outcome = take_down(desk, actor, taken)?;
    if let (Outcome::Opened(case), Some(scan)) = (&outcome, scan) {
        let origin = if taken.way == Way::Post { FileOrigin::Post } else { FileOrigin::Note };
        attach_to_case(desk, actor, case.id, origin, scan)?;
    }
    Ok(outcome)
}

impl TypedCase {
    fn read(fields: &Fields) -> Result<Self, WebError> {
        let of = |name: &str| fields.one(name).map(str::to_owned);
        let identifiers = fields.starting_with("id_").map(|(name, value)| (name.to_owned(), value.to_owned()));
        Ok(Self {
            controller: of("controller")?,
            way: of("way")?,
            received: of("received")?,
            name: of("name")?,
            email: of("email")?,
            on_behalf_of: of("on_behalf_of")?,
            rights: fields.many("right").into_iter().filter_map(Right::parse).collect(),
            words: of("words")?,
            identifiers: identifiers.collect(),
            anyway: fields.has("anyway"),
            mine: fields.has("mine"),
            lost: false,
            field: "",
            error: String::new(),
        })
    }

    fn taken(&self) -> Taken {
        let asked = |name: &str| name == POSTAL_ADDRESS || IDENTIFIERS.iter().any(|(known, _)| *known == name);
        let given = self.identifiers.iter().filter(|(name, value)| asked(name) && !value.trim().is_empty());
        Taken {
            controller: self.controller.clone(),
            way: Way::parse(&self.way).unwrap_or_default(),
            received: self.received.clone(),
            name: Personal::new(self.name.clone()),
            email: Personal::new(self.email.clone()),
            on_behalf_of: Personal::new(self.on_behalf_of.clone()),
            rights: self.rights.clone(),
            words: Personal::new(self.words.clone()),
            identifiers: Identifiers(given.map(|(name, value)| (name.clone(), Personal::new(value.trim()))).collect()),
            anyway: self.anyway,
            mine: self.mine,
        }
    }

    fn identifier(&self, name: &str) -> String {
        let given = self.identifiers.iter().find(|(known, _)| known == name);
        given.map(|(_, value)| value.clone()).unwrap_or_default()
    }
}

async fn show(
    desk: &web::Data<Desk>,
    signed_in: &SignedIn,
    typed: TypedCase,
    known: Vec<Case>,
) -> Result<HttpResponse, WebError> {
    let (frame, ()) = framed(desk, signed_in, "/console/new".to_owned(), |_| Ok(())).await?;
    let words = |case: &Case| (case.reference.to_string(), short_name(case.requester.name.reveal()));
    answer(&NewCaseView {
        shops: desk.controllers.values().map(|found| (found.id.clone(), found.brand.clone())).collect(),
        ways: Way::ALL.map(|way| (way.code(), way.name())),
        rights: Right::ALL.map(|right| choice(right, typed.rights.contains(&right))).to_vec(),
        identifiers: IDENTIFIERS.iter().map(|(name, label)| (*name, *label, typed.identifier(name))).collect(),
        postal_address: typed.identifier(POSTAL_ADDRESS),
        known: known.iter().map(words).collect(),
        frame,
        typed,
    })
}

fn choice(right: Right, here: bool) -> RightChoice {
    (right.code(), right.name(), right.promise(), here)
}
