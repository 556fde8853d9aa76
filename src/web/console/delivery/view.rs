//! The packages of a case: since when they can be fetched, until when, how often they were.

use chrono_tz::Tz;

use crate::web::console::shown::{moment, thousands};
use crate::workflow::casefile::CaseFile;

/// One package.
#[derive(Clone, Debug)]
pub struct DeliveryView {
    /// For which right.
    pub right: &'static str,
    /// What is in it.
    pub contents: String,
    /// When it was built.
    pub built: String,
    /// Until when it can be fetched, or why not any more.
    pub state: String,
    /// `ok`, `warn` or nothing.
    pub class: &'static str,
    /// "Fetched twice".
    pub downloads: String,
    /// Where its forms post.
    pub base: String,
    /// Whether it can be taken back.
    pub revocable: bool,
    /// Whether it can be given a fresh life.
    pub renewable: bool,
    /// The id of the field for the reason.
    pub why: String,
}

impl DeliveryView {
    /// All of a case, the newest first.
    pub fn all(file: &CaseFile, zone: Tz, may_manage: bool) -> Vec<Self> {
        let on_paper = file.case.post_only().is_some();
        let count = |n: i64| usize::try_from(n).unwrap_or_default();
        let view = |package: &crate::ports::store::delivery::Disclosure| {
            let right = file.requests.iter().find(|part| part.request.id == package.request);
            let (state, class) = match (package.revoked_at, package.expires_at > file.now) {
                (Some(at), _) => (format!("Taken back {}", moment(at, zone)), ""),
                (None, true) if on_paper => {
                    (format!("Kept for the post until {}", moment(package.expires_at, zone)), "ok")
                }
                (None, true) => (format!("Can be fetched until {}", moment(package.expires_at, zone)), "ok"),
                (None, false) => (format!("Its link ended {}", moment(package.expires_at, zone)), "warn"),
            };
            let live = package.revoked_at.is_none();
            Self {
                right: right.map_or("", |part| part.request.right.name()),
                contents: format!(
                    "{} rows in {} files, {}",
                    thousands(count(package.rows)),
                    thousands(count(package.files)),
                    size(package.bytes)
                ),
                built: moment(package.built_at, zone),
                state,
                class,
                downloads: match package.downloads {
                    0 => "Not fetched yet".to_owned(),
                    1 => "Fetched once".to_owned(),
                    n => format!("Fetched {n} times"),
                },
                base: format!("/console/case/{}/delivery/{}", file.case.reference, package.id),
                revocable: live && may_manage,
                renewable: live && may_manage,
                why: format!("why-{}", package.id),
            }
        };
        file.disclosures.iter().map(view).collect()
    }
}

/// "1.4 MB".
pub fn size(bytes: i64) -> String {
    match bytes {
        ..1_000 => format!("{bytes} bytes"),
        1_000..1_000_000 => format!("{} kB", bytes / 1_000),
        _ => format!("{}.{} MB", bytes / 1_000_000, bytes % 1_000_000 / 100_000),
    }
}
