//! From what the words say to what the message is. Whatever is not sure stays small: a wrong right costs more than a missing one,
//! because a person reads every message anyway.

use super::evidence::Evidence;
use super::lexicon::Cue;
use super::message::Message;
use super::origin;
use super::proposal::{Kind, RegimeHint};
use super::wish::Wish;
use super::wishes::Mood;

/// What was concluded, each with the words that led to it.
#[derive(Clone, Default)]
pub struct Rights {
    /// What is asked for, in the order of the letter.
    pub asked: Vec<(Wish, String)>,
    /// What was asked for before.
    pub before: Vec<(Wish, String)>,
}

impl Rights {
    /// What is asked for.
    pub fn wishes(&self) -> Vec<Wish> {
        self.asked.iter().map(|(wish, _)| *wish).collect()
    }
}

/// Which rights the letter uses.
pub fn rights(evidence: &Evidence<'_>) -> Rights {
    let mut rights = Rights::default();
    let asks =
        !evidence.has(Cue::News) && (evidence.has(Cue::Asking) || evidence.in_mood(Mood::Asked).next().is_some());
    for hit in &evidence.hits {
        match hit.mood {
            Mood::Asked => keep(&mut rights.asked, hit.wish, &hit.words),
            Mood::Named if asks => keep(&mut rights.asked, hit.wish, &hit.words),
            Mood::Before => keep(&mut rights.before, hit.wish, &hit.words),
            _ => {}
        }
    }
    let empty = evidence.is_empty();
    let denied = |wish: Wish| evidence.in_mood(Mood::Denied).any(|hit| hit.wish == wish);
    let about_others = evidence.has(Cue::Policy) || evidence.has(Cue::Selling);
    let subject_counts = !evidence.is_reply && (asks || empty) && !about_others;
    for hit in evidence.subject_hits.iter().filter(|hit| subject_counts && !denied(hit.wish)) {
        if matches!(hit.mood, Mood::Asked | Mood::Named) && !rights.before.iter().any(|(wish, _)| *wish == hit.wish) {
            keep(&mut rights.asked, hit.wish, &hit.words);
        }
    }
    rights
}

fn keep(list: &mut Vec<(Wish, String)>, wish: Wish, words: &str) {
    if !list.iter().any(|(known, _)| *known == wish) {
        list.push((wish, words.to_owned()));
    }
}

/// Everything that the kind of a message depends on.
pub struct Sight<'a> {
    /// The message as it came.
    pub message: &'a Message,
    /// What its letter says.
    pub evidence: &'a Evidence<'a>,
    /// Which rights it uses.
    pub rights: &'a Rights,
    /// Whether it carries a reference of ours.
    pub referred: bool,
    /// A relay, generator or app, by name.
    pub through: Option<&'a str>,
}

/// A kind, and the words that led to it.
pub type Guess = (Kind, String);

/// What kind of message it is.
pub fn kind(sight: &Sight<'_>) -> Guess {
    by_machine(sight).or_else(|| by_office(sight)).or_else(|| about_a_case(sight)).unwrap_or_else(|| by_content(sight))
}

/// What a program wrote.
fn by_machine(sight: &Sight<'_>) -> Option<Guess> {
    let Sight { message, evidence, rights, .. } = sight;
    let marks = &message.marks;
    let from = message.from.address.to_lowercase();
    let daemon = from.starts_with("mailer-daemon") || from.starts_with("postmaster@");
    if marks.report == "delivery-status" || (daemon && marks.empty_return_path) {
        return Some((Kind::Bounce, message.subject.clone()));
    }
    let replied =
        marks.auto_submitted.starts_with("auto-replied") || marks.auto_reply || marks.precedence == "auto_reply";
    let generated = !marks.auto_submitted.is_empty() && marks.auto_submitted != "no" && rights.asked.is_empty();
    let away =
        evidence.subject.iter().any(|s| evidence.lexicons.iter().any(|lexicon| lexicon.has(Cue::Away, &s.words)));
    let says_so = message.is_automatic() && evidence.has(Cue::Automated) && rights.asked.is_empty();
    if !marks.report.is_empty() || replied || generated || away || says_so {
        return Some((Kind::AutoReply, message.subject.clone()));
    }
    let bulk = marks.list || ["bulk", "junk", "list"].contains(&marks.precedence.as_str());
    let sells = evidence.count(Cue::Selling);
    let own = evidence.in_mood(Mood::Asked).next().is_some() && sight.through.is_some()
        || !rights.asked.is_empty() && sells == 0;
    let sold = (bulk && !own) || (sells >= 2 && evidence.in_mood(Mood::Asked).next().is_none());
    sold.then(|| (Kind::Spam, evidence.cue(Cue::Selling).unwrap_or_else(|| message.subject.clone())))
}

/// What an office wrote.
fn by_office(sight: &Sight<'_>) -> Option<Guess> {
    let Sight { message, evidence, rights, .. } = sight;
    if sight.through.is_none() && origin::is_authority(message) && !is_relayed(sight) {
        return Some((Kind::Authority, message.from.name.clone()));
    }
    if sight.through.is_none()
        && evidence.count(Cue::Authority) >= 1
        && rights.asked.is_empty()
        && !evidence.has(Cue::Asking)
    {
        return Some((Kind::Authority, evidence.cue(Cue::Authority).unwrap_or_default()));
    }
    let agent = evidence.cue(Cue::Agent).filter(|_| rights.asked.is_empty() && rights.before.is_empty())?;
    (!sight.referred).then_some((Kind::Solicitor, agent))
}

/// The relay of an authority passes on a request in the first person or under labels.
fn is_relayed(sight: &Sight<'_>) -> bool {
    sight.evidence.in_mood(Mood::Asked).next().is_some()
        && sight.evidence.in_mood(Mood::Before).next().is_none()
        && sight.evidence.has(Cue::Asking)
}

/// What belongs to something that runs already.
fn about_a_case(sight: &Sight<'_>) -> Option<Guess> {
    let Sight { evidence, rights, referred, .. } = sight;
    let fresh = is_fresh(sight);
    if let Some(words) =
        evidence.cue(Cue::TakenBack).filter(|_| rights.asked.is_empty() && (*referred || !is_other_denial(sight)))
    {
        return Some((Kind::Withdrawal, words));
    }
    if fresh {
        return None;
    }
    let concerns_data = *referred
        || !evidence.hits.is_empty()
        || evidence.has(Cue::TermOfArt)
        || evidence.has(Cue::Policy)
        || evidence.names_the_law();
    if let Some(words) = evidence.cue(Cue::Complaint).filter(|_| concerns_data) {
        return Some((Kind::Complaint, words));
    }
    let chasing = evidence.cue(Cue::Chasing);
    if let Some(words) = chasing.clone().filter(|_| *referred || !rights.before.is_empty()) {
        return Some((Kind::FollowUp, words));
    }
    if let Some(words) = evidence.cue(Cue::Proof).filter(|_| *referred) {
        return Some((Kind::IdentityAnswer, words));
    }
    if let Some((_, words)) = rights.before.first() {
        return Some((Kind::FollowUp, words.clone()));
    }
    let chased = chasing.filter(|_| rights.asked.is_empty() && (concerns_data || !evidence.has(Cue::Ordinary)));
    referred.then(|| (Kind::FollowUp, String::new())).or_else(|| chased.map(|words| (Kind::FollowUp, words)))
}

/// `I changed my mind, keep the blue one` is about an order.
fn is_other_denial(sight: &Sight<'_>) -> bool {
    let data = sight.evidence.hits.iter().chain(&sight.evidence.subject_hits).next().is_some();
    !data && !sight.evidence.has(Cue::TermOfArt)
}

/// Whether something new is asked for: a right that neither the quoted mail nor an earlier request is about.
fn is_fresh(sight: &Sight<'_>) -> bool {
    let Sight { evidence, rights, referred, .. } = sight;
    let known = |wish: &Wish| rights.before.iter().any(|(before, _)| before == wish) || evidence.quoted.contains(wish);
    let chases = evidence.has(Cue::Chasing) || !rights.before.is_empty();
    let besides = evidence.has(Cue::Besides);
    rights.asked.iter().any(|(wish, _)| {
        let asked_before = rights.before.iter().any(|(before, _)| before == wish);
        let answers = *referred && evidence.quoted.is_empty() && (chases || evidence.has(Cue::Proof));
        let repeats = known(wish) || answers || (chases && rights.before.is_empty());
        if besides { !asked_before } else { !repeats }
    })
}

/// What the letter is about when nothing else decides.
fn by_content(sight: &Sight<'_>) -> Guess {
    let Sight { evidence, rights, message, .. } = sight;
    if let Some((_, words)) = rights.asked.first() {
        let only =
            matches!(rights.wishes()[..], [Wish::Objection]) || matches!(rights.wishes()[..], [Wish::WithdrawConsent]);
        let stops = only && (evidence.has(Cue::Marketing) || evidence.is_curt());
        return (if stops { Kind::OptOut } else { Kind::Request }, words.clone());
    }
    if let Some(words) = evidence.cue(Cue::OtherLaw) {
        return (Kind::OtherLaw, words);
    }
    if evidence.is_empty() && message.attachments.is_empty() {
        return (Kind::Unclear, message.subject.clone());
    }
    if is_only_enclosed(evidence, message) {
        let name = message.attachments.first().map(|file| file.name.clone()).unwrap_or_default();
        return (Kind::Request, name);
    }
    let supposed = evidence.in_mood(Mood::Supposed).next().map(|hit| hit.words.clone());
    if let Some(words) = evidence.cue(Cue::Policy).or_else(|| evidence.cue(Cue::News)).or(supposed) {
        return (Kind::Question, words);
    }
    (Kind::Support, evidence.body.first().map(|sentence| sentence.written.clone()).unwrap_or_default())
}

/// Whether what is wanted stands in a file: the letter is empty, or says little more than that something is attached. A picture of
/// what arrived broken, an invoice and an application are ordinary.
fn is_only_enclosed(evidence: &Evidence<'_>, message: &Message) -> bool {
    let pictures = message.attachments.iter().all(|file| file.media_type.starts_with("image/"));
    let points = evidence.has(Cue::Attached) && !message.attachments.is_empty() && !pictures;
    evidence.count(Cue::Policy) == 0 && (evidence.is_empty() || (points && !evidence.has(Cue::Ordinary)))
}

/// Whether the letter lies in a file that only a person can read.
pub fn is_unread(kind: Kind, rights: &Rights) -> bool {
    kind == Kind::Request && rights.asked.is_empty()
}

/// The law that seems to be meant, with the words that say so.
pub fn regime(evidence: &Evidence<'_>, kind: Kind) -> (RegimeHint, String) {
    let counts = matches!(kind, Kind::Request | Kind::OptOut | Kind::FollowUp | Kind::Complaint | Kind::Authority);
    if !counts {
        return (RegimeHint::None, String::new());
    }
    let text: Vec<&str> =
        evidence.body.iter().chain(&evidence.subject).map(|sentence| sentence.written.as_str()).collect();
    named_law(&text.join("\n")).or_else(|| implied_law(evidence)).unwrap_or_else(|| match kind {
        Kind::Authority => (RegimeHint::UkGdpr, String::new()),
        _ => (RegimeHint::Unspecified, String::new()),
    })
}

/// Names of laws as they are written, the more exact first.
const LAWS: &[(&str, RegimeHint)] = &[
    ("California Consumer Privacy", RegimeHint::Ccpa),
    ("California resident", RegimeHint::Ccpa),
    ("resident of California", RegimeHint::Ccpa),
    ("CCPA", RegimeHint::Ccpa),
    ("CPRA", RegimeHint::Ccpa),
    ("UK GDPR", RegimeHint::UkGdpr),
    ("UK-GDPR", RegimeHint::UkGdpr),
    ("UK General Data Protection", RegimeHint::UkGdpr),
    ("Data Protection Act", RegimeHint::UkGdpr),
    ("DPA 2018", RegimeHint::UkGdpr),
    ("ICO", RegimeHint::UkGdpr),
    ("Information Commissioner", RegimeHint::UkGdpr),
    ("EU GDPR", RegimeHint::EuGdpr),
    ("EU-GDPR", RegimeHint::EuGdpr),
    ("2016/679", RegimeHint::EuGdpr),
    ("DSGVO", RegimeHint::EuGdpr),
    ("DS-GVO", RegimeHint::EuGdpr),
    ("RGPD", RegimeHint::EuGdpr),
    ("AVG", RegimeHint::EuGdpr),
    ("RODO", RegimeHint::EuGdpr),
    ("Datenschutz-Grundverordnung", RegimeHint::EuGdpr),
];

fn named_law(text: &str) -> Option<(RegimeHint, String)> {
    let whole = |name: &str| {
        text.match_indices(name).any(|(at, _)| {
            let edge = |c: Option<char>| c.is_none_or(|c| !c.is_alphanumeric());
            edge(text.get(..at).and_then(|t| t.chars().next_back()))
                && edge(text.get(at + name.len()..).and_then(|t| t.chars().next()))
        })
    };
    LAWS.iter().find(|(name, _)| whole(name)).map(|(name, regime)| (*regime, (*name).to_owned()))
}

/// Words of art without the name of a law: in English the law of the place, in another European language the GDPR.
fn implied_law(evidence: &Evidence<'_>) -> Option<(RegimeHint, String)> {
    let words = evidence.cue(Cue::TermOfArt)?;
    match evidence.lexicons.first().map(|lexicon| lexicon.code.as_str()) {
        Some("en") => Some((RegimeHint::UkGdpr, words)),
        Some("ja") | None => None,
        Some(_) => Some((RegimeHint::EuGdpr, words)),
    }
}
