//! The files of the project, as a fresh clone has them.

use std::path::{Path, PathBuf};

/// Folders that are made, not written.
const MADE: &[&str] = &["target", "data", "node_modules", ".git"];

/// A file of the project: its path from the root with forward slashes, and its text.
pub struct File {
    pub path: String,
    pub text: String,
}

impl File {
    /// The lines that are not unit tests: everything before the test module at the end.
    pub fn lines_without_tests(&self) -> usize {
        let lines: Vec<&str> = self.text.lines().collect();
        let tests = lines.windows(2).position(|pair| pair[0].trim() == "#[cfg(test)]" && pair[1].starts_with("mod "));
        tests.unwrap_or(lines.len())
    }

    /// Whether the file holds nothing but tests.
    pub fn is_test(&self) -> bool {
        self.path.starts_with("tests/") || self.path.ends_with("/tests.rs")
    }
}

/// The root of the project.
pub fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// Every path below the root, whatever is in the file.
pub fn paths() -> Vec<PathBuf> {
    let (mut folders, mut found) = (vec![root().to_path_buf()], Vec::new());
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(&folder).expect("a readable folder") {
            let path = entry.expect("a readable entry").path();
            let made = path.file_name().is_some_and(|name| MADE.iter().any(|made| name == *made));
            match path.is_dir() {
                _ if made => {}
                true => folders.push(path),
                false => found.push(path),
            }
        }
    }
    found.sort();
    found
}

/// The text files below a folder (`""` for the whole project) whose names end in one of the endings.
pub fn files(folder: &str, endings: &[&str]) -> Vec<File> {
    let mut found = Vec::new();
    for path in paths() {
        let inside = path.strip_prefix(root()).expect("below the root").to_string_lossy().replace('\\', "/");
        if inside.starts_with(folder) && endings.iter().any(|ending| inside.ends_with(ending)) {
            // What is not text cannot break a rule about words.
            found.extend(std::fs::read_to_string(&path).ok().map(|text| File { path: inside, text }));
        }
    }
    found
}

/// The Rust files of the product: `src`, without files that hold nothing but tests.
pub fn product() -> Vec<File> {
    files("src/", &[".rs"]).into_iter().filter(|file| !file.is_test()).collect()
}
