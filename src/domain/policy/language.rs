//! In which language a policy is written, as far as the rules must know: they know English.

use super::document::Document;

/// Words that hardly an English sentence does without.
const EVERYDAY: [&str; 24] = [
    "the", "and", "of", "to", "we", "your", "you", "for", "in", "our", "is", "with", "that", "or", "us", "are", "this",
    "by", "on", "as", "may", "it", "be", "not",
];
/// Fewer words tell nothing.
const FEWEST: usize = 12;

/// Whether a policy is written in English, told by its commonest words. A very short one is taken for it.
pub fn is_english(document: &Document) -> bool {
    let words = document.text.split(|letter: char| !letter.is_alphabetic()).filter(|word| !word.is_empty());
    let (mut all, mut known) = (0_usize, 0_usize);
    for word in words.map(str::to_lowercase) {
        all += 1;
        known += usize::from(EVERYDAY.contains(&word.as_str()));
    }
    all < FEWEST || known * 10 > all
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn english_is_told_from_other_languages() {
        let english = |text: &str| is_english(&Document::plain(text));
        assert!(english(
            "We use your data to send you the things that you ordered, and for nothing else. You may ask us for a copy."
        ));
        assert!(!english(
            "Wir verarbeiten Ihre Daten zur Erfüllung des Vertrages und auf Grundlage Ihrer Einwilligung, solange es nötig ist."
        ));
        assert!(!english(
            "Nous conservons vos données pendant dix ans et les communiquons à nos prestataires pour la livraison des colis."
        ));
    }
}
