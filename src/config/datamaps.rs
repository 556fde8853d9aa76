//! Data maps: those that ship, and the operator's own from a folder.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::{Arc, OnceLock};

use crate::domain::datamap::{DataMap, MapError};

/// The maps that ship: name and text.
const SHIPPED: [(&str, &str); 6] = [
    ("sample-shop", include_str!("../../config/datamaps/sample-shop.yml")),
    ("chinook", include_str!("../../config/datamaps/chinook.yml")),
    ("sakila", include_str!("../../config/datamaps/sakila.yml")),
    ("django-oscar", include_str!("../../config/datamaps/django-oscar.yml")),
    ("opencart", include_str!("../../config/datamaps/opencart.yml")),
    ("woocommerce", include_str!("../../config/datamaps/woocommerce.yml")),
];

/// Why a data map cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum DataMapError {
    /// The folder or file cannot be read.
    #[error("{}: cannot be read: {source}", path.display())]
    Unreadable {
        /// Which.
        path: PathBuf,
        /// Why.
        source: std::io::Error,
    },
    /// Not a map, or unsound.
    #[error("{file}: {source}")]
    Map {
        /// Which file.
        file: String,
        /// What is wrong where.
        source: MapError,
    },
}

/// A map with the words of its file. A shipped one is taken apart when it is first asked for: most companies use one of them.
#[derive(Clone, Debug)]
pub struct MapFile {
    text: Cow<'static, str>,
    map: OnceLock<Option<Arc<DataMap>>>,
}

impl MapFile {
    fn shipped(text: &'static str) -> Self {
        Self { text: text.into(), map: OnceLock::new() }
    }

    /// The words of its file.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The map; none, if a shipped one were unsound.
    pub fn map(&self) -> Option<Arc<DataMap>> {
        self.map.get_or_init(|| DataMap::parse(&self.text).ok().map(Arc::new)).clone()
    }
}

/// The shipped maps and every `*.yml` of a folder (if it exists), by file name without its ending. The folder's win.
pub fn load(folder: &Path) -> Result<BTreeMap<String, MapFile>, DataMapError> {
    let mut maps = BTreeMap::new();
    for (name, text) in SHIPPED {
        maps.insert(name.to_owned(), MapFile::shipped(text));
    }
    if !folder.is_dir() {
        return Ok(maps);
    }
    let unreadable = |path: &Path, source| DataMapError::Unreadable { path: path.to_owned(), source };
    for entry in std::fs::read_dir(folder).map_err(|error| unreadable(folder, error))? {
        let path = entry.map_err(|error| unreadable(folder, error))?.path();
        let is_map = path.extension().is_some_and(|extension| extension == "yml" || extension == "yaml");
        let Some(name) = path.file_stem().and_then(|stem| stem.to_str()).filter(|_| is_map) else { continue };
        let text = std::fs::read_to_string(&path).map_err(|error| unreadable(&path, error))?;
        maps.insert(name.to_owned(), parse(&path.display().to_string(), text)?);
    }
    Ok(maps)
}

fn parse(file: &str, text: String) -> Result<MapFile, DataMapError> {
    let map = DataMap::parse(&text).map_err(|source| DataMapError::Map { file: file.to_owned(), source })?;
    Ok(MapFile { text: text.into(), map: OnceLock::from(Some(Arc::new(map))) })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_shipped_map_can_be_used() {
        for (name, text) in SHIPPED {
            assert!(MapFile::shipped(text).map().is_some(), "{name}: {:?}", DataMap::parse(text).err());
        }
    }
}
