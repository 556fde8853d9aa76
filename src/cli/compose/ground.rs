//! What everything stands on: the data folder and the settings.

use std::fs;
use std::path::{Path, PathBuf};

use crate::cli::{Failure, Globals};
use crate::config::database::Engine;
use crate::config::{self, Config};
use crate::domain::personal::Personal;

/// The data folder when none is named.
pub(super) const DATA: &str = "rightsdesk-data";
/// What everything stands on: where the data lies, and the settings.
#[derive(Clone, Debug)]
pub struct Ground {
    /// The data folder; it exists.
    pub data: PathBuf,
    /// The settings, checked.
    pub config: Config,
}

/// Finds the data folder and loads the settings.
pub fn ground(globals: &Globals) -> Result<Ground, Failure> {
    ground_in(globals, DATA)
}

/// The same with another folder when none is named.
pub fn ground_in(globals: &Globals, fallback: &str) -> Result<Ground, Failure> {
    let data = globals.data.clone().unwrap_or_else(|| PathBuf::from(fallback));
    if data.is_file() {
        return Err(Failure::bad_input("--data", format!("{} is a file; name a folder", data.display())));
    }
    make_private_folder(&data).map_err(|error| Failure::bad_input("--data", format!("{}: {error}", data.display())))?;
    settled(globals, &data)
}

/// The same for commands that work on a desk that is there already. A mistyped folder is said, and nothing is made in it or of it.
pub fn ground_of_a_desk(globals: &Globals) -> Result<Ground, Failure> {
    let data = globals.data.clone().unwrap_or_else(|| PathBuf::from(DATA));
    if !data.is_dir() {
        return Err(Failure::bad_input("--data", format!("there is no folder {}", data.display())));
    }
    let ground = settled(globals, &data)?;
    match ground.config.database.engine(&ground.data) {
        Engine::Sqlite(file) if !file.exists() => Err(Failure::bad_input(
            "--data",
            format!("{} holds no desk: there is no database {}", ground.data.display(), file.display()),
        )),
        Engine::Sqlite(_) | Engine::Postgres(_) => Ok(ground),
    }
}

/// The same for commands that only look up what the settings and the shipped files say: a folder that is not there has none.
pub fn ground_as_it_is(globals: &Globals) -> Result<Ground, Failure> {
    let data = globals.data.clone().unwrap_or_else(|| PathBuf::from(DATA));
    if data.is_dir() {
        return settled(globals, &data);
    }
    if globals.data.is_some() {
        return Err(Failure::bad_input("--data", format!("there is no folder {}", data.display())));
    }
    let config = settings(globals, None)?;
    Ok(Ground { data, config })
}

/// A folder that is there, with its settings.
fn settled(globals: &Globals, data: &Path) -> Result<Ground, Failure> {
    let data = fs::canonicalize(data).map_err(Failure::negative)?;
    let own = data.join("rightsdesk.toml");
    let config = settings(globals, own.exists().then_some(own))?;
    Ok(Ground { data, config })
}

fn settings(globals: &Globals, own: Option<PathBuf>) -> Result<Config, Failure> {
    let file = globals.config.clone().or(own);
    let environment =
        std::env::vars_os().filter_map(|(key, value)| Some((key.into_string().ok()?, value.into_string().ok()?)));
    config::load(file.as_deref(), environment).map_err(|error| Failure::bad_input("--config", error))
}

#[cfg(unix)]
pub(super) fn make_private_folder(path: &Path) -> std::io::Result<()> {
    use std::os::unix::fs::DirBuilderExt;
    fs::DirBuilder::new().recursive(true).mode(0o700).create(path)
}

#[cfg(not(unix))]
pub(super) fn make_private_folder(path: &Path) -> std::io::Result<()> {
    fs::create_dir_all(path)
}

/// A secret given directly, or on the first line of a file.
pub fn secret(data: &Path, direct: Option<&Personal>, file: Option<&Path>) -> Result<Option<Personal>, Failure> {
    if let Some(direct) = direct {
        return Ok(Some(direct.clone()));
    }
    let Some(file) = file else { return Ok(None) };
    let path = data.join(file);
    let text = fs::read_to_string(&path)
        .map_err(|error| Failure::bad_input("password_file", format!("{}: {error}", path.display())))?;
    Ok(Some(Personal::new(text.lines().next().unwrap_or_default())))
}

/// A database URL with the password that a file or the environment gives, so that it need not stand in the URL.
pub fn with_password(url: &str, password: Option<&Personal>) -> String {
    let Some(password) = password else { return url.to_owned() };
    let joint = if url.contains('?') { '&' } else { '?' };
    format!("{url}{joint}password={}", percent_encoded(password.reveal()))
}

fn percent_encoded(text: &str) -> String {
    let mut encoded = String::new();
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~".contains(&byte) {
            encoded.push(char::from(byte));
        } else {
            encoded.push('%');
            encoded.extend([byte >> 4, byte & 15].into_iter().filter_map(|digit| char::from_digit(digit.into(), 16)));
        }
    }
    encoded
}
