//! Documents in an answer: looked through on a page of their own, left out, included or redacted; and files that staff put with a case.

mod bringing;
mod choosing;
mod fetching;
mod files;
mod page;
mod putting;
mod view;

pub use bringing::{from_mail, from_row};
pub use fetching::{copy, file_of_case, original, picture};
pub use files::FilesView;
pub use page::{add, decide, page};
pub use putting::put;
pub use view::{DocumentLine, files_of};
