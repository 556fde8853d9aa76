//! Marketing: which channels, on what it rests, and the ways out.

use serde::Serialize;

use super::super::cue::{Cue, Entry, entries};
use super::super::document::{Document, Sentence};
use super::super::fact::{Fact, Quote};
use super::super::topic::Topic;
use super::bases::{Basis, bases_in};

/// What a policy says about marketing.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Marketing {
    /// Channels: `email`, `sms`, `phone`, `whatsapp`, `post`, `social`.
    pub channels: Vec<Fact<String>>,
    /// Ways out: `unsubscribe_link`, `account_settings` …
    pub ways_out: Vec<Fact<String>>,
    /// Each sentence that says that marketing is sent, with what it rests on there.
    pub uses: Vec<MarketingUse>,
    /// The sentence that lets people out, way or not.
    pub opt_out: Option<Quote>,
}

/// A sentence that says that marketing is sent.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct MarketingUse {
    /// What it rests on, as far as the sentence and its paragraph say.
    pub bases: Vec<Basis>,
    /// Whether mere use of the site is taken for consent to it.
    pub by_use: bool,
    /// The channels of the sentence.
    pub channels: Vec<&'static str>,
    /// The sentence.
    pub quote: Quote,
}

static SPEAKS: Cue = Cue::new(r"marketing|promotion|newsletter|special offers|\boffers\b|campaign|communications by");
static SENDS: Cue = Cue::new(
    r"\b(send|sending|sent|receiv\w+|contact you|use (these|this|your|customer)|may use|promote|promotions?|newsletters?|marketing (e-?mails?|messages|communications)|legitimate interest)\b",
);
static CHANNELS: [Entry<&str>; 7] = [
    Entry::new(r"e-?mails?\b|newsletters? by e-?mail", "email"),
    Entry::new(r"\bsms\b|text messages?|\btexts?\b", "sms"),
    Entry::new(r"\b(tele)?phone\b|telephone calls|phone calls|by call", "phone"),
    Entry::new(r"whats ?app", "whatsapp"),
    Entry::new(r"by post\b|direct mail|postal|catalogues?|by mail\b", "post"),
    Entry::new(r"social media|facebook|instagram", "social"),
    Entry::new(r"push notification|in-app", "push"),
];
static OUT: Cue = Cue::new(
    r"opt[- ]?(ing )?out|unsubscrib|stop (receiving|sending|marketing|us (from )?(sending|contacting|using))|object to .*marketing|(withdraw|change) .*(marketing|consent to)|manage .*(marketing|communication) preferences",
);
static NOT_OUT: Cue = Cue::new(
    r"until you opt|records?: kept|kept until|opt[- ]out of (the |any )?(sale|sharing)|opted? in (and|or) out",
);
static WAYS: [Entry<&str>; 6] = [
    Entry::new(
        r"unsubscribe\W{0,2} (link|button|option|function|instructions)|link (in|at|within|included|contained)|click\w* .{0,25}(unsubscribe|link)|footer of",
        "unsubscribe_link",
    ),
    Entry::new(
        r"account settings|your (account|profile)|my account|preference (cent|page)|(in|through|via|using) your (\w+ )?settings|communication settings",
        "account_settings",
    ),
    Entry::new(
        r"contact(ing)? us|e-?mail(ing)? (us|to)|write to us|[a-z0-9._-]+@[a-z0-9.-]+|let(ting)? us know|telling us",
        "contact",
    ),
    Entry::new(r"reply(ing)? .{0,12}\b(stop|end)\b|text(ing)? .{0,8}stop|send(ing)? .{0,6}stop", "reply_stop"),
    Entry::new(r"(un)?tick(ing)?|checkbox", "tick_box"),
    Entry::new(r"browser settings|cookie settings", "cookie_settings"),
];

/// Reads marketing.
pub fn read(document: &Document) -> Marketing {
    let mut marketing = Marketing::default();
    for sentence in &document.sentences {
        take_use(document, sentence, &mut marketing);
        take_way_out(document, sentence, &mut marketing);
    }
    marketing
}

fn take_use(document: &Document, sentence: &Sentence, marketing: &mut Marketing) {
    let foreign = [Topic::Retention, Topic::Rights, Topic::Sharing, Topic::Sources];
    let lists_data =
        document.block_of(sentence).is_some_and(|block| block.kind.depth() > 0 && super::categories::lists_data(block));
    let is_foreign = foreign.iter().any(|topic| document.is_about(sentence, *topic))
        && !document.is_about(sentence, Topic::Marketing);
    let is_foreign = is_foreign
        || (document.is_about(sentence, Topic::Retention)
            && document.block_of(sentence).is_some_and(|block| block.kind.depth() > 0));
    let heading =
        document.block_of(sentence).is_some_and(|block| matches!(block.kind, super::super::shape::Kind::Heading(_)));
    let bases_only = document.is_about(sentence, Topic::Bases) && bases_in(&sentence.folded).is_empty();
    if heading
        || lists_data
        || is_foreign
        || bases_only
        || !SPEAKS.is_in(&sentence.folded)
        || !SENDS.is_in(&sentence.folded)
    {
        return;
    }
    if declines(&sentence.folded) || sentence.folded.ends_with(':') && bases_in(&sentence.folded).is_empty() {
        return;
    }
    let quote = Quote::of(document, &sentence.span);
    let channels: Vec<&'static str> = entries(&CHANNELS, &sentence.folded).into_iter().copied().collect();
    for channel in &channels {
        if !marketing.channels.iter().any(|fact| fact.value == *channel) {
            marketing.channels.push(Fact::stated((*channel).to_owned(), document, &sentence.span));
        }
    }
    marketing.uses.push(MarketingUse {
        bases: bases_near(document, sentence),
        by_use: super::statements::is_consent_by_use(&sentence.folded),
        channels,
        quote,
    });
}

/// Sentences that say what is not marketing, or that only ask for consent.
fn declines(folded: &str) -> bool {
    static NOT: Cue = Cue::new(
        r"(not|never|without) (include|contain|send|use|be used for)( \w+){0,3} (any )?(promotional|marketing)|will not include|you may (receive|see) .* (if|when) .* (competition)|preferences in receiving|sign up to|not for marketing|^(you (can|may) |to )?(stop|unsubscribe|opt[- ]?out|object)|^you (can|may) (stop|unsubscribe|opt|withdraw|change)",
    );
    NOT.is_in(folded)
}

fn bases_near(document: &Document, sentence: &Sentence) -> Vec<Basis> {
    let mut bases: Vec<Basis> = Vec::new();
    let lead = document.block_of(sentence).and_then(|block| block.lead).and_then(|lead| document.block(lead));
    let near = document
        .sentences_of(sentence.block)
        .map(|near| near.folded.as_str())
        .chain(lead.map(|lead| lead.folded.as_str()));
    for basis in near.flat_map(bases_in) {
        if !bases.contains(&basis) {
            bases.push(basis);
        }
    }
    bases
}

fn take_way_out(document: &Document, sentence: &Sentence, marketing: &mut Marketing) {
    let heading =
        document.block_of(sentence).is_some_and(|block| matches!(block.kind, super::super::shape::Kind::Heading(_)));
    if heading
        || !OUT.is_in(&sentence.folded)
        || NOT_OUT.is_in(&sentence.folded)
        || document.is_about(sentence, Topic::Retention)
    {
        return;
    }
    marketing.opt_out.get_or_insert_with(|| Quote::of(document, &sentence.span));
    for way in entries(&WAYS, &sentence.folded) {
        if !marketing.ways_out.iter().any(|fact| fact.value == *way) {
            marketing.ways_out.push(Fact::stated((*way).to_owned(), document, &sentence.span));
        }
    }
}
