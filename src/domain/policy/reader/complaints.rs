//! Where people can complain: the regulator, and the company itself (section 164A of the Data Protection Act 2018).

use serde::Serialize;

use super::super::cue::{Cue, Entry};
use super::super::document::{Document, Sentence};
use super::super::fact::{Fact, Quote};
use super::super::topic::Topic;

/// The routes for complaints.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Complaints {
    /// The supervisory authority named.
    pub regulator: Option<Fact<String>>,
    /// Its link or page.
    pub link: Option<Fact<String>>,
    /// The company's own route, where the policy offers one as such.
    pub own_route: Option<Quote>,
    /// A hint to turn to the company first, which is no route of its own.
    pub informal: Option<Quote>,
}

static REGULATORS: [Entry<&str>; 6] = [
    Entry::new(r"information commissioner|\bico\b", "Information Commissioner’s Office"),
    Entry::new(r"data protection commission(er)?\b", "Data Protection Commission"),
    Entry::new(r"\bcnil\b", "CNIL"),
    Entry::new(r"attorney general", "Attorney General"),
    Entry::new(r"california privacy protection agency", "California Privacy Protection Agency"),
    Entry::new(r"federal trade commission|\bftc\b", "Federal Trade Commission"),
];
static LINK: Cue = Cue::new(
    r"(?i)\b((?:https?://)?(?:www\.)?(?:ico\.org\.uk|dataprotection\.ie|cnil\.fr|oag\.ca\.gov|cppa\.ca\.gov|ftc\.gov|reportfraud\.ftc\.gov)[^\s)\],;]*)",
);
static OWN: Cue = Cue::new(
    r"complain(t|ts)? (directly )?(to|with) us\b|(make|raise|lodge|submit|send|file) (a |your |any )?(data protection |privacy )?complaints? (directly )?(to|with|using|through|by|via) (us|our|the form|e-?mail|e-?mailing|contacting|writing)|(our|internal) (data protection |privacy )?complaints? (procedure|process|form|policy)|complaints? procedure|acknowledge (your |the )?complaint|164a|complain to us first",
);
/// Under a heading on complaints, what is acknowledged is a complaint.
static ACKNOWLEDGED: Cue =
    Cue::new(r"\backnowledge (it|them|that|this|receipt)\b|confirm (that )?we have (it|received it)");
static INFORMAL: Cue = Cue::new(
    r"(contact|speak to|talk to|tell|let) us (in the )?first|(chance|opportunity) to (deal|resolve|address|put)|contact us .*before (you )?(contact|approach|complain)|before you (approach|contact|complain to) the|in the first instance|if you (have a|are unhappy|wish to make a) (complaint|with how).{0,80}(contact|e-?mail|write)|complaints?.{0,60}(contact us|e-?mail us|write to us)",
);

/// Reads the routes.
pub fn read(document: &Document) -> Complaints {
    let link = LINK.groups(&document.text).into_iter().next().map(|span| {
        let written = document.words(&span).trim_end_matches(['.', ',']).to_owned();
        Fact::stated(written, document, &super::identity::around(document, &span))
    });
    let acknowledged = document
        .sentences
        .iter()
        .find(|sentence| ACKNOWLEDGED.is_in(&sentence.folded) && document.is_about(sentence, Topic::Complaints));
    let quote = |cue: &'static Cue| {
        let found =
            document.sentences.iter().find(|sentence| cue.is_in(&sentence.folded) && is_ours(document, sentence));
        found.map(|sentence| Quote::of(document, &sentence.span))
    };
    Complaints {
        regulator: regulator(document),
        link,
        own_route: quote(&OWN).or_else(|| acknowledged.map(|sentence| Quote::of(document, &sentence.span))),
        informal: quote(&INFORMAL),
    }
}

fn is_ours(document: &Document, sentence: &Sentence) -> bool {
    let data = document.is_about(sentence, Topic::Complaints)
        || document.is_about(sentence, Topic::Rights)
        || document.is_about(sentence, Topic::Contact);
    data || sentence.folded.contains("complain")
}

fn regulator(document: &Document) -> Option<Fact<String>> {
    static RIGHT: Cue = Cue::new(r"complain|lodge|unhappy|not happy|concern|supervisory|regulator");
    REGULATORS.iter().find_map(|entry| {
        let mut naming = document.sentences.iter().filter(|sentence| entry.cue.is_in(&sentence.folded));
        let first = naming.clone().next()?;
        let best = naming.find(|sentence| RIGHT.is_in(&sentence.folded)).unwrap_or(first);
        let complains = RIGHT.is_in(&best.folded)
            || document.is_about(best, Topic::Complaints)
            || document.is_about(best, Topic::Rights);
        complains.then(|| Fact::stated(entry.means.to_owned(), document, &best.span))
    })
}
