//! What each page asks.

use super::path::Page;
use super::wish::Wish;
use crate::domain::controller::{Controller, Identifier, Receiver};
use crate::domain::language::Language;

/// One page of the form.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Question {
    /// Which page.
    pub page: Page,
    /// The question, also the heading.
    pub title: String,
    /// A paragraph below it.
    pub lede: Option<String>,
    /// What it asks for.
    pub inputs: Vec<Input>,
}

/// One field or group of choices.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Input {
    /// Its name in the form and in the answers.
    pub name: String,
    /// Its label.
    pub label: String,
    /// A line below the label.
    pub hint: Option<String>,
    /// What kind of answer.
    pub kind: Kind,
    /// Whether it may be left empty.
    pub optional: bool,
    /// What to say when it is empty and may not be.
    pub missing: String,
    /// The language of label and hint, where it is another than the page's: a company's own words.
    pub foreign: Option<String>,
}

/// Kinds of answers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Kind {
    /// A single line.
    Line,
    /// A telephone number, in any spelling.
    Phone,
    /// A postcode, in any spelling.
    Postcode,
    /// A person's name.
    Name,
    /// Several lines.
    Text,
    /// An e-mail address.
    Email,
    /// A reference, in any spelling.
    Reference,
    /// One of these.
    One(Vec<Choice>),
    /// Some of these.
    Many(Vec<Choice>),
}

/// A choice.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Choice {
    /// Its value.
    pub code: String,
    /// Its label.
    pub label: String,
    /// A line below the label.
    pub hint: Option<String>,
}

/// What a page asks, for a controller, in a language.
///
/// `homes` are places where people live: the id of the law that each proposes, and its name. With fewer than two nobody is asked.
pub fn question(page: Page, controller: &Controller, homes: &[(String, String)], language: &Language) -> Question {
    let says = Says { page: page.words(), language };
    let inputs = match page {
        Page::Who => vec![says.one("who", &["me", "agent", "child", "died"])],
        Page::Person => vec![says.input("person", Kind::Name)],
        Page::Rights => vec![says.many("right", &Wish::ALL.map(Wish::code))],
        Page::Correct => vec![says.input("wrong", Kind::Text), says.input("should_be", Kind::Text)],
        Page::Erase => vec![says.one("erase_what", &["all", "part"]), says.input("erase_part", Kind::Text).optional()],
        Page::Marketing | Page::StopWhat => vec![channels(&says, controller)],
        Page::Object => vec![says.input("object", Kind::Text).optional()],
        Page::Consent => vec![says.input("consent", Kind::Text).optional()],
        Page::Move => vec![move_to(&says, controller)],
        Page::Find => find(&says, controller),
        Page::You => you(&says, homes),
        Page::Words => vec![says.input("words", Kind::Text).optional()],
        Page::StopWhere => stop_where(&says, controller),
        Page::ComplaintAbout => vec![says.input("about", Kind::Reference).optional()],
        Page::ComplaintWrong => vec![says.input("wrong", Kind::Text)],
        Page::ComplaintRemedy => vec![says.input("remedy", Kind::Text).optional()],
        Page::ComplaintAnswer => complaint_answer(&says),
    };
    let title = language.text(&format!("ask.{}.title", page.code()));
    Question { page, title, lede: language.perhaps(&format!("ask.{}.lede", page.code())), inputs }
}

/// The same for somebody who asks for another person: it says whose details are meant.
pub fn for_another(mut question: Question, person: &str, language: &Language) -> Question {
    let page = question.page.words();
    let about = |key: &str| {
        let key = format!("ask.{page}.{key}");
        language.perhaps(&key).map(|_there| language.say(&key).with("name", person).plain())
    };
    question.title = about("title_other").unwrap_or(question.title);
    question.lede = about("lede_other").or(question.lede);
    for input in &mut question.inputs {
        let hint = about(&format!("{}.hint_other", input.name));
        input.hint = hint.or(input.hint.take());
    }
    question
}

/// Where a link back to the form shall be mailed. It belongs to no page of a way: nothing of it is kept with the answers.
pub fn where_to_mail(page: Page, language: &Language) -> Question {
    let email = Input {
        name: "email".to_owned(),
        label: language.text("later.email"),
        hint: language.perhaps("later.email_hint"),
        kind: Kind::Email,
        optional: false,
        missing: String::new(),
        foreign: None,
    };
    Question { page, title: language.text("later.title"), lede: None, inputs: vec![email] }
}

/// What the fields of a page say: each text has the page's and the field's name.
struct Says<'a> {
    page: &'static str,
    language: &'a Language,
}

impl Says<'_> {
    fn text(&self, rest: &str) -> String {
        self.language.text(&format!("ask.{}.{rest}", self.page))
    }

    fn perhaps(&self, rest: &str) -> Option<String> {
        self.language.perhaps(&format!("ask.{}.{rest}", self.page))
    }

    fn input(&self, name: &str, kind: Kind) -> Input {
        Input {
            name: name.to_owned(),
            label: self.text(&format!("{name}.label")),
            hint: self.perhaps(&format!("{name}.hint")),
            kind,
            optional: false,
            missing: self.perhaps(&format!("{name}.missing")).unwrap_or_default(),
            foreign: None,
        }
    }

    fn choices(&self, name: &str, codes: &[&str]) -> Vec<Choice> {
        let choice = |code: &&str| Choice {
            code: (*code).to_owned(),
            // What no language has a word for, such as a channel of a company's own, is called by its code.
            label: self.perhaps(&format!("{name}.{code}.label")).unwrap_or_else(|| (*code).to_owned()),
            hint: self.perhaps(&format!("{name}.{code}.hint")),
        };
        codes.iter().map(choice).collect()
    }

    fn one(&self, name: &str, codes: &[&str]) -> Input {
        self.input(name, Kind::One(self.choices(name, codes)))
    }

    fn many(&self, name: &str, codes: &[&str]) -> Input {
        self.input(name, Kind::Many(self.choices(name, codes)))
    }
}

impl Input {
    fn optional(mut self) -> Self {
        self.optional = true;
        self
    }
}

/// The acknowledgement goes by e-mail; how the outcome comes is the person's choice.
fn complaint_answer(says: &Says<'_>) -> Vec<Input> {
    vec![
        says.input("name", Kind::Name),
        says.input("email", Kind::Email),
        says.one("answer_by", &["email", "post", "phone"]),
        says.input("answer_at", Kind::Text).optional(),
    ]
}

/// "All marketing", then what the controller uses.
fn channels(says: &Says<'_>, controller: &Controller) -> Input {
    let own = controller.marketing_channels.iter().map(String::as_str);
    says.many("channel", &std::iter::once("all").chain(own).collect::<Vec<_>>())
}

/// The field that says where data to take elsewhere goes, and its answer for fetching it oneself.
pub const MOVE_TO: &str = "move_to";
/// "Give it to me".
pub const TO_ME: &str = "link";

/// To the person, or straight to somebody whom the company sends data to (Article 20(2)).
fn move_to(says: &Says<'_>, controller: &Controller) -> Input {
    let straight = |receiver: &Receiver| {
        let words = says.language.say("ask.move.move_to.straight.label").with("to", &receiver.name);
        let hint = says.language.perhaps("ask.move.move_to.straight.hint");
        Choice { code: receiver.program.clone(), label: words.plain(), hint }
    };
    let mut choices = says.choices(MOVE_TO, &[TO_ME]);
    choices.extend(controller.receivers.iter().filter(|one| one.program != TO_ME).map(straight));
    says.input(MOVE_TO, Kind::One(choices))
}

fn find(says: &Says<'_>, controller: &Controller) -> Vec<Input> {
    let asked = controller.identifiers.iter().map(|asked| identifier(asked, says.language, controller));
    asked.chain([says.many("unknown", &["unknown"]).optional()]).collect()
}

/// A company names its details itself, in one language or several; a language may have its own words for one that many ask for.
fn identifier(asked: &Identifier, language: &Language, controller: &Controller) -> Input {
    let kind = match asked.name.as_str() {
        "phone" => Kind::Phone,
        "postcode" => Kind::Postcode,
        _ => Kind::Line,
    };
    let words = |part: &str| language.perhaps(&format!("identifier.{}.{part}", asked.name));
    let own = |text: &str| controller.said_in(language.code(), text).map(str::to_owned);
    let (label, hint, foreign) = match (own(&asked.label), words("label")) {
        (Some(label), _) => (label, asked.hint.as_deref().and_then(own), false),
        (None, Some(label)) => (label, words("hint"), false),
        (None, None) => (asked.label.clone(), asked.hint.clone(), language.code() != controller.language),
    };
    let foreign = foreign.then(|| controller.language.clone());
    Input { name: identifier_field(&asked.name), label, hint, kind, optional: true, missing: String::new(), foreign }
}

/// The field of an identifier: kept apart from the form's own fields, so that no setting can take the place of one.
pub fn identifier_field(name: &str) -> String {
    format!("id_{name}")
}

fn you(says: &Says<'_>, homes: &[(String, String)]) -> Vec<Input> {
    let mut inputs = vec![
        says.input("name", Kind::Name),
        says.input("email", Kind::Email),
        says.one(ANSWER_AS, &["online", "post", "large_print"]).optional(),
        says.input(&identifier_field("postal_address"), Kind::Text).optional(),
        says.input(ADJUST, Kind::Text).optional(),
    ];
    if homes.len() > 1 {
        let place = |(law, home): &(String, String)| Choice {
            code: law.clone(),
            label: says.language.perhaps(&format!("place.{law}")).unwrap_or_else(|| home.clone()),
            hint: None,
        };
        let mut choices: Vec<Choice> = homes.iter().map(place).collect();
        choices.extend(says.choices(LIVES_IN, &[ELSEWHERE]));
        inputs.push(says.input(LIVES_IN, Kind::One(choices)).optional());
    }
    inputs
}

/// The field of the form in which somebody would like their answer, and of what makes it easier for them.
pub const ANSWER_AS: &str = "answer_as";
/// What makes it easier for them (in the UK: Equality Act 2010, section 20).
pub const ADJUST: &str = "adjust";
/// The field of the place where somebody lives, and its answer for a place that no law of the company names.
pub const LIVES_IN: &str = "lives_in";
/// "Somewhere else".
pub const ELSEWHERE: &str = "elsewhere";

/// Only what the company's own channels need.
fn stop_where(says: &Says<'_>, controller: &Controller) -> Vec<Input> {
    let uses = |codes: &[&str]| controller.marketing_channels.iter().any(|channel| codes.contains(&channel.as_str()));
    let email = says.input("email", Kind::Email);
    let phone = says.input("id_phone", Kind::Phone).optional();
    let post = says.input("id_postal_address", Kind::Text).optional();
    let name = says.input("name", Kind::Name).optional();
    let wanted = [(true, email), (uses(&["sms", "phone", "whatsapp"]), phone), (uses(&["post"]), post), (true, name)];
    wanted.into_iter().filter_map(|(wanted, input)| wanted.then_some(input)).collect()
}
