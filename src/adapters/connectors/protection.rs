//! What `sslmode` means to every connector: encrypted and verified, unless somebody says that it must not be.

use crate::ports::connector::ConnectorError;

/// Whether the way to a server is protected. `require`, `verify-ca` and `verify-full` are one: whoever answers is always verified,
/// because personal data flows to us. A word that is none of libpq's is a slip, and no reason to go unprotected.
pub(super) fn is_protected(mode: Option<&str>, is_here: bool) -> Result<bool, ConnectorError> {
    match mode {
        Some("disable") => Ok(false),
        Some("require" | "verify-ca" | "verify-full") => Ok(true),
        None | Some("" | "prefer" | "allow") => Ok(!is_here),
        Some(_) => Err(ConnectorError::needs_person(
            "the sslmode of the database address is not known",
            "write sslmode=verify-full, or sslmode=disable where nothing can listen in between",
        )),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_a_plain_word_turns_protection_off_and_a_slip_is_refused() {
        let protected = |mode, is_here| is_protected(mode, is_here).ok();
        assert_eq!([protected(None, true), protected(None, false)], [Some(false), Some(true)]);
        assert_eq!([protected(Some("require"), true), protected(Some("verify-full"), true)], [Some(true); 2]);
        assert_eq!([protected(Some("disable"), false), protected(Some("prefer"), false)], [Some(false), Some(true)]);
        assert_eq!([protected(Some("verfy-full"), false), protected(Some("off"), true)], [None; 2]);
    }
}
