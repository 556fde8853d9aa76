//! What the desk costs, side by side with a yardstick that is measured in the same run.
//!
//! | to | run |
//! |---|---|
//! | measure everything | `cargo bench --bench desk` |
//! | measure one part | `cargo bench --bench desk -- submissions` |
//! | write the figures into docs/PERFORMANCE.md | `cargo bench --bench desk -- --write` |
//! | see in a moment that every part still runs, as `tests/run` does | `cargo test --bench desk -- --quick` |
//!
//! Nothing here passes or fails by the clock. A part fails when what it measured was wrong: an acknowledged case that is
//! not in the database, a package that does not verify, a page that is not a page.

mod access;
mod answer;
mod arguments;
mod bare;
mod cases;
mod dice;
mod figures;
mod home;
mod machine;
mod mail;
mod package;
mod people;
mod queue;
mod report;
mod shop;
mod start;
mod submissions;
mod systems;

use arguments::Arguments;
use report::Part;

/// The program's own: what is measured here is what runs there.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

/// Why a measurement could not be made. It is read by whoever ran it, so the words of the cause are enough.
pub type Outcome<T> = Result<T, Box<dyn std::error::Error + Send + Sync>>;

/// How long to measure.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Effort {
    /// Long enough for figures that mean something.
    Full,
    /// Long enough to see that it runs.
    Quick,
}

impl Effort {
    /// One of two values.
    pub fn choose<T>(self, full: T, quick: T) -> T {
        match self {
            Self::Full => full,
            Self::Quick => quick,
        }
    }
}

type Measure = fn(Effort) -> Outcome<Vec<Part>>;

const PARTS: &[(&str, Measure)] = &[
    ("submissions", submissions::measure),
    ("queue", queue::measure),
    ("access", access::measure),
    ("package", package::measure),
    ("mail", mail::measure),
    ("start", start::measure),
    ("systems", systems::measure),
];

fn main() -> Outcome<()> {
    let arguments = Arguments::parse(std::env::args().skip(1))?;
    if let Some(bytes) = arguments.pack {
        return package::child(bytes, &arguments.words);
    }
    let names: Vec<&str> = PARTS.iter().map(|(name, _)| *name).collect();
    arguments.check(&names)?;
    println!("{}\n", machine::sentence());
    for (name, measure) in PARTS {
        if arguments.wants(name) {
            for part in measure(arguments.effort())? {
                println!("{part}");
                if arguments.write {
                    report::write(&part)?;
                }
            }
        }
    }
    Ok(())
}
