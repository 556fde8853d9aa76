//! The book of companies over the files of a test.

use std::sync::Arc;

use rightsdesk::adapters::documents::FileReader;
use rightsdesk::config::partners;
use rightsdesk::workflow::companies::CompanyBook;
use rightsdesk::workflow::desk::Controllers;

pub fn book(files: Arc<Controllers>) -> Arc<CompanyBook> {
    Arc::new(CompanyBook::new(files, Arc::new(FileReader), partners::shipped().expect("the shipped book")))
}
