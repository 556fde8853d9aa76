//! How to reach the company about personal data.

use std::ops::Range;

use serde::Serialize;

use super::super::cue::Cue;
use super::super::document::{Document, Sentence};
use super::super::fact::{Confidence, Fact, Quote};
use super::super::fold::{bare, fold};
use super::super::topic::Topic;
use super::identity::{Identity, around, sentence_at};

/// How to reach the company.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Contact {
    /// The mailbox for requests.
    pub email: Option<Fact<String>>,
    /// A telephone number.
    pub phone: Option<Fact<String>>,
    /// The site, without scheme.
    pub web: Option<Fact<String>>,
    /// A data protection officer or somebody named to lead on it.
    pub dpo: Option<Fact<String>>,
    /// Ways in which somebody can write or speak to the company: `email`, `post` …
    pub channels: Vec<Fact<String>>,
    /// Sentences that send people to an address which is not there.
    pub blanks: Vec<Quote>,
}

static EMAIL: Cue = Cue::new(
    r"[A-Za-z0-9](?:[A-Za-z0-9._%+-]*[A-Za-z0-9_])?@[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?(?:\.[A-Za-z0-9-]+)*\.[A-Za-z]{2,}",
);
static NOT_REAL: Cue =
    Cue::new(r"@(example|domain|yourdomain|yourcompany|company|email|test|xxx+)\.|^(x{2,}|your\.?name)@");
static PHONE: Cue = Cue::new(
    r"(?:\+[0-9]{1,3}[ ().-]*(?:\(0\))?|\(?0)[0-9][0-9 ().-]{6,14}[0-9]|\(?\b[2-9][0-9]{2}\)?[ .-][0-9]{3}[ .-][0-9]{4}\b|\b1-[0-9]{3}-[0-9]{3}-[0-9]{4}\b",
);
static PHONE_CUE: Cue = Cue::new(r"\b(phone|telephone|tel|call|ring|toll[- ]free|contact|mobile)\b");
static SITE: Cue = Cue::new(
    r"(?:https?://)?((?:www\.)?[A-Za-z0-9][A-Za-z0-9-]*(?:\.[A-Za-z0-9-]+)*\.(?:co\.uk|org\.uk|com|uk|net|org|shop|store|io|eu|ie|us|co|biz|info))\b",
);
static DPO: Cue = Cue::new(
    r"(?:[Dd]ata [Pp]rotection [Oo]fficer|\bDPO\b|[Dd]ata [Pp]rotection [Ll]ead|[Pp]rivacy [Oo]fficer|[Dd]ata [Pp]rotection [Mm]anager)(?: \(DPO\))?(?: is|,|:| –| -)? ((?:(?:Mr|Mrs|Ms|Dr)\.? )?[A-Z][a-z]+(?: [A-Z][a-z'’-]+){1,2})",
);
static DPO_WORD: Cue = Cue::new(r"data protection officer|\bdpo\b|privacy officer|data protection lead");
static NO_DPO: Cue = Cue::new(r"not (required|obliged|appointed|have)|no data protection officer");
static BLANK: Cue = Cue::new(
    r#"\b(contact|e-?mail|write|reach|call|ring|touch|mail)\b[^@]*(\b(at|via)|\b(us|e-?mail|call|phone) (on|to))( the following( e-?mail)? address)?:? *["'(]*[.,;_]+["')]*$|\[[^\]]*(e-?mail|address|contact|phone|insert|company)[^\]]*\]|_{4,}|\{\{[^}]*\}\}|<(e-?mail|insert)[^>]*>"#,
);

static LEADS: Cue =
    Cue::new(r"\b(contact|e-?mail|write to|reach) us (at|via|by e-?mail at)( the following( e-?mail)? address)?:?$");

/// Reads the ways to the company.
pub fn read(document: &Document, identity: &Identity) -> Contact {
    let email = email(document);
    let phone = phone(document);
    let web = web(document, identity, email.as_ref());
    let channels = channels(document, email.as_ref(), phone.as_ref(), identity);
    Contact { dpo: dpo(document), blanks: blanks(document), email, phone, web, channels }
}

/// Every working address of a mailbox in the text.
pub fn mailboxes(document: &Document) -> Vec<Range<usize>> {
    let real = |span: &Range<usize>| !NOT_REAL.is_in(&document.words(span).to_lowercase());
    EMAIL.all(&document.text).into_iter().filter(real).collect()
}

fn email(document: &Document) -> Option<Fact<String>> {
    let mut best: Option<(i32, Range<usize>)> = None;
    for span in mailboxes(document) {
        let score = worth(document, &span);
        if score > -3 && best.as_ref().is_none_or(|(most, _)| score > *most) {
            best = Some((score, span));
        }
    }
    let (score, span) = best?;
    let confidence = match score {
        3.. => Confidence::Stated,
        1..3 => Confidence::Likely,
        _ => Confidence::Doubtful,
    };
    let mut fact =
        Fact::stated(document.words(&span).to_lowercase(), document, &around(document, &span)).with(confidence);
    fact.data_categories = Vec::new();
    Some(fact)
}

/// How much speaks for a mailbox being the one for requests.
fn worth(document: &Document, span: &Range<usize>) -> i32 {
    static ASKS: Cue = Cue::new(r"exercis|your rights|request|data protection|privacy");
    static DEDICATED: Cue = Cue::new(r"^(privacy|dpo|gdpr|data|dataprotection|data-protection|dsar|sar|rights)[^@]*@");
    static LEGAL: Cue = Cue::new(r"^(legal|compliance)@");
    static AUTHORITY: Cue = Cue::new(r"@(\w+\.)*(ico\.org|dataprotection\.ie|cnil\.fr)");
    let address = document.words(span).to_lowercase();
    let Some(sentence) = sentence_at(document, span) else { return 0 };
    let about = |topic| i32::from(document.is_about(sentence, topic));
    if AUTHORITY.is_in(&address) {
        return -9;
    }
    4 * i32::from(ASKS.is_in(&sentence.folded))
        + 3 * i32::from(DEDICATED.is_in(&address))
        + i32::from(LEGAL.is_in(&address))
        + 2 * about(Topic::Rights)
        + 2 * about(Topic::Contact)
        + about(Topic::About)
        - 4 * about(Topic::Sharing)
        - about(Topic::Marketing)
}

fn phone(document: &Document) -> Option<Fact<String>> {
    static THEIRS: Cue =
        Cue::new(r"commissioner|\bico\b|0303 ?123|authority|company n|registered|registration|\bvat\b");
    PHONE.all(&document.text).into_iter().find_map(|span| {
        let sentence = sentence_at(document, &span)?;
        let written = document.words(&span);
        let digits = written.chars().filter(char::is_ascii_digit).count();
        let near = PHONE_CUE.is_in(&sentence.folded)
            || document.is_about(sentence, Topic::Contact)
            || document.is_about(sentence, Topic::About);
        let ours = !THEIRS.is_in(&sentence.folded) && !document.is_about(sentence, Topic::Complaints);
        let fits = (9..=13).contains(&digits) && near && ours;
        fits.then(|| Fact::stated(written.trim().to_owned(), document, &sentence.span))
    })
}

/// The shop's own site: a host that carries its brand, its name or the domain of its mailbox.
fn web(document: &Document, identity: &Identity, email: Option<&Fact<String>>) -> Option<Fact<String>> {
    static SAYS: Cue = Cue::new(r"our (web ?site|site|store|platform)|web ?site( is)?:|web ?site at|visit us");
    let names = [identity.brand.as_ref(), identity.name.as_ref()];
    let names: Vec<String> =
        names.into_iter().flatten().map(|fact| bare(super::names::without_form(&fact.value))).collect();
    let domain = email.and_then(|fact| fact.value.split_once('@').map(|(_, domain)| domain.to_owned()));
    SITE.groups(&document.text).into_iter().find_map(|span| {
        let host = document.words(&span).to_lowercase();
        let in_mailbox = document.text.get(..span.start).is_some_and(|before| before.ends_with('@'))
            || document.text.get(span.end..).is_some_and(|after| after.starts_with('@'));
        let plain = host.strip_prefix("www.").unwrap_or(&host);
        let label = bare(plain.split('.').next().unwrap_or_default());
        let folded = fold(document.words(&around(document, &span)));
        let ours = domain.as_deref() == Some(plain)
            || names.contains(&label)
            || (SAYS.is_in(&folded) && !folded.contains("ico.org"));
        (ours && !in_mailbox && !is_tail_of_mailbox(document, &span))
            .then(|| Fact::stated(host, document, &around(document, &span)))
    })
}

/// Whether the span lies inside a mailbox address: `jusstool.com` in `support@jusstool.com`.
fn is_tail_of_mailbox(document: &Document, span: &Range<usize>) -> bool {
    EMAIL.all(&document.text).iter().any(|mailbox| mailbox.start <= span.start && span.end <= mailbox.end)
}

fn dpo(document: &Document) -> Option<Fact<String>> {
    if let Some(span) = DPO.groups(&document.text).into_iter().next() {
        return Some(Fact::stated(document.words(&span).to_owned(), document, &around(document, &span)));
    }
    let named = |sentence: &&Sentence| DPO_WORD.is_in(&sentence.folded) && !NO_DPO.is_in(&sentence.folded);
    let sentence = document.sentences.iter().find(named)?;
    let mailbox = EMAIL.find(document.words(&sentence.span))?;
    let address = document.words(&sentence.span).get(mailbox)?.to_lowercase();
    Some(Fact::stated(address, document, &sentence.span))
}

/// Sentences that lead to an address which does not follow.
fn blanks(document: &Document) -> Vec<Quote> {
    let blank = |sentence: &&Sentence| {
        let open = BLANK.is_in(&sentence.folded) || (LEADS.is_in(&sentence.folded) && !is_followed(document, sentence));
        open && !EMAIL.is_in(document.words(&sentence.span))
    };
    document.sentences.iter().filter(blank).map(|sentence| Quote::of(document, &sentence.span)).collect()
}

/// Whether an address, a number or a site comes right after the sentence.
fn is_followed(document: &Document, sentence: &Sentence) -> bool {
    static ADDRESS: Cue = Cue::new(r"@|www\.|https?:|[0-9]{3}|[A-Z]{1,2}[0-9][A-Z0-9]? ?[0-9][A-Z]{2}");
    let mut after = document.sentences.iter().skip_while(|other| other.span.start <= sentence.span.start).take(4);
    after.any(|next| ADDRESS.is_in(document.words(&next.span)))
}

fn channels(
    document: &Document,
    email: Option<&Fact<String>>,
    phone: Option<&Fact<String>>,
    identity: &Identity,
) -> Vec<Fact<String>> {
    static WAYS: [(&str, Cue); 6] = [
        ("phone", Cue::new(r"(via|by) (tele)?phone|phone,|call us")),
        ("chat", Cue::new(r"\bchat\b")),
        ("post", Cue::new(r"by post|postal|in writing to|write to us at")),
        ("social", Cue::new(r"(via|by|through|on) social media")),
        (
            "form",
            Cue::new(r"(contact|online|web|request|privacy) form|form (on|at) (our|the|this)|submit(ting)? a request"),
        ),
        (
            "account",
            Cue::new(
                r"(updat|correct|chang|access|download|delet|manag|opt)\w* .{0,60}\b(in|through|via|within|from|using) (your|my) (account|profile)|your profile in|account settings|log(ging)? ?in ?to (your|my) account",
            ),
        ),
    ];
    static REACH: Cue = Cue::new(
        r"contact|get in touch|reach us|engage with us|request|exercise|e-?mail us|call us|write to|updating|log ?in",
    );
    let mut channels = Vec::new();
    let known = |code: &str, fact: Option<Quote>| {
        fact.map(|quote| Fact {
            value: code.to_owned(),
            quote,
            confidence: Confidence::Stated,
            data_categories: Vec::new(),
        })
    };
    channels.extend(known("email", email.map(|fact| fact.quote.clone())));
    channels.extend(known("phone", phone.map(|fact| fact.quote.clone())));
    channels.extend(known("post", identity.address.as_ref().map(|fact| fact.quote.clone())));
    for (code, cue) in &WAYS {
        let says = |sentence: &&Sentence| {
            cue.is_in(&sentence.folded) && REACH.is_in(&sentence.folded) && !document.is_about(sentence, Topic::Sharing)
        };
        let there = channels.iter().any(|fact| fact.value == *code);
        let found = document.sentences.iter().find(says).filter(|_| !there);
        channels.extend(
            found.map(|sentence| Fact::stated((*code).to_owned(), document, &sentence.span).with(Confidence::Likely)),
        );
    }
    channels
}
