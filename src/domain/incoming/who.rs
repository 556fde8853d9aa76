//! Who a message is about, and who acts for them.

use super::evidence::Evidence;
use super::identity::{self, Found};
use super::letter::Letter;
use super::lexicon::Cue;
use super::message::Message;
use super::names;
use super::origin;
use super::proposal::{Kind, Proposal, RegimeHint};
use super::states;
use super::wish::Wish;
use crate::domain::personal::Personal;

/// A reference of ours: in the subject, in the text, in the names of the mails that this one answers, or in the mail that came back.
pub fn reference(message: &Message, letter: &Letter) -> Option<String> {
    let answers =
        message.answers.iter().map(|id| id.split_once('@').map_or(id.as_str(), |(left, _)| left).to_uppercase());
    let returned =
        message.enclosed.as_deref().filter(|_| !message.marks.report.is_empty()).map(|inner| inner.subject.clone());
    [message.subject.clone(), letter.subject.clone(), letter.parts.own.clone()]
        .into_iter()
        .chain(returned)
        .chain(answers)
        .find_map(|text| identity::reference_in(&text))
}

/// What is looked at to say who a message is about.
pub struct Who<'a> {
    /// The message as it came.
    pub message: &'a Message,
    /// Its letter.
    pub letter: &'a Letter,
    /// What the letter says.
    pub evidence: &'a Evidence<'a>,
    /// The company's own domains.
    pub own_domains: &'a [String],
}

impl Who<'_> {
    /// Who it is about. Nobody is where nobody speaks of their own affairs; ordinary support needs no more than who wrote.
    pub fn conclude(&self, proposal: &mut Proposal, reference: Option<String>) {
        let mut found = Found::default();
        let concerned = proposal.is_request || proposal.kind.is_about_a_case();
        if proposal.kind.is_personal() {
            if concerned {
                found = identity::identifiers(&self.evidence.lexicons, &self.letter.subject, &self.letter.parts.own);
            }
            self.person(proposal, &mut found, concerned);
        }
        let reported = self.message.marks.report == "delivery-status";
        if reported || (concerned && proposal.kind != Kind::AutoReply) {
            let taken = |reference: &String| found.values.values().any(|value| value == reference);
            let reference = reference.filter(|reference| !taken(reference)).unwrap_or_default();
            found.keep("reference", reference.clone(), reference);
        }
        for (name, words) in found.why {
            proposal.because(format!("identity: {name}"), words);
        }
        let named = |(name, value): (&str, String)| (name.to_owned(), Personal::new(value));
        proposal.identity = found.values.into_iter().map(named).collect();
    }

    fn person(&self, proposal: &mut Proposal, found: &mut Found, concerned: bool) {
        let lexicons = &self.evidence.lexicons;
        let acted_for = self.represented(proposal, found);
        let account = identity::account_address(lexicons, self.uncorrected(), self.own_domains);
        if let Some((address, words)) = account.filter(|_| concerned) {
            found.keep("email", address, words);
        }
        let agent = acted_for && found.values.contains_key("name") && !self.evidence.has(Cue::Parent);
        let entered = concerned.then(|| self.entered(found)).flatten();
        if let Some(address) = &entered {
            found.keep("email", address.clone(), format!("Reply-To: {address}"));
        }
        if proposal.through.is_none() && !agent {
            let sender = &self.letter.from.address;
            found.keep("email", sender.clone(), format!("From: {sender}"));
        }
        let display = if entered.is_some() { "" } else { self.letter.from.name.as_str() };
        let name = identity::writer_name(lexicons, display, &self.letter.parts.own);
        if let Some(name) = name.filter(|_| !acted_for) {
            found.keep("name", name.clone(), name);
        }
        if proposal.regime == RegimeHint::Ccpa {
            let state = states::state_in(&self.letter.parts.own).unwrap_or_default();
            found.keep("state", state, state);
        } else if let Some(state) = states::home_in(&self.letter.parts.own).filter(|_| concerned) {
            found.keep("state", state, state);
        }
    }

    /// The address that somebody entered in a form of the company's own site, whose mail comes from the company itself.
    fn entered(&self, found: &Found) -> Option<String> {
        let inside = |address: &str| {
            address.rsplit_once('@').is_some_and(|(_, domain)| self.own_domains.contains(&domain.trim().to_lowercase()))
        };
        if !inside(&self.letter.from.address) {
            return None;
        }
        let named = found.values.get("email").cloned();
        let answer = identity::address_in(&self.message.reply_to).filter(|_| !self.letter.was_passed_on);
        named.or(answer).filter(|address| !inside(address))
    }

    /// The sentences that correct nothing: a new address is not the one by which the company knows somebody.
    fn uncorrected(&self) -> impl Iterator<Item = &str> {
        let hits = &self.evidence.hits;
        let corrects = |at: usize| hits.iter().any(|hit| hit.sentence == at && hit.wish == Wish::Rectification);
        let told = self.evidence.body.iter().enumerate().filter(move |(at, _)| !corrects(*at));
        told.map(|(_, sentence)| sentence.written.as_str())
    }

    /// Whether somebody acts for the person; then the person's name is theirs, and the writer's is whom they act through.
    fn represented(&self, proposal: &mut Proposal, found: &mut Found) -> bool {
        let app = proposal.through.as_deref().filter(|name| origin::is_app(name));
        let cue = self.evidence.cue(Cue::Agent).or_else(|| self.evidence.cue(Cue::Parent));
        if !proposal.is_request || (cue.is_none() && app.is_none()) {
            return false;
        }
        if let Some((name, words)) = represented_name(self.evidence) {
            found.values.remove("name");
            found.keep("name", in_full(&name, &self.letter.parts.own).unwrap_or(name), words);
        }
        let display = self.letter.from.name.trim().trim_matches('"').to_owned();
        let signed = names::signature(&self.evidence.lexicons, &self.letter.parts.own).map(|signature| signature.name);
        let agent = app.map(str::to_owned).or(Some(display).filter(|name| !name.is_empty())).or(signed);
        proposal.on_behalf = agent.map(Personal::new);
        let address = clients_address(self.letter).filter(|_| !self.evidence.has(Cue::Parent));
        if let Some(address) = address {
            found.keep("email", address.clone(), address);
        }
        proposal.because("on_behalf", cue.unwrap_or_default());
        true
    }
}

/// The full name that a letter gives elsewhere for somebody it calls by one name.
fn in_full(name: &str, text: &str) -> Option<String> {
    let called = |(at, _): (usize, &str)| names::name_at_start(text.get(at..)?.lines().next()?);
    let single = !name.contains(char::is_whitespace);
    text.match_indices(name)
        .filter(|_| single)
        .filter_map(called)
        .find(|full| full != name && names::is_full_name(full))
}

/// The client's address is one in the letter that is not of the agent's own house.
fn clients_address(letter: &Letter) -> Option<String> {
    let house = letter.from.domain();
    identity::addresses_in(&letter.parts.own)
        .into_iter()
        .find(|address| address.rsplit_once('@').is_some_and(|(_, domain)| !domain.eq_ignore_ascii_case(&house)))
}

fn represented_name(evidence: &Evidence<'_>) -> Option<(String, String)> {
    evidence.body.iter().chain(&evidence.subject).find_map(|sentence| {
        evidence.lexicons.iter().flat_map(|lexicon| &lexicon.on_behalf).find_map(|pattern| {
            pattern.find(&sentence.words).into_iter().find_map(|(from, to)| {
                let end = to.checked_sub(1).and_then(|last| sentence.words.get(last)).map_or(0, |word| word.end);
                let name = names::name_at_start(sentence.written.get(end..)?)?;
                Some((name, sentence.between(from, to + 2).to_owned()))
            })
        })
    })
}
