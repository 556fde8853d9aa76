//! MIME to a [`Message`], within limits. Whatever is sent, the answer is a message or a clear refusal, never a crash.

use chrono::{DateTime, FixedOffset};
use mail_parser::{Address, HeaderName, Message as Parsed, MessageParser, MessagePart, MimeHeaders, PartType};

use super::{flowed, html, report};
use crate::domain::incoming::{Attachment, Correspondent, Difficulty, Marks, Message};
use crate::ports::incoming::{EnclosedFile, NotRead};

/// The largest message that is read: 25 MiB.
pub const LARGEST: usize = 25 * 1024 * 1024;
/// How many parts are read.
const MOST_PARTS: usize = 100;
/// How deeply messages may lie inside each other.
const DEEPEST: usize = 20;
/// How many characters of text are read.
const LONGEST: usize = 200_000;
/// A plain part that only says "your program cannot show HTML" is shorter than this.
const APOLOGY: usize = 120;

/// Takes a message apart.
pub fn parse(bytes: &[u8]) -> Result<Message, NotRead> {
    let (parsed, deep) = parsed(bytes)?;
    let mut message = converted(&parsed, 0);
    if deep {
        message.difficulties.push(Difficulty::TooDeep);
    }
    Ok(message)
}

/// One of the files of a message, in the order in which [`parse`] lists them.
pub fn enclosed(bytes: &[u8], nth: usize) -> Result<Option<EnclosedFile>, NotRead> {
    let (parsed, _) = parsed(bytes)?;
    let part = parsed.attachments().take(MOST_PARTS).filter(|part| !is_decoration(part)).nth(nth);
    Ok(part.map(|part| EnclosedFile { name: attachment(part).name, bytes: part.contents().to_vec() }))
}

/// The parts of a message; whether only its headers were read, because messages lie too deeply inside each other.
fn parsed(bytes: &[u8]) -> Result<(Parsed<'_>, bool), NotRead> {
    if bytes.len() > LARGEST {
        return Err(NotRead::TooLarge);
    }
    if bytes.iter().all(u8::is_ascii_whitespace) {
        return Err(NotRead::Empty);
    }
    // Messages inside messages cost stack; whoever sends hundreds of them gets their headers read.
    let deep = nested(bytes) > DEEPEST;
    let parser = MessageParser::default();
    let parsed = if deep { parser.parse_headers(bytes) } else { parser.parse(bytes) };
    match parsed {
        Some(parsed) if has_header(&parsed) => Ok((parsed, deep)),
        _ => Err(NotRead::NoMessage),
    }
}

/// How often a message inside another is announced.
fn nested(bytes: &[u8]) -> usize {
    let announces = |window: &[u8]| window.eq_ignore_ascii_case(b"message/");
    bytes.windows(8).filter(|window| announces(window)).count()
}

/// A message has at least one of these; a picture or a text has none.
fn has_header(parsed: &Parsed<'_>) -> bool {
    let known = [HeaderName::From, HeaderName::Date, HeaderName::Subject, HeaderName::MessageId, HeaderName::To];
    known.into_iter().any(|name| parsed.header(name).is_some())
}

fn converted(parsed: &Parsed<'_>, depth: usize) -> Message {
    let mut message = Message {
        from: correspondent(parsed.from()),
        reply_to: correspondent(parsed.reply_to()).address,
        to: recipients(parsed),
        subject: parsed.subject().unwrap_or_default().trim().to_owned(),
        sent: parsed.date().filter(|date| date.is_valid()).and_then(|date| instant(&date.to_rfc3339())),
        arrived: raw(parsed, "Received").next().and_then(stamp),
        message_id: parsed.message_id().unwrap_or_default().to_owned(),
        answers: answers(parsed),
        marks: marks(parsed),
        authentication: raw(parsed, "Authentication-Results").map(unfolded).collect(),
        ..Message::default()
    };
    if parsed.parts.len() > MOST_PARTS {
        message.difficulties.push(Difficulty::TooManyParts);
    }
    let damaged = parsed.parts.iter().take(MOST_PARTS).any(|part| part.is_encoding_problem);
    message.text = body(parsed);
    if message.text.chars().count() >= LONGEST {
        message.difficulties.push(Difficulty::TooLong);
    }
    if damaged || message.text.contains('\u{fffd}') {
        message.difficulties.push(Difficulty::Encoding);
    }
    take_attachments(&mut message, parsed, depth);
    message
}

fn take_attachments(message: &mut Message, parsed: &Parsed<'_>, depth: usize) {
    let is_report = !message.marks.report.is_empty();
    for part in parsed.parts.iter().take(MOST_PARTS) {
        if media_type(part) == "message/delivery-status" {
            message.deliveries.extend(report::deliveries(&String::from_utf8_lossy(part.contents())));
        }
        // Many servers bring back the headers only (RFC 3462 section 2).
        if media_type(part) == "text/rfc822-headers" && message.enclosed.is_none() && is_report && depth < DEEPEST {
            let returned = MessageParser::default().parse_headers(part.contents());
            message.enclosed = returned.map(|returned| Box::new(converted(&returned, depth + 1)));
        }
    }
    for part in parsed.attachments().take(MOST_PARTS) {
        if let PartType::Message(inner) = &part.body {
            if depth >= DEEPEST {
                message.difficulties.push(Difficulty::TooDeep);
            } else if message.enclosed.is_none() {
                message.enclosed = Some(Box::new(converted(inner, depth + 1)));
            }
        }
        if !is_decoration(part) {
            message.attachments.push(attachment(part));
        }
    }
}

/// A picture that belongs to the HTML (a logo in a signature), or the machine's half of a report.
fn is_decoration(part: &MessagePart<'_>) -> bool {
    let inline = matches!(part.body, PartType::InlineBinary(_)) && part.content_id().is_some();
    inline
        || ["message/delivery-status", "message/disposition-notification", "text/rfc822-headers"]
            .contains(&media_type(part).as_str())
}

fn attachment(part: &MessagePart<'_>) -> Attachment {
    let name: String =
        part.attachment_name().unwrap_or_default().chars().filter(|c| !c.is_control()).take(200).collect();
    Attachment { name, media_type: media_type(part), bytes: part.contents().len() }
}

fn media_type(part: &MessagePart<'_>) -> String {
    if matches!(part.body, PartType::Message(_)) {
        return "message/rfc822".to_owned();
    }
    let Some(declared) = part.content_type() else { return "text/plain".to_owned() };
    let sub = declared.subtype().unwrap_or("octet-stream");
    format!("{}/{sub}", declared.ctype()).to_lowercase()
}

/// The text that a person wrote: the plain part, or the HTML where the plain part only apologises for being one.
fn body(parsed: &Parsed<'_>) -> String {
    let plain: String = parsed.text_bodies().take(MOST_PARTS).map(text_of).collect::<Vec<_>>().join("\n");
    let bare = plain.trim().chars().count();
    let text = if bare < APOLOGY {
        let rich: String = parsed.html_bodies().take(MOST_PARTS).map(text_of).collect::<Vec<_>>().join("\n");
        if rich.trim().chars().count() > 3 * bare.max(1) { rich } else { plain }
    } else {
        plain
    };
    text.chars().filter(|c| !c.is_control() || matches!(c, '\n' | '\t')).take(LONGEST).collect()
}

fn text_of(part: &MessagePart<'_>) -> String {
    match &part.body {
        PartType::Text(text) if is_flowed(part) => flowed::joined(text),
        PartType::Text(text) => text.to_string(),
        PartType::Html(text) => html::as_text(text),
        _ => String::new(),
    }
}

fn is_flowed(part: &MessagePart<'_>) -> bool {
    part.content_type()
        .and_then(|kind| kind.attribute("format"))
        .is_some_and(|format| format.eq_ignore_ascii_case("flowed"))
}

fn correspondent(address: Option<&Address<'_>>) -> Correspondent {
    let first = address.and_then(Address::first);
    let clean = |text: &str| text.chars().filter(|c| !c.is_control()).collect::<String>().trim().to_owned();
    Correspondent {
        name: first.and_then(|addr| addr.name()).map(clean).unwrap_or_default(),
        address: first.and_then(|addr| addr.address()).map(clean).unwrap_or_default(),
    }
}

fn recipients(parsed: &Parsed<'_>) -> Vec<String> {
    let listed =
        parsed.to().into_iter().flat_map(|list| list.iter()).filter_map(|addr| addr.address()).map(str::to_owned);
    let delivered = raw(parsed, "Delivered-To").chain(raw(parsed, "X-Original-To")).map(|line| line.trim().to_owned());
    delivered.chain(listed).take(50).collect()
}

fn answers(parsed: &Parsed<'_>) -> Vec<String> {
    let list = |value: &mail_parser::HeaderValue<'_>| -> Vec<String> {
        let many = value.as_text_list().map(|all| all.iter().map(ToString::to_string).collect());
        many.or_else(|| value.as_text().map(|one| vec![one.to_owned()])).unwrap_or_default()
    };
    let mut all = list(parsed.in_reply_to());
    all.extend(list(parsed.references()).into_iter().rev());
    all.truncate(50);
    all
}

/// Every line of a header, the topmost first, as it stands there.
fn raw<'p>(parsed: &'p Parsed<'_>, name: &'static str) -> impl Iterator<Item = &'p str> {
    parsed.headers_raw().filter(move |(known, _)| known.eq_ignore_ascii_case(name)).map(|(_, value)| value)
}

fn unfolded(value: &str) -> String {
    value.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The date behind the last semicolon of a `Received` line.
fn stamp(line: &str) -> Option<DateTime<FixedOffset>> {
    let date = unfolded(line.rsplit_once(';')?.1);
    let bare = date.split('(').next().unwrap_or_default().trim();
    DateTime::parse_from_rfc2822(bare).ok()
}

fn instant(text: &str) -> Option<DateTime<FixedOffset>> {
    DateTime::parse_from_rfc3339(text).ok()
}

fn marks(parsed: &Parsed<'_>) -> Marks {
    let value =
        |name: &'static str| raw(parsed, name).next().map(unfolded).map(|text| text.to_lowercase()).unwrap_or_default();
    let has = |names: &[&'static str]| names.iter().any(|name| raw(parsed, name).next().is_some());
    let word = |text: String| text.split([';', ' ', '(']).next().unwrap_or_default().to_owned();
    let kind =
        parsed.content_type().filter(|kind| kind.subtype().is_some_and(|sub| sub.eq_ignore_ascii_case("report")));
    let suppress = value("X-Auto-Response-Suppress");
    Marks {
        auto_submitted: word(value("Auto-Submitted")),
        empty_return_path: value("Return-Path") == "<>",
        precedence: word(value("Precedence")),
        list: has(&["List-Id", "List-Unsubscribe", "Feedback-ID"]),
        auto_reply: has(&["X-Autoreply", "X-Autorespond", "X-Autoresponder", "X-Loop"]),
        suppress: suppress.split([',', ' ']).any(|word| ["all", "dr", "autoreply"].contains(&word)),
        report: kind.and_then(|kind| kind.attribute("report-type")).unwrap_or_default().to_lowercase(),
    }
}
