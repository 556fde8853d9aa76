//! `rightsdesk policy`: read a privacy policy, say what it lacks, and propose a controller from it.

use std::fs;
use std::io::{Read, Write};
use std::path::{Path, PathBuf};

use serde::Serialize;

use super::{Exit, Failure, Globals, compose};
use crate::adapters::documents::document;
use crate::config::corrections;
use crate::domain::policy::{
    Change, Document, Draft, FORM_RIGHTS, Finding, FormRight, Reading, Severity, changes, is_english, lint, read,
};
use crate::domain::setup::note;

const LINT: &str = "\
FILE is text, HTML, Markdown or PDF; - reads standard input. Nothing is fetched and nothing is sent anywhere.

A finding names its rule (docs/POLICY.md lists them), the sentence, the law, which paragraphs of the information that
goes with an access answer it blocks, and words that would mend it.

Exit code 0: no finding of severity high. Exit code 1: at least one. Exit code 2: the file cannot be read.";

const READ: &str = "\
FILE is text, HTML, Markdown or PDF; - reads standard input. Each fact carries the sentence it was read from, where that
stands in the text, and how sure the reading is. What the policy does not say is missing, never guessed.

--write makes a controller of it. What a person knows better goes into NAME.corrections.toml beside it, which is laid over
the file when the desk loads it, so that a newer policy can be read again without losing the corrections:
  rightsdesk policy read policy.html --write config/controllers/acme.toml

Exit code 2: the file cannot be read, or --write would overwrite a file.
Exit code 3: written, but a controller needs settings that the policy does not give; they are named.";

const DIFF: &str = "\
OLD and NEW are text, HTML, Markdown or PDF. Told are facts that are new, changed or gone; a sentence that only moved, or was
put in other words, changes nothing as long as the fact in it stays.

Exit code 0: every fact is as it was. Exit code 1: something differs. Exit code 2: a file cannot be read.";

/// What to do with a policy.
#[derive(Debug, clap::Args)]
pub struct Args {
    #[command(subcommand)]
    what: What,
}

#[derive(Debug, clap::Subcommand)]
enum What {
    /// Say what a policy lacks or contradicts
    #[command(after_help = LINT)]
    Lint {
        /// The policy
        #[arg(value_name = "FILE")]
        file: PathBuf,
        /// Also write one sheet for whoever edits the policy
        #[arg(long, value_name = "NOTE.pdf")]
        pdf: Option<PathBuf>,
    },
    /// Compare two versions of a policy, fact by fact, with both sentences
    #[command(after_help = DIFF)]
    Diff {
        /// The older version
        #[arg(value_name = "OLD")]
        old: PathBuf,
        /// The newer version
        #[arg(value_name = "NEW")]
        new: PathBuf,
    },
    /// Read the facts of a policy, each with its sentence
    #[command(after_help = READ)]
    Read {
        /// The policy
        #[arg(value_name = "FILE")]
        file: PathBuf,
        /// Write a controller file; its name becomes the controller's
        #[arg(long, value_name = "NAME.toml")]
        write: Option<PathBuf>,
        /// Write even if the file exists; corrections beside it are kept
        #[arg(long, requires = "write")]
        replace: bool,
    },
}

/// What `read --json` writes.
#[derive(Serialize)]
struct Answer<'answer> {
    #[serde(flatten)]
    reading: &'answer Reading,
    form_rights: &'static [FormRight],
}

/// Reads the policy and writes what was asked for.
pub fn run(args: &Args, globals: &Globals, out: &mut dyn Write) -> Result<Exit, Failure> {
    match &args.what {
        What::Lint { file, pdf } => {
            let document = open(file)?;
            if !is_english(&document) {
                let why = "it is not in English, and the rules know no other language";
                return Err(Failure::bad_input("FILE", format!("{}: {why}", file.display())));
            }
            let reading = read(&document);
            let findings = lint(&document, &reading);
            if let Some(path) = pdf {
                print_note(&reading, &findings, path)?;
            }
            tell_findings(&findings, globals, out)?;
            let stands = findings.iter().any(|finding| finding.severity == Severity::High);
            Ok(if stands { Exit::Negative } else { Exit::Done })
        }
        What::Diff { old, new } => {
            let changes = changes(&read(&open(old)?), &read(&open(new)?));
            tell_changes(&changes, globals, out)?;
            Ok(if changes.is_empty() { Exit::Done } else { Exit::Negative })
        }
        What::Read { file, write, replace } => {
            let reading = read(&open(file)?);
            match write {
                Some(path) => keep(&reading, path, *replace, out),
                None => tell_facts(&reading, globals, out).map(|()| Exit::Done),
            }
        }
    }
}

fn open(file: &Path) -> Result<Document, Failure> {
    let refuse = |why: String| Failure::bad_input("FILE", format!("{}: {why}", file.display()));
    let bytes = if file.as_os_str() == "-" {
        let mut bytes = Vec::new();
        std::io::stdin().lock().take(16 << 20).read_to_end(&mut bytes).map(|_| bytes)
    } else {
        fs::read(file)
    };
    let bytes = bytes.map_err(|why| refuse(why.to_string()))?;
    document(&file.display().to_string(), &bytes).map_err(|why| refuse(why.to_string()))
}

/// The sheet carries the brand that the policy names, and today's date.
fn print_note(reading: &Reading, findings: &[Finding], path: &Path) -> Result<(), Failure> {
    let brand = reading.identity.brand.as_ref().or(reading.identity.name.as_ref());
    let company = brand.map_or("Your privacy policy", |fact| fact.value.as_str());
    let today = compose::system_clock().now().date_naive();
    let bytes = compose::press().note(&note(company, findings, today)).map_err(Failure::negative)?;
    fs::write(path, bytes).map_err(|why| Failure::bad_input("--pdf", format!("{}: {why}", path.display())))
}

fn tell_changes(changes: &[Change], globals: &Globals, out: &mut dyn Write) -> Result<(), Failure> {
    if globals.json {
        return write_json(&changes, out);
    }
    for change in changes {
        writeln!(out, "{:<8}  {}", change.change.word(), change.field)?;
        for (side, said) in [("before", &change.before), ("now", &change.after)] {
            let Some(said) = said else { continue };
            writeln!(out, "  {side:<6}  {}", short(&said.value))?;
            if let Some(quote) = &said.quote {
                writeln!(out, "          “{}”", short(&quote.text))?;
            }
        }
    }
    writeln!(out, "{} facts differ.", changes.len())?;
    Ok(())
}

fn tell_findings(findings: &[Finding], globals: &Globals, out: &mut dyn Write) -> Result<(), Failure> {
    if globals.json {
        return write_json(&findings, out);
    }
    for finding in findings {
        let Finding { rule, severity, finding: words, quote, blocks, reason, wording } = finding;
        writeln!(out, "{rule}  {:<6}  {words}", severity.word())?;
        if let Some(quote) = quote {
            writeln!(out, "     says:   “{}”", short(quote))?;
        }
        writeln!(out, "     law:    {reason}")?;
        if !blocks.is_empty() {
            writeln!(out, "     blocks: Article {} of an access answer", blocks.join(", "))?;
        }
        writeln!(out, "     words:  {wording}\n")?;
    }
    let high = findings.iter().filter(|finding| finding.severity == Severity::High).count();
    let blocking = findings.iter().filter(|finding| !finding.blocks.is_empty()).count();
    writeln!(
        out,
        "{} findings, {high} of them high; {blocking} stand in the way of a complete access answer.",
        findings.len()
    )?;
    writeln!(out, "Whatever the policy says, the form offers: {}.", form_rights())?;
    Ok(())
}

fn form_rights() -> String {
    FORM_RIGHTS.iter().map(|right| right.name).collect::<Vec<_>>().join(", ")
}

/// One line, at most 160 characters.
fn short(quote: &str) -> String {
    let line = quote.split_whitespace().collect::<Vec<_>>().join(" ");
    if line.chars().count() <= 160 {
        line
    } else {
        format!("{} …", line.chars().take(158).collect::<String>().trim_end())
    }
}

fn tell_facts(reading: &Reading, globals: &Globals, out: &mut dyn Write) -> Result<(), Failure> {
    if globals.json {
        return write_json(&Answer { reading, form_rights: FORM_RIGHTS }, out);
    }
    for row in reading.rows() {
        writeln!(out, "{:<20}  {}", row.field, row.value)?;
        if let Some(quote) = row.quote {
            writeln!(out, "{:<20}    at {}: “{}”", "", quote.character, short(&quote.text))?;
        }
    }
    writeln!(out, "\nMissing from the policy: {}.", reading.missing().join(", "))?;
    Ok(())
}

/// Writes the draft, and says what a person must still give.
fn keep(reading: &Reading, path: &Path, replace: bool, out: &mut dyn Write) -> Result<Exit, Failure> {
    let refuse = |why: &str| Failure::bad_input("--write", format!("{}: {why}", path.display()));
    let name = path.file_stem().and_then(|stem| stem.to_str()).unwrap_or_default();
    if path.extension().is_none_or(|extension| extension != "toml") || !corrections::is_controller_name(name) {
        return Err(refuse("name it NAME.toml, with lower-case letters, digits and hyphens"));
    }
    if path.exists() && !replace {
        return Err(refuse("it exists; --replace writes it anew and keeps NAME.corrections.toml"));
    }
    let draft = Draft::of(name, reading);
    let text = corrections::draft_text(&draft).map_err(Failure::negative)?;
    fs::write(path, text).map_err(|why| refuse(&why.to_string()))?;
    writeln!(out, "Written: {}. Corrections go into {}.", path.display(), corrections::beside(path).display())?;
    let missing = draft.missing();
    if missing.is_empty() {
        return Ok(Exit::Done);
    }
    writeln!(
        out,
        "A controller needs what the policy does not give: {}. Put it into the corrections.",
        missing.join(", ")
    )?;
    Ok(Exit::Choose)
}

fn write_json(value: &impl Serialize, out: &mut dyn Write) -> Result<(), Failure> {
    serde_json::to_writer_pretty(&mut *out, value).map_err(Failure::negative)?;
    Ok(writeln!(out)?)
}
