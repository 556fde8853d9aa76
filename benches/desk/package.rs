//! Building packages: megabytes per second of CPU time against `pigz -1`, and memory that does not grow.
//!
//! Each package is built in a child of its own, so that its peak of memory is its own.

use std::fs::File;
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::Duration;

use rightsdesk::adapters::package;
use zip::ZipArchive;

use crate::answer::{MadeUp, letter};
use crate::figures::{median, megabytes, times};
use crate::home::Home;
use crate::machine::{Cpu, peak_memory};
use crate::report::{Part, Row, left_out};
use crate::{Effort, Outcome};

/// A package that a child has built.
#[derive(Clone, Copy, Debug)]
struct Built {
    /// Bytes of all files in it, unpacked.
    content: u64,
    /// Bytes of the package.
    packed: u64,
    cpu: Duration,
    peak: u64,
}

/// The child: builds a package of about so many bytes of content into a file, and says what it took.
pub fn child(bytes: u64, words: &[String]) -> Outcome<()> {
    let path = words.first().ok_or("the child needs a file to write to")?;
    let mut contents = MadeUp::about(bytes)?;
    let mut out = BufWriter::new(File::create(path)?);
    let before = Cpu::now();
    let manifest = package::build(&letter()?, &mut contents, &mut out, &mut |_| {})?;
    out.flush()?;
    let cpu = before.since().own.as_millis();
    let content: u64 = manifest.files.iter().map(|file| file.bytes).sum();
    println!("{content} {} {cpu} {}", std::fs::metadata(path)?.len(), peak_memory());
    Ok(())
}

/// Builds two sizes, and has pigz pack the same content.
pub fn measure(effort: Effort) -> Outcome<Vec<Part>> {
    let home = Home::embedded()?;
    let (small, large) = effort.choose((100_000_000, 1_000_000_000), (1_000_000, 3_000_000));
    let tiny = build(&home.folder().join("tiny.zip"), 1_000)?;
    let zip = home.folder().join("small.zip");
    let builds = (0..effort.choose(5, 1)).map(|_| build(&zip, small)).collect::<Outcome<Vec<_>>>()?;
    check(&zip)?;
    let pigz = pigz(&zip, effort)?;
    let big = build(&home.folder().join("large.zip"), large)?;
    let mut rows = vec![speed(&builds, pigz.as_ref()), speed(&[big], pigz.as_ref())];
    rows.extend([builds.first(), Some(&big)].into_iter().flatten().map(|built| memory(built, &tiny)));
    Ok(vec![Part { name: "package".to_owned(), rows, notes: notes(&big, pigz.as_ref()) }])
}

fn build(zip: &Path, bytes: u64) -> Outcome<Built> {
    let output = Command::new(std::env::current_exe()?).args(["--pack", &bytes.to_string()]).arg(zip).output()?;
    let said = String::from_utf8(output.stdout)?;
    let figures: Vec<u64> = said.split_whitespace().filter_map(|figure| figure.parse().ok()).collect();
    let [content, packed, cpu, peak] = figures[..] else {
        return Err(format!("the child failed: {}", String::from_utf8_lossy(&output.stderr)).into());
    };
    Ok(Built { content, packed, cpu: Duration::from_millis(cpu), peak })
}

fn check(zip: &Path) -> Outcome<()> {
    package::verify(File::open(zip)?)?;
    Ok(())
}

/// What pigz made of the same content.
struct Pigz {
    rate: f64,
    tightness: f64,
}

/// The content of the package as one file through `pigz -1` on one thread; `None` where there is no pigz.
fn pigz(zip: &Path, effort: Effort) -> Outcome<Option<Pigz>> {
    let plain = unpacked(zip)?;
    let bytes = std::fs::metadata(&plain)?.len();
    let (mut rates, mut packed) = (Vec::new(), 0);
    for _ in 0..effort.choose(5, 1) {
        let out = plain.with_extension("gz");
        let before = Cpu::now();
        let file = Stdio::from(File::create(&out)?);
        let Ok(status) = Command::new("pigz").args(["-1", "-p1", "-c"]).arg(&plain).stdout(file).status() else {
            left_out("the comparison of packages with pigz", "it is not installed")?;
            return Ok(None);
        };
        if !status.success() {
            return Err("pigz failed".into());
        }
        rates.push(megabytes(bytes) / before.since().children.as_secs_f64().max(0.01));
        packed = std::fs::metadata(&out)?.len();
    }
    Ok(Some(Pigz { rate: median(rates), tightness: megabytes(bytes) / megabytes(packed).max(0.001) }))
}

fn unpacked(zip: &Path) -> Outcome<PathBuf> {
    let plain = zip.with_extension("plain");
    let mut out = BufWriter::new(File::create(&plain)?);
    let mut archive = ZipArchive::new(File::open(zip)?)?;
    for index in 0..archive.len() {
        io::copy(&mut archive.by_index(index)?, &mut out)?;
    }
    out.flush()?;
    Ok(plain)
}

fn speed(builds: &[Built], pigz: Option<&Pigz>) -> Row {
    let rate = median(builds.iter().map(|built| megabytes(built.content) / built.cpu.as_secs_f64().max(0.01)));
    let size = builds.first().map(|built| megabytes(built.content)).unwrap_or_default();
    Row {
        what: format!("building, {size:.0} MB of content"),
        ours: format!("{rate:.0} MB per CPU second"),
        yardstick: pigz.map(|pigz| format!("{:.0} MB per CPU second", pigz.rate)).unwrap_or_default(),
        ratio: pigz.map(|pigz| times(rate, pigz.rate)).unwrap_or_default(),
        aim: String::new(),
    }
}

fn memory(built: &Built, tiny: &Built) -> Row {
    let (ours, bare) = (megabytes(built.peak), megabytes(tiny.peak));
    Row {
        what: format!("peak of memory, {:.0} MB of content", megabytes(built.content)),
        ours: format!("{ours:.1} MB"),
        yardstick: format!("{bare:.1} MB for a package of {:.0} kB", megabytes(tiny.content) * 1_000.0),
        ratio: times(ours, bare),
        aim: String::new(),
    }
}

fn notes(big: &Built, pigz: Option<&Pigz>) -> Vec<String> {
    let tightness = megabytes(big.content) / megabytes(big.packed).max(0.001);
    let mut notes = vec![format!(
        "The package is {tightness:.2} times smaller than its content. Making up the records is in our time, too."
    )];
    notes.extend(pigz.map(|pigz| format!("What pigz wrote is {:.2} times smaller.", pigz.tightness)));
    notes
}
