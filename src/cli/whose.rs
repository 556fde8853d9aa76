//! The options that `gather` and `erase` have in common: the data map, where its systems are, and whose data is meant.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use super::Failure;
use crate::domain::datamap::{DataMap, Identities, Plan, plan};
use crate::workflow::gathering::{Choice, Question};

// No doc comment: clap would take it for what the command is about.
#[derive(Debug, clap::Args)]
pub struct Whose {
    /// The data map
    #[arg(long, value_name = "FILE.yml")]
    map: PathBuf,
    /// Where a system of the map is: SYSTEM=sqlite:FILE, SYSTEM=postgres://…, SYSTEM=mysql://…, SYSTEM=csv:FOLDER, SYSTEM=xlsx:FOLDER, SYSTEM=service:FILE.toml, SYSTEM=webhook:FILE.toml; may be given several times
    #[arg(long, value_name = "SYSTEM=WHERE", required = true)]
    pub connect: Vec<String>,
    /// What is known about the person: email, phone, name, postcode, customer_number, order_number, and what the map adds
    #[arg(long, value_name = "NAME=VALUE", required = true)]
    pub identity: Vec<String>,
    /// Which of several persons is meant, as SYSTEM.COLLECTION:KEY
    #[arg(long, value_name = "SYSTEM.COLLECTION:KEY")]
    choose: Vec<String>,
}

/// The same, read and understood.
pub struct Sought {
    pub map: DataMap,
    pub identities: Identities,
    pub plan: Plan,
    pub choices: Vec<Choice>,
}

impl Whose {
    /// Reads the map and what is known of the person. Nothing is asked of a system yet.
    pub fn read(&self) -> Result<Sought, Failure> {
        let map = map(&self.map)?;
        let identities = identities(&self.identity)?;
        let plan = plan(&map, &identities).map_err(|error| Failure::bad_input("--map", error))?;
        Ok(Sought { map, identities, plan, choices: choices(&self.choose)? })
    }

    /// Whether somebody said where this system is.
    pub fn names(&self, system: &str) -> bool {
        named(&self.connect).any(|name| name == system)
    }
}

impl Sought {
    /// The question for the systems, so many of them at a time.
    pub const fn question(&self, side_by_side: usize) -> Question<'_> {
        let Self { map, identities, plan, choices } = self;
        Question { map, plan, identities, choices: choices.as_slice(), side_by_side }
    }
}

/// The map in a file.
pub fn map(path: &Path) -> Result<DataMap, Failure> {
    let text = std::fs::read_to_string(path)
        .map_err(|error| Failure::bad_input("--map", format!("{}: {error}", path.display())))?;
    DataMap::parse(&text).map_err(|error| Failure::bad_input("--map", error))
}

/// The names of the systems in `SYSTEM=WHERE`.
pub fn named(connect: &[String]) -> impl Iterator<Item = &str> {
    connect.iter().filter_map(|words| words.split('=').next())
}

/// `NAME=VALUE` pairs; a name is said once.
fn identities(pairs: &[String]) -> Result<Identities, Failure> {
    let mut given = BTreeMap::new();
    for pair in pairs {
        let (name, value) = pair
            .split_once('=')
            .filter(|(name, value)| !name.trim().is_empty() && !value.trim().is_empty())
            .ok_or_else(|| Failure::bad_input("--identity", "write NAME=VALUE, for example email=ann@example.org"))?;
        if given.insert(name.trim(), value).is_some() {
            return Err(Failure::bad_input("--identity", format!("{} is given twice", name.trim())));
        }
    }
    Ok(Identities::new(given))
}

fn choices(texts: &[String]) -> Result<Vec<Choice>, Failure> {
    let parse = |text: &String| {
        let form = || Failure::bad_input("--choose", "write SYSTEM.COLLECTION:KEY, for example shop.accounts:42");
        Choice::parse(text).ok_or_else(form)
    };
    texts.iter().map(parse).collect()
}
