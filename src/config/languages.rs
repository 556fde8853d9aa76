//! The languages people are spoken to in: `config/languages/*/`, compiled in, and the operator's own folder beside them.
//!
//! A language is a folder: files of texts (`*.toml`), whose tables only group, and wordings of letters (`letters/*.txt`). What
//! English has, each of them must have, with the same slots; the first fault is named when the program starts.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use toml::{Table, Value};

use crate::domain::language::{Language, LanguageFault, Languages};
use crate::domain::letter::check;
use crate::domain::notice::NoticeKind;

/// The wordings of a language's letters, by the codes of their kinds.
macro_rules! letters {
    ($code:literal: $($kind:literal),*) => {
        &[$(($kind, include_str!(concat!("../../config/languages/", $code, "/letters/", $kind, ".txt")))),*]
    };
}

/// The files of a language that comes with the program.
macro_rules! shipped {
    ($code:literal $(, $own:literal)*) => {
        Folder {
            code: $code,
            texts: &[
                ("language.toml", include_str!(concat!("../../config/languages/", $code, "/language.toml"))),
                ("pages.toml", include_str!(concat!("../../config/languages/", $code, "/pages.toml"))),
                ("form.toml", include_str!(concat!("../../config/languages/", $code, "/form.toml"))),
                ("status.toml", include_str!(concat!("../../config/languages/", $code, "/status.toml"))),
                ("errors.toml", include_str!(concat!("../../config/languages/", $code, "/errors.toml"))),
                ("letters.toml", include_str!(concat!("../../config/languages/", $code, "/letters.toml"))),
                ("outside.toml", include_str!(concat!("../../config/languages/", $code, "/outside.toml"))),
                ("package.toml", include_str!(concat!("../../config/languages/", $code, "/package.toml"))),
                $(($own, include_str!(concat!("../../config/languages/", $code, "/", $own))),)*
            ],
            letters: letters!($code: "acknowledgement", "authority_request", "cannot_identify", "clarification_request",
                "complaint_outcome", "complaint_received", "decision_reviewed", "email_code", "erased", "extension",
                "fee_notice", "form_link", "identity_request", "lapsed", "lifting", "message", "message_received", "nothing_held",
                "objection_answered", "package_enclosed", "package_ready", "portable", "progress", "recipient_notice",
                "recipients_list", "rectified", "refusal", "restricted", "status_code", "task_link", "withdrawn"),
        }
    };
}

/// A language as it is compiled in.
struct Folder {
    code: &'static str,
    texts: &'static [(&'static str, &'static str)],
    letters: &'static [(&'static str, &'static str)],
}

const SHIPPED: [Folder; 2] = [shipped!("en"), shipped!("de", "plain_names.toml")];

/// Languages that cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum LanguageError {
    /// A file or folder cannot be read.
    #[error("{}: cannot be read: {source}", path.display())]
    Unreadable {
        /// Which.
        path: PathBuf,
        /// Why.
        source: std::io::Error,
    },
    /// A file is not TOML.
    #[error("{file}: {source}")]
    Syntax {
        /// Which file.
        file: String,
        /// Where and why.
        source: Box<toml::de::Error>,
    },
    /// A value is no text.
    #[error("{file}: {key}: a text is wanted here, or a table or list of texts")]
    Kind {
        /// Which file.
        file: String,
        /// Which key.
        key: String,
    },
    /// A text stands in two files.
    #[error("{file}: {key}: the same text stands in another file, too")]
    Twice {
        /// Which file.
        file: String,
        /// Which key.
        key: String,
    },
    /// Texts do not fit.
    #[error("{}", listed(.0))]
    Faults(Vec<LanguageFault>),
}

fn listed(faults: &[LanguageFault]) -> String {
    faults.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n")
}

/// The languages that come with the program.
pub fn shipped() -> Result<Languages, LanguageError> {
    load(Path::new(""))
}

/// The languages that come with the program and those of a folder, if it exists. The folder's win.
pub fn load(folder: &Path) -> Result<Languages, LanguageError> {
    let mut all = BTreeMap::new();
    for shipped in SHIPPED {
        let texts = shipped.texts.iter().map(|(file, text)| (format!("{}/{file}", shipped.code), (*text).to_owned()));
        let letters = shipped.letters.iter().map(|(kind, text)| ((*kind).to_owned(), (*text).to_owned()));
        all.insert(shipped.code.to_owned(), language(shipped.code, texts.collect(), letters.collect())?);
    }
    for path in inside(folder)?.into_iter().filter(|path| path.is_dir()) {
        let code = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
        let texts = files(&path, "toml")?;
        let letters = files(&path.join("letters"), "txt")?.into_iter().map(|(file, text)| (stem(&file), text));
        all.insert(code.clone(), language(&code, texts, letters.collect())?);
    }
    Languages::new(all.into_values().collect()).map_err(LanguageError::Faults)
}

fn language(
    code: &str,
    files: Vec<(String, String)>,
    letters: BTreeMap<String, String>,
) -> Result<Language, LanguageError> {
    let mut texts = BTreeMap::new();
    for (file, text) in files {
        let syntax = |source| LanguageError::Syntax { file: file.clone(), source: Box::new(source) };
        let table: Table = text.parse().map_err(syntax)?;
        gather(&file, "", Value::Table(table), &mut texts)?;
    }
    let faults: Vec<LanguageFault> = letters.iter().flat_map(|(kind, text)| unusable(code, kind, text)).collect();
    if !faults.is_empty() {
        return Err(LanguageError::Faults(faults));
    }
    Language::new(code, texts, letters).map_err(|fault| LanguageError::Faults(vec![fault]))
}

/// A wording says what the law wants said in every language, and knows no field that nobody fills.
fn unusable(code: &str, kind: &str, text: &str) -> Vec<LanguageFault> {
    let fault = |why: String| LanguageFault::Letter { language: code.to_owned(), letter: kind.to_owned(), why };
    let Some(known) = NoticeKind::parse(kind) else { return vec![fault("there is no such letter".to_owned())] };
    check(known, text).err().unwrap_or_default().iter().map(|wrong| fault(wrong.to_string())).collect()
}

/// Tables and lists only group: what is inside is called by the whole way there, entries of a list by their number from 1.
fn gather(file: &str, key: &str, value: Value, texts: &mut BTreeMap<String, String>) -> Result<(), LanguageError> {
    let below = |name: &str| if key.is_empty() { name.to_owned() } else { format!("{key}.{name}") };
    match value {
        Value::String(text) => match texts.insert(key.to_owned(), text) {
            None => Ok(()),
            Some(_) => Err(LanguageError::Twice { file: file.to_owned(), key: key.to_owned() }),
        },
        Value::Table(table) => {
            table.into_iter().try_for_each(|(name, value)| gather(file, &below(&name), value, texts))
        }
        Value::Array(list) => {
            let mut entries = list.into_iter().enumerate();
            entries.try_for_each(|(i, value)| gather(file, &below(&(i + 1).to_string()), value, texts))
        }
        _ => Err(LanguageError::Kind { file: file.to_owned(), key: key.to_owned() }),
    }
}

/// What is in a folder, in order; nothing where there is none.
fn inside(folder: &Path) -> Result<Vec<PathBuf>, LanguageError> {
    let unreadable = |source| LanguageError::Unreadable { path: folder.to_owned(), source };
    if !folder.is_dir() {
        return Ok(Vec::new());
    }
    let entries = std::fs::read_dir(folder).map_err(unreadable)?;
    let mut paths = entries.map(|entry| Ok(entry.map_err(unreadable)?.path())).collect::<Result<Vec<_>, _>>()?;
    paths.sort();
    Ok(paths)
}

/// The files of a folder that end so, with their names and texts.
fn files(folder: &Path, ending: &str) -> Result<Vec<(String, String)>, LanguageError> {
    let fits = |path: &PathBuf| path.extension().is_some_and(|extension| extension == ending);
    let paths = inside(folder)?.into_iter().filter(fits);
    paths
        .map(|path| match std::fs::read_to_string(&path) {
            Ok(text) => Ok((path.display().to_string(), text)),
            Err(source) => Err(LanguageError::Unreadable { path, source }),
        })
        .collect()
}

fn stem(file: &str) -> String {
    Path::new(file).file_stem().map(|stem| stem.to_string_lossy().into_owned()).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::outside::{Ask, EVERYWHERE, not_before};

    #[test]
    fn every_language_that_ships_says_everything() {
        let languages = shipped().unwrap_or_else(|error| panic!("{error}"));
        let names: Vec<String> = languages.all().map(|one| one.name()).collect();
        assert_eq!(names, ["English", "Deutsch"]);
    }

    #[test]
    fn english_says_of_a_task_what_staff_read() {
        let english = shipped().unwrap().of("en");
        for ask in Ask::ALL {
            assert_eq!(english.say(ask.key()).with("place", "the shop").plain(), ask.title("the shop"));
        }
        assert_eq!(english.text("outside.ask.everywhere"), EVERYWHERE);
        let later = english.say("outside.ask.not_before").with("time", "09:00").with("date", "4 December 2026").plain();
        assert_eq!(not_before("Wait.", "09:00", "4 December 2026"), format!("Wait. {later}"));
    }

    #[test]
    fn a_folder_is_another_language() {
        let folder = tempfile::tempdir().unwrap();
        let welsh = folder.path().join("cy");
        std::fs::create_dir_all(&welsh).unwrap();
        std::fs::write(welsh.join("all.toml"), "[language]\nname = \"Cymraeg\"\ntag = \"cy\"\n").unwrap();
        let Err(LanguageError::Faults(faults)) = load(folder.path()) else { panic!("it lacks nearly everything") };
        assert!(faults.iter().any(|fault| fault.to_string() == "language `cy`: the text `check.title` is missing"));
        let german = || SHIPPED.iter().filter(|shipped| shipped.code == "de");
        for (file, text) in german().flat_map(|shipped| shipped.texts) {
            std::fs::write(welsh.join(file), text).unwrap();
        }
        std::fs::create_dir_all(welsh.join("letters")).unwrap();
        for (kind, text) in german().flat_map(|shipped| shipped.letters) {
            std::fs::write(welsh.join(format!("letters/{kind}.txt")), text).unwrap();
        }
        std::fs::remove_file(welsh.join("all.toml")).unwrap();
        assert!(load(folder.path()).unwrap().known("cy").is_some());
    }

    #[test]
    fn what_is_no_text_is_named() {
        let wrong = language("en", vec![("a.toml".into(), "[a]\nb = 3".into())], BTreeMap::new());
        assert_eq!(wrong.unwrap_err().to_string(), "a.toml: a.b: a text is wanted here, or a table or list of texts");
    }
}
