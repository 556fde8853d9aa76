//! What stands beside the stream: identity, identifiers, who was seen before, the record.

use chrono_tz::Tz;

use super::case_view::file_name;
use super::documents::{DocumentLine, files_of};
use super::mask;
use super::shown::{moment, short_date};
use crate::domain::case::OnBehalf;
use crate::domain::controller::Controller;
use crate::domain::personal::Personal;
use crate::domain::request::IdentityMethod;
use crate::ports::store::uploads::Upload;
use crate::workflow::casefile::{CaseFile, is_intact};

/// The facts of a case.
#[derive(Clone, Debug)]
pub struct FactsView {
    /// What is known about who asks: whether it is good, and the words.
    pub identity: Vec<(bool, String)>,
    /// Identifiers: name and value.
    pub identifiers: Vec<(String, String)>,
    /// Whether whoever looks sees the case in full because they asked.
    pub unmasked: bool,
    /// Other cases from the same address: reference, what became of it.
    pub seen_before: Vec<(String, String)>,
    /// Complaints about it: reference, where they stand.
    pub complaints: Vec<(String, String)>,
    /// Files that the person gave us.
    pub files: Vec<FileView>,
    /// Days that a proof of identity is kept after the check.
    pub proof_days: u32,
    /// The policy in force at receipt.
    pub policy: String,
    /// How many lines of the log, and whether they hold.
    pub log: String,
    /// Whether they do.
    pub intact: bool,
    /// "London time".
    pub zone: String,
    /// Files that staff put with it.
    pub put_here: Vec<DocumentLine>,
}

/// A file that the person gave us.
#[derive(Clone, Debug)]
pub struct FileView {
    /// Its name.
    pub name: String,
    /// Where it can be fetched.
    pub href: String,
    /// What it is, how large, and when it came.
    pub words: String,
    /// Whether nobody has opened it.
    pub is_new: bool,
    /// Whether a colleague has said that it is a proof of identity; `None` when nobody has.
    pub proof: Option<bool>,
}

impl FileView {
    fn of(upload: &Upload, file: &CaseFile, zone: Tz) -> Self {
        Self {
            name: file_name(file, &upload.name),
            href: format!("/console/case/{}/file/{}", file.case.reference, upload.id),
            words: format!("{}, {}", bytes(upload.bytes), moment(upload.added_at, zone)),
            is_new: upload.seen_at.is_none(),
            proof: upload.proof,
        }
    }
}

/// "3.4 MB", "812 KB".
fn bytes(n: i64) -> String {
    if n < 1_000_000 {
        format!("{} KB", (n / 1000).max(1))
    } else {
        format!("{}.{} MB", n / 1_000_000, n % 1_000_000 / 100_000)
    }
}

impl FactsView {
    /// Of a case.
    pub fn of(file: &CaseFile, controller: &Controller, zone: Tz) -> Self {
        let intact = is_intact(&file.log);
        let state = if intact { "each as it was written" } else { "NOT as it was written" };
        Self {
            identity: identity(file, zone),
            identifiers: identifiers(file, controller),
            unmasked: file.looks && !file.masked,
            seen_before: file
                .seen_before
                .iter()
                .take(10)
                .map(|line| {
                    let received = short_date(line.received_at.with_timezone(&zone).date_naive(), file.today);
                    let complaint = line.complaint.map(|state| format!("complaint: {}", state.name().to_lowercase()));
                    let rights: Vec<String> = line
                        .requests
                        .iter()
                        .map(|(right, state)| format!("{}: {}", right.name(), state.name().to_lowercase()))
                        .chain(complaint)
                        .collect();
                    (line.reference.to_string(), format!("{received}, {}", rights.join("; ")))
                })
                .collect(),
            complaints: complaints(file, zone),
            files: file.uploads.iter().map(|upload| FileView::of(upload, file, zone)).collect(),
            proof_days: controller.keeping.identity_proof_days,
            policy: file.case.policy_version.clone().unwrap_or_else(|| "not stated".to_owned()),
            log: format!("{} lines, {state}", file.log.len()),
            intact,
            zone: crate::domain::clock::words::zone_name(zone),
            put_here: files_of(file, zone, &format!("/console/case/{}", file.case.reference)),
        }
    }
}

/// The complaints about a case: reference, when and where they stand.
fn complaints(file: &CaseFile, zone: Tz) -> Vec<(String, String)> {
    let about = file.complaints.iter().map(|(reference, complaint)| {
        let received = short_date(complaint.received_at.with_timezone(&zone).date_naive(), file.today);
        (reference.to_string(), format!("{received}, {}", complaint.state.name().to_lowercase()))
    });
    about.collect()
}

fn identity(file: &CaseFile, zone: Tz) -> Vec<(bool, String)> {
    let mut lines = vec![match file.case.email_confirmed_at {
        Some(at) => (true, format!("Reads the mailbox they gave: confirmed {}", moment(at, zone))),
        None => (false, "Never confirmed the address they gave".to_owned()),
    }];
    let shown = |name: &Personal| if file.masked { mask::short_name(name.reveal()) } else { name.reveal().to_owned() };
    match &file.case.on_behalf {
        OnBehalf::Myself => {}
        OnBehalf::Another { name } => lines.push((false, format!("Asks for {}", shown(name)))),
        OnBehalf::Child { name } => lines.push((false, format!("Asks for their child {}", shown(name)))),
    }
    for entry in &file.log {
        let content: serde_json::Value =
            entry.content.as_deref().and_then(|text| serde_json::from_str(text).ok()).unwrap_or_default();
        let method = content.get("method").and_then(serde_json::Value::as_str).and_then(IdentityMethod::parse);
        let line = match (entry.kind.as_str(), method) {
            ("identity_shown", Some(method)) => (true, format!("{}, {}", method.name(), moment(entry.at, zone))),
            ("identity_doubted", Some(method)) => (false, format!("Not enough: {}", method.name())),
            ("identity_waived", _) => (true, format!("Check waived, {}", moment(entry.at, zone))),
            ("authority_shown", _) => (true, format!("Authority received, {}", moment(entry.at, zone))),
            _ => continue,
        };
        if lines.last() != Some(&line) {
            lines.push(line);
        }
    }
    lines
}

/// What stands for the address of somebody who has none.
const NO_EMAIL: &str = "none: letters go by post";

fn identifiers(file: &CaseFile, controller: &Controller) -> Vec<(String, String)> {
    let requester = &file.case.requester;
    let shown = |name: &str, value: &str| {
        if file.looks && !file.masked { value.to_owned() } else { mask::identifier(name, value) }
    };
    let label = |name: &str| {
        let known = controller.identifiers.iter().find(|known| known.name == name);
        known.map_or_else(|| super::shown::capital(&name.replace('_', " ")), |known| known.label.clone())
    };
    let email =
        if file.case.post_only().is_some() { NO_EMAIL.to_owned() } else { shown("email", requester.email.reveal()) };
    let mut lines = vec![("E-mail".to_owned(), email)];
    let given = file.case.identifiers.0.iter().filter(|(name, value)| !value.is_empty() && name.as_str() != "email");
    lines.extend(given.map(|(name, value)| (label(name), shown(name, value.reveal()))));
    lines
}
