//! One right more: the pages of the form that it needs, all answers on one page, and into the case.

use actix_web::{HttpResponse, web};
use askama::Template;

use super::door::knock;
use super::guest::Guest;
use super::page::heading;
use crate::domain::controller::Controller;
use crate::domain::ids::CaseId;
use crate::domain::language::Language;
use crate::web::desk::at_desk;
use crate::web::errors::WebError;
use crate::web::fields::Posted;
use crate::web::form::{Asked, QuestionView, StepsView, earlier, typed};
use crate::web::frame::FrameView;
use crate::web::icons::Icon;
use crate::workflow::form::path::{back, first_open, next, pages};
use crate::workflow::form::{
    Answers, DraftKey, Input, Kept, Kind, Page, Question, Saved, Way, Wish, check, draft, question,
};
use crate::workflow::portal::adding::{self, Added, offered, times_added};
use crate::workflow::portal::standing;

/// What is known before a page is shown: the case, what can be added, and the draft.
struct Adding {
    case: CaseId,
    offered: Vec<Wish>,
    key: DraftKey,
}

#[derive(Template)]
#[template(path = "portal/add_check.html")]
struct CheckView {
    frame: FrameView,
    steps: StepsView,
    eyebrow: String,
    rows: Vec<RowView>,
    back: String,
    action: String,
    token: String,
}

/// What was answered on one page.
struct RowView {
    title: String,
    lines: Vec<String>,
    change: String,
}

#[derive(Template)]
#[template(path = "portal/add_nothing.html")]
struct NothingView {
    frame: FrameView,
    eyebrow: String,
    back: String,
    home: String,
}

impl Adding {
    async fn of(guest: &Guest, case: CaseId) -> Result<Self, WebError> {
        let standing = at_desk(&guest.desk, move |desk| standing(desk, case)).await?;
        let name = format!("{}/add/{}", guest.reference, times_added(&standing));
        Ok(Self {
            case,
            // A complaint has no rights to add to; whoever wants more asks anew.
            offered: if standing.complaint.is_some() { Vec::new() } else { offered(&standing) },
            key: DraftKey {
                token_hash: guest.hash_for(&name),
                controller: standing.case.controller,
                way: Way::Addition,
                language: guest.language().code().to_owned(),
            },
        })
    }

    /// What a page asks here: of the rights only those that can be added.
    fn question(&self, page: Page, guest: &Guest) -> Result<Question, WebError> {
        let controller: &Controller = guest.desk.controller(&self.key.controller)?;
        let mut asked = question(page, controller, &[], guest.language());
        if page == Page::Rights {
            asked.title = guest.language().text("add.title");
            asked.inputs.iter_mut().for_each(|input| self.narrow(input, guest.language()));
        }
        Ok(asked)
    }

    fn narrow(&self, input: &mut Input, language: &Language) {
        input.label = language.text("add.title");
        input.hint = Some(language.text("add.hint"));
        if let Kind::Many(choices) = &mut input.kind {
            choices.retain(|choice| self.offered.iter().any(|wish| wish.code() == choice.code));
        }
    }

    async fn answers(&self, guest: &Guest) -> Result<Option<Answers>, WebError> {
        let key = self.key.clone();
        Ok(match at_desk(&guest.desk, move |desk| draft::look(desk, &key)).await? {
            Kept::Open(answers) => Some(*answers),
            Kept::Nothing | Kept::Sent(_) => None,
        })
    }
}

/// A page of questions.
pub async fn show(guest: Guest, path: web::Path<(String, String)>) -> Result<HttpResponse, WebError> {
    let Some(opened) = guest.opened().await? else { return knock(&guest) };
    let page = Page::parse(Way::Addition, &path.1).ok_or(WebError::NotFound)?;
    let adding = Adding::of(&guest, opened.case).await?;
    if adding.offered.is_empty() {
        return nothing(&guest);
    }
    let answers = match adding.answers(&guest).await? {
        Some(answers) => answers,
        None if page == Way::Addition.first() => Answers::begun(Way::Addition),
        None => return Ok(guest.go("/add/rights")),
    };
    let question = adding.question(page, &guest)?;
    let rejected = answers.rejected(page);
    let mistakes =
        rejected.as_ref().and_then(|typed| check(&question, typed, guest.language()).err()).unwrap_or_default();
    let typed = rejected.unwrap_or_else(|| earlier(&question, &answers));
    let asked = Asked { way: Way::Addition, question: &question, typed: &typed, mistakes: &mistakes };
    let back = back(page, &answers).map_or_else(|| guest.path(""), |page| guest.path(&format!("/add/{}", page.code())));
    let here = guest.path(&format!("/add/{}", page.code()));
    guest.page(&QuestionView::of(guest.frame(), &asked, guest.form_token(), back, here))
}

/// Everything that can be asked for is asked for already.
fn nothing(guest: &Guest) -> Result<HttpResponse, WebError> {
    let frame = guest.frame();
    let home = frame.home.clone();
    guest.page(&NothingView { frame, eyebrow: heading(guest), back: guest.path(""), home })
}

/// Takes the answers of a page.
pub async fn take(guest: Guest, path: web::Path<(String, String)>, posted: Posted) -> Result<HttpResponse, WebError> {
    let fields = posted.verified(&guest.form_key())?;
    let Some(opened) = guest.opened().await? else { return knock(&guest) };
    let page = Page::parse(Way::Addition, &path.1).ok_or(WebError::NotFound)?;
    let adding = Adding::of(&guest, opened.case).await?;
    let question = adding.question(page, &guest)?;
    let typed = typed(&fields, &question)?;
    let (key, checked) = (adding.key.clone(), check(&question, &typed, guest.language()));
    let is_wrong = checked.is_err();
    let saved = at_desk(&guest.desk, move |desk| match checked {
        Ok(values) => draft::keep(desk, &key, page, values),
        Err(_) => draft::reject(desk, &key, page, typed),
    });
    Ok(match saved.await? {
        Saved::Sent(_) => guest.go(""),
        Saved::Ended => guest.go("/add/rights"),
        Saved::Kept(_) if is_wrong => guest.go(&format!("/add/{}", page.code())),
        Saved::Kept(answers) => match next(page, &answers) {
            Some(next) => guest.go(&format!("/add/{}", next.code())),
            None => guest.go("/add/check"),
        },
    })
}

/// All answers on one page.
pub async fn look(guest: Guest) -> Result<HttpResponse, WebError> {
    let Some(opened) = guest.opened().await? else { return knock(&guest) };
    let adding = Adding::of(&guest, opened.case).await?;
    let Some(answers) = adding.answers(&guest).await? else { return Ok(guest.go("/add/rights")) };
    if let Some(page) = first_open(&answers) {
        return Ok(guest.go(&format!("/add/{}", page.code())));
    }
    let rows: Result<Vec<RowView>, WebError> = pages(&answers)
        .into_iter()
        .map(|page| Ok(row(&adding.question(page, &guest)?, &answers, guest.path(&format!("/add/{}", page.code())))))
        .collect();
    let frame = guest.frame();
    guest.page(&CheckView {
        steps: StepsView::of(Way::Addition, Way::Addition.check_step(), &frame),
        eyebrow: heading(&guest),
        rows: rows?,
        back: guest.path(&format!("/add/{}", Page::Words.code())),
        action: guest.path("/add/check"),
        token: guest.form_token(),
        frame,
    })
}

/// What was answered on a page, in the words of the page.
fn row(question: &Question, answers: &Answers, change: String) -> RowView {
    let lines = question.inputs.iter().flat_map(|input| {
        let given = answers.all(&input.name).map(str::to_owned).collect::<Vec<_>>();
        match &input.kind {
            Kind::One(choices) | Kind::Many(choices) => {
                let ticked = choices.iter().filter(|choice| given.contains(&choice.code));
                ticked.map(|choice| choice.label.clone()).collect()
            }
            _ => given,
        }
    });
    RowView { title: question.title.clone(), lines: lines.collect(), change }
}

/// Adds it to the case.
pub async fn send(guest: Guest, posted: Posted) -> Result<HttpResponse, WebError> {
    posted.verified(&guest.form_key())?;
    let Some(opened) = guest.opened().await? else { return knock(&guest) };
    let adding = Adding::of(&guest, opened.case).await?;
    let (case, key) = (adding.case, adding.key);
    Ok(match at_desk(&guest.desk, move |desk| adding::add(desk, case, &key)).await? {
        Added::Done => guest.go("?note=added"),
        Added::Incomplete => guest.go("/add/check"),
        Added::Ended => guest.go("/add/rights"),
    })
}
