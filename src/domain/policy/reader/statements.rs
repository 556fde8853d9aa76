//! Single statements that the law asks for, each found or missing.

use serde::Serialize;

use super::super::cue::Cue;
use super::super::document::{Document, Sentence};
use super::super::fact::Quote;
use super::super::topic::Topic;

/// The statements; `None` where the policy is silent.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Statements {
    /// How identity is checked when somebody asks for their data (Article 12(6)).
    pub identity_check: Option<Quote>,
    /// A check of identity for another reason: accounts, fraud.
    pub other_identity_check: Option<Quote>,
    /// How soon requests are answered (Article 12(3)).
    pub time_limit: Option<Quote>,
    /// That answering costs nothing (Article 12(5)).
    pub free: Option<Quote>,
    /// Automated decisions and profiling (Article 13(2)(f)).
    pub automated_decisions: Option<Quote>,
    /// Children and age.
    pub children: Option<Quote>,
    /// Whether people must give their data (Article 13(2)(e)).
    pub must_give: Option<Quote>,
    /// Who holds card data.
    pub card_holder: Option<Quote>,
    /// That card or payment data is collected.
    pub card_data: Option<Quote>,
    /// Consent taken from mere use of the site.
    pub consent_by_use: Vec<Quote>,
    /// The soft opt-in: similar products, after a purchase, with a way out each time.
    pub soft_opt_in: Option<Quote>,
    /// A list of processors that can be asked for or looked up.
    pub processor_list: Option<Quote>,
}

static BY_USE: Cue = Cue::new(
    r"\b(by|through) (continu\w+ to |your (continued )?|the |merely |simply )*(us(e|ing)|access(ing)?|visit(ing)?|brows(e|ing)|register\w*|shopping|creating an account)\b.{0,80}\byou (\w+ )?(to have )?(consent|agree|accept|acknowledge|are deemed|give)|(continued )?use of (our|the|this) (web ?site|site|service|platform)s?.{0,60}(constitutes|means|signifies|is deemed|indicates|implies).{0,40}(consent|accept|agree)|deemed to have (consent|accept|agree)",
);
static IDENTITY: Cue = Cue::new(
    r"(confirm|verif|proof of|prove|establish|check)\w*( of)? (your|the|their|a person's|someone's|you)?( \w+)? ?(identity|who you are)|(know|sure|certain|check) (that )?(it is|it's|you are|you're) (really )?(you|who you say)\b|match(es)? (our|the) records|identity (check|verification|or address proof)|(identity|address) proof|proof of (identity|address|id)|photo(graphic)? id\b|copy of your (id|passport|driving)",
);
static ASKED: Cue = Cue::new(r"\brequests?\b|your rights|exercis|right to access|access your|respond");
static NOT_ASKED: Cue = Cue::new(
    r"access your account|security checks|suspicious|fraud|log in|when you (buy|order|pay)|payment|age verification",
);
static TIME: Cue = Cue::new(
    r"(within|in|inside|take|takes|up to|no later than)( no more than| a maximum of| up to)? (one|1|a|two|2|three|3|[0-9]{2}|thirty|forty-five)( \([0-9]+\))? (calendar |working |business )*(month|day|week)s?",
);
static FREE: Cue = Cue::new(
    r"free of charge|no (charge|fee|cost)|not (have to|need to|be required to|required to|normally) pay|without (charge|payment|a fee)|(do|will) not charge|\bfree\b.{0,20}(copy|request)|\b(it is|it's|this is|asking is|that is|that's) free\b",
);
static AUTOMATED: Cue = Cue::new(
    r"automated[- ](decision|individual|processing|means)|solely (on )?automated|\bprofiling\b|decisions? (made )?(solely )?(by|using|based on) (automated|computer|algorithm)",
);
static CHILDREN: Cue = Cue::new(
    r"\bchild(ren)?\b|\bminors?\b|under (the age of )?(13|16|18)|(13|16|18) (years|or over|and over)|aged? (13|16|18)",
);
static MUST_GIVE: Cue = Cue::new(
    r"(do not|don't|not) have to (give|provide)|(if you )?(do not|don't|fail to|choose not to|decline to) (provide|give|supply)( \w+){0,6}|required to provide|(statutory|contractual) requirement|obliged to provide|(provision|providing) of (your )?(personal )?(data|information) is (mandatory|optional|voluntary|necessary|required)",
);
static CARD: Cue = Cue::new(
    r"\b(credit|debit|payment|bank) ?(/? ?(debit|credit) )?cards?\b|card (number|detail|information|data|payment)s?|payments? (card|detail|information|record|data)|\b(your|the) cards?\b|payment-related|billing information",
);
static HOLDER: Cue = Cue::new(
    r"(card|payment|bank)[^.]*(held|handled|processed|stored|collected|managed|taken) (\w+ )?(by|through|via|with|directly by|on|using)\b|(do not|don't|never|not) (\w+ )?(store|hold|keep|see|have access to|retain|receive)[^.]*(card|bank|payment)|(card|bank|payment)[^.]*\b(not|never) (\w+ )?(stored|held|kept|seen|store|hold|retain)|(we|and) (securely |safely )?(store|keep|hold) (your )?(full |encrypted )?(card|payment)",
);
static MAYBE: Cue = Cue::new(r"\b(may|might|could) be (held|handled|processed|stored|collected|managed|taken)\b");
static SOFT: Cue = Cue::new(
    r"similar (products|goods|items|services)|soft opt|bought from us (and|before)|existing customers?|previous(ly)? (purchas|bought)|when you (buy|bought|purchase|place an order).{0,60}(opt|unless)",
);
static LIST: Cue = Cue::new(
    r"(list|register|names|details) of (our |the |all )?(current )?(sub-?)?(processors|third[- ]part(y|ies)|suppliers|service providers|recipients)|(sub-?)?processor list",
);

/// Whether a folded sentence takes use of the site for consent.
pub fn is_consent_by_use(folded: &str) -> bool {
    BY_USE.is_in(folded)
}

/// Whether folded words ask for documents that prove identity.
pub fn asks_for_identity_documents(folded: &str) -> bool {
    static DOCUMENTS: Cue = Cue::new(
        r"(identity|id) (or address )?(proof|document|card)|proof of (identity|id|address)|passport|driving licen|photo(graphic)? id\b|identification documents?|copy of your id\b",
    );
    DOCUMENTS.is_in(folded)
}

/// Reads the statements.
pub fn read(document: &Document) -> Statements {
    let says = |cue: &'static Cue| quote(document, |sentence| cue.is_in(&sentence.folded));
    let by_use = document.sentences.iter().filter(|sentence| BY_USE.is_in(&sentence.folded));
    Statements {
        identity_check: quote(document, |sentence| is_identity_check(document, sentence)),
        other_identity_check: quote(document, |sentence| {
            IDENTITY.is_in(&sentence.folded) && !is_identity_check(document, sentence)
        }),
        time_limit: quote(document, |sentence| TIME.is_in(&sentence.folded) && answers(document, sentence)),
        free: quote(document, |sentence| FREE.is_in(&sentence.folded) && answers(document, sentence)),
        automated_decisions: quote(document, |sentence| AUTOMATED.is_in(&sentence.folded) && tells(document, sentence)),
        children: says(&CHILDREN),
        must_give: quote(document, |sentence| MUST_GIVE.is_in(&sentence.folded) && gives_data(&sentence.folded)),
        card_holder: quote(document, |sentence| HOLDER.is_in(&sentence.folded) && !MAYBE.is_in(&sentence.folded)),
        card_data: says(&CARD),
        consent_by_use: by_use.map(|sentence| Quote::of(document, &sentence.span)).collect(),
        soft_opt_in: quote(document, |sentence| {
            SOFT.is_in(&sentence.folded)
                && (sentence.folded.contains("market")
                    || sentence.folded.contains("offer")
                    || sentence.folded.contains("mail"))
        }),
        processor_list: says(&LIST),
    }
}

fn quote(document: &Document, fits: impl Fn(&Sentence) -> bool) -> Option<Quote> {
    let spoken = |sentence: &&Sentence| {
        document.block_of(sentence).is_some_and(|block| !matches!(block.kind, super::super::shape::Kind::Heading(_)))
    };
    document
        .sentences
        .iter()
        .filter(spoken)
        .find(|sentence| fits(sentence))
        .map(|sentence| Quote::of(document, &sentence.span))
}

fn is_identity_check(document: &Document, sentence: &Sentence) -> bool {
    let asked = ASKED.is_in(&sentence.folded) || document.is_about(sentence, Topic::Rights);
    let elsewhere = document.is_about(sentence, Topic::Payments)
        || NOT_ASKED.is_in(&sentence.folded) && !document.is_about(sentence, Topic::Rights);
    IDENTITY.is_in(&sentence.folded) && asked && !elsewhere
}

/// Whether the sentence is about answering requests of people.
fn answers(document: &Document, sentence: &Sentence) -> bool {
    static ANSWERS: Cue = Cue::new(r"respon|answer|reply|get back to you|request|rights|copy|exercis|deal with|comply");
    let foreign =
        [Topic::Retention, Topic::Collect, Topic::Sharing].iter().any(|topic| document.is_about(sentence, *topic));
    let near = document.block_of(sentence).map_or("", |block| block.folded.as_str());
    document.is_about(sentence, Topic::Rights) || (ANSWERS.is_in(near) && !foreign)
}

/// Whether the paragraph says what the company does; the right not to be subject to something does not.
fn tells(document: &Document, sentence: &Sentence) -> bool {
    static OURS: Cue = Cue::new(r"\b(we|our|us)\b|no (solely )?automated|(are|is) (not )?made");
    document.block_of(sentence).is_some_and(|block| OURS.is_in(&block.folded))
}

fn gives_data(folded: &str) -> bool {
    static DATA: Cue = Cue::new(r"data|information|details|\bit\b|requirement");
    DATA.is_in(folded)
}
