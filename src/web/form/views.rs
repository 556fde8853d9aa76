//! What the templates of the form are filled from.

use askama::Template;

use crate::web::frame::FrameView;
use crate::web::icons::Icon;
use crate::web::plain::MistakeView;
use crate::workflow::form::{Choice, Input, Kind, Mistake, Page, Question, Typed, Way};

/// A page of questions.
#[derive(Template)]
#[template(path = "form/question.html")]
pub struct QuestionView {
    /// What surrounds it.
    pub frame: FrameView,
    /// The heading.
    pub title: String,
    /// The paragraph below it.
    pub lede: Option<String>,
    /// The fields.
    pub inputs: Vec<InputView>,
    /// What is wrong.
    pub mistakes: Vec<MistakeView>,
    /// Where "Back" leads.
    pub back: String,
    /// Where it is posted.
    pub action: String,
    /// The form's token.
    pub token: String,
    /// What the button says.
    pub button: String,
    /// Where the person can have a link mailed to go on later; nothing before anything was answered.
    pub later: Option<String>,
    /// Which page: some have a note of their own.
    pub page: &'static str,
    /// The steps.
    pub steps: StepsView,
}

/// Where the person is.
pub struct StepsView {
    /// The names.
    pub names: Vec<StepView>,
    /// "Step 2 of 7".
    pub words: String,
}

/// One step.
pub struct StepView {
    /// Its name.
    pub name: String,
    /// Whether it is done.
    pub done: bool,
    /// Whether it is this one.
    pub current: bool,
}

impl StepsView {
    /// A way, at a step counted from 0.
    pub fn of(way: Way, current: usize, frame: &FrameView) -> Self {
        let name = |i: usize| frame.text(&format!("steps.{}.{}", way.code(), i + 1));
        let step = |i| StepView { name: name(i), done: i < current, current: i == current };
        let words = frame.say("frame.step").with("current", current + 1).with("all", way.steps());
        Self { names: (0..way.steps()).map(step).collect(), words: words.to_string() }
    }
}

/// A field.
pub struct InputView {
    /// Its name and id.
    pub name: String,
    /// Its label.
    pub label: String,
    /// The line below.
    pub hint: Option<String>,
    /// The language of label and hint, where it is another than the page's.
    pub foreign: Option<String>,
    /// What is wrong with it.
    pub error: Option<String>,
    /// Whether to say "(optional)".
    pub optional: bool,
    /// `text`, `tel`, `email`, `area`, `radio` or `checkbox`.
    pub control: &'static str,
    /// What was typed.
    pub value: String,
    /// The choices.
    pub choices: Vec<ChoiceView>,
    /// Whether the page's heading is their legend.
    pub heads: bool,
    /// What the browser may fill in.
    pub autocomplete: &'static str,
    /// How wide.
    pub width: &'static str,
}

/// A choice.
pub struct ChoiceView {
    /// Its id; the first has the field's own, so that the error summary leads to it.
    pub id: String,
    /// Its value.
    pub code: String,
    /// Its label.
    pub label: String,
    /// The line below.
    pub hint: Option<String>,
    /// Whether it is chosen.
    pub checked: bool,
}

impl InputView {
    /// The ids that describe the control, for `aria-describedby`.
    pub fn described_by(&self) -> String {
        let hint = self.hint.is_some().then(|| format!("{}-hint", self.name));
        let error = self.error.is_some().then(|| format!("{}-error", self.name));
        [hint, error].into_iter().flatten().collect::<Vec<_>>().join(" ")
    }

    /// A field with what was typed and what is wrong with it.
    pub fn of(input: &Input, typed: &Typed, mistakes: &[Mistake]) -> Self {
        let given = typed.get(&input.name).map(Vec::as_slice).unwrap_or_default();
        let (control, width) = control(&input.kind);
        Self {
            name: input.name.clone(),
            label: input.label.clone(),
            hint: input.hint.clone(),
            foreign: input.foreign.clone(),
            error: mistakes.iter().find(|wrong| wrong.field == input.name).map(|wrong| wrong.what.clone()),
            optional: input.optional && !input.label.is_empty(),
            control,
            value: given.first().cloned().unwrap_or_default(),
            choices: choices(input, given),
            heads: false,
            autocomplete: autocomplete(input),
            width,
        }
    }
}

const fn control(kind: &Kind) -> (&'static str, &'static str) {
    match kind {
        Kind::One(_) => ("radio", ""),
        Kind::Many(_) => ("checkbox", ""),
        Kind::Text => ("area", ""),
        Kind::Email => ("email", "w-mid"),
        Kind::Phone => ("tel", "w-mid"),
        Kind::Postcode => ("text", "w-short"),
        Kind::Line | Kind::Name | Kind::Reference => ("text", "w-mid"),
    }
}

fn autocomplete(input: &Input) -> &'static str {
    match (input.name.as_str(), &input.kind) {
        ("name", _) => "name",
        (_, Kind::Email) => "email",
        (_, Kind::Phone) => "tel",
        (_, Kind::Postcode) => "postal-code",
        _ => "off",
    }
}

fn choices(input: &Input, given: &[String]) -> Vec<ChoiceView> {
    let (Kind::One(choices) | Kind::Many(choices)) = &input.kind else { return Vec::new() };
    let view = |(i, choice): (usize, &Choice)| ChoiceView {
        id: if i == 0 { input.name.clone() } else { format!("{}-{}", input.name, choice.code) },
        code: choice.code.clone(),
        label: choice.label.clone(),
        hint: choice.hint.clone(),
        checked: given.contains(&choice.code),
    };
    choices.iter().enumerate().map(view).collect()
}

/// The parts of a question page that come from the question itself.
pub struct Asked<'a> {
    /// The way on which it is asked.
    pub way: Way,
    /// The question.
    pub question: &'a Question,
    /// What was typed.
    pub typed: &'a Typed,
    /// What is wrong.
    pub mistakes: &'a [Mistake],
}

impl QuestionView {
    /// Whether the heading stands above everything, and not as the legend of the first choices.
    pub fn has_heading(&self) -> bool {
        !self.inputs.iter().any(|input| input.heads)
    }

    /// A page of questions, with everything that was typed.
    pub fn of(frame: FrameView, asked: &Asked<'_>, token: String, back: String, action: String) -> Self {
        let Asked { way, question, typed, mistakes } = asked;
        let mut inputs: Vec<InputView> =
            question.inputs.iter().map(|input| InputView::of(input, typed, mistakes)).collect();
        if let Some(first) = inputs.first_mut() {
            first.heads = !first.choices.is_empty() && first.label == question.title;
        }
        let button = if question.page == Page::StopWhere { "ask.where.button" } else { "frame.continue" };
        Self {
            button: frame.text(button),
            steps: StepsView::of(*way, way.step_of(question.page), &frame),
            frame,
            title: question.title.clone(),
            lede: question.lede.clone(),
            mistakes: mistake_views(mistakes),
            later: None,
            inputs,
            back,
            action,
            token,
            page: question.page.code(),
        }
    }
}

/// The error summary's lines.
pub fn mistake_views(mistakes: &[Mistake]) -> Vec<MistakeView> {
    let view = |wrong: &Mistake| MistakeView { field: wrong.field.clone(), what: wrong.what.clone() };
    mistakes.iter().map(view).collect()
}
