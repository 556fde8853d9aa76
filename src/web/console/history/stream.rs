//! What happened, as one stream: mail, notes, tasks, decisions, and what Rightsdesk did by itself.

use chrono::{DateTime, Utc};
use chrono_tz::Tz;
use serde_json::Value;

use super::macros::used;
use super::words::{lower, plain};
use crate::domain::audit::Entry;
use crate::domain::clock::words::weekday_date;
use crate::domain::complaint::Verdict;
use crate::domain::disclosure::Exemption;
use crate::domain::ids::StaffId;
use crate::domain::notice::{Audience, NoticeKind};
use crate::domain::request::{ExtensionGround, IdentityMethod, RefusalGround};
use crate::domain::right::Right;
use crate::ports::store::outbox::{MailLine, MailState};
use crate::ports::store::tasks::Task;
use crate::web::console::amending::recipients_view;
use crate::web::console::delivery;
use crate::web::console::outbox::standing;
use crate::web::console::shown::capital;
use crate::web::icons::Icon;
use crate::workflow::casefile::CaseFile;

/// What kind of line it is: its look and its filter.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sort {
    /// A letter, in or out.
    Mail,
    /// A note to each other.
    Note,
    /// Somebody is asked to do something, or did it.
    Task,
    /// Somebody decided.
    Decision,
    /// Something happened.
    Event,
}

impl Sort {
    /// The class and the word in an address.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Mail => "mail",
            Self::Note => "note",
            Self::Task => "task",
            Self::Decision => "decision",
            Self::Event => "event",
        }
    }
}

/// One line of the stream.
#[derive(Clone, Debug)]
pub struct HappenedView {
    /// When (UTC).
    pub at: DateTime<Utc>,
    /// What kind.
    pub sort: Sort,
    /// The icon.
    pub icon: Icon,
    /// Who, in bold; empty for the system.
    pub who: String,
    /// What, after who.
    pub what: String,
    /// The text of a letter, a note or a reason; empty when there is none.
    pub body: String,
    /// What stands small below it.
    pub foot: String,
    /// Whether `foot` is about something that failed.
    pub bad: bool,
    /// Whether we sent it.
    pub outgoing: bool,
    /// The time of day.
    pub time: String,
    /// To how many colleagues the same call went at about that time; 0 for what is no call to colleagues.
    pub colleagues: usize,
    /// The letter that can be printed, by the identifier of its mail; empty where there is none.
    pub letter: String,
}

/// The whole stream, the newest day first.
pub fn stream(file: &CaseFile, zone: Tz) -> Vec<HappenedView> {
    let mut lines: Vec<HappenedView> = file.log.iter().filter_map(|entry| of_entry(entry, file, zone)).collect();
    lines.extend(file.mails.iter().map(|mail| of_mail(mail, zone)));
    lines.extend(file.notes.iter().map(|note| HappenedView {
        who: file.colleagues.name(note.by),
        body: note.text.reveal().to_owned(),
        ..happened(note.at, Sort::Note, Icon::Note, "wrote a note", zone)
    }));
    lines.extend(file.tasks.iter().map(|task| of_task(task, zone)));
    lines.sort_by_key(|line| std::cmp::Reverse(line.at));
    lines
}

/// What a line of the log says, as a sentence: "Ruth Calder wrote a note."
pub fn line_words(entry: &Entry, file: &CaseFile) -> String {
    let content = entry.content.as_deref().and_then(|text| serde_json::from_str(text).ok()).unwrap_or(Value::Null);
    let who = file.colleagues.actor(&entry.actor);
    match entry.kind.as_str() {
        "noted" => format!("{who} wrote a note."),
        kind => format!("{who} {}.", Said { content: &content, file }.words(kind).2),
    }
}

/// What a line of the log tells on paper: the words of the stream without whoever did it, the reason and the ground behind them.
pub fn line_told(entry: &Entry, file: &CaseFile) -> String {
    let content = entry.content.as_deref().and_then(|text| serde_json::from_str(text).ok()).unwrap_or(Value::Null);
    let said = Said { content: &content, file };
    let letter = || NoticeKind::parse(said.text("notice")).map_or("a letter", NoticeKind::name);
    let what = match entry.kind.as_str() {
        "submitted" | "complaint_submitted" => "Wrote to us".to_owned(),
        "received" => "The request came in, and the clock begins".to_owned(),
        "noted" => "Wrote an internal note".to_owned(),
        "replied" => "Wrote a reply to the person".to_owned(),
        "mail_sent" => format!("Sent a letter: {}", letter()),
        "evidence_made" => "Made evidence of this case".to_owned(),
        kind => capital(&said.words(kind).2),
    };
    let right = file.requests.iter().find(|part| Some(part.request.id) == entry.request);
    let about = right.filter(|_| file.requests.len() > 1).map(|part| part.request.right);
    let parts = [with_right(&what, about), said.reason(&entry.kind), said.ground(&entry.kind)];
    let gone = if entry.content.is_none() { " The contents of this line are destroyed." } else { "" };
    let told: Vec<&str> =
        parts.iter().map(|part| part.trim().trim_end_matches('.')).filter(|part| !part.is_empty()).collect();
    format!("{}.{gone}", told.join(". "))
}

fn happened(at: DateTime<Utc>, sort: Sort, icon: Icon, what: impl Into<String>, zone: Tz) -> HappenedView {
    HappenedView {
        at,
        sort,
        icon,
        who: String::new(),
        what: what.into(),
        body: String::new(),
        foot: String::new(),
        bad: false,
        outgoing: false,
        time: at.with_timezone(&zone).format("%H:%M").to_string(),
        colleagues: 0,
        letter: String::new(),
    }
}

/// To whom a mail of a kind goes, where its name does not say so; letters of kinds that are no longer known went to the person.
fn readers(kind: Option<NoticeKind>) -> &'static str {
    match kind.map_or(Audience::Person, NoticeKind::audience) {
        Audience::Person => "to the person: ",
        Audience::Recipient => "to a recipient: ",
        Audience::Staff => "",
    }
}

fn of_mail(mail: &MailLine, zone: Tz) -> HappenedView {
    let known = NoticeKind::parse(&mail.kind);
    let kind = known.map_or("Letter", NoticeKind::name);
    let printed = known.is_some_and(NoticeKind::is_printable);
    let stuck = mail.state == MailState::Dead || mail.bounced.is_some() || mail.held_at.is_some();
    let again = mail.state == MailState::Pending && mail.last_error.is_some();
    let bad = (stuck && mail.settled.is_none()) || again;
    let next = if stuck && mail.settled.is_none() { " See “Letters that did not arrive”." } else { "" };
    let foot = format!("{}{next}", standing(mail, zone));
    HappenedView {
        body: mail.text.reveal().to_owned(),
        foot,
        bad,
        outgoing: true,
        colleagues: usize::from(known.is_some_and(|kind| kind.audience() == Audience::Staff)),
        letter: if printed { mail.id.to_string() } else { String::new() },
        who: kind.to_owned(),
        ..happened(mail.queued_at, Sort::Mail, Icon::Outgoing, format!("{}{}", readers(known), mail.subject), zone)
    }
}

fn of_task(task: &Task, zone: Tz) -> HappenedView {
    let foot = if task.answer.is_none() { "Open: nobody has answered yet." } else { "" };
    HappenedView {
        who: "Asked a colleague or vendor:".to_owned(),
        foot: foot.to_owned(),
        bad: task.answer.is_none(),
        ..happened(task.made_at, Sort::Task, Icon::Task, task.title.clone(), zone)
    }
}

/// A line of the log. Notes and mail have lines of their own; the start of each request says nothing new.
fn of_entry(entry: &Entry, file: &CaseFile, zone: Tz) -> Option<HappenedView> {
    if matches!(entry.kind.as_str(), "noted" | "received" | "replied" | "mail_queued" | "mail_sent") {
        return None;
    }
    let content = entry.content.as_deref().and_then(|text| serde_json::from_str(text).ok()).unwrap_or(Value::Null);
    let said = Said { content: &content, file };
    if matches!(entry.kind.as_str(), "submitted" | "complaint_submitted") {
        return Some(submitted(entry, file, zone));
    }
    let (sort, icon, what) = said.words(&entry.kind);
    let right = file.requests.iter().find(|part| Some(part.request.id) == entry.request);
    let several = file.requests.len() > 1;
    let about = right.filter(|_| several).map(|part| part.request.right);
    Some(HappenedView {
        who: file.colleagues.actor(&entry.actor),
        body: said.reason(&entry.kind),
        foot: said.ground(&entry.kind),
        ..happened(entry.at, sort, icon, with_right(&what, about), zone)
    })
}

fn with_right(what: &str, about: Option<Right>) -> String {
    about.map_or_else(|| what.to_owned(), |right| format!("{what} ({})", right.name()))
}

fn submitted(entry: &Entry, file: &CaseFile, zone: Tz) -> HappenedView {
    let details = file.requests.iter().filter(|part| !part.detail.is_empty());
    let details = details.map(|part| format!("{}: {}", part.request.right.name(), part.detail.reveal()));
    let words = Some(file.case.words.reveal().to_owned()).filter(|words| !words.is_empty());
    HappenedView {
        who: file.case.requester.name.reveal().to_owned(),
        body: words.into_iter().chain(details).collect::<Vec<_>>().join("\n"),
        ..happened(entry.at, Sort::Mail, Icon::Incoming, "wrote to us", zone)
    }
}

/// The content of a log line, read.
struct Said<'a> {
    content: &'a Value,
    file: &'a CaseFile,
}

impl Said<'_> {
    fn text(&self, key: &str) -> &str {
        self.content.get(key).and_then(Value::as_str).unwrap_or_default()
    }

    /// The system by the name that people know.
    fn system(&self) -> &str {
        let key = self.text("system");
        let mut parts = self.file.requests.iter().flat_map(|part| &part.systems);
        parts.find(|part| part.system == key).map_or(key, |part| part.title.as_str())
    }

    fn words(&self, kind: &str) -> (Sort, Icon, String) {
        match plain(kind) {
            Some((sort, icon, words)) => (sort, icon, words.to_owned()),
            None if kind == "macro_used" => used(self.content),
            None => self.words_with_facts(kind),
        }
    }

    fn words_with_facts(&self, kind: &str) -> (Sort, Icon, String) {
        let place = || format!("in {}, {}", self.system(), self.text("collection"));
        match kind {
            "identity_shown" => {
                let method = IdentityMethod::parse(self.text("method")).map_or("", IdentityMethod::name);
                (Sort::Event, Icon::Identity, format!("recorded how identity was shown: {}", lower(method)))
            }
            "extended" => (Sort::Decision, Icon::Longer, "extended the limit by two months".to_owned()),
            "refused" => (Sort::Decision, Icon::Cross, "refused".to_owned()),
            "complaint_decided" => {
                let verdict = Verdict::parse(self.text("verdict")).map_or("", Verdict::name);
                (Sort::Decision, Icon::Decision, format!("sent the outcome: {}", lower(verdict)))
            }
            "assigned" => (Sort::Event, Icon::Person, self.assigned()),
            "team_given" => (Sort::Event, Icon::Person, self.team_given()),
            "finding_included" => (Sort::Decision, Icon::Done, format!("included a flagged finding {}", place())),
            "finding_left_out" => (Sort::Decision, Icon::Cut, format!("left something out {}", place())),
            "finding_undone" => {
                (Sort::Decision, Icon::Undo, format!("took back a decision about a finding {}", place()))
            }
            "findings_included" => (Sort::Decision, Icon::Done, format!("included the other findings {}", place())),
            "task_answered" => {
                (Sort::Task, Icon::Task, format!("answered for {}: {}", self.system(), lower(self.text("answer"))))
            }
            "system_skipped" => (Sort::Decision, Icon::Cross, format!("left {} out of the search", self.system())),
            "system_retried" => (Sort::Event, Icon::Again, format!("asked {} again", self.system())),
            "system_needs_person" => (Sort::Event, Icon::Alert, format!("could not search {}", self.system())),
            "person_chosen" => {
                (Sort::Decision, Icon::Person, format!("chose which person is meant in {}", self.system()))
            }
            "erasure_planned" => (Sort::Event, Icon::Erasure, self.planned()),
            "erasure_remains" => {
                (Sort::Event, Icon::Alert, format!("could not confirm the erasure in {}", self.system()))
            }
            other => self.words_about_colleagues(other),
        }
    }

    fn words_about_colleagues(&self, kind: &str) -> (Sort, Icon, String) {
        match kind {
            "joined" | "received_earlier" | "taken_over" | "case_joined" | "case_split" | "case_linked"
            | "case_unlinked" => (Sort::Decision, Icon::Link, self.together(kind)),
            "taken_down" => (Sort::Event, Icon::Phone, self.taken_down()),
            "tagged" => (Sort::Event, Icon::Flag, format!("tagged it “{}”", self.text("tag"))),
            "untagged" => (Sort::Event, Icon::Flag, format!("took the tag “{}” away", self.text("tag"))),
            other => self.words_about_links(other).unwrap_or_else(|| self.words_about_dates(other)),
        }
    }

    /// In which form the person would like the answer, and what makes it easier for them.
    fn wished(&self) -> String {
        let form = match self.text("form") {
            "post" => "would like the answer on paper, by post",
            "large_print" => "would like the answer on paper, in large print",
            _ => "would like the answer online",
        };
        match self.text("adjust") {
            // What makes it easier for somebody may be about their health.
            adjust if adjust.is_empty() || self.file.masked => form.to_owned(),
            adjust => format!("{form}; what makes it easier: {adjust}"),
        }
    }

    fn words_about_links(&self, kind: &str) -> Option<(Sort, Icon, String)> {
        let who = self.asked();
        Some(match kind {
            "task_link_sent" => (Sort::Event, Icon::Outgoing, format!("sent a link to {who}")),
            "task_link_reminded" => (Sort::Event, Icon::Outgoing, format!("reminded {who} of the link")),
            "task_link_answered" => {
                (Sort::Event, Icon::Incoming, format!("has the answer of {who}: {}", lower(self.text("answer"))))
            }
            "task_link_declined" => (Sort::Event, Icon::Alert, format!("has word from {who} that they cannot")),
            "task_link_expired" => (Sort::Event, Icon::Wait, format!("ended the link to {who}: nothing came")),
            "task_link_revoked" => (Sort::Decision, Icon::Undo, format!("took the link to {who} back")),
            _ => {
                return recipients_view::happened(kind, self.text("recipient"), self.text("state"))
                    .or_else(|| delivery::happened(kind, self.content));
            }
        })
    }

    fn words_about_dates(&self, kind: &str) -> (Sort, Icon, String) {
        match kind {
            "law_chosen" => {
                let words = format!("decided that {} applies (version {})", self.text("regime"), self.text("version"));
                (Sort::Decision, Icon::Decision, words)
            }
            "due_date_moved" => {
                let day = |key| self.text(key).parse().map_or_else(|_unread| String::new(), weekday_date);
                let words = format!(
                    "moved the due date from {} to {}, because a public holiday is new",
                    day("from"),
                    day("to")
                );
                (Sort::Event, Icon::Calendar, words)
            }
            "lifting_announced" => {
                let on = self.text("on").parse().map_or_else(|_unread| String::new(), weekday_date);
                (Sort::Decision, Icon::Outgoing, format!("told the person that the restriction is lifted on {on}"))
            }
            "answer_wished" => (Sort::Event, Icon::Letter, self.wished()),
            "home_stated" => (Sort::Event, Icon::House, format!("said where they live: {}", self.text("home"))),
            "gaps_accepted" => {
                (Sort::Decision, Icon::Alert, format!("let the answer go although nobody has stated {}", self.lacks()))
            }
            "recipient_told" => {
                (Sort::Event, Icon::Outgoing, format!("told {} what to do with the data", self.text("recipient")))
            }
            "fee_asked" => (Sort::Decision, Icon::Outgoing, format!("asked for a fee of {}", self.text("amount"))),
            "sentence_left_out" => (
                Sort::Event,
                Icon::Alert,
                format!("left a sentence out of a letter, because nobody has stated {}", self.lacks()),
            ),
            other => (Sort::Event, Icon::Dot, other.replace('_', " ")),
        }
    }

    /// Whom a link went to, and about what: "Parcels Ltd, about Deliveries".
    fn asked(&self) -> String {
        match self.system() {
            "" => self.text("name").to_owned(),
            system => format!("{}, about {system}", self.text("name")),
        }
    }

    /// What a letter lacked.
    fn lacks(&self) -> String {
        let lacks = self.content.get("lacks").and_then(Value::as_array);
        let words: Vec<&str> = lacks.into_iter().flatten().filter_map(Value::as_str).collect();
        words.join(", ")
    }

    /// "made the plan of the erasure: 3 rows to erase, 2 to keep".
    fn planned(&self) -> String {
        let of = |key: &str| self.content.get(key).and_then(Value::as_u64).unwrap_or_default();
        let named = [
            ("erase", "to erase"),
            ("anonymise", "to make anonymous"),
            ("detach", "to detach"),
            ("keep", "to keep"),
            ("review", "for a person"),
        ];
        let counts = named.iter().filter(|(key, _)| of(key) > 0).map(|(key, words)| format!("{} {words}", of(key)));
        let counts: Vec<String> = counts.collect();
        let rows = if counts.is_empty() { "nothing was found".to_owned() } else { counts.join(", ") };
        format!("made the plan of the erasure: {rows}")
    }

    /// How a request came that somebody took down.
    fn taken_down(&self) -> String {
        let how = match self.text("way") {
            "post" => "from a letter",
            "counter" => "at the counter",
            _ => "on the telephone",
        };
        format!("took it down {how}")
    }

    /// What was put together with which other case.
    fn together(&self, kind: &str) -> String {
        let other = self.text("reference");
        match kind {
            "joined" => format!("put it together with {other}: it is answered there"),
            "received_earlier" => format!("found that it had arrived before, as {other}: the clock counts from there"),
            "taken_over" => format!("took it over from {other}, with its clock"),
            "case_joined" => format!("put {other} together with this case"),
            "case_split" => format!("split {other} off this case"),
            "case_linked" => format!("noted that {other} belongs with this case"),
            _ => format!("noted that {other} does not belong with this case"),
        }
    }

    fn assigned(&self) -> String {
        let to = StaffId::parse(self.text("to"));
        to.map_or_else(
            || "gave the case back to everybody".to_owned(),
            |id| match StaffId::parse(self.text("for")) {
                Some(away) => {
                    let (name, away) = (self.file.colleagues.name(id), self.file.colleagues.name(away));
                    format!("gave the case to {name}, who stands in for {away}")
                }
                None => format!("gave the case to {}", self.file.colleagues.name(id)),
            },
        )
    }

    fn team_given(&self) -> String {
        match self.text("name") {
            "" => "took the case back from its team".to_owned(),
            team => format!("gave the case to the team {team}"),
        }
    }

    /// What somebody wrote when they did it.
    fn reason(&self, kind: &str) -> String {
        let keys: &[&str] = match kind {
            "identity_asked" => &["doubt"],
            "identity_shown" | "recipient_answered" => &["note"],
            "clarification_asked" => &["question"],
            "clarification_answered" => &["text", "answer", "words"],
            "fulfilled" => &["outcome"],
            "message_attached" => &["text"],
            "complaint_enquiry_begun" => &["plan"],
            "complaint_progress_told" => &["said"],
            "complaint_decided" => &["findings"],
            "lesson_noted" | "lesson_done" => &["change"],
            "fee_asked" => &["reason"],
            _ => &["reason", "why"],
        };
        keys.iter().map(|key| self.text(key)).find(|text| !text.is_empty()).unwrap_or_default().to_owned()
    }

    /// The ground of a decision.
    fn ground(&self, kind: &str) -> String {
        let ground = match kind {
            "complaint_decided" => Some(self.text("alone"))
                .filter(|why| !why.is_empty() && !self.file.masked)
                .map(|why| format!("Decided by whoever looked after the request: {why}")),
            "refused" => RefusalGround::parse(self.text("ground")).map(|ground| ground.name().to_owned()),
            "extended" => ExtensionGround::parse(self.text("ground")).map(|ground| ground.name().to_owned()),
            "finding_left_out" | "document_left_out" | "document_redacted" => {
                Exemption::find(self.text("exemption")).map(|found| format!("{}, {}", found.label, found.paragraph))
            }
            _ => None,
        };
        ground.unwrap_or_default()
    }
}
