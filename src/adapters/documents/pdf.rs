//! PDF to text.

use std::panic::{AssertUnwindSafe, catch_unwind};

use lopdf::{Document, ObjectId};

use super::SourceError;
use super::pdf_lines::{self, Line, lines};
use super::pdf_runs::runs;

/// More pages than any policy has.
const MOST_PAGES: usize = 200;
/// More lines than the longest text that is read could have.
const MOST_LINES: usize = 20_000;
/// The largest content of a page once unpacked, in bytes: a packed stream can grow a thousandfold.
const LARGEST_PAGE: usize = 8 << 20;

/// The text of all pages, page by page, with the page numbers and running heads that stand between them.
pub fn text(bytes: &[u8]) -> Result<String, SourceError> {
    // The parser is somebody else's, and the file a stranger's: what makes it stumble must not stop the desk.
    let parsed = catch_unwind(AssertUnwindSafe(|| parse(bytes)));
    parsed.unwrap_or_else(|_| Err(SourceError::Pdf("it is damaged".to_owned())))
}

fn parse(bytes: &[u8]) -> Result<String, SourceError> {
    let document = Document::load_mem(bytes).map_err(|why| SourceError::Pdf(why.to_string()))?;
    if document.is_encrypted() {
        return Err(SourceError::Pdf("it is locked with a password".to_owned()));
    }
    let pages: Vec<(u32, ObjectId)> = document.get_pages().into_iter().take(MOST_PAGES).collect();
    let mut placed: Vec<Vec<Line>> = Vec::new();
    let mut count = 0;
    for (_, page) in &pages {
        let page = lines(runs(&document, *page, LARGEST_PAGE));
        count += page.len();
        if count > MOST_LINES {
            return Err(SourceError::TooLong);
        }
        placed.push(page);
    }
    let placed = unligated(&pdf_lines::text(without_furniture(placed, Line::words)));
    // A drawing of pages that does not tell places still tells its words.
    if placed.chars().any(char::is_alphabetic) { Ok(placed) } else { flat(&document, &pages) }
}

fn flat(document: &Document, pages: &[(u32, ObjectId)]) -> Result<String, SourceError> {
    let mut texts = Vec::new();
    for (number, _) in pages {
        let text = document.extract_text_with_limit(&[*number], LARGEST_PAGE);
        let text = text.map_err(|why| SourceError::Pdf(why.to_string()))?;
        texts.push(text.lines().map(str::to_owned).collect::<Vec<String>>());
    }
    let lines: Vec<String> = without_furniture(texts, String::clone).into_iter().flatten().collect();
    Ok(unligated(&lines.join("\n")))
}

/// Letters that printers draw as one, as the letters that they are: an address with a drawn "fi" in it reaches nobody.
fn unligated(text: &str) -> String {
    const DRAWN: [(char, &str); 7] =
        [('ﬀ', "ff"), ('ﬁ', "fi"), ('ﬂ', "fl"), ('ﬃ', "ffi"), ('ﬄ', "ffl"), ('ﬅ', "st"), ('ﬆ', "st")];
    let mut plain = String::with_capacity(text.len());
    for letter in text.chars() {
        match DRAWN.into_iter().find(|(drawn, _)| *drawn == letter) {
            Some((_, letters)) => plain.push_str(letters),
            None if letter == '\u{ad}' => {}
            None => plain.push(letter),
        }
    }
    plain
}

/// How many lines at the top and at the foot of a page may be its furniture.
const EDGE: usize = 6;
/// The longest line of furniture, in characters.
const LONGEST_HEAD: usize = 120;

/// The pages without the heads, feet and numbers that stand on most of them.
fn without_furniture<L>(pages: Vec<Vec<L>>, words: impl Fn(&L) -> String) -> Vec<Vec<L>> {
    let edges = |page: &[L]| -> Vec<Option<String>> {
        let foot = page.len().saturating_sub(EDGE);
        let shape = |(at, line): (usize, &L)| {
            let shape = shape_of(&words(line));
            (at < EDGE || at >= foot).then_some(shape).filter(|shape| shape.chars().count() <= LONGEST_HEAD)
        };
        page.iter().enumerate().map(shape).collect()
    };
    let shapes: Vec<Vec<Option<String>>> = pages.iter().map(|page| edges(page)).collect();
    let often = |shape: &Option<String>| {
        let on = shapes.iter().filter(|page| shape.is_some() && page.contains(shape)).count();
        pages.len() > 1 && on * 2 > pages.len().max(2)
    };
    let furniture: Vec<Vec<bool>> = shapes.iter().map(|page| page.iter().map(often).collect()).collect();
    let keep = |(page, furniture): (Vec<L>, Vec<bool>)| {
        page.into_iter().zip(furniture).filter(|(_, furniture)| !furniture).map(|(line, _)| line).collect()
    };
    pages.into_iter().zip(furniture).map(keep).collect()
}

/// A line with its digits made alike: "Page 1 of 3" and "Page 2 of 3" are the same furniture.
fn shape_of(line: &str) -> String {
    line.trim().chars().map(|letter| if letter.is_ascii_digit() { '0' } else { letter }).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn heads_feet_and_numbers_of_pages_are_no_part_of_the_policy() {
        let joined = |pages: &[String]| {
            let lines = pages.iter().map(|page| page.lines().map(str::to_owned).collect::<Vec<String>>());
            without_furniture(lines.collect(), String::clone).into_iter().flatten().collect::<Vec<_>>().join("\n")
        };
        let page = |words: &str, n: u8| format!("Acme Ltd\n{words}\nMore of it.\nPage {n} of 3\n{n}\n");
        let pages = [page("We keep orders for 6 years.", 1), page("We share data with DPD.", 2), page("The end.", 3)];
        let text = joined(&pages);
        assert!(text.contains("6 years") && text.contains("DPD") && !text.contains("Page") && !text.contains("Acme"));
        assert_eq!(text.matches("More of it.").count(), 0, "what stands on every page is furniture");
        let single = joined(&[page("We keep orders for 6 years.", 1)]);
        assert!(single.contains("Page 1 of 3"), "one page alone has nothing to compare with");
    }

    #[test]
    fn drawn_letters_become_letters() {
        assert_eq!(unligated("oﬃce@ﬁnch.example, ﬂow\u{ad}ing"), "office@finch.example, flowing");
    }
}
