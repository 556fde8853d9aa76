//! `rightsdesk map draft`: a first map from a live schema, every guess with how sure it is.

use std::fs::OpenOptions;
use std::io::Write;
use std::path::PathBuf;

use crate::cli::{Exit, Failure, Globals, connect};
use crate::domain::mapping::{Draft, written};
use crate::workflow::mapping::draft_system;

pub(super) const TEACHING: &str = "\
Examples:
  rightsdesk map draft --connect shop=sqlite:shop.db --write shop.yml
  rightsdesk map draft --connect shop=mysql://reader@db.internal/shop --connect crm=csv:exports/crm > all.yml

Keys and foreign keys are taken as they are; what a column holds is guessed from its name and a few sampled values; ties
that no foreign key declares from names, when the sampled values really stand there. Each guess carries a remark with
how sure it is. Values are looked at and forgotten: none is written anywhere. --sample 0 reads no row at all.
The draft loads as it is, and `rightsdesk map check` finds no error in it. A person must finish it all the same: what a table is for,
how long rows are kept and why, and whose they really are, stands in no schema.
--json writes the guesses as {\"systems\":[…],\"map\":\"…\"}.
Exit code 1: a system did not answer. Exit code 2: the address cannot be used.";

/// Where, and what to do with the draft.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// Where a system is and what it is to be called, as for gather; may be given several times
    #[arg(long, value_name = "SYSTEM=WHERE", required = true)]
    connect: Vec<String>,
    /// How many rows of each table to look at
    #[arg(long, value_name = "ROWS", default_value_t = 60)]
    sample: u32,
    /// Write the map to this new file instead of standard output
    #[arg(long, value_name = "FILE.yml")]
    write: Option<PathBuf>,
}

/// Drafts a map of the systems that were named.
pub fn run(args: &Args, globals: &Globals, out: &mut dyn Write, err: &mut dyn Write) -> Result<Exit, Failure> {
    let mut drafts = Vec::new();
    for words in &args.connect {
        let (system, mut connector) = connect::named(words)?;
        if drafts.iter().any(|draft: &Draft| draft.system == system) {
            return Err(Failure::bad_input("--connect", format!("{system} is connected twice")));
        }
        let draft = draft_system(&system, connector.as_mut(), args.sample);
        drafts.push(draft.map_err(|error| Failure::negative(format!("{system}: {error}")))?);
    }
    let map = written(&drafts);
    if let Some(path) = &args.write {
        let refuse = |error: std::io::Error| Failure::bad_input("--write", format!("{}: {error}", path.display()));
        let mut file = OpenOptions::new().write(true).create_new(true).open(path).map_err(refuse)?;
        file.write_all(map.as_bytes()).map_err(refuse)?;
    }
    if globals.json {
        writeln!(out, "{}", serde_json::json!({ "systems": drafts, "map": map }))?;
    } else if args.write.is_none() {
        write!(out, "{map}")?;
    }
    for draft in &drafts {
        let (in_map, out_of_it) = (draft.collections.len(), draft.left_out.len());
        writeln!(err, "{}: {in_map} tables seem to be about persons, {out_of_it} do not.", draft.system)?;
    }
    Ok(Exit::Done)
}
