//! Letters on A4: tagged, with the address in the window, and large where somebody needs it.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use image::{ImageFormat, Rgba, RgbaImage};
use rightsdesk::adapters::package::PdfPress;
use rightsdesk::domain::letter::{compose, on_paper};
use rightsdesk::domain::logo::Logo;
use rightsdesk::domain::notice::NoticeKind;
use rightsdesk::domain::personal::Personal;
use rightsdesk::ports::letters::{Press, PrintSize};

use super::scenes::{all, laws};
use crate::harness::languages::shipped;

fn printed(kind: NoticeKind, size: PrintSize) -> Vec<u8> {
    let (regime, controller) = laws().remove(0);
    let (_, notice) = all(regime, &controller).into_iter().find(|(_, n)| n.kind() == kind).expect("in the matrix");
    let letter = compose(&notice, &controller, None, &shipped().of("en"));
    let address = ["14 Egerton Road", "Manchester", "M14 6YB"].map(Personal::new);
    PdfPress.print(&on_paper(&letter, &notice, &controller, &address, &shipped().of("en")), size).expect("it prints")
}

fn words(pdf: &[u8]) -> (usize, String) {
    let document = lopdf::Document::load_mem(pdf).expect("a PDF");
    let pages: Vec<u32> = document.get_pages().keys().copied().collect();
    (pages.len(), document.extract_text(&pages).expect("text").split_whitespace().collect::<Vec<_>>().join(" "))
}

#[test]
fn every_letter_prints_as_a_tagged_pdf() {
    let (regime, controller) = laws().remove(0);
    let mut seen = Vec::new();
    for (name, notice) in all(regime, &controller) {
        if seen.contains(&notice.kind()) || notice.kind().number().is_none() {
            continue;
        }
        seen.push(notice.kind());
        let letter = compose(&notice, &controller, None, &shipped().of("en"));
        let pdf = PdfPress
            .print(&on_paper(&letter, &notice, &controller, &[], &shipped().of("en")), PrintSize::Ordinary)
            .expect(&name);
        let text = String::from_utf8_lossy(&pdf);
        assert!(text.contains("/StructTreeRoot") || text.contains("StructTreeRoot"), "{name} is not tagged");
    }
    assert!(seen.len() > 20, "{}", seen.len());
}

#[test]
fn a_refusal_on_paper_holds_address_reference_reasons_and_remedies() {
    let (_, text) = words(&printed(NoticeKind::Refusal, PrintSize::Ordinary));
    for part in ["Priya Nair", "14 Egerton Road", "M14 6YB", "JR-26-7K4M-2", "20 November 2026", "This is the reason"] {
        assert!(text.contains(part), "{part}: {text}");
    }
}

/// A logo as the console keeps one, half of it seen through.
fn logo() -> Logo {
    let mut png = std::io::Cursor::new(Vec::new());
    let drawn = RgbaImage::from_fn(480, 96, |x, _| Rgba([0x0f, 0x5c, 0x55, if x < 240 { 0xff } else { 0x40 }]));
    drawn.write_to(&mut png, ImageFormat::Png).expect("written");
    Logo { png: STANDARD.encode(png.into_inner()), width: 480, height: 96, mark: "0123456789ab".to_owned() }
}

/// How many pictures stand on the first sheet, and its words.
fn pictures(pdf: &[u8]) -> usize {
    let document = lopdf::Document::load_mem(pdf).expect("a PDF");
    let first = *document.get_pages().get(&1).expect("a page");
    document.get_page_images(first).expect("its pictures").len()
}

#[test]
fn a_logo_stands_at_the_head_of_the_paper_for_the_eye_only_and_the_name_beside_it_in_words() {
    let (regime, mut controller) = laws().remove(0);
    let (_, notice) = all(regime, &controller).into_iter().find(|(_, n)| n.kind() == NoticeKind::Erased).expect("one");
    let english = shipped().of("en");
    let mut print = |logo: Option<Logo>, size| {
        controller.logo = logo;
        let letter = compose(&notice, &controller, None, &english);
        PdfPress.print(&on_paper(&letter, &notice, &controller, &[], &english), size).expect("it prints")
    };
    for size in [PrintSize::Ordinary, PrintSize::Large] {
        let (bare, with) = (print(None, size), print(Some(logo()), size));
        assert_eq!((pictures(&bare), pictures(&with)), (0, 1), "{size:?}");
        assert_eq!(with, print(Some(logo()), size), "the same letter gives the same bytes");
        assert!(words(&with).1.starts_with("Justroo"), "the name stands there in words, too");
        let figures = String::from_utf8_lossy(&with).matches("/Figure").count();
        assert_eq!(figures, 0, "what says nothing new is no figure to be read aloud");
        let broken = Logo { png: "AAAA".to_owned(), ..logo() };
        assert_eq!(print(Some(broken), size), bare, "a picture that cannot be read leaves the paper as it was");
    }
}

#[test]
fn the_same_letter_gives_the_same_bytes_and_large_print_takes_more_paper() {
    let ordinary = printed(NoticeKind::Erased, PrintSize::Ordinary);
    assert_eq!(ordinary, printed(NoticeKind::Erased, PrintSize::Ordinary));
    let kinds = [NoticeKind::Erased, NoticeKind::Refusal, NoticeKind::Acknowledgement, NoticeKind::ComplaintOutcome];
    let pages = |size| kinds.into_iter().map(|kind| words(&printed(kind, size)).0).sum::<usize>();
    let (few, many) = (pages(PrintSize::Ordinary), pages(PrintSize::Large));
    assert!(many > few, "{few} and {many} pages");
}
