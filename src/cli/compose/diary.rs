//! The operator's log: one JSON line an event on standard error, without personal data.

use tracing_subscriber::EnvFilter;

/// What is written when nobody says otherwise: our own news, and other crates' warnings.
const USUAL: &str = "warn,rightsdesk=info";

/// Starts writing. `RIGHTSDESK_LOG` says what, in the words of `tracing`: `debug`, `rightsdesk=debug,warn`.
pub fn keep_diary() {
    let filter = EnvFilter::try_from_env("RIGHTSDESK_LOG").unwrap_or_else(|_unset| EnvFilter::new(USUAL));
    let begun = tracing_subscriber::fmt().json().with_env_filter(filter).with_writer(std::io::stderr).try_init();
    if begun.is_err() {
        tracing::debug!("a log is being written already");
    }
}
