//! From a text of a language to runs of a letter.

use super::document::{Run, Text};
use crate::domain::language::{Filled, Piece};

/// A filled text with its strong words and links as runs. `parts` fill slots with runs of their own.
pub fn said(filled: &Filled<'_>, parts: &[(&str, Text)]) -> Text {
    let mut runs: Vec<Run> = Vec::new();
    let (mut strong, mut link): (bool, Option<(String, String)>) = (false, None);
    for piece in filled.message().pieces() {
        let words = match piece {
            Piece::Words(words) => words.as_str(),
            Piece::Value(slot) => match parts.iter().find(|(name, _)| name == slot) {
                Some((_, text)) => {
                    runs.extend(text.0.iter().cloned());
                    continue;
                }
                None => filled.value(slot),
            },
            Piece::Strong(begins) => {
                strong = *begins;
                continue;
            }
            Piece::Link(slot) => {
                link = Some((String::new(), filled.value(slot).to_owned()));
                continue;
            }
            Piece::LinkEnd => {
                runs.extend(link.take().map(|(text, href)| Run::Link { text, href }));
                continue;
            }
        };
        match &mut link {
            Some((text, _)) => text.push_str(words),
            None => add(&mut runs, words, strong),
        }
    }
    Text(runs)
}

/// Adds words to the run before them, if it is of their kind.
fn add(runs: &mut Vec<Run>, words: &str, strong: bool) {
    match (runs.last_mut(), strong) {
        _ if words.is_empty() => {}
        (Some(Run::Strong(before)), true) | (Some(Run::Plain(before)), false) => before.push_str(words),
        (_, true) => runs.push(Run::Strong(words.to_owned())),
        (_, false) => runs.push(Run::Plain(words.to_owned())),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::language::Message;

    #[test]
    fn strong_words_links_and_runs_of_their_own_stay_what_they_are() {
        let message = Message::parse("Ask **{whom} now**, see [our {page}](address) of {what}.").unwrap();
        let filled =
            Filled::new(&message).with("whom", "us").with("page", "page").with("address", "https://a.example/");
        let text = said(&filled, &[("what", Text(vec![Run::Quiet("today".into())]))]);
        assert_eq!(text.words(), "Ask us now, see our page of today.");
        assert!(text.0.contains(&Run::Strong("us now".into())) && text.0.contains(&Run::Quiet("today".into())));
        assert!(text.0.contains(&Run::Link { text: "our page".into(), href: "https://a.example/".into() }));
    }
}
