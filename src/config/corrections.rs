//! Controllers in two layers: what was read from a policy (`NAME.toml`) and what a person corrected (`NAME.corrections.toml`).

use std::path::{Path, PathBuf};

use toml::{Table, Value};

use crate::domain::policy::Draft;

const HEAD: &str = "\
# Read from the shop's privacy policy by `rightsdesk policy read`. Do not edit: a newer policy is written over it.
# What is wrong or missing here goes into the file of the same name that ends in .corrections.toml, which is laid over this one.
";
const ENDING: &str = ".corrections";
/// The keys by which entries of a list are known, the first that an entry has.
const KEYS: [&str; 3] = ["id", "name", "what"];

/// Whether a name fits a controller: lower-case letters, digits and hyphens, at most 40.
pub fn is_controller_name(name: &str) -> bool {
    let fits = |letter: char| letter.is_ascii_lowercase() || letter.is_ascii_digit() || letter == '-';
    !name.is_empty() && name.len() <= 40 && name.chars().all(fits)
}

/// Whether a file is the upper layer of another.
pub fn is_correction(path: &Path) -> bool {
    path.file_stem().and_then(|stem| stem.to_str()).is_some_and(|stem| stem.ends_with(ENDING))
}

/// The upper layer that belongs to a controller file.
pub fn beside(path: &Path) -> PathBuf {
    let name = path.file_stem().and_then(|stem| stem.to_str()).unwrap_or_default();
    path.with_file_name(format!("{name}{ENDING}.toml"))
}

/// The text of the lower layer.
pub fn draft_text(draft: &Draft) -> Result<String, toml::ser::Error> {
    Ok(format!("{HEAD}{}", toml::to_string(draft)?))
}

/// Lays corrections over a controller: a value replaces a value, a table goes into a table, and an entry of a list of tables
/// goes into the one of the same `id`, `name` or `what`, or follows the others. An entry with `remove = true` takes that one
/// out; a list under a key that ends in `_instead` replaces the whole list.
pub fn lay_over(base: Table, corrections: Table) -> Table {
    let mut laid = base;
    for (key, value) in corrections {
        if let Some(whole) = key.strip_suffix("_instead") {
            laid.insert(whole.to_owned(), value);
            continue;
        }
        let joined = match (laid.remove(&key), value) {
            (Some(Value::Table(below)), Value::Table(above)) => Value::Table(lay_over(below, above)),
            (Some(Value::Array(below)), Value::Array(above)) if is_list(&above) => {
                Value::Array(lay_entries(below, above))
            }
            (_, above) => above,
        };
        laid.insert(key, joined);
    }
    laid
}

fn is_list(entries: &[Value]) -> bool {
    !entries.is_empty() && entries.iter().all(Value::is_table)
}

fn lay_entries(mut below: Vec<Value>, above: Vec<Value>) -> Vec<Value> {
    for entry in above {
        let Value::Table(mut entry) = entry else { continue };
        let removed = entry.remove("remove").is_some_and(|value| value.as_bool() == Some(true));
        let place = below.iter().position(|known| is_same(known, &entry));
        match place.and_then(|at| below.get_mut(at)) {
            Some(known) if !removed => {
                let table = known.as_table().cloned().unwrap_or_default();
                *known = Value::Table(lay_over(table, entry));
            }
            Some(_) => below.retain(|known| !is_same(known, &entry)),
            None if !removed => below.push(Value::Table(entry)),
            None => {}
        }
    }
    below
}

fn is_same(known: &Value, entry: &Table) -> bool {
    let key = KEYS.into_iter().find(|key| entry.contains_key(*key));
    key.is_some_and(|key| known.get(key).is_some() && known.get(key) == entry.get(key))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn laid(base: &str, corrections: &str) -> Table {
        lay_over(base.parse().unwrap(), corrections.parse().unwrap())
    }

    #[test]
    fn corrections_replace_add_and_remove() {
        let base = "brand = \"A\"\nchannels = [\"email\"]\n[legal]\nname = \"A Ltd\"\n[[purposes]]\nid = \"x\"\nname = \"n\"\n[[purposes]]\nid = \"y\"\nname = \"m\"\n";
        let corrections = "channels = [\"sms\"]\n[legal]\nseat = \"Wales\"\n[[purposes]]\nid = \"x\"\nbasis = \"consent\"\n[[purposes]]\nid = \"y\"\nremove = true\n[[purposes]]\nid = \"z\"\nname = \"o\"\n";
        let expected = "brand = \"A\"\nchannels = [\"sms\"]\n[legal]\nname = \"A Ltd\"\nseat = \"Wales\"\n[[purposes]]\nid = \"x\"\nname = \"n\"\nbasis = \"consent\"\n[[purposes]]\nid = \"z\"\nname = \"o\"\n";
        assert_eq!(laid(base, corrections), expected.parse().unwrap());
    }

    #[test]
    fn a_list_can_be_replaced_as_a_whole() {
        let whole = laid("[[purposes]]\nid = \"x\"\n", "[[purposes_instead]]\nid = \"z\"\n");
        assert_eq!(whole, "[[purposes]]\nid = \"z\"\n".parse().unwrap());
    }

    #[test]
    fn the_upper_layer_is_known_by_its_name() {
        let path = Path::new("c/acme.toml");
        assert!(is_correction(&beside(path)) && !is_correction(path));
        assert!(is_controller_name("just-elegance") && !is_controller_name("acme.corrections"));
    }
}
