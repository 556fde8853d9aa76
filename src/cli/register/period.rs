//! Which part of the register.

use chrono::{Days, NaiveDate, NaiveTime};

use crate::cli::{Failure, Globals, compose};
use crate::domain::register::Period;
use crate::domain::report::Window;
use crate::workflow::Desk;

/// What `--help` says below the options.
pub const TEACHING: &str = "\
Days are days of receipt in UTC; both ends belong to the period.

The register holds no personal data: reference, company, nature and channel of the request, law, dates, response, ground.
Counts say how many were received, answered, refused and on which ground, and how many days an answer took: what
California's 11 CCR 7102 asks for, and what a regulator wants to see.";

/// The options of a period.
#[derive(Debug, clap::Args)]
#[group(id = "period")]
pub struct Args {
    /// The first day, for example 2026-01-01
    #[arg(long, value_name = "DATE")]
    from: NaiveDate,
    /// The last day
    #[arg(long, value_name = "DATE")]
    to: NaiveDate,
    /// One company, by its id; usually all
    #[arg(long, value_name = "ID")]
    controller: Option<String>,
}

impl Args {
    /// The period, checked against the companies that there are.
    pub fn period(&self, desk: &Desk) -> Result<Period, Failure> {
        let (Window { from, to }, controller) = self.window(desk)?;
        let midnight = |day: NaiveDate| day.and_time(NaiveTime::MIN).and_utc();
        Ok(Period {
            from: midnight(from),
            until: midnight(to.checked_add_days(Days::new(1)).unwrap_or(to)),
            controller,
        })
    }

    /// The days, checked, and one company or all.
    pub fn window(&self, desk: &Desk) -> Result<(Window, Option<String>), Failure> {
        if self.to < self.from {
            return Err(Failure::bad_input("--to", "the last day is before the first"));
        }
        if let Some(unknown) = self.controller.as_ref().filter(|id| !desk.controllers.contains_key(*id)) {
            let known: Vec<&str> = desk.controllers.keys().map(String::as_str).collect();
            return Err(Failure::bad_input("--controller", format!("`{unknown}` is not one of {}", known.join(", "))));
        }
        Ok((Window::new(self.from, self.to), self.controller.clone()))
    }
}

/// The desk, for reading.
pub fn desk(globals: &Globals) -> Result<Desk, Failure> {
    let ground = compose::ground_of_a_desk(globals)?;
    let parts = compose::Parts {
        store: compose::open_store(&ground, compose::Migrating::Refuse)?,
        clock: compose::system_clock(),
        public_url: ground.config.server.public_url(ground.config.server.listen),
        wake: std::sync::Arc::new(|| ()),
    };
    compose::desk(&ground, parts)
}
