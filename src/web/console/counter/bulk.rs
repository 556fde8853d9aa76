//! Macros and actions for the cases that were ticked in the queue, or for one: chosen, looked at case by case, done, told.

use actix_web::http::StatusCode;
use actix_web::{HttpResponse, web};
use askama::Template;

use super::steps_form::{StepsForm, StepsTyped};
use crate::domain::case::{Case, Reference};
use crate::domain::ids::MacroId;
use crate::domain::macros::{MacroStep, Outlook};
use crate::ports::letters::Written;
use crate::ports::store::Tx;
use crate::web::WebError;
use crate::web::console::case::reference_in;
use crate::web::console::frame::{DeskFrame, framed};
use crate::web::console::guard::SignedIn;
use crate::web::console::mask::short_name;
use crate::web::desk::{at_desk, go_to, page as answer};
use crate::web::fields::{Fields, Posted};
use crate::workflow::counter::macros::{
    Deed, MOST, PlannedCase, StepWords, carry_out, kept_macro, macros_for, plan_for,
};
use crate::workflow::{Desk, WorkError};

/// What can be done to the cases.
#[derive(Template)]
#[template(path = "console/bulk.html")]
struct BulkView {
    frame: DeskFrame,
    cases: Vec<(String, String)>,
    macros: Vec<(String, String)>,
    form: StepsForm,
}

/// What would happen to each.
#[derive(Template)]
#[template(path = "console/bulk_plan.html")]
struct PlanView {
    frame: DeskFrame,
    name: String,
    id: String,
    steps: String,
    cases: Vec<CaseView>,
    nothing: bool,
    back: String,
}

/// A case with what would happen to it.
struct CaseView {
    reference: String,
    person: String,
    steps: Vec<StepView>,
}

/// What came of it.
#[derive(Template)]
#[template(path = "console/bulk_done.html")]
struct DoneView {
    frame: DeskFrame,
    name: String,
    cases: Vec<DoneCase>,
}

/// A case with what came of it.
struct DoneCase {
    reference: String,
    steps: Vec<StepView>,
    reply: bool,
    letter: String,
}

/// A step.
struct StepView {
    words: String,
    /// `will`, `already` or `cannot`.
    class: &'static str,
    why: String,
    letter: Option<Written>,
}

/// What was chosen to be done.
#[derive(Clone)]
struct Chosen {
    named: Option<(MacroId, String)>,
    steps: Vec<MacroStep>,
}

/// POST /console/bulk: what was ticked in the queue; nothing is done yet.
pub async fn page(desk: web::Data<Desk>, signed_in: SignedIn, posted: Posted) -> Result<HttpResponse, WebError> {
    let fields = posted.verified(&signed_in.key())?;
    choose(&desk, &signed_in, references(&fields), StepsTyped::default(), None).await
}

/// POST /console/bulk/look: what would happen to each case, and what could not.
pub async fn look(desk: web::Data<Desk>, signed_in: SignedIn, posted: Posted) -> Result<HttpResponse, WebError> {
    let fields = posted.verified(&signed_in.key())?;
    let (typed, cases) = (StepsTyped::read(&fields)?, references(&fields));
    let chosen = match MacroId::parse(fields.one("macro")?) {
        Some(id) => kept(&desk, &signed_in, id).await?,
        None if fields.has("macro") => {
            let what = "Choose a macro.".to_owned();
            return choose(&desk, &signed_in, cases, typed, Some(("macro", what))).await;
        }
        None => Chosen { named: None, steps: typed.steps() },
    };
    match plan_page(&desk, &signed_in, cases.clone(), chosen, "/console".to_owned()).await {
        Err(WebError::Work(WorkError::Field { field, what })) => {
            choose(&desk, &signed_in, cases, typed, Some((field, what))).await
        }
        other => other,
    }
}

/// POST /console/bulk/do: exactly what the page before said, as far as it is still so.
pub async fn submit(desk: web::Data<Desk>, signed_in: SignedIn, posted: Posted) -> Result<HttpResponse, WebError> {
    let fields = posted.verified(&signed_in.key())?;
    let steps: Vec<MacroStep> = serde_json::from_str(fields.one("steps")?).map_err(|_error| WebError::NotFound)?;
    let named = MacroId::parse(fields.one("macro")?).map(|id| Ok::<_, WebError>((id, fields.one("name")?.to_owned())));
    let chosen = Chosen { named: named.transpose()?, steps };
    match done(&desk, &signed_in, references(&fields), chosen.clone()).await {
        Ok(deeds) => told(&desk, &signed_in, &chosen, deeds).await,
        Err(WebError::Work(WorkError::Field { field, what })) => {
            choose(&desk, &signed_in, references(&fields), StepsTyped::of(&chosen.steps), Some((field, what))).await
        }
        Err(other) => Err(other),
    }
}

/// POST /console/case/{reference}/macro: at once, unless the person would hear of it; that is shown first.
pub async fn one_case(
    desk: web::Data<Desk>,
    signed_in: SignedIn,
    reference: web::Path<String>,
    posted: Posted,
) -> Result<HttpResponse, WebError> {
    let fields = posted.verified(&signed_in.key())?;
    let (reference, id) = (reference_in(&reference)?, MacroId::parse(fields.one("macro")?).ok_or(WebError::NotFound)?);
    let (case, chosen) = (format!("/console/case/{reference}"), kept(&desk, &signed_in, id).await?);
    if chosen.steps.iter().any(MacroStep::writes_to_the_person) {
        return plan_page(&desk, &signed_in, vec![reference], chosen, case).await;
    }
    let deeds = done(&desk, &signed_in, vec![reference], chosen.clone()).await?;
    let smooth = deeds.iter().all(|deed| deed.steps.iter().all(|(_, outlook)| !matches!(outlook, Outlook::Cannot(_))));
    match deeds.first() {
        Some(deed) if smooth && deed.reply => Ok(go_to(&format!("{case}/reply"))),
        Some(_) if smooth => Ok(go_to(&format!("{case}#stream"))),
        _ => told(&desk, &signed_in, &chosen, deeds).await,
    }
}

fn references(fields: &Fields) -> Vec<Reference> {
    fields.many("case").into_iter().filter_map(|text| Reference::parse(text).ok()).take(MOST).collect()
}

async fn kept(desk: &web::Data<Desk>, signed_in: &SignedIn, id: MacroId) -> Result<Chosen, WebError> {
    let me = signed_in.staff.id;
    let kept = at_desk(desk, move |desk| desk.read(move |_, tx, _| kept_macro(tx, me, id))).await?;
    Ok(Chosen { named: Some((kept.id, kept.name)), steps: kept.steps })
}

async fn done(
    desk: &web::Data<Desk>,
    signed_in: &SignedIn,
    cases: Vec<Reference>,
    chosen: Chosen,
) -> Result<Vec<Deed>, WebError> {
    let actor = signed_in.actor();
    at_desk(desk, move |desk| carry_out(desk, actor, &cases, chosen.named.as_ref(), &chosen.steps)).await
}

async fn choose(
    desk: &web::Data<Desk>,
    signed_in: &SignedIn,
    chosen: Vec<Reference>,
    typed: StepsTyped,
    wrong: Option<(&'static str, String)>,
) -> Result<HttpResponse, WebError> {
    let me = signed_in.staff.id;
    let read = move |desk: &Desk| {
        desk.read(move |_, tx, _| Ok((cases_of(tx, &chosen)?, macros_for(tx, me)?, StepWords::read(tx)?)))
    };
    let (frame, (cases, macros, words)) = framed(desk, signed_in, String::new(), read).await?;
    let form = StepsForm::of("bulk", typed, &words);
    let refused = wrong.is_some();
    let mut response = answer(&BulkView {
        cases: cases.iter().map(|case| (case.reference.to_string(), masked(case))).collect(),
        macros: macros.into_iter().map(|kept| (kept.id.to_string(), kept.name)).collect(),
        form: wrong.map_or(form.clone(), |(field, what)| form.refused(field, what)),
        frame,
    })?;
    if refused {
        *response.status_mut() = StatusCode::UNPROCESSABLE_ENTITY;
    }
    Ok(response)
}

fn cases_of(tx: &mut dyn Tx, references: &[Reference]) -> Result<Vec<Case>, WorkError> {
    let mut cases = Vec::new();
    for reference in references {
        cases.extend(tx.case_by_reference(reference)?);
    }
    Ok(cases)
}

async fn plan_page(
    desk: &web::Data<Desk>,
    signed_in: &SignedIn,
    cases: Vec<Reference>,
    chosen: Chosen,
    back: String,
) -> Result<HttpResponse, WebError> {
    let (actor, steps) = (signed_in.actor(), chosen.steps.clone());
    let read = move |desk: &Desk| plan_for(desk, actor, &cases, &steps);
    let (frame, planned) = framed(desk, signed_in, String::new(), read).await?;
    let cases: Vec<CaseView> = planned.into_iter().map(CaseView::of).collect();
    let (id, name) = chosen.named.map_or_else(Default::default, |(id, name)| (id.to_string(), name));
    answer(&PlanView {
        nothing: cases.iter().all(|case| case.steps.iter().all(|step| step.class != "will")),
        steps: serde_json::to_string(&chosen.steps).unwrap_or_default(),
        cases,
        frame,
        name,
        id,
        back,
    })
}

async fn told(
    desk: &web::Data<Desk>,
    signed_in: &SignedIn,
    chosen: &Chosen,
    deeds: Vec<Deed>,
) -> Result<HttpResponse, WebError> {
    let (frame, ()) = framed(desk, signed_in, String::new(), |_| Ok(())).await?;
    let done = |deed: Deed| DoneCase {
        reference: deed.reference.to_string(),
        steps: deed.steps.into_iter().map(|(words, outlook)| StepView::of(words, &outlook, None)).collect(),
        reply: deed.reply,
        letter: deed.letter.map(|mail| mail.to_string()).unwrap_or_default(),
    };
    let name = chosen.named.as_ref().map(|(_, name)| name.clone()).unwrap_or_default();
    answer(&DoneView { frame, name, cases: deeds.into_iter().map(done).collect() })
}

fn masked(case: &Case) -> String {
    short_name(case.requester.name.reveal())
}

impl CaseView {
    fn of(planned: PlannedCase) -> Self {
        let seen = !planned.masked;
        let step = |step: crate::workflow::counter::macros::Planned| {
            StepView::of(step.words, &step.outlook, step.letter.filter(|_| seen))
        };
        Self {
            reference: planned.case.reference.to_string(),
            person: masked(&planned.case),
            steps: planned.steps.into_iter().map(step).collect(),
        }
    }
}

impl StepView {
    fn of(words: String, outlook: &Outlook, letter: Option<Written>) -> Self {
        let (class, why) = match outlook {
            Outlook::Will => ("will", String::new()),
            Outlook::Already => ("already", "It is so already.".to_owned()),
            Outlook::Cannot(why) => ("cannot", why.to_string()),
        };
        Self { words, class, why, letter }
    }
}
