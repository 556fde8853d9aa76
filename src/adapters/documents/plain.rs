//! Plain text.

use super::rewriting::{Visitor, letters, proven, withholding};
use crate::domain::redaction::{Choices, Spacing};
use crate::ports::redaction::{CannotRedact, Part, Reading, Shape};

pub(super) fn read(bytes: &[u8]) -> Result<Reading, CannotRedact> {
    let text = letters(bytes)?.to_owned();
    let parts = vec![Part { place: String::new(), column: String::new(), text }];
    Ok(Reading { parts, shape: Shape::Plain, spacing: Spacing::Written })
}

pub(super) fn redact(bytes: &[u8], choices: &Choices) -> Result<Vec<u8>, CannotRedact> {
    let text = letters(bytes)?;
    let copy = withholding(choices)?.text(&"", "", text).unwrap_or_else(|| text.to_owned());
    let reading = read(copy.as_bytes())?;
    proven(copy.into_bytes(), &reading.parts, choices, Spacing::Written)
}

#[cfg(test)]
mod tests {
    use super::super::rewriting::tests::everywhere;
    use super::*;

    #[test]
    fn words_are_gone_from_a_text_and_the_rest_stays() {
        let text =
            "Order for Tom Okafor.\nTOM\tOKA\u{ad}FOR paid; dG9tIG9rYWZvcg== and tom%20okafor too. Thank you, Priya.";
        let copy = String::from_utf8(redact(text.as_bytes(), &everywhere(&["Tom Okafor"])).unwrap()).unwrap();
        assert_eq!(copy, "Order for [withheld].\n[withheld] paid; [withheld] and [withheld] too. Thank you, Priya.");
    }

    #[test]
    fn words_that_hide_over_two_lines_of_code_are_refused() {
        let text = "data: VG9tIE9\nrYWZvciBh\nZ3JlZWQ=";
        assert!(matches!(redact(text.as_bytes(), &everywhere(&["Tom Okafor"])), Err(CannotRedact::Remains(_))));
        assert_eq!(redact(b"\xff\xfe\x00", &everywhere(&["Tom"])), Err(CannotRedact::Letters));
    }
}
