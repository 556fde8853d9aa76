//! The reader of letters, with every language that comes with the program.

use std::sync::Arc;

use rightsdesk::adapters::incoming::MimeReader;
use rightsdesk::config::lexicons;
use rightsdesk::ports::incoming::LetterReader;

/// Reads letters as the program does.
pub fn reader() -> Arc<dyn LetterReader> {
    Arc::new(MimeReader::new(|| lexicons::reader().ok()))
}
