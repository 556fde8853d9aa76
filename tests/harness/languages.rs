//! The languages that come with the program.

use std::sync::{Arc, LazyLock};

use rightsdesk::config::languages;
use rightsdesk::domain::language::Languages;

static SHIPPED: LazyLock<Arc<Languages>> = LazyLock::new(|| Arc::new(languages::shipped().expect("the languages")));

/// All of them.
pub fn shipped() -> Arc<Languages> {
    Arc::clone(&SHIPPED)
}
