//! The plain text of a letter: complete on its own, with every address in full.

use std::fmt;

use crate::domain::disclosure::{Block, Run, Section, Table, Text};
use crate::domain::letter::Composed;

/// Writes a letter out; lines are broken later. What stands behind four blanks (a code, an address) never is.
pub fn text(letter: &Composed) -> String {
    let mut out = letter.greeting.clone().unwrap_or_else(|| letter.heading.clone());
    out.push_str("\n\n");
    letter.body.iter().for_each(|part| block(part, &mut out));
    if !letter.signature.is_empty() {
        add(&mut out, format_args!("\n{}\n", letter.signature.join("\n")));
    }
    if let Some(section) = &letter.remedies {
        remedies(section, &mut out);
    }
    out.push_str("\n-- \n");
    letter.foot.iter().for_each(|line| paragraph(line, &mut out));
    add(&mut out, format_args!("{}\n", letter.imprint));
    out
}

/// Writing into memory cannot fail, so there is nothing to hand on.
fn add(out: &mut String, words: fmt::Arguments<'_>) {
    out.push_str(&fmt::format(words));
}

fn block(part: &Block, out: &mut String) {
    match part {
        Block::Paragraph(text) | Block::Small(text) => paragraph(text, out),
        Block::Heading(text) => add(out, format_args!("\n{}\n\n", text.words().to_uppercase())),
        Block::List { numbered, entries } => list(*numbered, entries, out),
        Block::Facts(rows) => {
            for (name, text) in rows {
                add(out, format_args!("{name}: {}\n", text.words()));
            }
            out.push('\n');
        }
        Block::Table(table) => rows(table, out),
        Block::Action { words, href } => add(out, format_args!("{words}:\n\n    {href}\n\n")),
        Block::Code(code) => add(out, format_args!("    {code}\n\n")),
    }
}

fn paragraph(text: &Text, out: &mut String) {
    add(out, format_args!("{}\n\n", words(text)));
    let links: Vec<&str> = links(text).collect();
    if !links.is_empty() {
        for href in links {
            add(out, format_args!("    {href}\n"));
        }
        out.push('\n');
    }
}

fn links(text: &Text) -> impl Iterator<Item = &str> {
    text.0.iter().filter_map(|run| match run {
        Run::Link { href, .. } => Some(href.trim_start_matches("mailto:")),
        _ => None,
    })
}

fn words(text: &Text) -> String {
    text.0.iter().map(|run| if *run == Run::Break { "\n" } else { run.words() }).collect()
}

fn list(numbered: bool, entries: &[Text], out: &mut String) {
    for (index, entry) in entries.iter().enumerate() {
        let label = if numbered { format!(" {}. ", index + 1) } else { " -  ".to_owned() };
        add(out, format_args!("{label}{}\n", words(entry)));
    }
    out.push('\n');
}

/// A table as a list: the first cell, then each other cell behind the name of its column.
fn rows(table: &Table, out: &mut String) {
    for row in &table.rows {
        let cells = row.iter().enumerate().map(|(index, cell)| match index {
            0 => cell.words(),
            _ => format!("{}: {}", table.column(index).label, cell.words()),
        });
        add(out, format_args!(" -  {}\n", cells.collect::<Vec<_>>().join(" | ")));
    }
    out.push('\n');
}

/// The remedies, each with its address on a line of its own.
fn remedies(section: &Section, out: &mut String) {
    add(out, format_args!("\n\n{}\n\n", section.heading.to_uppercase()));
    for part in &section.blocks {
        let Block::List { entries, .. } = part else { continue };
        for (index, entry) in entries.iter().enumerate() {
            let words: String = entry.0.iter().filter(|run| !matches!(run, Run::Link { .. })).map(Run::words).collect();
            add(out, format_args!(" {}. {}\n", index + 1, words.trim()));
            let links: Vec<&str> = links(entry).collect();
            if !links.is_empty() {
                out.push('\n');
                for href in links {
                    add(out, format_args!("    {href}\n"));
                }
            }
            out.push('\n');
        }
    }
}
