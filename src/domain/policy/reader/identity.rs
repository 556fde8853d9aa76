//! Who the company is: names, form, numbers, parent, seat.

use std::ops::Range;

use serde::Serialize;

use super::super::cue::Cue;
use super::super::document::{Document, Sentence};
use super::super::fact::{Confidence, Fact};
use super::super::fold::{bare, tidy};
use super::super::topic::Topic;
use super::address;
use super::names::{NAME_WITH_FORM, form_of, is_outsider, without_form, without_opening};

/// Who the company is.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Identity {
    /// The name that people know.
    pub brand: Option<Fact<String>>,
    /// The name in law, as far as the policy gives it.
    pub name: Option<Fact<String>>,
    /// Its legal form in plain words.
    pub form: Option<Fact<String>>,
    /// Its number in the register of companies.
    pub company_number: Option<Fact<String>>,
    /// The company it belongs to.
    pub parent: Option<Fact<String>>,
    /// Where it is registered.
    pub seat: Option<Fact<String>>,
    /// Its postal address, one part each.
    pub address: Option<Fact<Vec<String>>>,
    /// Its entry in the register of the Information Commissioner.
    pub regulator_registration: Option<Fact<String>>,
}

static BRAND: Cue = Cue::new(
    r#"(?:[Ww]elcome to (?:the )?|\bhow (?:we at )?|trad(?:ing|es) as (?:the )?["“‘']?|account with )((?:[A-Z][\w&'’-]*)(?: [A-Z&][\w&'’-]*){0,3})|\b[Aa]t ((?:[A-Z][\w&'’-]*)(?: [A-Z&][\w&'’-]*){0,3}),? we\b|\((?:the )?["“‘']((?:[A-Z][\w&'’-]*)(?: [A-Z&][\w&'’-]*){0,3}),?["”’']|^((?:[A-Z][\w&'’-]*)(?: [A-Z&][\w&'’-]*){0,4})(?:['’]s)?(?: ?[:–|-])? (?:[Ww]ebsite )?[Pp]rivacy (?:[Pp]olicy|[Nn]otice|[Ss]tatement)|(?:^|[.!?\n] ?|\bWe )((?:[A-Z][\w&'’-]*)(?: [A-Z&][\w&'’-]*){0,3}),? (?:respects|is committed|are committed|collects|may (?:use|collect|share)|takes|treats|values|is the (?:data )?controller|has a legitimate|is using|operates|will handle|\(["“'‘]?(?:we|us|our|the|referred))"#,
);
static NOT_A_BRAND: Cue = Cue::new(
    r"^(this|the|our|we|you|your|privacy|policy|if|when|where|what|how|information|ico|uk|in|by|to|as|for|any|all|some|it|european|google|facebook|customer|some|these|website|site|user|personal|law|processing|welcome|company|services?|controller|data|account|cookies?|an?)\b",
);
static NAMED: Cue = Cue::new(
    r"(?:[Oo]rgani[sz]ation(?:'s)? name|[Cc]ompany name|[Ll]egal (?:entity )?name|[Rr]egistered name|[Nn]ame of (?:the )?(?:controller|company)|[Dd]ata controller|[Cc]ontroller)\s*[:–-]\s*([A-Z][^\n(,;.:]{1,60})",
);
static IS_CONTROLLER: Cue = Cue::new(
    r"((?:[A-Z][\w&'’-]*)(?: [A-Z&][\w&'’-]*){0,5})(?: \([^)]*\))? (?:is|are|acts? as|will be) (?:the |a )?(?:data )?controller",
);
static OWNS: Cue = Cue::new(
    r"(?:subsidiary of|owned by|parent company(?: is|,|:)?|holding company(?: is|,|:)?)(?: the)? ((?:[A-Z][\w&'’-]*)(?: [A-Z&][\w&'’-]*){0,4})|(?:part|member) of (?:the )?((?:[A-Z][\w&'’-]*)(?: [A-Z&][\w&'’-]*){0,4}) [Gg]roup",
);
static NUMBER: Cue = Cue::new(
    r"(?i)(?:\b(?:company|registered|registration|companies house|crn|co\.?)\s*(?:company\s*)?(?:registration\s*)?(?:number|no\b\.?|nr\b\.?|num\b\.?|#)?|registered in (?:england(?: (?:and|&) wales)?|scotland|wales|northern ireland|the uk|the united kingdom)[^.0-9]{0,40}(?:number|no\b\.?|under)?)\s*(?:is|:|of|#)?\s*\(?((?:SC|NI|OC|SO|NC|FC|LP|SL)?\s?[0-9]{6,8})\b",
);
static VAT: Cue = Cue::new(r"(?i)\b(vat|tax|ico|commissioner|data protection|tel|phone)\b[^.]{0,30}$");
static SEAT: Cue = Cue::new(
    r"(?i)(?:registered|incorporated|established)(?: as a company| office)? (?:in|under the laws of) (?:the )?(?:state of )?(England (?:and|&) Wales|England|Scotland|Wales|Northern Ireland|United Kingdom|UK|Ireland|Delaware|California|New York|Texas|Nevada|Wyoming|Florida|Washington|Jersey|Guernsey|Isle of Man)",
);
/// The letters before the number of a company outside England and Wales, or of another kind of company.
static REGISTER: Cue = Cue::new(r"^(SC|NI|OC|SO|NC|FC|LP|SL)$");
static SELF: Cue = Cue::new(r"\b(we are|our company|our registered|trading as|controller)\b");
static REGISTRATION: Cue = Cue::new(r"\b(Z[A-Z0-9][0-9]{6})\b");
static SOLE: Cue = Cue::new(r"\b(sole trader|partnership between|unincorporated association|registered charity)\b");

/// Reads who the company is.
pub fn read(document: &Document) -> Identity {
    let brand = brand(document);
    let name = name(document, brand.as_ref());
    let form = form(document, name.as_ref());
    Identity {
        form,
        company_number: number(document),
        parent: first(document, &OWNS, |_, text| (!is_outsider(text)).then(|| tidy(text))),
        seat: first(document, &SEAT, |_, text| Some(tidy(text).replace('&', "and"))),
        address: address::read(document),
        regulator_registration: first(document, &REGISTRATION, |_, text| Some(text.to_owned())),
        brand,
        name,
    }
}

/// The first group of the cue in the written words that `take` accepts.
fn first<T>(document: &Document, cue: &Cue, take: impl Fn(&Range<usize>, &str) -> Option<T>) -> Option<Fact<T>> {
    cue.groups(&document.text).into_iter().find_map(|span| {
        let value = take(&span, document.words(&span))?;
        Some(Fact::stated(value, document, &around(document, &span)))
    })
}

/// The sentence that a span stands in, or the span.
pub fn around(document: &Document, span: &Range<usize>) -> Range<usize> {
    sentence_at(document, span).map_or_else(|| span.clone(), |sentence| sentence.span.clone())
}

/// The sentence that a span begins in.
pub fn sentence_at<'document>(document: &'document Document, span: &Range<usize>) -> Option<&'document Sentence> {
    document.sentences.iter().find(|sentence| sentence.span.start <= span.start && span.start < sentence.span.end)
}

fn number(document: &Document) -> Option<Fact<String>> {
    first(document, &NUMBER, |span, text| {
        let mut from = span.start.saturating_sub(40);
        while !document.text.is_char_boundary(from) {
            from += 1;
        }
        let before = document.text.get(from..span.start).unwrap_or_default();
        let letters = before.get(before.len().saturating_sub(2)..).filter(|letters| REGISTER.is_in(letters));
        let digits: String =
            letters.unwrap_or_default().chars().chain(text.split_whitespace().flat_map(str::chars)).collect();
        (digits.len() >= 7 && !VAT.is_in(before) && !is_theirs(document, span)).then(|| digits.to_uppercase())
    })
}

/// A number that stands after the name of a company with which data is shared is that company's.
fn is_theirs(document: &Document, span: &Range<usize>) -> bool {
    let foreign = [Topic::Sharing, Topic::Sources];
    sentence_at(document, span).is_some_and(|sentence| {
        foreign.iter().any(|topic| document.is_about(sentence, *topic)) && !SELF.is_in(&sentence.folded)
    })
}

fn brand(document: &Document) -> Option<Fact<String>> {
    let text = &document.text;
    let mut best: Option<(usize, Range<usize>)> = None;
    for span in BRAND.groups(text) {
        let words = clean_brand(document.words(&span));
        let span = span.start..span.start + words.len();
        if words.len() < 2 || NOT_A_BRAND.is_in(&words.to_lowercase()) || is_outsider(words) {
            continue;
        }
        let times = text.matches(words).count() + 2 * usize::from(words.contains(' '));
        if best.as_ref().is_none_or(|(most, _)| times > *most) {
            best = Some((times, span));
        }
    }
    let Some((times, span)) = best else { return brand_of_name(document) };
    let confidence = if times > 1 { Confidence::Stated } else { Confidence::Likely };
    Some(
        Fact::stated(without_form(document.words(&span)).to_owned(), document, &around(document, &span))
            .with(confidence),
    )
}

/// Without a brand of its own, the name without its form is one.
fn brand_of_name(document: &Document) -> Option<Fact<String>> {
    let name = name(document, None)?;
    Some(Fact { value: without_form(&name.value).to_owned(), confidence: Confidence::Likely, ..name })
}

/// `Justroo Privacy Policy` is the policy of Justroo.
fn clean_brand(words: &str) -> &str {
    let cut = [" Privacy", " Policy", " Website", " Notice", "’s", "'s"].iter().filter_map(|end| words.find(end)).min();
    let words = words.get(..cut.unwrap_or(words.len())).unwrap_or(words);
    words.strip_prefix("We ").unwrap_or(words)
}

fn name(document: &Document, brand: Option<&Fact<String>>) -> Option<Fact<String>> {
    let mut best: Option<(u8, Range<usize>)> = None;
    for span in NAME_WITH_FORM.groups(&document.text) {
        let whole = document.words(&span);
        let bare_name = without_opening(whole);
        let span = span.end - bare_name.len()..span.end;
        let score = score(document, &span, brand);
        if score > 0 && best.as_ref().is_none_or(|(most, _)| score > *most) {
            best = Some((score, span));
        }
    }
    if let Some((score, span)) = best {
        let confidence = if score > 2 { Confidence::Stated } else { Confidence::Likely };
        return Some(Fact::stated(tidy(document.words(&span)), document, &around(document, &span)).with(confidence));
    }
    let named = first(document, &NAMED, |_, text| Some(tidy(text)).filter(|name| !is_outsider(name)));
    named.or_else(|| first(document, &IS_CONTROLLER, |_, text| controller_name(text)))
}

fn controller_name(text: &str) -> Option<String> {
    let name = without_opening(text);
    (!NOT_A_BRAND.is_in(&name.to_lowercase()) && !is_outsider(name)).then(|| tidy(name))
}

/// How much speaks for a name with a form being the company's own; 0 when it is somebody else's.
fn score(document: &Document, span: &Range<usize>, brand: Option<&Fact<String>>) -> u8 {
    static OURS: Cue = Cue::new(
        r"\bcontroller\b|\bwe are\b|\bus\b|\bour company|trading (as|name)|trades as|operated by|owned and operated|registered (in|office)|welcome to|\(\W*we\b|copyright|©|company (name|number)",
    );
    static THEIRS: Cue = Cue::new(
        r"subsidiary of|parent|part of|member of|provided by|supplied by|hosted|such as|our (payment|courier|hosting)",
    );
    let Some(sentence) = sentence_at(document, span) else { return 0 };
    let name = without_form(document.words(span));
    let is_brand = brand.is_some_and(|brand| same_name(name, &brand.value));
    if is_outsider(name) && !is_brand {
        return 0;
    }
    let foreign = [Topic::Sharing, Topic::Sources, Topic::Cookies, Topic::Transfers];
    if (foreign.iter().any(|topic| document.is_about(sentence, *topic)) || THEIRS.is_in(&sentence.folded)) && !is_brand
    {
        return 0;
    }
    let homely = [Topic::About, Topic::Contact].iter().any(|topic| document.is_about(sentence, *topic));
    let alone = sentence.folded.split_whitespace().count() <= 8;
    2 * u8::from(is_brand) + 2 * u8::from(OURS.is_in(&sentence.folded)) + u8::from(homely) + u8::from(alone)
}

fn same_name(one: &str, other: &str) -> bool {
    let (one, other) = (bare(one), bare(other));
    !one.is_empty() && !other.is_empty() && (one.contains(&other) || other.contains(&one))
}

fn form(document: &Document, name: Option<&Fact<String>>) -> Option<Fact<String>> {
    if let Some((fact, form)) = name.and_then(|fact| Some((fact, form_of(&fact.value)?))) {
        return Some(Fact { value: form.to_owned(), ..fact.clone() });
    }
    let sentence = document.sentences.iter().find(|sentence| SOLE.is_in(&sentence.folded))?;
    let form = SOLE.group(&sentence.folded)?;
    Some(Fact::stated(form.to_owned(), document, &sentence.span))
}
