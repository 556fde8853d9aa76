//! The documents of an answer on the page of its findings, and the files of the case that could become documents.

use chrono_tz::Tz;

use super::view::{DocumentLine, lines};
use crate::domain::clock::words::long_date;
use crate::domain::right::Right;
use crate::domain::upload::plain_name;
use crate::web::console::delivery::size;
use crate::web::console::review_view::FindingPage;
use crate::workflow::casefile::RequestFile;
use crate::workflow::documents::MailFile;

/// The documents of the answer, and what could become one.
pub struct FilesView {
    /// Those that there are.
    pub documents: Vec<DocumentLine>,
    /// What came with the person's mails.
    pub mailed: Vec<MailedView>,
    /// Whether this right is answered with documents.
    pub may_add: bool,
}

impl FilesView {
    /// Of a request, as the page of its findings shows them.
    pub fn of(page: &FindingPage, part: &RequestFile, base: &str, zone: Tz) -> Self {
        Self {
            documents: lines(part, base),
            mailed: MailedView::all(page, part, base, zone),
            may_add: matches!(part.request.right, Right::Access | Right::Portability),
        }
    }
}

/// A file that came with a mail and is not among the documents.
pub struct MailedView {
    /// Its name.
    pub name: String,
    /// "12 KB, came on 4 December 2026".
    pub about: String,
    /// What puts it into the review.
    pub action: String,
}

impl MailedView {
    fn all(page: &FindingPage, part: &RequestFile, base: &str, zone: Tz) -> Vec<Self> {
        let known = |file: &MailFile| {
            let name = plain_name(file.file.name.reveal());
            part.documents.iter().any(|document| document.file.name.reveal() == name)
        };
        let view = |file: &MailFile| Self {
            name: plain_name(file.file.name.reveal()),
            about: format!(
                "{}, came on {}",
                size(i64::try_from(file.file.bytes).unwrap_or(i64::MAX)),
                long_date(file.received_at.with_timezone(&zone).date_naive())
            ),
            action: format!("{base}/review/mail/{}/{}", file.entry, file.nth),
        };
        page.mailed.iter().filter(|file| !known(file)).map(view).collect()
    }
}
