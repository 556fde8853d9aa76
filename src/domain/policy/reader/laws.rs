//! The laws that a policy names.

use super::super::cue::{Cue, Entry};
use super::super::document::Document;
use super::super::fact::Fact;

static LAWS: [Entry<&str>; 13] = [
    Entry::new(
        r"\buk[ -]?gdpr\b|uk general data protection regulation|united kingdom general data protection",
        "UK GDPR",
    ),
    Entry::new(r"data protection act 2018|\bdpa ?2018\b", "Data Protection Act 2018"),
    Entry::new(r"data \(use and access\) act", "Data (Use and Access) Act 2025"),
    Entry::new(r"privacy and electronic communications|\bpecr\b", "PECR"),
    Entry::new(r"data protection act 1998", "Data Protection Act 1998"),
    Entry::new(r"california consumer privacy act|\bccpa\b", "CCPA"),
    Entry::new(r"california privacy rights act|\bcpra\b", "CPRA"),
    Entry::new(r"children's online privacy protection|\bcoppa\b", "COPPA"),
    Entry::new(r"can-spam", "CAN-SPAM"),
    Entry::new(r"virginia consumer data protection|\bvcdpa\b", "Virginia CDPA"),
    Entry::new(r"colorado privacy act", "Colorado Privacy Act"),
    Entry::new(r"\bpipeda\b|personal information protection and electronic documents", "PIPEDA"),
    Entry::new(r"\blgpd\b", "LGPD"),
];
static EU: Cue = Cue::new(r"\bgdpr\b|general data protection regulation|2016/679");
static UK_BEFORE: Cue = Cue::new(
    r"\buk[ -]?(gdpr|general data protection regulation( \((uk )?gdpr\))?)|united kingdom general data protection regulation( \(uk gdpr\))?",
);

/// Reads the laws named, each once.
pub fn read(document: &Document) -> Vec<Fact<String>> {
    let mut laws = Vec::new();
    for entry in &LAWS {
        let sentence = document.sentences.iter().find(|sentence| entry.cue.is_in(&sentence.folded));
        laws.extend(sentence.map(|sentence| Fact::stated(entry.means.to_owned(), document, &sentence.span)));
    }
    let european = document.sentences.iter().find(|sentence| {
        let british: usize = UK_BEFORE
            .all(&sentence.folded)
            .iter()
            .map(|range| EU.all(sentence.folded.get(range.clone()).unwrap_or_default()).len())
            .sum();
        EU.all(&sentence.folded).len() > british
    });
    laws.extend(european.map(|sentence| Fact::stated("GDPR".to_owned(), document, &sentence.span)));
    laws
}
