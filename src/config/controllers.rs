//! Controllers: the four samples that ship, and the operator's own from a folder. Each may have corrections laid over it.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use serde::Deserialize;

use super::corrections::{beside, is_correction, lay_over};
use crate::domain::controller::Controller;
use crate::domain::setup::check;

/// A sample controller that ships: file name, what was read from its policy, and what a person corrected.
type Sample = (&'static str, &'static str, &'static str);

/// The sample controllers that ship.
const SAMPLES: [Sample; 4] = [
    (
        "justroo.toml",
        include_str!("../../config/controllers/justroo.toml"),
        include_str!("../../config/controllers/justroo.corrections.toml"),
    ),
    (
        "just-elegance.toml",
        include_str!("../../config/controllers/just-elegance.toml"),
        include_str!("../../config/controllers/just-elegance.corrections.toml"),
    ),
    (
        "jusstool.toml",
        include_str!("../../config/controllers/jusstool.toml"),
        include_str!("../../config/controllers/jusstool.corrections.toml"),
    ),
    (
        "joro-home.toml",
        include_str!("../../config/controllers/joro-home.toml"),
        include_str!("../../config/controllers/joro-home.corrections.toml"),
    ),
];

/// Why a controller cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum ControllerError {
    /// The folder or file cannot be read.
    #[error("{}: cannot be read: {source}", path.display())]
    Unreadable {
        /// Which.
        path: PathBuf,
        /// Why.
        source: std::io::Error,
    },
    /// Not TOML, or a key is missing, unknown or of the wrong kind.
    #[error("{file}: {source}")]
    Syntax {
        /// Which file.
        file: String,
        /// What is wrong where.
        source: Box<toml::de::Error>,
    },
    /// A value that cannot be.
    #[error("{file}: {key}: {what}")]
    Value {
        /// Which file.
        file: String,
        /// Which key.
        key: String,
        /// What to do.
        what: String,
    },
    /// Two controllers share what must be their own.
    #[error("{file}: {key}: another controller has the same one")]
    Twice {
        /// Which file.
        file: String,
        /// Which key.
        key: &'static str,
    },
}

/// Loads the samples (if wanted) and every `*.toml` of a folder (if it exists). The folder's win.
pub fn load(samples: bool, folder: &Path) -> Result<BTreeMap<String, Controller>, ControllerError> {
    let mut controllers = BTreeMap::new();
    if samples {
        for (file, text, corrections) in SAMPLES {
            let controller = parse_layers(file, text, Some(corrections))?;
            controllers.insert(controller.id.clone(), controller);
        }
    }
    for path in files(folder)? {
        let file = path.display().to_string();
        let corrections = beside(&path);
        let upper = if corrections.is_file() { Some(text_of(&corrections)?) } else { None };
        let controller = parse_layers(&file, &text_of(&path)?, upper.as_deref())?;
        let twin = controllers.values().any(|c: &Controller| c.prefix == controller.prefix && c.id != controller.id);
        if twin {
            return Err(ControllerError::Twice { file, key: "prefix" });
        }
        controllers.insert(controller.id.clone(), controller);
    }
    Ok(controllers)
}

fn text_of(path: &Path) -> Result<String, ControllerError> {
    std::fs::read_to_string(path).map_err(|source| ControllerError::Unreadable { path: path.to_owned(), source })
}

fn files(folder: &Path) -> Result<Vec<PathBuf>, ControllerError> {
    let unreadable = |source| ControllerError::Unreadable { path: folder.to_owned(), source };
    if !folder.is_dir() {
        return Ok(Vec::new());
    }
    let mut files = Vec::new();
    for entry in std::fs::read_dir(folder).map_err(unreadable)? {
        let path = entry.map_err(unreadable)?.path();
        if path.extension().is_some_and(|extension| extension == "toml") && !is_correction(&path) {
            files.push(path);
        }
    }
    files.sort();
    Ok(files)
}

/// Reads one controller and checks what its kind alone does not say.
pub fn parse(file: &str, text: &str) -> Result<Controller, ControllerError> {
    parse_layers(file, text, None)
}

/// Reads a controller with its corrections laid over it.
pub fn parse_layers(file: &str, text: &str, corrections: Option<&str>) -> Result<Controller, ControllerError> {
    let syntax = |source| ControllerError::Syntax { file: file.to_owned(), source: Box::new(source) };
    let controller = match corrections {
        // Without a second layer the text itself is read, so that an error names its line.
        None => toml::from_str(text).map_err(syntax)?,
        Some(upper) => {
            let laid = lay_over(text.parse().map_err(syntax)?, upper.parse().map_err(syntax)?);
            Controller::deserialize(toml::Value::Table(laid)).map_err(syntax)?
        }
    };
    checked(file, controller)
}

fn checked(file: &str, controller: Controller) -> Result<Controller, ControllerError> {
    check(&controller).map_err(|fault| ControllerError::Value {
        file: file.to_owned(),
        key: fault.key(),
        what: fault.what,
    })?;
    Ok(controller)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_samples_can_be_read_and_share_nothing() {
        let controllers = load(true, Path::new("/nonexistent")).unwrap();
        assert_eq!(controllers.len(), 4);
        let prefixes: std::collections::BTreeSet<_> = controllers.values().map(|c| &c.prefix).collect();
        assert_eq!(prefixes.len(), 4);
    }

    #[test]
    fn a_wrong_key_is_named_with_its_file() {
        let (_, read, corrections) = SAMPLES[0];
        let layers = lay_over(read.parse().unwrap(), corrections.parse().unwrap());
        let good = toml::to_string(&layers).unwrap();
        for (from, to, key) in [
            ("id = \"justroo\"", "id = \"Just Roo\"", "id"),
            ("prefix = \"JR\"", "prefix = \"J1\"", "prefix"),
            ("legal@justroo.com", "nowhere", "contact.email"),
            ("brand =", "brnd =", "brnd"),
        ] {
            let message = parse("mine.toml", &good.replace(from, to)).unwrap_err().to_string();
            assert!(message.contains("mine.toml") && message.contains(key), "{message}");
        }
    }
}
