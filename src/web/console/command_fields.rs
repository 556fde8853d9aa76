//! The fields of each action's small form, as data.

use chrono::{DateTime, Utc};
use chrono_tz::Tz;

use crate::domain::disclosure::EXEMPTIONS;
use crate::domain::letter::LetterGap;
use crate::domain::notice::RestrictionGround;
use crate::domain::request::{
    CommandKind, ComplexityFactor, ExtensionGround, FeeGround, IdentityMethod, Outcome, RefusalGround, WeighsMore,
    exemption_fits, tells_recipients,
};
use crate::domain::right::Right;

/// Value, words, hint.
pub type Options = Vec<(&'static str, &'static str, &'static str)>;

/// How a field looks.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Control {
    /// Several lines.
    Area,
    /// One line.
    Line,
    /// A day and a time at the company's place.
    Moment,
    /// A day.
    Day,
    /// One of several.
    Choice(Options),
    /// Any of several.
    Several(Options),
}

/// A field of a form.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FieldView {
    /// Its name.
    pub name: String,
    /// The question.
    pub label: String,
    /// What helps to answer it.
    pub hint: String,
    /// How it looks.
    pub control: Control,
    /// What was typed.
    pub value: String,
    /// What was ticked.
    pub ticked: Vec<String>,
    /// What is wrong.
    pub error: String,
}

impl FieldView {
    /// Whether an option is ticked.
    pub fn has(&self, option: &str) -> bool {
        self.value == option || self.ticked.iter().any(|ticked| ticked == option)
    }
}

/// The pattern of a moment in a form and in `datetime-local` controls.
pub(super) const MOMENT: &str = "%Y-%m-%dT%H:%M";

/// A field without an answer.
pub fn field(name: &str, label: &str, hint: &str, control: Control) -> FieldView {
    FieldView {
        name: name.into(),
        label: label.into(),
        hint: hint.into(),
        control,
        value: String::new(),
        ticked: Vec::new(),
        error: String::new(),
    }
}

/// What a person writes for an action: field, label, hint.
const TEXTS: [(CommandKind, &str, &str, &str); 15] = [
    (
        CommandKind::Weigh,
        "reason",
        "Why do these weigh more?",
        "The person reads this. Being useful or usual is not compelling.",
    ),
    (
        CommandKind::AskIdentity,
        "doubt",
        "Why do you doubt who is asking?",
        "The person reads this. One plain sentence: “We know you under another e-mail address.” (Article 12(6))",
    ),
    (
        CommandKind::ShowIdentity,
        "note",
        "What did you compare?",
        "For the record. For a document: why was nothing less enough?",
    ),
    (
        CommandKind::DoubtIdentity,
        "reason",
        "Why was it not enough?",
        "For the record. Write what did not match, not what is on file.",
    ),
    (
        CommandKind::WaiveIdentity,
        "reason",
        "Why is it safe to go on without a check?",
        "You answer for this. What would happen if it were somebody else?",
    ),
    (
        CommandKind::AskClarification,
        "question",
        "What would you like to know, and why?",
        "The person reads this in a letter. Say why you need it: “We hold some 3,000 messages of you.” You may not ask as a rule, and not about the format.",
    ),
    (CommandKind::GatherAgain, "reason", "Why search again?", "For the record: what was missed, or what is new?"),
    (
        CommandKind::Fulfil,
        "outcome",
        "What was done?",
        "The person reads this; one line for each thing. Write only what you have looked at again.",
    ),
    (
        CommandKind::Extend,
        "reason",
        "Which facts make it necessary?",
        "The person reads this. A heavy workload is no reason, and neither is a slow supplier.",
    ),
    (
        CommandKind::AskFee,
        "reason",
        "Which facts make it so?",
        "The person reads this, and you have to be able to show it. “Policy” is no reason.",
    ),
    (
        CommandKind::Refuse,
        "reason",
        "What are the reasons?",
        "The person reads this, unless you tick below that the ground is not told. The letter adds how to complain and to whom.",
    ),
    (
        CommandKind::AnnounceLifting,
        "reason",
        "Why is it lifted?",
        "The person reads this: “We have checked the address, and it is right.”",
    ),
    (
        CommandKind::TellRecipient,
        "data",
        "Which data?",
        "They read this; one line for each thing. For a correction, write how it should read.",
    ),
    (CommandKind::Lapse, "reason", "What was waited for?", "For the record: what was asked, when, and how often."),
    (CommandKind::Reopen, "reason", "Why is it opened again?", "For the record."),
];

/// The fields of a command for a right, empty; a moment starts with now.
pub fn fields_of(kind: CommandKind, right: Right, now: DateTime<Utc>, zone: Tz) -> Vec<FieldView> {
    let text = TEXTS.iter().find(|(known, ..)| *known == kind);
    let text = text.map(|(_, name, label, hint)| field(name, label, hint, Control::Area));
    before(kind, right).into_iter().chain(text).chain(after(kind, right)).chain(moment_of(kind, now, zone)).collect()
}

/// What is ticked first.
fn before(kind: CommandKind, right: Right) -> Vec<FieldView> {
    let gentle = "The gentlest that settles it is the right one.";
    match kind {
        CommandKind::ShowIdentity => vec![field("method", "How did they show it?", gentle, Control::Choice(ladder()))],
        CommandKind::DoubtIdentity => vec![field("method", "How did they try?", "", Control::Choice(ladder()))],
        CommandKind::Extend => extension(),
        CommandKind::AskFee => vec![field(
            "ground",
            "On which ground?",
            "No other request may cost anything.",
            Control::Choice(fee_grounds()),
        )],
        CommandKind::Refuse => vec![
            field("ground", "On which ground?", "", Control::Choice(refusal_grounds(right))),
            field(
                "exemption",
                "Which exemption?",
                "Only if you chose an exemption above.",
                Control::Choice(exemptions(right)),
            ),
        ],
        CommandKind::Fulfil => fulfilment(right),
        CommandKind::TellRecipient => recipient(),
        CommandKind::Weigh => weighing(),
        _ => Vec::new(),
    }
}

fn weighing() -> Vec<FieldView> {
    let sides = WeighsMore::ALL.into_iter().map(|side| (side.code(), side.name(), "")).collect();
    vec![
        field(
            "interests",
            "Which interests are on both sides?",
            "What you want with the use, and what it does to this person in their situation. The person reads this.",
            Control::Area,
        ),
        field(
            "necessity",
            "Why is the use needed for that?",
            "And would something gentler do? The person reads this.",
            Control::Area,
        ),
        field("weighs", "Whose interests weigh more?", "In doubt the person’s.", Control::Choice(sides)),
    ]
}

fn recipient() -> Vec<FieldView> {
    vec![
        field(
            "recipient",
            "Who is told?",
            "One letter for each: a courier, a payment service, a marketplace.",
            Control::Line,
        ),
        field(
            "address",
            "Their e-mail address",
            "Where they take such messages; their privacy notice says it.",
            Control::Line,
        ),
        field(
            "keys",
            "What do they find it by?",
            "One line each: “Order number: JR-1001”. No more than they need.",
            Control::Area,
        ),
    ]
}

fn extension() -> Vec<FieldView> {
    let factors = ComplexityFactor::ALL.into_iter().map(|factor| {
        let hint = if factor.counts_alone() { "" } else { "Counts only together with another one." };
        (factor.code(), factor.name(), hint)
    });
    let grounds = ExtensionGround::ALL.into_iter().map(|ground| (ground.code(), ground.name(), ""));
    vec![
        field("ground", "On which ground?", "", Control::Choice(grounds.collect())),
        field(
            "factors",
            "What makes it complex?",
            "Tick what is true. The letter says it.",
            Control::Several(factors.collect()),
        ),
    ]
}

fn fulfilment(right: Right) -> Vec<FieldView> {
    let outcomes = Outcome::of(right).iter().map(|outcome| (outcome.code(), outcome.name(), "")).collect();
    let mut fields = vec![field("result", "How did it end?", "", Control::Choice(outcomes))];
    if right == Right::Restriction {
        let grounds =
            RestrictionGround::ALL.into_iter().map(|ground| (ground.code(), ground.words(), ground.article()));
        fields.push(field("restriction", "Why is it restricted?", "", Control::Choice(grounds.collect())));
    }
    if right == Right::Objection {
        let options = vec![("no", "The decision stays", ""), ("yes", "It was decided otherwise", "")];
        let hint = "Only if a person looked at a decision of the computer.";
        fields.push(field("changed", "What came of the review?", hint, Control::Choice(options)));
        let hint = "Only for a review. The person reads it: “a member of our payments team”.";
        fields.push(field("reviewer", "Who looked at the decision? (only for a review)", hint, Control::Line));
    }
    fields
}

/// What is asked below the text.
fn after(kind: CommandKind, right: Right) -> Vec<FieldView> {
    match kind {
        CommandKind::AskClarification => vec![field(
            "choices",
            "Which choices do you offer? (optional)",
            "One a line, such as “Everything about one order”. “Everything” is always an answer, and need not be written.",
            Control::Area,
        )],
        CommandKind::AskFee => vec![
            field("amount", "How much?", "With the currency: £12.50", Control::Line),
            field(
                "computed",
                "How was it computed?",
                "One line each: “Printing 250 pages at 4p: £10.00”. Only what it costs you: printing, postage, equipment, staff time.",
                Control::Area,
            ),
        ],
        CommandKind::Refuse => vec![field(
            "silent",
            "What may the person be told?",
            "",
            Control::Several(vec![(
                "yes",
                "Do not tell the ground, because telling it would defeat it",
                "A second person has to agree before anything is sent. Your reason stays on the record.",
            )]),
        )],
        CommandKind::AnnounceLifting => {
            vec![field("on", "From which day?", "After today: the person is told before.", Control::Day)]
        }
        CommandKind::Fulfil => told(right),
        CommandKind::ListRecipients => vec![field(
            "results",
            "What became of it? (optional)",
            "The person reads this. One line each: the name, a colon, and what they answered. “Royal Mail: it has confirmed.”",
            Control::Area,
        )],
        _ => Vec::new(),
    }
}

/// What stays after an erasure, and who was told (Articles 17(3) and 19).
fn told(right: Right) -> Vec<FieldView> {
    let mut fields = Vec::new();
    if right == Right::Erasure {
        let hint = "One line each: what, a colon, why and until when. “Invoices: tax law makes us keep them until April 2032.”";
        fields.push(field("kept", "What stays? (only if a part stays)", hint, Control::Area));
    }
    if tells_recipients(right) {
        let options = vec![
            ("nobody", "Nobody else had received the data", ""),
            ("these", "They were told", "Name them below, one a line."),
            ("not_possible", "They could not be told", "Impossible, or a disproportionate effort. Say why below."),
        ];
        fields.push(field("told", "Who else had the data? (Article 19)", "", Control::Choice(options)));
        fields.push(field("told_words", "Names, or the reason", "", Control::Area));
    }
    fields
}

/// The moment that counts for the clock.
fn moment_of(kind: CommandKind, now: DateTime<Utc>, zone: Tz) -> Option<FieldView> {
    let (label, hint) = match kind {
        CommandKind::ShowIdentity => {
            ("When was everything there?", "The day on which the complete answer arrived. The month starts on it.")
        }
        CommandKind::ShowAuthority => {
            ("When did the authority arrive?", "The signed authority or power of attorney, complete.")
        }
        CommandKind::AnswerClarification => ("When did they answer?", ""),
        CommandKind::RecordFee => ("When was it paid?", "The month starts on this day."),
        _ => return None,
    };
    let value = now.with_timezone(&zone).format(MOMENT).to_string();
    Some(FieldView { value, ..field("provided_at", label, hint, Control::Moment) })
}

fn ladder() -> Options {
    let hint = |method| match method {
        IdentityMethod::CodeToAddressOnFile => {
            "The address they gave is the one in the shop’s own records, and a code sent there came back."
        }
        IdentityMethod::MessageFromAddressOnFile => {
            "They wrote from the address in the shop’s own records, and our own mail server found the sender genuine."
        }
        IdentityMethod::OrderAndPostcode => {
            "They named an order and the postcode it went to, and both are in the shop’s records."
        }
        IdentityMethod::AccountLogin => "They signed in to their account and wrote to us from there.",
        IdentityMethod::Document => {
            "The last rung. Write below why nothing gentler was enough; destroy the copy after the decision."
        }
    };
    IdentityMethod::ALL.into_iter().map(|method| (method.code(), method.name(), hint(method))).collect()
}

fn fee_grounds() -> Options {
    FeeGround::ALL.into_iter().map(|ground| (ground.code(), ground.name(), "")).collect()
}

fn refusal_grounds(right: Right) -> Options {
    RefusalGround::of(right).into_iter().map(|ground| (ground.code(), ground.name(), ground.hint())).collect()
}

fn exemptions(right: Right) -> Options {
    let fitting = EXEMPTIONS.iter().filter(|exemption| exemption_fits(exemption, right));
    fitting.map(|exemption| (exemption.code, exemption.label, exemption.test)).collect()
}

/// The fields for facts that the letter lacks: staff fill each, or leave its sentence out.
pub fn gap_fields(gaps: &[LetterGap]) -> Vec<FieldView> {
    let of = |gap: &LetterGap| {
        let (fill, leave) = (format!("fill_{}", gap.field), format!("leave_{}", gap.field));
        let label = format!("Fill this: {}", gap.what);
        let hint = "Your company has not stated it. State it for this letter, or tick below.";
        let out = vec![("yes", "Leave the sentence out of this letter", "")];
        let mut asked = field(&fill, &label, hint, Control::Area);
        "The letter cannot go out without it.".clone_into(&mut asked.error);
        [asked, field(&leave, "Or", "", Control::Several(out))]
    };
    gaps.iter().flat_map(of).collect()
}
