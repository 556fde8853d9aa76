//! Redacted copies of PDF files.
//!
//! A page can show a word in more ways than its text: as a picture, as drawn lines, in a face whose letters are not what they say, in a layer, a
//! form, an earlier version of the file. So no page is painted over: its words are read, what stays here is taken out, and the rest is set anew
//! on pages of the same size. A page whose words cannot be told for certain is left out, and a page in its place says so.

use std::ops::Range;

use super::print_draw::{NewPage, Words, set};
use super::print_read::{Page, pages};
use super::rewriting::proven;
use crate::domain::redaction::{Choices, Folded, Phrase, Spacing, Withholding, remains, split};
use crate::ports::redaction::{CannotRedact, PageText, Part, Reading, Shape};

const SET_ANEW: &str =
    "Redacted copy. The words of this page were set anew without what was withheld; pictures and lines are not shown.";
const LEFT_OUT: &str = "Redacted copy. This page was left out.";

pub(super) fn read(bytes: &[u8]) -> Result<Reading, CannotRedact> {
    let pages = pages(bytes)?;
    let shape = Shape::Pages(pages.iter().map(|page| page.text).collect());
    Ok(Reading { parts: parts(&pages), shape, spacing: Spacing::Drawn })
}

pub(super) fn redact(bytes: &[u8], choices: &Choices) -> Result<Vec<u8>, CannotRedact> {
    let (old, words) = (pages(bytes)?, choices.everywhere()?);
    let mut withholding = Withholding::new(choices, Spacing::Drawn)?;
    let mut new = Vec::new();
    for (index, page) in old.iter().enumerate() {
        // A page that stays here is gone through all the same, so that the places of words count as on the list.
        let text = page.words();
        let spans = withholding.spans(&text);
        let why = if choices.pages.contains(&(index + 1)) { Some(CHOSEN) } else { why_left_out(page, &text, &words) };
        new.push(match why {
            Some(why) => notice(page, index + 1, why),
            None => anew(page, &text, &spans),
        });
    }
    if new.iter().all(|page| page.foot == LEFT_OUT) {
        return Err(CannotRedact::NothingLeft);
    }
    let copy = set(&new)?;
    proven_print(copy, choices, &words)
}

const CHOSEN: &str = "It stays with us; the covering letter says why.";
const PICTURE: &str = "It is a picture or a drawing, and no program can say which words it shows.";
const UNREADABLE: &str = "Its letters cannot be told for certain.";
const TORN: &str = "Words that stay with us run through it in a way that cannot be taken apart safely.";

/// Why a page cannot be set anew.
fn why_left_out(page: &Page, text: &str, words: &[Phrase]) -> Option<&'static str> {
    match page.text {
        PageText::Pictures => Some(PICTURE),
        PageText::Unreadable => Some(UNREADABLE),
        // Words that follow each other as they are drawn and not as they read, such as from one column into the next.
        _ if words.iter().any(|word| is_torn(page, text, word)) => Some(TORN),
        _ => None,
    }
}

fn is_torn(page: &Page, text: &str, word: &Phrase) -> bool {
    let places = |text: &str| word.find(&Folded::of(text), Spacing::Drawn).len();
    places(&page.as_drawn) > places(text)
}

/// The words of a page without those that stay here, where they stood.
fn anew(page: &Page, text: &str, spans: &[Range<usize>]) -> NewPage {
    let (mut words, mut from) = (Vec::new(), 0);
    for line in &page.lines {
        let mut cells = line.cells.iter().peekable();
        while let Some((x, cell)) = cells.next() {
            let here = from..from + cell.trim().len();
            // One sign parts it from what follows: a tab, or the end of the line.
            from = here.end + 1;
            let until = cells.peek().map_or(page.size.0 - 12.0, |(next, _)| *next);
            let text = split(text, here, spans);
            words.push(Words { x: *x, y: line.y, size: line.size, bold: line.bold, until, text });
        }
    }
    NewPage { size: page.size, words, foot: SET_ANEW }
}

/// A page that says that the one in its place was left out.
fn notice(page: &Page, number: usize, why: &str) -> NewPage {
    let (width, height) = page.size;
    let line = |index: u8, text: String, bold: bool| Words {
        x: 48.0_f32.min(width / 8.0),
        y: height * 0.72 - f32::from(index) * 18.0,
        size: 12.0,
        bold,
        until: width - 12.0,
        text,
    };
    let words = vec![line(0, format!("Page {number} was left out"), true), line(1, why.to_owned(), false)];
    NewPage { size: page.size, words, foot: LEFT_OUT }
}

/// The copy, if a stranger who reads it finds nothing, neither as it reads nor as it is drawn.
fn proven_print(copy: Vec<u8>, choices: &Choices, words: &[Phrase]) -> Result<Vec<u8>, CannotRedact> {
    let again = pages(&copy).map_err(|_error| CannotRedact::Write)?;
    let drawn = again.iter().find_map(|page| remains(&page.as_drawn, words, Spacing::Drawn));
    match drawn {
        Some(written) => Err(CannotRedact::Remains(written)),
        None => proven(copy, &parts(&again), choices, Spacing::Drawn),
    }
}

fn parts(pages: &[Page]) -> Vec<Part> {
    let part = |(index, page): (usize, &Page)| Part {
        place: format!("page {}", index + 1),
        column: String::new(),
        text: page.words(),
    };
    pages.iter().enumerate().map(part).collect()
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use lopdf::{Document, Object, Stream, dictionary};

    use super::super::rewriting::tests::everywhere;
    use super::*;

    /// A file of these contents, one page each, with everything around them that a word can hide in.
    fn file(contents: &[&str]) -> Document {
        let mut file = Document::with_version("1.7");
        let tree = file.new_object_id();
        let font = file.add_object(dictionary! { "Type" => "Font", "Subtype" => "Type1", "BaseFont" => "Helvetica", "Encoding" => "WinAnsiEncoding" });
        let form = dictionary! { "Type" => "XObject", "Subtype" => "Form", "BBox" => vec![0.into(), 0.into(), 600.into(), 800.into()],
        "Resources" => dictionary! { "Font" => dictionary! { "F1" => font } } };
        let form = file
            .add_object(Stream::new(form, b"BT /F1 12 Tf 50 100 Td (Inside: Tom Okafor, 14 pieces) Tj ET".to_vec()));
        let attached =
            file.add_object(Stream::new(dictionary! { "Type" => "EmbeddedFile" }, b"Tom Okafor's own file".to_vec()));
        let note = dictionary! { "Type" => "Annot", "Subtype" => "Widget", "V" => Object::string_literal("Filled in by Tom Okafor"),
        "Rect" => vec![50.into(), 60.into(), 300.into(), 80.into()], "TU" => Object::string_literal("Tom Okafor") };
        let note = file.add_object(note);
        let pages: Vec<Object> = contents.iter().map(|content| {
            let content = file.add_object(Stream::new(dictionary! {}, content.as_bytes().to_vec()));
            file.add_object(dictionary! { "Type" => "Page", "Parent" => tree, "Contents" => content, "Annots" => vec![note.into()],
                "Resources" => dictionary! { "Font" => dictionary! { "F1" => font }, "XObject" => dictionary! { "X1" => form } },
                "MediaBox" => vec![0.into(), 0.into(), 595.into(), 842.into()] }).into()
        }).collect();
        file.objects.insert(
            tree,
            dictionary! { "Type" => "Pages", "Count" => i64::try_from(pages.len()).unwrap(), "Kids" => pages }.into(),
        );
        let script = dictionary! { "S" => "JavaScript", "JS" => Object::string_literal("app.alert('Tom Okafor')") };
        let catalog = file.add_object(
            dictionary! { "Type" => "Catalog", "Pages" => tree, "OpenAction" => script, "Names" => attached },
        );
        let about = file.add_object(dictionary! { "Title" => Object::string_literal("About Tom Okafor") });
        file.trailer.set("Root", catalog);
        file.trailer.set("Info", about);
        file
    }

    fn bytes(mut file: Document) -> Vec<u8> {
        let mut bytes = Vec::new();
        file.save_to(&mut bytes).unwrap();
        bytes
    }

    /// Everything that a reader of the bytes could see: the file, its streams unpacked, and its words as another program reads them.
    fn seen(copy: &[u8]) -> String {
        let file = Document::load_mem(copy).unwrap();
        let streams = file.objects.values().filter_map(|object| object.as_stream().ok());
        let unpacked: Vec<u8> = streams.flat_map(|stream| stream.get_plain_content().unwrap_or_default()).collect();
        let numbers: Vec<u32> = file.get_pages().into_keys().collect();
        let words: String = numbers.iter().map(|page| file.extract_text(&[*page]).unwrap_or_default()).collect();
        format!("{}\n{}\n{words}", String::from_utf8_lossy(copy), String::from_utf8_lossy(&unpacked))
    }

    fn words(copy: &[u8]) -> String {
        pages(copy).unwrap().iter().map(Page::words).collect::<Vec<_>>().join("\n---\n")
    }

    const PAGE: &str = "BT /F1 12 Tf 50 780 Td (Order 20418 for T) Tj (om O) Tj [(ka) -120 (f) 30 (or)] TJ (, paid) Tj 0 -20 Td <546f6d204f6b61666f72> Tj \
        0 -20 Td (Total) Tj 200 0 Td (12.50) Tj ET BT /F1 12 Tf 3 Tr 50 500 Td (Hidden Tom Okafor) Tj ET /X1 Do";

    #[test]
    fn words_are_gone_from_a_pdf_however_they_are_drawn_and_the_rest_is_anew() {
        let original = bytes(file(&[PAGE, "BT /F1 12 Tf 50 700 Td (Thank you, Priya.) Tj ET"]));
        let copy = redact(&original, &everywhere(&["Tom Okafor"])).unwrap();
        let (seen, words) = (seen(&copy).to_lowercase(), words(&copy));
        for gone in ["okafor", "alert", "javascript", "embeddedfile", "546f6d204f", "annot"] {
            assert!(!seen.contains(gone), "{gone}");
        }
        for kept in [
            "Order 20418 for [withheld], paid",
            "Total\t12.50",
            "Inside: [withheld], 14 pieces",
            "Thank you, Priya.",
            "Filled in by [withheld]",
        ] {
            assert!(words.contains(kept), "{kept}: {words}");
        }
        assert_eq!(copy, redact(&original, &everywhere(&["Tom Okafor"])).unwrap(), "the same bytes each time");
        assert_eq!(copy.windows(5).filter(|part| *part == b"%%EOF").count(), 1, "one file, nothing appended");
    }

    #[test]
    fn an_earlier_version_of_a_file_and_packed_objects_are_not_taken_over() {
        let mut changed = lopdf::IncrementalDocument::create_from(bytes(file(&[PAGE])), file(&[PAGE]));
        changed.new_document.add_object(Stream::new(dictionary! {}, b"Tom Okafor".to_vec()));
        let mut later = Vec::new();
        changed.save_to(&mut later).unwrap();
        let mut packed = Vec::new();
        file(&[PAGE]).save_modern(&mut packed).unwrap();
        for original in [later, packed] {
            let copy = redact(&original, &everywhere(&["Tom Okafor"])).unwrap();
            assert!(!seen(&copy).to_lowercase().contains("okafor") && words(&copy).contains("Order 20418"));
        }
    }

    #[test]
    fn a_page_that_cannot_be_gone_through_is_left_out_and_says_so() {
        let torn = "BT /F1 12 Tf 50 700 Td (from Tom) Tj 200 -40 Td (Okafor it is) Tj -200 0 Td (another line) Tj 200 40 Td (right column) Tj ET";
        let picture = "0.5 g 10 10 300 300 re f";
        let original = bytes(file(&[torn, "BT /F1 12 Tf 50 700 Td (Kept words) Tj ET"]));
        let copy = redact(&original, &everywhere(&["Tom Okafor"])).unwrap();
        assert!(
            words(&copy).contains("Page 1 was left out") && words(&copy).contains("Kept words"),
            "{}",
            words(&copy)
        );
        let mut drawn = file(&[picture, "BT /F1 12 Tf 50 700 Td (Kept words) Tj ET"]);
        drawn.traverse_objects(|object| {
            if let Object::Dictionary(page) = object {
                page.remove(b"Annots");
            }
        });
        let copy = redact(&bytes(drawn), &everywhere(&["Tom Okafor"])).unwrap();
        assert!(words(&copy).contains("no program can say"), "{}", words(&copy));
    }

    #[test]
    fn pages_stay_here_and_a_file_of_which_nothing_is_left_is_no_copy() {
        let original = bytes(file(&["BT /F1 12 Tf 50 700 Td (One) Tj ET", "BT /F1 12 Tf 50 700 Td (Two) Tj ET"]));
        let pages = |pages: &[usize]| Choices {
            pages: pages.iter().copied().collect::<BTreeSet<usize>>(),
            ..Choices::default()
        };
        let words = words(&redact(&original, &pages(&[2])).unwrap());
        assert!(words.contains("One") && words.contains("Page 2 was left out") && !words.contains("Two"), "{words}");
        assert_eq!(redact(&original, &pages(&[1, 2])), Err(CannotRedact::NothingLeft));
    }

    #[test]
    fn a_locked_or_broken_file_is_refused_with_what_to_do() {
        let whole = bytes(file(&[PAGE]));
        for broken in [&b"%PDF-1.7 nothing"[..], &whole[..whole.len() / 3], b""] {
            assert!(redact(broken, &everywhere(&["Tom Okafor"])).is_err());
        }
        let mut locked = file(&[PAGE]);
        let id = Object::string_literal("0123456789abcdef");
        locked.trailer.set("ID", vec![id.clone(), id]);
        let version = lopdf::EncryptionVersion::V2 {
            document: &locked,
            owner_password: "owner",
            user_password: "user",
            key_length: 128,
            permissions: lopdf::Permissions::all(),
        };
        let state = lopdf::EncryptionState::try_from(version).unwrap();
        locked.encrypt(&state).unwrap();
        assert_eq!(redact(&bytes(locked), &everywhere(&["Tom Okafor"])), Err(CannotRedact::Locked));
    }
}
