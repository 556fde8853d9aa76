//! What can be wrong with a language.

use super::message::BadMessage;

/// A fault in the texts of a language. It names the language and the text.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum LanguageFault {
    /// A text that cannot be read.
    #[error("language `{language}`: the text `{key}` cannot be read: {why}")]
    Unreadable {
        /// Which language.
        language: String,
        /// Which text.
        key: String,
        /// Why.
        why: BadMessage,
    },
    /// A text of English that this language has not.
    #[error("language `{language}`: the text `{key}` is missing")]
    Missing {
        /// Which language.
        language: String,
        /// Which text.
        key: String,
    },
    /// A text that English has not: a typing mistake in its name, most likely.
    #[error("language `{language}`: nothing is called `{key}`")]
    Unknown {
        /// Which language.
        language: String,
        /// Which text.
        key: String,
    },
    /// A text with other slots than in English.
    #[error("language `{language}`: the text `{key}` must have the slots {wanted}, and has {found}")]
    Slots {
        /// Which language.
        language: String,
        /// Which text.
        key: String,
        /// The slots it must have.
        wanted: String,
        /// The slots it has.
        found: String,
    },
    /// A letter whose wording cannot be used.
    #[error("language `{language}`: the letter `{letter}` cannot be used: {why}")]
    Letter {
        /// Which language.
        language: String,
        /// Which letter.
        letter: String,
        /// What is wrong with it.
        why: String,
    },
    /// There is no English, or a language stands there twice.
    #[error("the language `{0}` must be there once")]
    Once(String),
}
