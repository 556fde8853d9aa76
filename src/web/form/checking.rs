//! All answers on one page, and the button that sends them.

use actix_web::HttpResponse;
use askama::Template;

use super::views::StepsView;
use super::visit::Visit;
use crate::domain::case::EmailAddress;
use crate::domain::controller::Identifier;
use crate::web::desk::at_desk;
use crate::web::errors::WebError;
use crate::web::fields::Posted;
use crate::web::frame::FrameView;
use crate::web::icons::Icon;
use crate::workflow::codes::Issued;
use crate::workflow::form::filing::{Pressed, press_send};
use crate::workflow::form::path::first_open;
use crate::workflow::form::questions::identifier_field;
use crate::workflow::form::{ADJUST, ANSWER_AS, LIVES_IN, MOVE_TO};
use crate::workflow::form::{Answers, Kept, Kind, Page, Way, Wish, draft, path};
use crate::workflow::portal::files;

#[derive(Template)]
#[template(path = "form/check.html")]
struct CheckView {
    frame: FrameView,
    sections: Vec<SectionView>,
    both: bool,
    slip: Option<SlipView>,
    /// The names of the files that go with it.
    files: Vec<String>,
    /// Where they are added and taken out.
    files_at: String,
    /// Whether a written permission may be among them.
    permission: bool,
    later: String,
    back: String,
    action: String,
    token: String,
    /// Whether it is a complaint that is sent.
    complaint: bool,
    steps: StepsView,
}

struct SectionView {
    title: String,
    rows: Vec<RowView>,
}

/// One answer. `said` is set in the person's own voice.
struct RowView {
    name: String,
    lines: Vec<String>,
    said: bool,
    change: String,
}

/// A domain that looks mistyped.
struct SlipView {
    typed: String,
    meant: &'static str,
    change: String,
}

/// Shows all answers.
pub async fn show(visit: Visit) -> Result<HttpResponse, WebError> {
    let key = visit.key();
    let answers = match at_desk(&visit.desk, move |desk| draft::look(desk, &key)).await? {
        Kept::Sent(_) => return Ok(visit.go("/sent")),
        Kept::Nothing => return super::home::ended(&visit),
        Kept::Open(answers) => answers,
    };
    if let Some(page) = first_open(&answers) {
        return Ok(visit.go(&format!("/ask/{}", page.code())));
    }
    let files = files_of(&visit).await?;
    let rows = Rows { visit: &visit, answers: &answers };
    let frame = visit.frame();
    visit.page(&CheckView {
        steps: StepsView::of(visit.way, visit.way.check_step(), &frame),
        frame,
        sections: rows.sections(),
        both: answers.wants(Wish::Copy) && answers.wants(Wish::Erase),
        slip: rows.slip(),
        files,
        files_at: visit.path("/files"),
        permission: !answers.for_myself(),
        later: visit.path("/later"),
        back: visit.path(&last_page(&answers)),
        action: visit.path("/check"),
        token: visit.form_token(),
        complaint: visit.way == Way::Complaint,
    })
}

/// The names of the files that go with the form.
async fn files_of(visit: &Visit) -> Result<Vec<String>, WebError> {
    let key = visit.key();
    let kept = at_desk(&visit.desk, move |desk| match files::form_holder(desk, &key)? {
        Some(holder) => files::files(desk, holder),
        None => Ok(Vec::new()),
    });
    Ok(kept.await?.iter().map(|upload| upload.name.reveal().to_owned()).collect())
}

/// The page before the one with all answers.
fn last_page(answers: &Answers) -> String {
    path::pages(answers).last().map_or_else(String::new, |page| format!("/ask/{}", page.code()))
}

/// "Send your request".
pub async fn send(visit: Visit, posted: Posted) -> Result<HttpResponse, WebError> {
    posted.verified(&visit.form_key())?;
    let key = visit.key();
    let pressed = at_desk(&visit.desk, move |desk| press_send(desk, &key)).await?;
    after_pressing(&visit, pressed)
}

/// Where it goes on after a code was sent, or was not.
pub fn after_pressing(visit: &Visit, pressed: Pressed) -> Result<HttpResponse, WebError> {
    Ok(match pressed {
        Pressed::Code(Issued::Until(_)) => visit.go("/code"),
        Pressed::Code(Issued::Wait) => visit.go("/code?note=wait"),
        Pressed::Code(Issued::Enough) => visit.go("/code?note=enough"),
        Pressed::Sent(_) => visit.go("/sent"),
        Pressed::Incomplete => visit.go("/check"),
        Pressed::Ended => return super::home::ended(visit),
    })
}

/// The page on which the e-mail address is asked for.
pub fn address_page(way: Way) -> &'static str {
    if way == Way::Complaint { "/ask/answer" } else { "/ask/you" }
}

struct Rows<'a> {
    visit: &'a Visit,
    answers: &'a Answers,
}

impl Rows<'_> {
    fn sections(&self) -> Vec<SectionView> {
        if self.visit.way == Way::Complaint {
            return self.complaint();
        }
        let mut asked = vec![self.row("for", Page::Who, self.who())];
        if !self.answers.for_myself() {
            asked.push(self.row("person", Page::Person, self.text("person")));
        }
        let wishes = self.labels(Page::Rights, "right");
        asked.push(self.row("wishes", Page::Rights, wishes));
        asked.extend(self.details());
        asked.push(RowView { said: true, ..self.row("words", Page::Words, self.text("words")) });
        vec![self.section("request", asked), self.section("find", self.found()), self.section("reach", self.reached())]
    }

    /// What helps to find them. What was left empty is one row, however much was asked.
    fn found(&self) -> Vec<RowView> {
        let named = self.visit.controller.identifiers.iter();
        let fields = self.visit.question(Page::Find).inputs;
        let label = |field: &str| fields.iter().find(|input| input.name == field).map(|input| input.label.clone());
        let row = |known: &Identifier| {
            let field = identifier_field(&known.name);
            let name = label(&field).unwrap_or_else(|| known.label.clone());
            RowView { name, ..self.row("find", Page::Find, self.text(&field)) }
        };
        let (mut given, empty): (Vec<_>, Vec<_>) = named.map(row).partition(|row| !row.lines.is_empty());
        match (given.is_empty(), empty.len()) {
            (true, 1..) => given.push(self.row("details", Page::Find, self.labels(Page::Find, "unknown"))),
            (false, 2..) => given.push(self.row("others", Page::Find, Vec::new())),
            _ => given.extend(empty),
        }
        given
    }

    fn reached(&self) -> Vec<RowView> {
        let mut rows =
            vec![self.row("name", Page::You, self.text("name")), self.row("email", Page::You, self.text("email"))];
        let paper = self.text(&identifier_field("postal_address"));
        let wishes = [("answer_as", self.labels(Page::You, ANSWER_AS)), ("post", paper), ("adjust", self.text(ADJUST))];
        let stated = wishes.into_iter().filter(|(_, lines)| !lines.is_empty());
        rows.extend(stated.map(|(key, lines)| self.row(key, Page::You, lines)));
        let home = self.labels(Page::You, LIVES_IN);
        if !home.is_empty() {
            rows.push(self.row("home", Page::You, home));
        }
        rows
    }

    fn complaint(&self) -> Vec<SectionView> {
        let mut reach = vec![
            self.row("name", Page::ComplaintAnswer, self.text("name")),
            self.row("email", Page::ComplaintAnswer, self.text("email")),
            self.row("how", Page::ComplaintAnswer, self.labels(Page::ComplaintAnswer, "answer_by")),
        ];
        if self.answers.one("answer_by") != "email" {
            reach.push(self.row("at", Page::ComplaintAnswer, self.text("answer_at")));
        }
        let said = |name, page, field| RowView { said: true, ..self.row(name, page, self.text(field)) };
        let rows = vec![
            self.row("about", Page::ComplaintAbout, self.text("about")),
            said("wrong", Page::ComplaintWrong, "wrong"),
            said("remedy", Page::ComplaintRemedy, "remedy"),
        ];
        vec![self.section("complaint", rows), self.section("answer", reach)]
    }

    fn details(&self) -> Vec<RowView> {
        let rows = [
            (Wish::Correct, Page::Correct, "is_wrong", self.text("wrong")),
            (Wish::Correct, Page::Correct, "should_be", self.text("should_be")),
            (Wish::Erase, Page::Erase, "erase", self.erase()),
            (Wish::Marketing, Page::Marketing, "marketing", self.labels(Page::Marketing, "channel")),
            (Wish::Object, Page::Object, "object", self.text("object")),
            (Wish::Consent, Page::Consent, "consent", self.text("consent")),
            (Wish::Move, Page::Move, "move", self.labels(Page::Move, MOVE_TO)),
        ];
        let wanted = rows.into_iter().filter(|(wish, ..)| self.answers.wants(*wish));
        // Where nobody takes data straight, nobody was asked.
        let asked = wanted.filter(|(wish, .., lines)| *wish != Wish::Move || !lines.is_empty());
        asked.map(|(_, page, name, lines)| self.row(name, page, lines)).collect()
    }

    fn who(&self) -> Vec<String> {
        self.labels(Page::Who, "who")
    }

    fn erase(&self) -> Vec<String> {
        let part = (self.answers.one("erase_what") == "part").then(|| self.text("erase_part"));
        part.filter(|part| !part.is_empty()).unwrap_or_else(|| self.labels(Page::Erase, "erase_what"))
    }

    /// The labels of what was chosen, in the words of the page.
    fn labels(&self, page: Page, field: &str) -> Vec<String> {
        let question = self.visit.question(page);
        let inputs = question.inputs.into_iter().filter(|input| input.name == field);
        let choices = inputs.flat_map(|input| match input.kind {
            Kind::One(choices) | Kind::Many(choices) => choices,
            _ => Vec::new(),
        });
        choices.filter(|choice| self.answers.all(field).any(|code| code == choice.code)).map(|c| c.label).collect()
    }

    fn text(&self, field: &str) -> Vec<String> {
        Some(self.answers.one(field).to_owned()).filter(|text| !text.is_empty()).into_iter().collect()
    }

    fn section(&self, key: &str, rows: Vec<RowView>) -> SectionView {
        SectionView { title: self.visit.language().text(&format!("check.{key}")), rows }
    }

    fn row(&self, key: &str, page: Page, lines: Vec<String>) -> RowView {
        let change = self.visit.path(&format!("/ask/{}", page.code()));
        RowView { name: self.visit.language().text(&format!("check.{key}")), lines, said: false, change }
    }

    fn slip(&self) -> Option<SlipView> {
        let address = EmailAddress::parse(self.answers.one("email")).ok()?;
        let typed = address.to_personal().reveal().rsplit('@').next()?.to_owned();
        Some(SlipView { typed, meant: address.perhaps_meant()?, change: self.visit.path(address_page(self.visit.way)) })
    }
}
