//! MIME and HTML, without the mailboxes.

#[path = "../../../src/adapters/incoming/flowed.rs"]
mod flowed;
#[path = "../../../src/adapters/incoming/html.rs"]
mod html;
#[path = "../../../src/adapters/incoming/mime.rs"]
mod mime;
#[path = "../../../src/adapters/incoming/report.rs"]
mod report;

pub use mime::parse;
