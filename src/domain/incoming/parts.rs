//! Taking a letter's text apart: what the writer wrote, what they quoted, what they forwarded.

use super::dates::date_in;
use super::message::Correspondent;
use super::text::folded;
use chrono::NaiveDateTime;

/// How many lines the header of a quoted or forwarded message may have.
const HEADER_LINES: usize = 12;

/// A text, taken apart.
#[derive(Clone, Default)]
pub struct Parts {
    /// The writer's own words.
    pub own: String,
    /// What they quoted from earlier messages.
    pub quoted: String,
    /// A message that they passed on.
    pub passed_on: Option<PassedOn>,
}

/// A message that was passed on inside the text of another.
#[derive(Clone, Default)]
pub struct PassedOn {
    /// Who wrote it.
    pub from: Correspondent,
    /// When, in the local time that stands there.
    pub at: Option<NaiveDateTime>,
    /// Whom it was written to.
    pub to: String,
    /// Its subject.
    pub subject: String,
    /// Its text.
    pub text: String,
}

/// Subjects of messages that were passed on.
const PASSED_ON: &[&str] = &["fwd:", "fw:", "wg:", "tr:", "rv:", "i:", "pd:", "doorst:", "enc:", "vb:", "vs:", "転送:"];
/// What stands above a message that was passed on.
const RULES_FORWARD: &[&str] = &[
    "forwarded message",
    "begin forwarded message",
    "weitergeleitete nachricht",
    "message transfere",
    "message reexpedie",
    "mensaje reenviado",
    "doorgestuurd bericht",
    "messaggio inoltrato",
    "wiadomosc przekazana",
    "przekazana wiadomosc",
    "mensagem encaminhada",
    "vidarebefordrat meddelande",
    "転送メッセージ",
    "debut du message transfere",
    "inicio del mensaje reenviado",
    "anfang der weitergeleiteten",
    "inizio messaggio inoltrato",
    "videresendt besked",
    "videresendt meddelelse",
    "videresendt melding",
    "valitetty viesti",
    "edelleenlahetetty viesti",
    "preposlana zprava",
];
/// What stands above a message that is answered.
const RULES_REPLY: &[&str] = &[
    "original message",
    "ursprungliche nachricht",
    "originalnachricht",
    "message d'origine",
    "message original",
    "mensaje original",
    "oorspronkelijk bericht",
    "messaggio originale",
    "wiadomosc oryginalna",
    "oryginalna wiadomosc",
    "mensagem original",
    "ursprungligt meddelande",
    "元のメッセージ",
    "original-nachricht",
    "oprindelig meddelelse",
    "opprinnelig melding",
    "alkuperainen viesti",
    "puvodni zprava",
];
/// `On Monday Emma wrote:`, in the languages of the lexicons; the line ends with a colon.
const WROTE: &[&str] = &[
    "wrote",
    "schrieb",
    "a ecrit",
    "escribio",
    "schreef",
    "ha scritto",
    "scrisse",
    "napisal",
    "napisala",
    "pisze",
    "escreveu",
    "skrev",
    "のメール",
    "書きました",
    "geschrieben",
    "kirjoitti",
];
/// How such a line begins.
const BEGINS: &[&str] = &["on ", "am ", "le ", "el ", "op ", "il ", "w dniu", "em ", "den ", "a ", "dnia ", "20"];
const FROM: &[&str] = &["from", "von", "de", "van", "da", "od", "差出人", "fran", "fra", "lahettaja", "odesilatel"];
const DATE: &[&str] = &[
    "date",
    "sent",
    "datum",
    "gesendet",
    "envoye",
    "fecha",
    "enviado",
    "verzonden",
    "data",
    "inviato",
    "wyslano",
    "日時",
    "送信日時",
    "skickat",
    "enviada em",
    "enviado el",
    "sendt",
    "dato",
    "lahetetty",
    "paivays",
    "pvm",
    "odeslano",
];
const SUBJECT: &[&str] = &[
    "subject",
    "betreff",
    "objet",
    "asunto",
    "onderwerp",
    "oggetto",
    "temat",
    "件名",
    "assunto",
    "amne",
    "emne",
    "aihe",
    "predmet",
];
const TO: &[&str] = &["to", "an", "a", "para", "aan", "do", "宛先", "till", "cc", "til", "vastaanottaja", "komu"];

/// Whether a subject says that the message was passed on.
pub fn is_passed_on(subject: &str) -> bool {
    let subject = folded(subject);
    PASSED_ON.iter().any(|mark| subject.trim_start().starts_with(mark))
}

/// Takes a text apart.
pub fn take_apart(subject: &str, text: &str) -> Parts {
    let lines: Vec<&str> = text.lines().collect();
    let mut parts = Parts::default();
    let mut at = 0;
    while let Some(line) = lines.get(at) {
        let rest = lines.get(at..).unwrap_or_default();
        if let Some(depth) = begins_header(rest) {
            // Some programs put `Original Message` above what is passed on, too; the subject says which it is.
            let forwarded = depth.forward == Some(true) || is_passed_on(subject);
            take_message(&mut parts, rest.get(depth.skip..).unwrap_or_default(), forwarded);
            return parts;
        }
        if line.trim_start().starts_with('>') {
            add(&mut parts.quoted, line.trim_start_matches(['>', ' ']));
        } else if let Some(width) = introduces_quotation(rest) {
            take_quotation(&mut parts, rest.get(width..).unwrap_or_default());
            return parts;
        } else if line.trim_end() == "--" {
            parts.own.push_str("\n\n");
        } else {
            add(&mut parts.own, line);
        }
        at += 1;
    }
    parts
}

/// After `… wrote:` either every quoted line carries `>`, and the rest is the writer's own, or all of it is quoted.
fn take_quotation(parts: &mut Parts, lines: &[&str]) {
    let marked = |line: &str| line.trim_start().starts_with('>');
    let all = !lines.iter().find(|line| !line.trim().is_empty()).is_some_and(|line| marked(line));
    for line in lines {
        let target = if all || marked(line) { &mut parts.quoted } else { &mut parts.own };
        add(target, line.trim_start_matches(['>', ' ']));
    }
}

fn add(target: &mut String, line: &str) {
    target.push_str(line);
    target.push('\n');
}

/// How many lines an introduction of a quotation takes: mail programs break it for width.
fn introduces_quotation(lines: &[&str]) -> Option<usize> {
    let first = folded(lines.first()?.trim());
    let begins = BEGINS.iter().any(|begin| first.starts_with(begin)) || first.contains('<') || first.contains('@');
    let dense = |width: usize| lines.iter().take(width).all(|line| !line.trim().is_empty());
    let dated_first = first.chars().any(|c| c.is_ascii_digit()) && first.ends_with(':');
    (1..=3).filter(|width| (begins || dated_first) && dense(*width)).find(|width| {
        let joined = lines.iter().take(*width).map(|line| line.trim()).collect::<Vec<_>>().join(" ");
        let plain = folded(&joined);
        let ends = plain.ends_with(':') || plain.ends_with("：");
        let dated = plain.chars().any(|c| c.is_ascii_digit()) || plain.contains('@');
        ends && dated && plain.len() < 250 && WROTE.iter().any(|word| plain.contains(word)) && *width <= lines.len()
    })
}

struct HeaderStart {
    /// How many lines stand before the header's first.
    skip: usize,
    /// What the rule above it says: passed on or answered; `None` when there is no rule.
    forward: Option<bool>,
}

/// Whether a message begins here: a rule with words, or the header of one.
fn begins_header(lines: &[&str]) -> Option<HeaderStart> {
    let first = folded(lines.first()?.trim());
    let ruled = first.starts_with("--") || first.starts_with("__") || first.ends_with(':') || first.starts_with("==");
    let said = |rules: &[&str]| rules.iter().any(|rule| first.contains(rule));
    let forward = if said(RULES_FORWARD) {
        Some(true)
    } else if said(RULES_REPLY) {
        Some(false)
    } else {
        None
    };
    if ruled && forward.is_some() && first.len() < 80 {
        return Some(HeaderStart { skip: 1, forward });
    }
    let names = |wanted: &[&str]| lines.iter().take(6).any(|line| field(line, wanted).is_some());
    let begins = field(lines.first()?, FROM).is_some_and(|value| value.contains('@') || names(SUBJECT));
    (begins && names(DATE) && (names(SUBJECT) || names(TO))).then_some(HeaderStart { skip: 0, forward: None })
}

/// The value of a header line: `From: Emma`. Stars are what plain text keeps of bold labels.
fn field<'a>(line: &'a str, names: &[&str]) -> Option<&'a str> {
    let (name, value) = line.split_once([':', '：'])?;
    let name = folded(name.trim_matches(['*', ' ', '>', '\t']));
    names.contains(&name.as_str()).then(|| value.trim_matches(['*', ' ', '\t']))
}

fn take_message(parts: &mut Parts, lines: &[&str], forwarded: bool) {
    let mut message = PassedOn::default();
    let mut body = 0;
    let mut started = false;
    for (index, line) in lines.iter().enumerate().take(HEADER_LINES) {
        body = index;
        let header = take_field(&mut message, line);
        if started && !header && (line.trim().is_empty() || !line.starts_with(char::is_whitespace)) {
            break;
        }
        started |= header;
        body = index + 1;
    }
    let text = lines.get(body..).unwrap_or_default().join("\n");
    if forwarded {
        message.text = unquoted(&text);
        parts.passed_on = Some(message);
    } else {
        add(&mut parts.quoted, &message.subject);
        add(&mut parts.quoted, &text);
    }
}

/// Some programs mark every line of what they pass on with `>`.
fn unquoted(text: &str) -> String {
    let marked = text.lines().filter(|line| !line.trim().is_empty()).all(|line| line.starts_with('>'));
    if !marked {
        return text.to_owned();
    }
    let bare = |line: &str| line.strip_prefix('>').map_or(line.to_owned(), |rest| rest.trim_start().to_owned());
    text.lines().map(bare).collect::<Vec<_>>().join("\n")
}

fn take_field(message: &mut PassedOn, line: &str) -> bool {
    if let Some(value) = field(line, FROM) {
        message.from = correspondent(value);
    } else if let Some(value) = field(line, DATE) {
        message.at = message.at.or_else(|| date_in(value));
    } else if let Some(value) = field(line, SUBJECT) {
        value.clone_into(&mut message.subject);
    } else if let Some(value) = field(line, TO) {
        value.clone_into(&mut message.to);
    } else {
        return false;
    }
    true
}

/// `Emma Wright <emma@example.org>`, `Emma Wright [mailto:emma@example.org]`, or a bare address.
pub fn correspondent(value: &str) -> Correspondent {
    let is_mark = |c: char| c.is_whitespace() || "<>[]()\"',;".contains(c);
    let address =
        value.split(is_mark).map(|piece| piece.trim_start_matches("mailto:")).find(|piece| piece.contains('@'));
    let name = value.split(['<', '[', '(']).next().unwrap_or_default();
    let name = name.trim_matches(|c: char| c.is_whitespace() || c == '"' || c == '\'');
    let name = if name.contains('@') { "" } else { name };
    Correspondent { name: name.to_owned(), address: address.unwrap_or_default().to_owned() }
}
