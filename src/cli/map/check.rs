//! `rightsdesk map check`: what in a map is unsound, and what does not fit the live schemas.

use std::io::Write;
use std::path::PathBuf;

use crate::cli::{Exit, Failure, Globals, connect};
use crate::domain::datamap::{DataMap, Gravity, Remark};
use crate::workflow::mapping::{SystemCheck, check_live};

pub(super) const TEACHING: &str = "\
Examples:
  rightsdesk map check config/datamaps/chinook.yml --connect chinook=sqlite:chinook.sqlite
  rightsdesk map check shop.yml --connect shop=postgres://reader@db.internal/shop --json

Nothing is changed and no row is read. Said are: tables and columns that do not exist, types that differ, collections that
nothing leads to, rules of retention that count from no date, and what an erasure would put into a column that cannot take
it (NOT NULL, UNIQUE, too short, a foreign key). Warnings are worth a look: a personal-looking column, or a table that
points at persons, is not in the map.
--json writes {\"sound\":…,\"systems\":[{\"system\",\"engine\",\"collections\"}],\"remarks\":[{\"gravity\",\"concern\",\"place\",\"what\"}]}.
Exit code 0: no errors. Exit code 1: at least one error. Exit code 2: the map cannot be read.";

/// Which map, and where its systems are.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// The data map
    #[arg(value_name = "FILE.yml")]
    file: PathBuf,
    /// Where a system of the map is, as for gather; without it the map alone is checked
    #[arg(long, value_name = "SYSTEM=WHERE")]
    connect: Vec<String>,
}

/// Checks, and says what there is to say.
pub fn run(args: &Args, globals: &Globals, out: &mut dyn Write) -> Result<Exit, Failure> {
    let refuse = |why: String| Failure::bad_input("FILE", format!("{}: {why}", args.file.display()));
    let text = std::fs::read_to_string(&args.file).map_err(|error| refuse(error.to_string()))?;
    let map = DataMap::parse(&text).map_err(|error| refuse(error.to_string()))?;
    let mut connectors = connect::all(&map, &args.connect)?;
    let (systems, remarks) = check_live(&map, &mut connectors);
    let sound = remarks.iter().all(|remark| remark.gravity != Gravity::Error);
    if globals.json {
        let systems: Vec<serde_json::Value> = systems.iter().map(plain).collect();
        writeln!(out, "{}", serde_json::json!({ "sound": sound, "systems": systems, "remarks": remarks }))?;
    } else {
        tell(&systems, &remarks, out)?;
    }
    Ok(if sound { Exit::Done } else { Exit::Negative })
}

fn plain(check: &SystemCheck) -> serde_json::Value {
    serde_json::json!({ "system": check.system, "engine": check.engine, "collections": check.collections })
}

fn tell(systems: &[SystemCheck], remarks: &[Remark], out: &mut dyn Write) -> std::io::Result<()> {
    for remark in remarks {
        let word = if remark.gravity == Gravity::Error { "error" } else { "warning" };
        writeln!(out, "{word}: {}: {}", remark.place, remark.what)?;
    }
    for check in systems {
        match check.engine {
            Some(engine) => writeln!(out, "{} ({engine}): {} collections checked.", check.system, check.collections)?,
            None => writeln!(out, "{}: not held against a live schema.", check.system)?,
        }
    }
    let errors = remarks.iter().filter(|remark| remark.gravity == Gravity::Error).count();
    writeln!(out, "{errors} errors, {} warnings.", remarks.len() - errors)
}
