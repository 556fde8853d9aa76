//! `rightsdesk deadline`: a due date from facts given on the command line, with the sum that leads to it.

use std::io::Write;

use chrono::{DateTime, NaiveDate, SecondsFormat, Utc};
use serde::Serialize;

use crate::cli::{Exit, Failure, Globals};
use crate::config::regimes;
use crate::domain::clock::words::{weekday_date, zone_name};
use crate::domain::clock::{
    ClockStatus, Extension, History, HistoryError, Question, QuestionKind, Reckoning, Step, Terms, UnknownLaw, Warning,
    reckon,
};
use crate::domain::right::Right;

const EXAMPLES: &str = "\
Times are RFC 3339 with an offset, for example 2026-11-04T14:12:00+00:00 or 2026-11-04T14:12:00Z.
Days are counted in the time of the place, whatever the offset.

Several questions are paired with their answers in the order given; the last one may be unanswered:
  rightsdesk deadline --received 2026-11-04T14:12:00Z \\
    --clarification-requested 2026-11-10T09:00:00Z --clarification-provided 2026-11-12T16:30:00Z

Exit code 2: the input cannot be used, and the option is named.";

/// The facts. What an agent's authority needs is given with the options for identity: it starts the clock in the same way.
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub struct Args {
    /// The law: uk-gdpr or uk-complaint-ack
    #[arg(long, value_name = "REGIME", default_value = "uk-gdpr")]
    regime: String,
    /// Whose public holidays count: EW (England and Wales), SCT (Scotland) or NI (Northern Ireland)
    #[arg(long, value_name = "PLACE", default_value = "EW")]
    place: String,
    /// The right: access, rectification, erasure, restriction, portability, objection or consent-withdrawal
    #[arg(long, value_name = "RIGHT", default_value = "access", value_parser = right)]
    right: Right,
    /// When the request arrived
    #[arg(long, value_name = "TIME", value_parser = instant)]
    received: DateTime<Utc>,
    /// When proof of identity (or of an agent's authority) was asked for
    #[arg(long, value_name = "TIME", value_parser = instant)]
    identity_requested: Option<DateTime<Utc>>,
    /// When that proof was complete
    #[arg(long, value_name = "TIME", value_parser = instant, requires = "identity_requested")]
    identity_provided: Option<DateTime<Utc>>,
    /// When the person was asked what is meant; may be given several times
    #[arg(long, value_name = "TIME", value_parser = instant)]
    clarification_requested: Vec<DateTime<Utc>>,
    /// When the answer came; the first answer belongs to the first question
    #[arg(long, value_name = "TIME", value_parser = instant, requires = "clarification_requested")]
    clarification_provided: Vec<DateTime<Utc>>,
    /// When a fee was asked for; allowed only for manifestly unfounded or excessive requests
    #[arg(long, value_name = "TIME", value_parser = instant)]
    fee_requested: Option<DateTime<Utc>>,
    /// When the fee was paid
    #[arg(long, value_name = "TIME", value_parser = instant, requires = "fee_requested")]
    fee_paid: Option<DateTime<Utc>>,
    /// When a notice of extension was sent
    #[arg(long, value_name = "TIME", value_parser = instant)]
    extended_at: Option<DateTime<Utc>>,
    /// The reason that the notice of extension states
    #[arg(long, value_name = "TEXT", requires = "extended_at")]
    extension_reason: Option<String>,
}

/// What `--json` writes. `due` is the first due date, `extended_due` the one after a valid extension.
#[derive(Serialize)]
struct Answer<'a> {
    status: ClockStatus,
    due: Option<NaiveDate>,
    extended_due: Option<NaiveDate>,
    due_instant: Option<String>,
    explanation: &'a [Step],
    warnings: &'a [Warning],
    first_due: Option<NaiveDate>,
    conservative_due: Option<NaiveDate>,
    shadow_due: NaiveDate,
    regime: &'a str,
    version: &'a str,
    place: &'a str,
    zone: &'a str,
}

/// Computes and writes the date.
pub fn run(args: &Args, globals: &Globals, out: &mut dyn Write) -> Result<Exit, Failure> {
    let law = regimes::law().map_err(Failure::negative)?;
    let terms = law.terms(&args.regime, &args.place, "Europe/London").map_err(|unknown| refuse_law(&unknown))?;
    let history = args.history()?;
    let reckoning = reckon(&history, args.right, &terms).map_err(|wrong| refuse_history(&wrong))?;
    if globals.json {
        let answer = Answer::of(&reckoning, &terms);
        let text = serde_json::to_string(&answer).map_err(Failure::negative)?;
        writeln!(out, "{text}")?;
    } else {
        write_ledger(args.right, &reckoning, &terms, out)?;
    }
    Ok(Exit::Done)
}

impl Args {
    fn history(&self) -> Result<History, Failure> {
        let question = |asked: Option<DateTime<Utc>>, answered| asked.map(|asked| Question { asked, answered });
        if self.clarification_provided.len() > self.clarification_requested.len() {
            return Err(Failure::bad_input("--clarification-provided", "there are more answers than questions"));
        }
        let answers = self.clarification_provided.iter().copied().map(Some).chain(std::iter::repeat(None));
        let questions = self.clarification_requested.iter().copied().zip(answers);
        let extension = self.extended_at.map(|at| Extension { at, reason: self.extension_reason.clone() });
        Ok(History {
            received: self.received,
            identity: question(self.identity_requested, self.identity_provided),
            authority: None,
            fee: question(self.fee_requested, self.fee_paid),
            clarifications: questions.map(|(asked, answered)| Question { asked, answered }).collect(),
            extension,
        })
    }
}

impl<'a> Answer<'a> {
    fn of(reckoning: &'a Reckoning, terms: &Terms<'a>) -> Self {
        let running = reckoning.status == ClockStatus::Running;
        let due_instant = reckoning.deadline.map(|instant| instant.to_rfc3339_opts(SecondsFormat::Secs, true));
        Self {
            status: reckoning.status,
            due: reckoning.first_due.filter(|_| running),
            extended_due: reckoning.extended_due,
            due_instant,
            explanation: &reckoning.explanation,
            warnings: &reckoning.warnings,
            first_due: reckoning.first_due,
            conservative_due: reckoning.conservative_due,
            shadow_due: reckoning.shadow_due,
            regime: &terms.regime.id,
            version: &terms.regime.version,
            place: terms.place.code(),
            zone: terms.zone.name(),
        }
    }
}

fn write_ledger(right: Right, reckoning: &Reckoning, terms: &Terms<'_>, out: &mut dyn Write) -> Result<(), Failure> {
    let about = if terms.regime.about == "request" { format!("{}, ", right.name()) } else { String::new() };
    writeln!(out, "{}: {about}{}", terms.regime.name, terms.place)?;
    writeln!(out, "{}\n", headline(reckoning, terms))?;
    for step in &reckoning.explanation {
        let date = step.date.map(|date| date.format("%a %e %b %Y").to_string()).unwrap_or_default();
        write_entry(&date, &step.words, out)?;
        write_entry("", &format!("[{}]", step.source), out)?;
    }
    for warning in &reckoning.warnings {
        writeln!(out)?;
        write_entry("Note", &warning.words, out)?;
    }
    Ok(())
}

/// A column for the date and one for the words, broken to fit a terminal of 100 columns.
fn write_entry(date: &str, words: &str, out: &mut dyn Write) -> Result<(), Failure> {
    let mut lines = vec![String::new()];
    for word in words.split(' ') {
        match lines.last_mut() {
            Some(line) if line.chars().count() + word.chars().count() < 78 => {
                line.push_str(if line.is_empty() { "" } else { " " });
                line.push_str(word);
            }
            _ => lines.push(word.into()),
        }
    }
    for (first, line) in std::iter::once(date).chain(std::iter::repeat("")).zip(lines) {
        writeln!(out, "  {first:<16}  {line}")?;
    }
    Ok(())
}

fn headline(reckoning: &Reckoning, terms: &Terms<'_>) -> String {
    let zone = zone_name(terms.zone);
    match (reckoning.status, reckoning.due) {
        (ClockStatus::NotStarted, _) => "The clock has not started.".into(),
        (ClockStatus::Running, Some(due)) if reckoning.extended => {
            format!("Due, extended, by the end of {} ({zone}).", weekday_date(due))
        }
        (ClockStatus::Running, Some(due)) => format!("Due by the end of {} ({zone}).", weekday_date(due)),
        _ => "The clock is paused.".into(),
    }
}

fn instant(text: &str) -> Result<DateTime<Utc>, String> {
    let wanted = "a time needs a date, a time and an offset, as in 2026-11-04T14:12:00+00:00 or 2026-11-04T14:12:00Z";
    DateTime::parse_from_rfc3339(text).map(|instant| instant.to_utc()).map_err(|error| format!("{error}; {wanted}"))
}

fn right(text: &str) -> Result<Right, String> {
    Right::parse(&text.replace('-', "_")).ok_or_else(|| {
        let known: Vec<_> = Right::ALL.iter().map(|right| right.code().replace('_', "-")).collect();
        format!("the rights are {}", known.join(", "))
    })
}

fn refuse_law(unknown: &UnknownLaw) -> Failure {
    match unknown {
        UnknownLaw::Regime { .. } | UnknownLaw::Calendar { .. } => Failure::bad_input("--regime", unknown),
        UnknownLaw::Place(_) | UnknownLaw::Zone(_) => Failure::bad_input("--place", unknown),
    }
}

fn refuse_history(wrong: &HistoryError) -> Failure {
    let option = match wrong {
        HistoryError::AnswerBeforeQuestion(kind) | HistoryError::NothingAsked(kind) => answer_option(*kind),
        HistoryError::QuestionBeforeReceipt(kind) | HistoryError::AskedTwice(kind) => question_option(*kind),
        HistoryError::ExtensionBeforeReceipt => "--extended-at",
        HistoryError::OutOfRange(_) => "--received and the other times",
    };
    Failure::bad_input(option, wrong)
}

const fn question_option(kind: QuestionKind) -> &'static str {
    match kind {
        QuestionKind::Identity | QuestionKind::Authority => "--identity-requested",
        QuestionKind::Fee => "--fee-requested",
        QuestionKind::Clarification => "--clarification-requested",
    }
}

const fn answer_option(kind: QuestionKind) -> &'static str {
    match kind {
        QuestionKind::Identity | QuestionKind::Authority => "--identity-provided",
        QuestionKind::Fee => "--fee-paid",
        QuestionKind::Clarification => "--clarification-provided",
    }
}
