//! Names of files inside a package: only `a-z`, `0-9`, `-`, `_`, `.` and `/`, whatever the data map or an upload is called.

use std::collections::BTreeSet;

use crate::domain::disclosure::CollectionHead;
use crate::domain::redaction::DocumentKind;
use crate::ports::disclosure::Attachment;

/// No part of a name is longer: old archive readers and long folder names stay usable.
const LONGEST: usize = 60;
/// Endings that open in something that runs no program. Everything else becomes `.bin`.
const ENDINGS: [&str; 22] = [
    "pdf", "txt", "csv", "json", "xml", "eml", "jpg", "jpeg", "png", "gif", "webp", "heic", "tif", "tiff", "docx",
    "xlsx", "pptx", "odt", "ods", "mp3", "wav", "mp4",
];

/// The names that one package has given away.
#[derive(Default)]
pub(super) struct Names {
    taken: BTreeSet<String>,
}

impl Names {
    /// The stem of a collection's files: `shop-orders`.
    pub(super) fn stem(&mut self, head: &CollectionHead) -> String {
        let wanted = plain(&format!("{}-{}", head.system, head.collection), "collection");
        self.free(&wanted, "")
    }

    /// The name of a file that goes in as it is: `files/workshop-note.pdf`.
    pub(super) fn attachment(&mut self, attachment: &Attachment) -> String {
        let (stem, ending) = attachment.file_name.rsplit_once('.').unwrap_or((&attachment.file_name, ""));
        let ending = ending.to_ascii_lowercase();
        // A page that is known as one is a copy that was written here and runs nothing.
        let is_copied_page = ending == "html" && attachment.kind == Some(DocumentKind::Html);
        let known = ENDINGS.contains(&ending.as_str()) || is_copied_page;
        let ending = if known { ending } else { "bin".to_owned() };
        let stem = plain(stem, "file");
        format!("files/{}", self.free(&stem, &format!(".{ending}")))
    }

    /// The wanted name or, when it is taken, the next one with a number.
    fn free(&mut self, wanted: &str, ending: &str) -> String {
        let numbered = (2_u32..).map(|number| format!("{wanted}-{number}{ending}"));
        let mut names = std::iter::once(format!("{wanted}{ending}")).chain(numbered);
        // The range is longer than any package; the fallback only satisfies the type.
        let name = names.find(|name| !self.taken.contains(name)).unwrap_or_else(|| wanted.to_owned());
        self.taken.insert(name.clone());
        name
    }
}

/// Letters and digits in lower case, everything else a single hyphen.
fn plain(words: &str, otherwise: &str) -> String {
    let mut name = String::new();
    for letter in words.chars().take(LONGEST) {
        match letter.to_ascii_lowercase() {
            kept @ ('a'..='z' | '0'..='9') => name.push(kept),
            _ if !name.ends_with('-') && !name.is_empty() => name.push('-'),
            _ => {}
        }
    }
    let name = name.trim_end_matches('-');
    if name.is_empty() || is_device(name) {
        format!("{otherwise}-{name}").trim_end_matches('-').to_owned()
    } else {
        name.to_owned()
    }
}

/// Windows cannot make files of these names, whatever their ending.
fn is_device(name: &str) -> bool {
    let numbered = |stem| name.strip_prefix(stem).is_some_and(|rest| rest.len() == 1);
    matches!(name, "con" | "prn" | "aux" | "nul") || numbered("com") || numbered("lpt")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn file(name: &str) -> String {
        Names::default().attachment(&Attachment { file_name: name.into(), ..Attachment::default() })
    }

    #[test]
    fn names_stay_plain_whatever_comes_in() {
        assert_eq!(file("../../etc/passwd"), "files/file.bin");
        assert_eq!(file("C:\\Users\\Ann\\Photo 1.JPG"), "files/c-users-ann-photo-1.jpg");
        assert_eq!(file("page.html"), "files/page.bin");
        assert_eq!(file("con.txt"), "files/file-con.txt");
        assert_eq!(file("\u{202e}fdp.exe"), "files/fdp.bin");
        assert_eq!(file("写真.png"), "files/file.png");
    }

    #[test]
    fn collections_of_the_same_name_get_numbers() {
        let mut names = Names::default();
        let head = |system: &str, collection: &str| CollectionHead {
            system: system.into(),
            collection: collection.into(),
            ..CollectionHead::default()
        };
        assert_eq!(names.stem(&head("shop", "Orders")), "shop-orders");
        assert_eq!(names.stem(&head("shop", "orders")), "shop-orders-2");
        assert_eq!(names.stem(&head("", "")), "collection");
    }
}
