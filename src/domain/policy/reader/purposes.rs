//! What data is used for, with the legal basis of each purpose where the policy ties them together.

use std::ops::Range;

use serde::Serialize;

use super::super::cue::{Cue, Entry};
use super::super::document::{Block, Document};
use super::super::fact::{Confidence, Fact};
use super::super::fold::{fold, tidy};
use super::super::shape::Kind;
use super::super::topic::Topic;
use super::bases::{Basis, bases_in, mapped};

/// A purpose that policies of shops know.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum PurposeKey {
    /// Accounts.
    Account,
    /// Orders: payment, delivery, returns.
    Orders,
    /// Problems with orders: returns, refunds, warranty.
    Returns,
    /// Answering questions.
    Support,
    /// Messages that are part of the service.
    ServiceMessages,
    /// Security and fraud prevention.
    Security,
    /// Analysis and improvement.
    Improve,
    /// Offers made to fit.
    Personalise,
    /// Marketing.
    Marketing,
    /// Reviews, surveys, competitions.
    Feedback,
    /// Legal duties: accounts, tax.
    Legal,
    /// Something else.
    Other,
}

/// A purpose.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Purpose {
    /// Which.
    pub key: PurposeKey,
    /// In the policy's words.
    pub name: String,
    /// The legal bases that the policy ties to it; none when it does not.
    pub bases: Vec<Basis>,
    /// Names of the categories of data that the policy ties to it.
    pub categories: Vec<String>,
}

impl PurposeKey {
    /// Key in a controller file.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Account => "account",
            Self::Orders => "orders",
            Self::Returns => "returns",
            Self::Support => "support",
            Self::ServiceMessages => "service",
            Self::Security => "security",
            Self::Improve => "improve",
            Self::Personalise => "personalise",
            Self::Marketing => "marketing",
            Self::Feedback => "feedback",
            Self::Legal => "legal",
            Self::Other => "other",
        }
    }
}

static KEYS: [Entry<PurposeKey>; 11] = [
    Entry::new(
        r"(creat|manag|regist|administ|maintain|set(ting)? up|open|run|operat)\w* (and \w+ )*(your |user |customer |an |you (for|as) |a )*(\w+ )?accounts?\b|account management|register you|new (customer|user)|log you in",
        PurposeKey::Account,
    ),
    Entry::new(
        r"(process|fulfil|deliver|ship|dispatch|supply|complet|manag|track)\w* (and \w+ )*(your |the |customer |our |these |any |an )*(online )?(order|purchase|product|goods|transaction|shipment|deliver)\w*|\borders\b|\b(your|each|customer|online) order\b|take (the |your )?payments?|taking payments?|processing payments|(process|collect)\w* (your )?payments?|(make|made) a purchase|sell (you )?(our )?(goods|products)",
        PurposeKey::Orders,
    ),
    Entry::new(
        r"\b(refunds?|returns?|warrant(y|ies)|exchanges|repairs)\b|issues? (during|with) (your )?order",
        PurposeKey::Returns,
    ),
    Entry::new(
        r"customer (support|service|care|relationship)|(respond|answer|reply|deal|help)\w* (to |with )?(you |your |any |customer |all )*(enquir|inquir|question|request|quer|complaint|message)|provid\w* (you with )?(\w+ )?(assistance|support|help)\b|manag\w* our relationship|support (requests|handling|queries)|resolving issues",
        PurposeKey::Support,
    ),
    Entry::new(
        r"(service|transactional|administrative|operational)( |-)?(related )?(e-?mails?|messages|communications?|updates|announcements|notices)|order (status|updates|confirmations)|transaction updates|notif(y|ying|ication)|important (\w+ )?(notices|updates|information)|\brecalls?\b|changes to our (terms|policy|polic|goods|service)",
        PurposeKey::ServiceMessages,
    ),
    Entry::new(
        r"fraud|\bsecur(e|ity)\b|verify your identity|\babuse\b|misuse|unlawful|illegal|protect (our|the|your|us|against|you)",
        PurposeKey::Security,
    ),
    Entry::new(
        r"improv|optimi[sz]|enhanc|analy[sz]|analytics|monitor|statistic|develop (our|new)|market research|trends|understand (how|our|your)|measure",
        PurposeKey::Improve,
    ),
    Entry::new(
        r"tailor|personali[sz]|recommend|customi[sz]e|remember your|targeted|relevant (content|adverts|ads)",
        PurposeKey::Personalise,
    ),
    Entry::new(
        r"marketing|promot(e|ion|ions|ional|ing)\b|newsletter|(special|exclusive|our|with|,|of|you|and|about) offers|\boffers\b|advertis|campaign",
        PurposeKey::Marketing,
    ),
    Entry::new(r"reviews?\b|surveys?|competition|prize|giveaway|contest|feedback", PurposeKey::Feedback),
    Entry::new(
        r"legal (obligation|requirement|dut|claim)|(comply|complying|compliance) with|required by law|\btax(es|ation)?\b|accounting|regulatory|enforce (our|polic)|disputes?\b|\brecords required",
        PurposeKey::Legal,
    ),
];

/// Key and place of each purpose that folded words speak of, in the order of the words.
fn placed(folded: &str) -> Vec<(usize, PurposeKey)> {
    let mut placed: Vec<(usize, PurposeKey)> =
        KEYS.iter().filter_map(|entry| entry.cue.find(folded).map(|range| (range.start, entry.means))).collect();
    placed.sort_unstable();
    placed
}

/// The purposes that folded words speak of.
pub fn keys_in(folded: &str) -> Vec<PurposeKey> {
    placed(folded).into_iter().map(|(_, key)| key).collect()
}

/// Reads the purposes and ties to each its bases.
pub fn read(document: &Document) -> Vec<Fact<Purpose>> {
    let mut purposes: Vec<Fact<Purpose>> = Vec::new();
    for (number, block) in document.blocks.iter().enumerate() {
        let stated = stated_in(document, number, block);
        for (name, span) in stated {
            purposes.push(purpose(document, number, &name, &span));
        }
    }
    add_mapped(document, &mut purposes);
    purposes
}

static INFINITIVE: Cue = Cue::new(r"^(for example, |we use (it|them) )?(in order )?to [a-z]+");
static USES: Cue = Cue::new(
    r"\b(?:we|which we|jointly)(?: \w+)? (?:may )?(?:only )?(?:also )?(?:use|process) (?:it|this|that|them|your|the|personal|any|all|these|information|data)\b[^:]*? (?:to|for(?: the purposes? of)?|in order to) (.*)$|information is used (?:in order )?to (.*)$",
);

/// The purposes that a block states: a bullet, a row, a sentence that begins with "To …", or what follows "we use it to".
fn stated_in(document: &Document, number: usize, block: &Block) -> Vec<(String, Range<usize>)> {
    let foreign = [
        Topic::Rights,
        Topic::Sharing,
        Topic::Sources,
        Topic::Retention,
        Topic::Transfers,
        Topic::Cookies,
        Topic::Complaints,
        Topic::Collect,
        Topic::Security,
    ];
    let about_use = block.topics.contains(&Topic::Use) && !block.own.contains(&Topic::Rights);
    let is_foreign = foreign.iter().any(|topic| block.topics.contains(topic)) && !about_use;
    let under_purpose =
        block.lead.and_then(|lead| document.block(lead)).is_some_and(|lead| is_purpose(&lead.folded, lead.kind));
    if is_foreign || under_purpose || matches!(block.kind, Kind::Heading(_)) {
        return Vec::new();
    }
    let first = document.sentences_of(number).next().map(|sentence| sentence.span.clone());
    match (block.kind, first) {
        (Kind::Bullet(_) | Kind::Row, Some(first))
            if about_use && (!block.topics.contains(&Topic::Bases) || INFINITIVE.is_in(&block.folded)) =>
        {
            listed(document, block, first)
        }
        _ => told(document, number, about_use),
    }
}

fn is_purpose(folded: &str, kind: Kind) -> bool {
    (INFINITIVE.is_in(folded) || kind.depth() > 0) && !placed(folded).is_empty()
}

fn listed(document: &Document, block: &Block, first: Range<usize>) -> Vec<(String, Range<usize>)> {
    static HEADER: Cue = Cue::new(
        r"^(purpose|what we use|why we|reason|activity|how we use)[^.]{0,60}$|(legal|lawful) basis[^.]{0,30}$",
    );
    let is_header = block.kind == Kind::Row && HEADER.is_in(&block.folded);
    let says = !placed(&block.folded).is_empty() || INFINITIVE.is_in(&block.folded);
    if is_header || !says { Vec::new() } else { vec![(name_of(document.words(&first)), block.span.clone())] }
}

fn told(document: &Document, number: usize, about_use: bool) -> Vec<(String, Range<usize>)> {
    let mut stated = Vec::new();
    for sentence in document.sentences_of(number) {
        if INFINITIVE.is_in(&sentence.folded)
            && !placed(&sentence.folded).is_empty()
            && !sentence.folded.contains("please")
        {
            stated.push((name_of(document.words(&sentence.span)), sentence.span.clone()));
        } else if about_use && !sentence.folded.ends_with(':') {
            let names = USES
                .groups(&sentence.folded)
                .into_iter()
                .next()
                .map(|range| clauses(&sentence.folded, range))
                .unwrap_or_default();
            stated.extend(names.into_iter().map(|name| (name, sentence.span.clone())));
        }
    }
    stated
}

static VERB: Cue = Cue::new(
    r"^(process|deliver|fulfil|ship|dispatch|manag|improv|send|provid|communicat|respond|answer|prevent|detect|comply|analy|personal|contact|notif|administ|creat|maintain|take|understand|develop|market|promot|operat|protect|verif|monitor|handl|keep|help|support|enforc|tailor|show|inform|updat|measur|offer\b|run|sell|register|resolv|investigat|customi)",
);

/// The clauses of `to do this, do that and to do more` or `for this, that and more`, as far as each speaks of a purpose of its own.
fn clauses(folded: &str, listed: Range<usize>) -> Vec<String> {
    let to_do = folded.get(..listed.start).is_some_and(|before| before.trim_end().ends_with(" to"));
    let mut clauses: Vec<String> = Vec::new();
    let mut seen: Vec<PurposeKey> = Vec::new();
    for part in
        folded.get(listed).unwrap_or_default().split([',', ';']).flat_map(|part| part.split(" and to ")).flat_map(deeds)
    {
        let bare = tidy(part.split(" (").next().unwrap_or(part));
        let bare = bare.strip_prefix("and ").unwrap_or(&bare);
        let bare = bare.strip_prefix("to ").unwrap_or(bare);
        let key = placed(bare).first().map(|(_, key)| *key).filter(|key| !seen.contains(key));
        if let Some(key) = key.filter(|_| !to_do || VERB.is_in(bare)) {
            seen.push(key);
            clauses.push(if to_do { format!("to {bare}") } else { bare.to_owned() });
        }
    }
    clauses
}

/// `answer questions and send newsletters` are two deeds, `analyse and improve` is one.
fn deeds(part: &str) -> Vec<&str> {
    match part.split_once(" and ") {
        Some((one, other)) if VERB.is_in(other) && one.split_whitespace().count() > 2 => vec![one, other],
        _ => vec![part],
    }
}

/// The name of a purpose: what comes after its label, without brackets and examples.
fn name_of(sentence: &str) -> String {
    static LABEL: Cue = Cue::new(r"^[A-Z][^:.]{2,50}:\s+\S");
    let words =
        if LABEL.is_in(sentence) { sentence.split_once(':').map_or(sentence, |(_, rest)| rest) } else { sentence };
    let words = words.split_once('\t').map_or(words, |(cell, _)| cell);
    // "To keep accounts – legal obligation": what follows the dash is the basis and no part of the purpose.
    let dash = [" – ", " — ", " - "].into_iter().find_map(|dash| words.split_once(dash));
    let words = dash.filter(|(_, rest)| !bases_in(&fold(rest)).is_empty()).map_or(words, |(name, _)| name);
    let ends = [" (", ", including", " including ", ", i.e", " i.e", ", e.g", " e.g", "; ", ". ", ": "];
    let cut = ends.iter().filter_map(|end| words.find(end)).filter(|at| *at > 8).min().unwrap_or(words.len());
    let name = tidy(words.get(..cut).unwrap_or(words));
    name.strip_prefix("To ").map_or_else(|| name.clone(), |rest| format!("to {rest}"))
}

fn purpose(document: &Document, number: usize, name: &str, span: &Range<usize>) -> Fact<Purpose> {
    let first = |folded: &str| placed(folded).first().map(|(_, key)| *key);
    let label = document.block(number).map_or("", |block| block.folded.split(':').next().unwrap_or_default());
    let label = if label.split_whitespace().count() < 6 { label } else { "" };
    let named = first(label).or_else(|| first(&fold(name)));
    let key = named.or_else(|| first(&fold(document.words(span)))).unwrap_or(PurposeKey::Other);
    let bases = bases_at(document, number, key);
    let value = Purpose { key, name: name.to_owned(), bases, categories: categories_at(document, span) };
    let aside = document.block(number).is_some_and(|block| block.topics.contains(&Topic::Collect));
    let confidence = if aside { Confidence::Likely } else { Confidence::Stated };
    Fact::stated(value, document, span).with(confidence)
}

/// The bases in the block of a purpose and in the list it introduces. A sentence that ties a basis to another purpose does not count.
fn bases_at(document: &Document, number: usize, key: PurposeKey) -> Vec<Basis> {
    let list: Vec<usize> = document.list_of(number).map(|(number, _)| number).collect();
    let mut bases = Vec::new();
    for sentence in std::iter::once(number).chain(list).flat_map(|block| document.sentences_of(block)) {
        let keys = keys_in(&sentence.folded);
        let others = !keys.is_empty() && !keys.contains(&key);
        let consent_to_marketing = keys.contains(&PurposeKey::Marketing) && key != PurposeKey::Marketing;
        for basis in bases_in(&sentence.folded) {
            let own = !(basis == Basis::Consent && (consent_to_marketing || others))
                && !(basis == Basis::LegalObligation && key == PurposeKey::Legal && INFINITIVE.is_in(&sentence.folded));
            if own && !bases.contains(&basis) {
                bases.push(basis);
            }
        }
    }
    bases
}

/// `(Identity, Contact, Profile)`: the categories in brackets.
fn categories_at(document: &Document, span: &Range<usize>) -> Vec<String> {
    static BRACKET: Cue = Cue::new(r"\(([A-Z][A-Za-z/ ]+(?:(?:,| and) [A-Z][A-Za-z/ ]+)*)\)");
    let listed = BRACKET.group(document.words(span)).unwrap_or_default();
    listed.split(',').flat_map(|part| part.split(" and ")).map(tidy).filter(|name| !name.is_empty()).collect()
}

/// Ties the bases of a part about bases to the purposes it speaks of, and adds the purposes that are named only there.
fn add_mapped(document: &Document, purposes: &mut Vec<Fact<Purpose>>) {
    let mut added = Vec::new();
    for (basis, keys, sentence) in mapped(document) {
        for key in keys {
            for purpose in
                purposes.iter_mut().filter(|fact| fact.value.key == key && !fact.value.bases.contains(&basis))
            {
                purpose.value.bases.push(basis);
            }
            let known = purposes.iter().any(|fact| fact.value.key == key)
                || added.iter().any(|fact: &Fact<Purpose>| fact.value.key == key);
            let named = INFINITIVE_INSIDE
                .group(document.words(&sentence.span))
                .filter(|_| key == PurposeKey::Legal && basis == Basis::LegalObligation);
            if let Some(name) = named.filter(|_| !known) {
                let value =
                    Purpose { key, name: format!("to {}", tidy(name)), bases: vec![basis], categories: Vec::new() };
                added.push(Fact::stated(value, document, &sentence.span));
            }
        }
    }
    purposes.append(&mut added);
}

static INFINITIVE_INSIDE: Cue = Cue::new(r"\b[Tt]o ([a-z][^.,;]{6,90})");
