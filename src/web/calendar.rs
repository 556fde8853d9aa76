//! Dates as iCalendar (RFC 5545): one for the person to keep, or a feed for staff. References and nothing personal, because
//! calendars are shared.

use actix_web::http::StatusCode;
use actix_web::http::header::{CACHE_CONTROL, ETAG, IF_NONE_MATCH};
use actix_web::{HttpRequest, HttpResponse, web};
use chrono::{DateTime, NaiveDate, Utc};

use super::cookies::Token;
use super::csrf::hexadecimal;
use super::desk::at_desk;
use super::errors::WebError;
use crate::domain::case::Reference;
use crate::domain::diary::Appointment;
use crate::workflow::Desk;
use crate::workflow::diary::{Diary, read};
use crate::workflow::secrets::sha256;

crate::routes! {
    GET "/calendar/{file}" => feed;
}

/// Days before a date on which a calendar rings.
const ALARMS: [u8; 2] = [7, 2];

/// The day on which the answer is due, as a file to open.
pub fn entry(title: &str, reference: &Reference, due: NaiveDate, now: DateTime<Utc>, desk: &Desk) -> HttpResponse {
    let event = Event {
        uid: format!("{reference}@rightsdesk"),
        stamp: now,
        sequence: 0,
        on: due,
        title: title.to_owned(),
        page: desk.url(&format!("/status/{reference}")),
        met: false,
        rings: false,
    };
    HttpResponse::Ok()
        .content_type("text/calendar; charset=utf-8")
        .insert_header(("Content-Disposition", format!("attachment; filename=\"{reference}.ics\"")))
        .body(calendar(&[], &[event]))
}

/// GET /calendar/{secret}.ics: the dates of the desk for a calendar program that asks every now and then.
async fn feed(desk: web::Data<Desk>, request: HttpRequest, file: web::Path<String>) -> Result<HttpResponse, WebError> {
    let secret = file.strip_suffix(".ics").and_then(Token::parse).ok_or(WebError::NotFound)?;
    let diary = at_desk(&desk, move |desk| read(desk, secret.key())).await?.ok_or(WebError::NotFound)?;
    let body = written(&diary, &desk.settings.public_url);
    let tag = format!("\"{}\"", hexadecimal(&sha256(body.as_bytes())));
    let known = request.headers().get(IF_NONE_MATCH).and_then(|value| value.to_str().ok());
    let same = known.is_some_and(|known| known.split(',').any(|one| one.trim().trim_start_matches("W/") == tag));
    let mut response = HttpResponse::build(if same { StatusCode::NOT_MODIFIED } else { StatusCode::OK });
    // Nobody but this calendar program keeps it, and it asks again before it uses it again.
    response.insert_header((ETAG, tag)).insert_header((CACHE_CONTROL, "private, no-cache"));
    Ok(if same { response.finish() } else { response.content_type("text/calendar; charset=utf-8").body(body) })
}

fn written(diary: &Diary, public_url: &str) -> String {
    let host = public_url.split("://").nth(1).unwrap_or(public_url).split([':', '/']).next().unwrap_or_default();
    let events: Vec<Event> = diary.appointments.iter().map(|one| Event::of(one, public_url, host)).collect();
    let name = escaped(&diary.name);
    let head = [
        "METHOD:PUBLISH".to_owned(),
        format!("NAME:{name}"),
        format!("X-WR-CALNAME:{name}"),
        "REFRESH-INTERVAL;VALUE=DURATION:PT1H".to_owned(),
        "X-PUBLISHED-TTL:PT1H".to_owned(),
    ];
    calendar(&head, &events)
}

/// One event of a whole day.
struct Event {
    uid: String,
    stamp: DateTime<Utc>,
    sequence: i64,
    on: NaiveDate,
    title: String,
    page: String,
    met: bool,
    rings: bool,
}

impl Event {
    /// An appointment of the desk. Its stamp is its last change, so that an unchanged feed is the same to the byte.
    fn of(one: &Appointment, public_url: &str, host: &str) -> Self {
        Self {
            uid: format!("{}@{host}", one.key()),
            stamp: one.changed,
            sequence: one.sequence,
            on: one.on,
            title: one.title(),
            page: format!("{public_url}/console/case/{}", one.reference),
            met: one.met,
            rings: true,
        }
    }

    fn lines(&self) -> Vec<String> {
        let stamp = self.stamp.format("%Y%m%dT%H%M%SZ");
        let next = self.on.succ_opt().unwrap_or(self.on);
        let mut lines = vec![
            "BEGIN:VEVENT".to_owned(),
            format!("UID:{}", self.uid),
            format!("DTSTAMP:{stamp}"),
            format!("LAST-MODIFIED:{stamp}"),
            format!("SEQUENCE:{}", self.sequence),
            format!("DTSTART;VALUE=DATE:{}", self.on.format("%Y%m%d")),
            format!("DTEND;VALUE=DATE:{}", next.format("%Y%m%d")),
            format!("SUMMARY:{}", escaped(&self.title)),
            format!("URL:{}", self.page),
            format!("STATUS:{}", if self.met { "CANCELLED" } else { "CONFIRMED" }),
            "TRANSP:TRANSPARENT".to_owned(),
        ];
        if self.rings && !self.met {
            lines.extend(ALARMS.iter().flat_map(|days| self.alarm(*days)));
        }
        lines.push("END:VEVENT".to_owned());
        lines
    }

    fn alarm(&self, days: u8) -> [String; 5] {
        [
            "BEGIN:VALARM".to_owned(),
            "ACTION:DISPLAY".to_owned(),
            format!("DESCRIPTION:{}", escaped(&format!("{} in {days} days", self.title))),
            format!("TRIGGER:-P{days}D"),
            "END:VALARM".to_owned(),
        ]
    }
}

fn calendar(head: &[String], events: &[Event]) -> String {
    let first = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Rightsdesk//Rightsdesk//EN", "CALSCALE:GREGORIAN"];
    let first = first.into_iter().map(str::to_owned).chain(head.iter().cloned());
    let lines = first.chain(events.iter().flat_map(Event::lines)).chain(["END:VCALENDAR".to_owned()]);
    lines.map(|line| folded(&line)).collect()
}

/// RFC 5545, section 3.3.11.
fn escaped(text: &str) -> String {
    text.replace('\\', "\\\\").replace(';', "\\;").replace(',', "\\,").replace('\n', "\\n")
}

/// RFC 5545, section 3.1: lines of at most 75 bytes; a longer one goes on after a line break and a blank.
fn folded(line: &str) -> String {
    let (mut text, mut length) = (String::new(), 0);
    for c in line.chars() {
        if length + c.len_utf8() > 75 {
            text.push_str("\r\n ");
            length = 1;
        }
        text.push(c);
        length += c.len_utf8();
    }
    text + "\r\n"
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_event_is_folded_escaped_and_on_the_day() {
        let reference = Reference::new("JR", 2026, [1, 2, 3, 4]);
        let page = format!("https://privacy.a-rather-long-name.example.org/status/{reference}");
        let event = Event {
            uid: format!("{reference}@rightsdesk"),
            stamp: DateTime::UNIX_EPOCH,
            sequence: 0,
            on: "2026-12-04".parse().unwrap(),
            title: format!("Joro; Home answers {reference} by today"),
            page: page.clone(),
            met: false,
            rings: false,
        };
        let text = calendar(&[], &[event]);
        assert_eq!(text.matches("BEGIN:VEVENT").count(), 1);
        assert!(text.contains("DTSTART;VALUE=DATE:20261204\r\n") && text.contains("DTEND;VALUE=DATE:20261205\r\n"));
        assert!(text.contains("SUMMARY:Joro\\; Home answers JR-26-"));
        assert!(text.split("\r\n").all(|line| line.len() <= 75));
        assert!(text.replace("\r\n ", "").contains(&page));
    }
}
