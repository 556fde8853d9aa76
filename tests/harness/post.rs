//! The ways of mail as the program joins them, over a data folder of the test's own and the shipped defaults.

use std::path::Path;
use std::sync::Arc;

use rightsdesk::cli::compose::{Ground, post_room};
use rightsdesk::config;
use rightsdesk::ports::post::PostRoom;

/// Over a folder, with the defaults: letters go into its `mail`.
pub fn room(data: &Path) -> Arc<dyn PostRoom> {
    let config = config::load(None, Vec::new()).expect("the defaults");
    post_room(&Ground { data: data.to_path_buf(), config })
}
