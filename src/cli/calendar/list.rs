//! `rightsdesk calendar list`.

use std::collections::BTreeSet;
use std::io::Write;

use serde::Serialize;

use crate::cli::compose::Ground;
use crate::cli::{Exit, Failure, Globals, compose};
use crate::config::controllers;
use crate::domain::clock::words::weekday_date;
use crate::domain::clock::{Calendar, Law, List};

/// Which list.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// Show the public holidays of one place: EW, IE, DE-BY
    #[arg(long, value_name = "PLACE")]
    place: Option<String>,
}

/// One list.
#[derive(Serialize)]
struct Shown<'a> {
    name: &'a str,
    group: &'a str,
    places: Vec<&'a str>,
    official_until: Option<i32>,
    /// Whether a controller's due dates may fall after its end: a newer list is needed.
    runs_short: bool,
}

/// Writes the lists, or the days of one place.
pub fn run(args: &Args, globals: &Globals, out: &mut dyn Write) -> Result<Exit, Failure> {
    let ground = compose::ground_as_it_is(globals)?;
    let law = compose::law_in_use(&ground)?;
    if let Some(place) = &args.place {
        let (calendar, _) = law.calendars().of(place).map_err(|why| Failure::bad_input("--place", why))?;
        return days(calendar, globals, out);
    }
    let (today, used) = (compose::system_clock().now().date_naive(), used(&law, &ground)?);
    let short = |calendar: &Calendar| used.contains(&calendar.place.code) && calendar.runs_short(today);
    let lists: Result<Vec<_>, _> = law.calendars().lists().iter().map(|list| shown(list, short)).collect();
    let lists = lists?;
    if globals.json {
        writeln!(out, "{}", serde_json::to_string(&lists).map_err(Failure::negative)?)?;
    } else {
        for list in &lists {
            write_list(list, out)?;
        }
    }
    let well = lists.iter().all(|list| !list.runs_short);
    Ok(if well { Exit::Done } else { Exit::Negative })
}

/// The places of the controllers, and the United Kingdom's in any case.
fn used(law: &Law, ground: &Ground) -> Result<BTreeSet<String>, Failure> {
    let uk = ["EW", "SCT", "NI"].map(str::to_owned);
    let folder = ground.data.join(&ground.config.desk.controllers);
    let controllers = controllers::load(ground.config.desk.samples, &folder)
        .map_err(|error| Failure::bad_input("desk.controllers", error))?;
    let terms = controllers
        .values()
        .flat_map(|controller| controller.regimes.iter().filter_map(|regime| law.terms_of(controller, regime).ok()));
    Ok(terms.map(|terms| terms.calendar.place.code.clone()).chain(uk).collect())
}

fn shown(list: &List, short: impl Fn(&Calendar) -> bool) -> Result<Shown<'_>, Failure> {
    let places = list.places().map_err(Failure::negative)?;
    let official = places.values().filter(|calendar| calendar.names_holidays()).map(Calendar::official_until).min();
    Ok(Shown {
        name: &list.name,
        group: &list.group,
        places: places.keys().map(String::as_str).collect(),
        official_until: official,
        runs_short: places.values().any(short),
    })
}

fn write_list(list: &Shown<'_>, out: &mut dyn Write) -> Result<(), Failure> {
    let until = list.official_until.map_or_else(|| "weekdays only".into(), |year| format!("official until {year}"));
    let places = if list.places.len() > 6 { format!("{} places", list.places.len()) } else { list.places.join(" ") };
    writeln!(out, "{:<18} {:<10} {until:<20} {places}", list.name, list.group)?;
    if list.runs_short {
        writeln!(out, "  Due dates may fall after its end. Bring a newer list: rightsdesk calendar import FILE")?;
    }
    Ok(())
}

fn days(calendar: &Calendar, globals: &Globals, out: &mut dyn Write) -> Result<Exit, Failure> {
    if globals.json {
        let days: Vec<_> =
            calendar.holidays().map(|(date, title)| serde_json::json!({ "date": date, "title": title })).collect();
        writeln!(out, "{}", serde_json::to_string(&days).map_err(Failure::negative)?)?;
        return Ok(Exit::Done);
    }
    writeln!(out, "{} ({}), official until {}", calendar.place, calendar.place.zone, calendar.official_until())?;
    for (date, title) in calendar.holidays() {
        writeln!(out, "  {:<28} {title}", weekday_date(date))?;
    }
    Ok(Exit::Done)
}
