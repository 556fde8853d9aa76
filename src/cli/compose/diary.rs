//! The operator's log: one JSON line an event on standard error, without personal data.

use tracing::Level;
use tracing_subscriber::filter::Targets;
use tracing_subscriber::layer::SubscriberExt;
use tracing_subscriber::util::SubscriberInitExt;
use tracing_subscriber::{fmt, registry};

/// What is written when nobody says otherwise: our own news, and other crates' warnings.
fn usual() -> Targets {
    Targets::new().with_default(Level::WARN).with_target("rightsdesk", Level::INFO)
}

/// Starts writing. `RIGHTSDESK_LOG` says what, as targets and levels: `debug`, `rightsdesk=debug,warn`.
#[expect(
    clippy::disallowed_methods,
    reason = "the log begins before the settings are read, so that it can tell of them"
)]
pub fn keep_diary() {
    let wished = std::env::var("RIGHTSDESK_LOG").ok().and_then(|wished| wished.parse().ok());
    let lines = fmt::layer().json().with_writer(std::io::stderr);
    if registry().with(lines).with(wished.unwrap_or_else(usual)).try_init().is_err() {
        tracing::debug!("a log is being written already");
    }
}
