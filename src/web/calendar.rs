//! One date as an iCalendar file (RFC 5545): the reference and nothing personal, because calendars are shared.

use actix_web::HttpResponse;
use chrono::{DateTime, NaiveDate, Utc};

use crate::domain::case::Reference;
use crate::workflow::Desk;

/// The day on which the answer is due, as a file to open.
pub fn entry(brand: &str, reference: &Reference, due: NaiveDate, now: DateTime<Utc>, desk: &Desk) -> HttpResponse {
    let page = desk.url(&format!("/status/{reference}"));
    HttpResponse::Ok()
        .content_type("text/calendar; charset=utf-8")
        .insert_header(("Content-Disposition", format!("attachment; filename=\"{reference}.ics\"")))
        .body(text(brand, reference, due, now, &page))
}

fn text(brand: &str, reference: &Reference, due: NaiveDate, now: DateTime<Utc>, page: &str) -> String {
    let next = due.succ_opt().unwrap_or(due);
    let lines = [
        "BEGIN:VCALENDAR".to_owned(),
        "VERSION:2.0".to_owned(),
        "PRODID:-//Rightsdesk//Status page//EN".to_owned(),
        "BEGIN:VEVENT".to_owned(),
        format!("UID:{reference}@rightsdesk"),
        format!("DTSTAMP:{}", now.format("%Y%m%dT%H%M%SZ")),
        format!("DTSTART;VALUE=DATE:{}", due.format("%Y%m%d")),
        format!("DTEND;VALUE=DATE:{}", next.format("%Y%m%d")),
        format!("SUMMARY:{}", escaped(&format!("{brand} answers {reference} by today"))),
        format!("URL:{page}"),
        "TRANSP:TRANSPARENT".to_owned(),
        "END:VEVENT".to_owned(),
        "END:VCALENDAR".to_owned(),
    ];
    lines.iter().map(|line| folded(line)).collect()
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
    fn one_event_on_the_day_without_anything_personal() {
        let reference = Reference::new("JR", 2026, [1, 2, 3, 4]);
        let due = "2026-12-04".parse().unwrap();
        let page = format!("https://privacy.a-rather-long-name.example.org/status/{reference}");
        let text = text("Joro; Home", &reference, due, DateTime::UNIX_EPOCH, &page);
        assert_eq!(text.matches("BEGIN:VEVENT").count(), 1);
        assert!(text.contains("DTSTART;VALUE=DATE:20261204\r\nDTEND;VALUE=DATE:20261205\r\n"));
        assert!(text.contains("SUMMARY:Joro\\; Home answers JR-26-"));
        assert!(text.split("\r\n").all(|line| line.len() <= 75));
        assert!(text.replace("\r\n ", "").contains(&page));
    }
}
