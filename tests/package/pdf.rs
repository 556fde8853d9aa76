//! The printed letter: tagged, titled, its fonts inside, and its words can be copied.

use lopdf::{Dictionary, Document, Object};

use super::*;

fn printed(letter: &Letter, contents: &InMemory) -> Document {
    let files = unpack(&pack(letter, contents).0);
    Document::load_mem(&files["letter.pdf"]).unwrap()
}

fn catalog(pdf: &Document) -> &Dictionary {
    pdf.catalog().unwrap()
}

fn inside<'pdf>(pdf: &'pdf Document, dictionary: &'pdf Dictionary, key: &[u8]) -> &'pdf Dictionary {
    pdf.dereference(dictionary.get(key).unwrap()).unwrap().1.as_dict().unwrap()
}

/// The structure types of the tree, in reading order.
fn structure(pdf: &Document) -> Vec<String> {
    let mut found = Vec::new();
    walk(pdf, catalog(pdf).get(b"StructTreeRoot").unwrap(), &mut found);
    found
}

fn walk(pdf: &Document, node: &Object, found: &mut Vec<String>) {
    match pdf.dereference(node).unwrap().1 {
        Object::Array(children) => children.iter().for_each(|child| walk(pdf, child, found)),
        Object::Dictionary(group) => {
            if let Ok(kind) = group.get(b"S").and_then(Object::as_name) {
                found.push(String::from_utf8_lossy(kind).into_owned());
            }
            if let Ok(children) = group.get(b"K") {
                walk(pdf, children, found);
            }
        }
        _ => {}
    }
}

fn words(pdf: &Document) -> String {
    let pages: Vec<u32> = pdf.get_pages().keys().copied().collect();
    pdf.extract_text(&pages).unwrap().split_whitespace().collect::<Vec<_>>().join(" ")
}

#[test]
fn a_screen_reader_finds_language_title_and_structure() {
    let pdf = printed(&sample::letter(), &sample::contents());
    let catalog = catalog(&pdf);
    assert_eq!(catalog.get(b"Lang").unwrap().as_str().unwrap(), b"en-GB");
    assert!(inside(&pdf, catalog, b"MarkInfo").get(b"Marked").unwrap().as_bool().unwrap());
    assert!(inside(&pdf, catalog, b"ViewerPreferences").get(b"DisplayDocTitle").unwrap().as_bool().unwrap());
    let (_, metadata) = pdf.dereference(catalog.get(b"Metadata").unwrap()).unwrap();
    let metadata = String::from_utf8(metadata.as_stream().unwrap().get_plain_content().unwrap()).unwrap();
    assert!(metadata.contains("pdfuaid:part") && metadata.contains("MR-26-7K4M-2"));

    let structure = structure(&pdf);
    let count = |kind: &str| structure.iter().filter(|found| *found == kind).count();
    assert_eq!(count("H1"), 1);
    assert_eq!(count("H2"), 7, "six parts and the remedies");
    for kind in ["Art", "P", "L", "LI", "Lbl", "LBody", "Table", "THead", "TBody", "TR", "TH", "TD", "Link", "H3"] {
        assert!(count(kind) > 0, "{kind}");
    }
    assert_eq!(count("LI"), 3, "three remedies");
}

#[test]
fn every_font_is_inside() {
    let pdf = printed(&sample::letter(), &sample::contents());
    let mut fonts = 0;
    for object in pdf.objects.values() {
        let Ok(font) = object.as_dict() else { continue };
        if font.get(b"Type").and_then(Object::as_name).is_ok_and(|kind| kind == b"FontDescriptor") {
            assert!(font.has(b"FontFile2") || font.has(b"FontFile3"));
            fonts += 1;
        }
    }
    assert_eq!(fonts, 4);
}

#[test]
fn the_words_can_be_copied_in_the_order_of_reading() {
    let words = words(&printed(&sample::letter(), &sample::contents()));
    let mut rest = words.as_str();
    for next in [
        "Zsófia Őry-Παπαδάκη",
        "Your personal data: our answer to your request",
        "1. What is in the package",
        "shop-orders.csv",
        "2. What we hold, why, and for how long",
        "3. What we left out, and why",
        "If you are not happy with this answer",
        "Daniel Osei",
    ] {
        let at = rest.find(next).unwrap_or_else(|| panic!("{next:?} is not in {rest}"));
        rest = rest.split_at(at).1;
    }
}

#[test]
fn letters_that_no_face_has_do_not_stop_the_letter() {
    let mut letter = sample::letter();
    letter.about.name = Some(rightsdesk::domain::personal::Personal::new("李小龍 نادية \u{202e}🦊\0"));
    letter.note = vec![rightsdesk::domain::personal::Personal::new("x".repeat(20_000))];
    let pdf = printed(&letter, &sample::contents());
    assert!(pdf.get_pages().len() > 4);
}

#[test]
fn a_letter_over_many_pages_stays_whole() {
    let mut letter = sample::letter();
    letter.searched = vec![letter.searched[3].clone(); 300];
    letter.left_out = vec![letter.left_out[0].clone(); 80];
    letter.left_out[0].what = rightsdesk::domain::personal::Personal::new("very long ".repeat(3_000));
    let pdf = printed(&letter, &sample::contents());
    assert!(pdf.get_pages().len() > 15);
    assert!(words(&pdf).contains("If you are not happy with this answer"));
}
