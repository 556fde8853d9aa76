//! What each page asks.

use super::path::Page;
use super::wish::Wish;
use crate::domain::controller::{Controller, Identifier};

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

/// What a page asks, for a controller.
///
/// `homes` are places where people live: the id of the law that each proposes, and its name. With fewer than two nobody is asked.
pub fn question(page: Page, controller: &Controller, homes: &[(String, String)]) -> Question {
    let (title, lede) = heading(page);
    let inputs = match page {
        Page::Who => vec![who()],
        Page::Person => vec![person()],
        Page::Rights => vec![rights()],
        Page::Correct => correct(),
        Page::Erase => erase(),
        Page::Marketing | Page::StopWhat => vec![channels(controller)],
        Page::Object => vec![text("object", "What should we stop?", true).hint("For example profiling, statistics, or sharing with a partner. If you can, say why it matters in your situation.")],
        Page::Consent => vec![text("consent", "Which consent?", true).hint("If you are not sure what you agreed to, leave it empty and we take back all of them.")],
        Page::Find => find(controller),
        Page::You => you(homes),
        Page::Words => vec![text("words", "Your own words", true).hint("Anything that helps us to understand. Please leave out what others told you in confidence.")],
        Page::StopWhere => stop_where(controller),
        Page::ComplaintAbout | Page::ComplaintWrong | Page::ComplaintRemedy | Page::ComplaintAnswer => complaint(page),
    };
    Question { page, title: title.to_owned(), lede: lede.map(str::to_owned), inputs }
}

const fn heading(page: Page) -> (&'static str, Option<&'static str>) {
    match page {
        Page::Who => ("Who is this request for?", None),
        Page::Person => ("What is their name?", None),
        Page::Rights => ("What would you like us to do?", None),
        Page::Correct => ("What should we correct?", None),
        Page::Erase => ("What should we erase?", None),
        Page::Marketing | Page::StopWhat => ("What should we stop?", None),
        Page::Object => ("What should we stop using your data for?", None),
        Page::Consent => ("Which consent would you like to take back?", None),
        Page::Find => (
            "How can we find you?",
            Some(
                "Fill in whatever you have to hand. Each detail helps us to find more of your data, and to be sure that it is yours.",
            ),
        ),
        Page::You => ("How can we reach you?", Some("We answer to this address and send nothing else there.")),
        Page::Words => ("Is there anything else we should know?", Some("You can leave this empty.")),
        Page::ComplaintAbout => ("Is it about a request you made?", None),
        Page::ComplaintWrong => ("What went wrong?", None),
        Page::ComplaintRemedy => {
            ("What would put it right?", Some("You can leave this empty. We look into it in any case."))
        }
        Page::ComplaintAnswer => ("How should we answer you?", None),
        Page::StopWhere => (
            "Where does our marketing reach you?",
            Some(
                "Nothing more is needed. We keep it on a do-not-contact list, in scrambled form, so that it stays stopped.",
            ),
        ),
    }
}

fn complaint(page: Page) -> Vec<Input> {
    match page {
        Page::ComplaintAbout => vec![
            Input::new("about", "Reference of the request", Kind::Reference)
                .hint("It looks like JR-26-7K4M-2 and stands in our e-mails. Leave it empty if you have none, or if it is about something else.")
                .optional(),
        ],
        Page::ComplaintWrong => vec![
            text("wrong", "What went wrong, in your own words", false)
                .hint("When it was, and what it meant for you. Please leave out details of other people if you can.")
                .missing("Tell us what went wrong"),
        ],
        Page::ComplaintRemedy => vec![
            text("remedy", "What you would like us to do", true)
                .hint("For example: send what is missing, correct a mistake, explain, apologise."),
        ],
        _ => complaint_answer(),
    }
}

/// The acknowledgement goes by e-mail; how the outcome comes is the person's choice.
fn complaint_answer() -> Vec<Input> {
    let ways = vec![
        choice("email", "By e-mail", None),
        choice("post", "By letter", Some("Give your postal address below.")),
        choice("phone", "By telephone", Some("Give your number below. We confirm by e-mail what we said.")),
    ];
    vec![
        Input::new("name", "Full name", Kind::Name).hint("As you use it with us.").missing("Enter your full name"),
        Input::new("email", "E-mail address", Kind::Email)
            .hint("We send a code there to make sure that it is yours, and then our receipt."),
        Input::new("answer_by", "How should our answer reach you?", Kind::One(ways)).missing("Choose how we answer"),
        text("answer_at", "Postal address or telephone number", true).hint("Only for a letter or a call."),
    ]
}

impl Input {
    fn new(name: &str, label: &str, kind: Kind) -> Self {
        let missing = format!("Enter {}", label.to_lowercase());
        Self { name: name.to_owned(), label: label.to_owned(), hint: None, kind, optional: false, missing }
    }

    fn hint(mut self, hint: &str) -> Self {
        self.hint = Some(hint.to_owned());
        self
    }

    fn optional(mut self) -> Self {
        self.optional = true;
        self
    }

    fn missing(mut self, words: &str) -> Self {
        words.clone_into(&mut self.missing);
        self
    }
}

fn text(name: &str, label: &str, optional: bool) -> Input {
    Input { optional, ..Input::new(name, label, Kind::Text) }
}

fn choice(code: &str, label: &str, hint: Option<&str>) -> Choice {
    Choice { code: code.to_owned(), label: label.to_owned(), hint: hint.map(str::to_owned) }
}

fn who() -> Input {
    let choices = vec![
        choice("me", "Me", None),
        choice(
            "agent",
            "Someone who asked me to act for them",
            Some("For example a client, a friend or a relative. We will need their written permission."),
        ),
        choice(
            "child",
            "My child",
            Some("From about 12 years on, children can often decide for themselves. We may ask to hear from them."),
        ),
        choice(
            "died",
            "Someone who has died",
            Some("Data protection law covers the living, but we can close an account and stop letters."),
        ),
    ];
    Input::new("who", "Who is this request for?", Kind::One(choices))
        .hint("We ask because we may only give someone’s data to that person, or to somebody who may act for them.")
        .missing("Choose who this request is for")
}

fn person() -> Input {
    Input::new("person", "Their full name", Kind::Name)
        .hint("The person whose data this is about. We ask for yours later.")
        .missing("Enter their full name")
}

fn rights() -> Input {
    let choices = Wish::ALL.map(|wish| choice(wish.code(), wish.label(), Some(wish.hint())));
    Input::new("right", "What would you like us to do?", Kind::Many(choices.into()))
        .hint("Choose as many as you like. You can add or take back any of them later.")
        .missing("Choose at least one thing that we should do")
}

fn correct() -> Vec<Input> {
    vec![
        text("wrong", "What is wrong or missing?", false)
            .hint("For example: my address is 14 Egerton Road")
            .missing("Say what is wrong or missing"),
        text("should_be", "What should it say?", false)
            .hint("For example: 41 Egerton Road")
            .missing("Say what it should say; if you do not know, write that"),
    ]
}

fn erase() -> Vec<Input> {
    let choices = vec![
        choice("all", "Everything", Some("We tell you if the law makes us keep something, and until when.")),
        choice("part", "Only a part", Some("Tell us below which.")),
    ];
    vec![
        Input::new("erase_what", "What should we erase?", Kind::One(choices)).missing("Choose what we should erase"),
        text("erase_part", "Which part", true)
            .hint("For example: my old addresses, or the account for my former e-mail address."),
    ]
}

/// "All marketing", then what the controller uses. Text messages and WhatsApp are one line of the form to nobody but us.
fn channels(controller: &Controller) -> Input {
    let mut choices = vec![choice("all", "All marketing", Some("Every kind, now and in future."))];
    choices.extend(controller.marketing_channels.iter().map(|code| channel(code)));
    Input::new("channel", "What should we stop?", Kind::Many(choices))
        .hint("We must stop, whatever the reason. Messages about your orders will still reach you.")
        .missing("Choose what we should stop")
}

fn channel(code: &str) -> Choice {
    match code {
        "email" => choice(code, "E-mail", Some("Newsletters, offers, baskets you left behind.")),
        "sms" => choice(code, "Text messages", None),
        "whatsapp" => choice(code, "WhatsApp", None),
        "phone" => choice(code, "Phone calls", None),
        "post" => choice(
            code,
            "Letters and catalogues",
            Some("One that is already printed may still arrive within four weeks."),
        ),
        "social" => {
            choice(code, "Advertisements picked for me", Some("On our pages, and on other websites in our name."))
        }
        other => choice(other, other, None),
    }
}

fn find(controller: &Controller) -> Vec<Input> {
    let asked = controller.identifiers.iter().map(identifier);
    let unknown = vec![choice(
        "unknown",
        "I do not know any of these",
        Some("We will look with your name and tell you if we need more."),
    )];
    asked.chain([Input::new("unknown", "", Kind::Many(unknown)).optional()]).collect()
}

fn identifier(asked: &Identifier) -> Input {
    let kind = match asked.name.as_str() {
        "phone" => Kind::Phone,
        "postcode" => Kind::Postcode,
        _ => Kind::Line,
    };
    let input = Input::new(&identifier_field(&asked.name), &asked.label, kind).optional();
    Input { hint: asked.hint.clone(), ..input }
}

/// The field of an identifier: kept apart from the form's own fields, so that no setting can take the place of one.
pub fn identifier_field(name: &str) -> String {
    format!("id_{name}")
}

fn you(homes: &[(String, String)]) -> Vec<Input> {
    let mut inputs = vec![
        Input::new("name", "Full name", Kind::Name).hint("As you use it with us.").missing("Enter your full name"),
        Input::new("email", "E-mail address", Kind::Email)
            .hint("We send a code there to make sure that it is yours, and later our answer."),
    ];
    if homes.len() > 1 {
        let mut choices: Vec<Choice> = homes.iter().map(|(law, home)| choice(law, home, None)).collect();
        choices.push(choice(ELSEWHERE, "Somewhere else", None));
        let asked = Input::new(LIVES_IN, "Where do you live?", Kind::One(choices));
        inputs.push(asked.hint("It tells us which law applies. A person checks it.").optional());
    }
    inputs
}

/// The field of the place where somebody lives, and its answer for a place that no law of the company names.
pub const LIVES_IN: &str = "lives_in";
/// "Somewhere else".
pub const ELSEWHERE: &str = "elsewhere";

/// Only what the company's own channels need.
fn stop_where(controller: &Controller) -> Vec<Input> {
    let uses = |codes: &[&str]| controller.marketing_channels.iter().any(|channel| codes.contains(&channel.as_str()));
    let email = Input::new("email", "E-mail address", Kind::Email)
        .hint("The one our marketing comes to, or one where we can confirm that it has stopped.");
    let phone = Input::new("id_phone", "Phone number", Kind::Phone).hint("If we text or call you.").optional();
    let post = Input::new("id_postal_address", "Postal address", Kind::Text)
        .hint("If we send you letters or catalogues.")
        .optional();
    let name = Input::new("name", "Your name", Kind::Name).optional();
    let wanted = [(true, email), (uses(&["sms", "phone", "whatsapp"]), phone), (uses(&["post"]), post), (true, name)];
    wanted.into_iter().filter_map(|(wanted, input)| wanted.then_some(input)).collect()
}
