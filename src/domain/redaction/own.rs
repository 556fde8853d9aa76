//! What is the person's own: never suggested for keeping back.

use super::folded::Folded;

/// One of the person's own identities.
#[derive(Clone, PartialEq, Eq)]
pub struct OwnValue {
    /// What it is, by the data map's name: `name`, `email`, `phone` …
    pub kind: String,
    /// The value.
    pub value: String,
}

/// Everything by which the person is known.
#[derive(Clone, PartialEq, Eq, Default)]
pub struct Own {
    names: Vec<String>,
    values: Vec<String>,
}

impl Own {
    /// Gathers the person's identities.
    pub fn of(values: impl IntoIterator<Item = OwnValue>) -> Self {
        let mut own = Self::default();
        for OwnValue { kind, value } in values {
            if kind.contains("name") {
                own.names.extend(words(&value));
            }
            own.values.extend(Some(bare(&value)).filter(|bare| bare.chars().count() > 2));
        }
        own
    }

    /// Whether a value is the person's own, however it is written.
    pub(super) fn has(&self, value: &str) -> bool {
        let bare = bare(value);
        let national =
            |value: &str| value.trim_start_matches('0').trim_start_matches("44").trim_start_matches('0').to_owned();
        let is_number = bare.chars().all(|letter| letter.is_ascii_digit()) && bare.len() > 6;
        let same = |own: &String| *own == bare || (is_number && national(own) == national(&bare));
        self.values.iter().any(same)
    }

    /// Whether a name is made of nothing but the person's own names.
    pub(super) fn is_named(&self, name: &str) -> bool {
        let mut words = words(name).into_iter().peekable();
        words.peek().is_some() && words.all(|word| self.names.contains(&word))
    }
}

/// Letters and digits only.
fn bare(value: &str) -> String {
    Folded::of(value).signs().chars().filter(|sign| sign.is_alphanumeric() || *sign == '@').collect()
}

fn words(name: &str) -> Vec<String> {
    let folded = Folded::of(name).signs();
    let words = folded.split(|sign: char| !sign.is_alphanumeric() && sign != '\'');
    words.filter(|word| word.chars().count() > 1 && !is_title(word)).map(str::to_owned).collect()
}

/// A form of address.
pub(super) fn is_title(word: &str) -> bool {
    matches!(
        word,
        "mr" | "mrs"
            | "ms"
            | "miss"
            | "mx"
            | "dr"
            | "prof"
            | "professor"
            | "sir"
            | "lady"
            | "lord"
            | "madam"
            | "herr"
            | "frau"
            | "rev"
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_persons_own_values_are_known_however_they_are_written() {
        let value = |kind: &str, value: &str| OwnValue { kind: kind.into(), value: value.into() };
        let own = Own::of([
            value("name", "Priya Raman"),
            value("email", "priya@raman.example"),
            value("phone", "07700 900118"),
            value("postcode", "LS6 2AB"),
        ]);
        for mine in ["PRIYA@raman.example", "+44 7700 900 118", "0044 7700 900118", "ls62ab"] {
            assert!(own.has(mine), "{mine}");
        }
        assert!(!own.has("07700 900119"));
        assert!(
            own.is_named("Mrs Raman") && own.is_named("Priya") && !own.is_named("Mr Tom Raman") && !own.is_named("Mr")
        );
    }
}
