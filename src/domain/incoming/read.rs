//! The reader: a message goes in, a proposal comes out, with the words that led to each guess.

use chrono_tz::Tz;

use super::conclude::{self, Rights, Sight};
use super::enclosures::enclosure;
use super::evidence::{Evidence, gather};
use super::letter::{Letter, is_note, letters};
use super::lexicon::Lexicon;
use super::message::Message;
use super::origin;
use super::points::points;
use super::proposal::{Kind, Proposal, RegimeHint};
use super::who::{self, Who};
use super::wish::Wish;
use crate::domain::personal::Personal;

/// Reads letters by the words of several languages.
pub struct Reader {
    lexicons: Vec<Lexicon>,
}

impl Reader {
    /// A reader with these languages.
    pub fn new(lexicons: Vec<Lexicon>) -> Self {
        Self { lexicons }
    }

    /// Reads a message. `zone` is the company's time, in which the day of receipt is counted.
    pub fn read(&self, message: &Message, zone: Tz) -> Proposal {
        let own_domains = own_domains(message);
        let letter = self.chosen(message, &own_domains, zone);
        let evidence = gather(&self.lexicons, &letter);
        let mut rights = conclude::rights(&evidence);
        let reference = who::reference(message, &letter);
        let text = format!("{}\n{}", letter.subject, letter.parts.own);
        let through = origin::through(message, &text);
        let sight = Sight { message, evidence: &evidence, rights: &rights, referred: reference.is_some(), through };
        let (kind, words) = conclude::kind(&sight);
        if conclude::is_unread(kind, &rights) {
            rights.asked.push((Wish::Unknown, words.clone()));
        }
        let mut proposal = blank(message, &evidence, kind);
        proposal.because(format!("kind: {}", kind.code()), words);
        conclude_rights(&mut proposal, &rights);
        let (regime, words) = conclude::regime(&evidence, kind);
        proposal.regime = regime;
        if !words.is_empty() {
            proposal.because(format!("regime: {}", regime.code()), words);
        }
        proposal.through = through.map(str::to_owned);
        conclude_receipt(&mut proposal, &letter);
        Who { message, letter: &letter, evidence: &evidence, own_domains: &own_domains }
            .conclude(&mut proposal, reference);
        proposal.questions = points(&letter.parts.own);
        proposal
    }

    /// The letter to read: the outermost that asks for something, else the innermost that somebody passed on.
    fn chosen(&self, message: &Message, own_domains: &[String], zone: Tz) -> Letter {
        let all = letters(message, zone);
        let last = all.len().saturating_sub(1);
        let speaks = |letter: &Letter| {
            let evidence = gather(&self.lexicons, letter);
            !own_domains.contains(&letter.from.domain()) && !conclude::rights(&evidence).asked.is_empty()
        };
        let at = all
            .iter()
            .enumerate()
            .position(|(at, letter)| at == last || speaks(letter) || !is_note(letter, own_domains))
            .unwrap_or_default();
        all.into_iter().nth(at).unwrap_or_default()
    }
}

/// The company's own domains: those the message was written to.
fn own_domains(message: &Message) -> Vec<String> {
    message.to.iter().filter_map(|to| to.rsplit_once('@')).map(|(_, domain)| domain.trim().to_lowercase()).collect()
}

fn blank(message: &Message, evidence: &Evidence<'_>, kind: Kind) -> Proposal {
    let reported = matches!(kind, Kind::Bounce);
    Proposal {
        kind,
        is_request: false,
        rights: Vec::new(),
        regime: RegimeHint::None,
        language: evidence.lexicons.first().map_or_else(String::new, |lexicon| lexicon.code.clone()),
        identity: std::collections::BTreeMap::new(),
        sender: (kind.is_personal() && !message.from.address.is_empty())
            .then(|| Personal::new(message.from.address.clone())),
        on_behalf: None,
        follow_up: kind.is_about_a_case(),
        attachments: if reported { 0 } else { message.attachments.len() },
        received: None,
        questions: Vec::new(),
        through: None,
        enclosures: message.attachments.iter().map(|file| enclosure(evidence, file)).collect(),
        difficulties: message.difficulties.clone(),
        why: Vec::new(),
    }
}

/// Requests name what they ask for; reminders and complaints name what was asked for before.
fn conclude_rights(proposal: &mut Proposal, rights: &Rights) {
    let list = match proposal.kind {
        Kind::Request | Kind::OptOut => {
            proposal.is_request = true;
            rights.asked.clone()
        }
        Kind::FollowUp | Kind::Complaint => {
            let mut all = rights.before.clone();
            all.extend(
                rights.asked.iter().filter(|(wish, _)| !rights.before.iter().any(|(known, _)| known == wish)).cloned(),
            );
            all
        }
        _ => Vec::new(),
    };
    for (wish, words) in list {
        proposal.rights.push(wish);
        proposal.because(format!("rights: {}", wish.code()), words);
    }
}

fn conclude_receipt(proposal: &mut Proposal, letter: &Letter) {
    let Some(at) = letter.received else { return };
    proposal.received = Some(at.date());
    let source =
        if letter.was_passed_on { "the date of the message that was passed on" } else { "the date of the message" };
    proposal.because("received", format!("{source}: {}", at.format("%-d %B %Y %H:%M")));
}
