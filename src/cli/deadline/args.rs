//! The facts as the command line gives them.

use chrono::{DateTime, Utc};

use crate::cli::Failure;
use crate::domain::clock::{Extension, History, Question};
use crate::domain::right::Right;

const EXAMPLES: &str = "\
Times are RFC 3339 with an offset, for example 2026-11-04T14:12:00+00:00 or 2026-11-04T14:12:00Z.
Days are counted in the time of the place, whatever the offset.

Several questions are paired with their answers in the order given; the last one may be unanswered:
  rightsdesk deadline --received 2026-11-04T14:12:00Z \\
    --clarification-requested 2026-11-10T09:00:00Z --clarification-provided 2026-11-12T16:30:00Z

What might be done next, and the date that it would give, is reckoned from the present, or from --as-of.

Laws: uk-gdpr, uk-complaint-ack, eu-gdpr, us-ca-ccpa, us-va and the other states, br-lgpd, ca-pipeda, ch-fadp, au-app12 …;
an unknown one is answered with the whole list. A law whose reading is not confirmed says so in a note.

Exit code 2: the input cannot be used, and the option is named.";

/// The facts.
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub struct Args {
    /// The law: uk-gdpr, eu-gdpr, us-ca-ccpa, ca-pipeda …
    #[arg(long, value_name = "REGIME", default_value = "uk-gdpr")]
    pub(super) regime: String,
    /// Whose public holidays and zone count: EW, SCT or NI, a country such as IE, a region such as DE-BY or US-CA; usually
    /// the law's home
    #[arg(long, value_name = "PLACE")]
    pub(super) place: Option<String>,
    /// The right: access, rectification, erasure, restriction, portability, objection or consent-withdrawal
    #[arg(long, value_name = "RIGHT", default_value = "access", value_parser = right)]
    pub(super) right: Right,
    /// When the request arrived
    #[arg(long, value_name = "TIME", value_parser = instant)]
    received: DateTime<Utc>,
    /// When proof of identity was asked for
    #[arg(long, value_name = "TIME", value_parser = instant)]
    identity_requested: Option<DateTime<Utc>>,
    /// When that proof was complete
    #[arg(long, value_name = "TIME", value_parser = instant, requires = "identity_requested")]
    identity_provided: Option<DateTime<Utc>>,
    /// When an agent's authority was asked for
    #[arg(long, value_name = "TIME", value_parser = instant)]
    authority_requested: Option<DateTime<Utc>>,
    /// When it arrived
    #[arg(long, value_name = "TIME", value_parser = instant, requires = "authority_requested")]
    authority_provided: Option<DateTime<Utc>>,
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
    /// The present, for what might be done next; usually now
    #[arg(long, value_name = "TIME", value_parser = instant)]
    pub(super) as_of: Option<DateTime<Utc>>,
}

impl Args {
    /// The history that the options tell.
    pub(super) fn history(&self) -> Result<History, Failure> {
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
            authority: question(self.authority_requested, self.authority_provided),
            fee: question(self.fee_requested, self.fee_paid),
            clarifications: questions.map(|(asked, answered)| Question { asked, answered }).collect(),
            extension,
            applied: None,
        })
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
