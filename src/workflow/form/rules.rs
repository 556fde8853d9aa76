//! What is accepted in a field. Every rule is the server's; the browser is asked for none.

use std::collections::BTreeMap;

use super::questions::{ANSWER_AS, Choice, Input, Kind, Question};
use crate::domain::case::{EmailAddress, NotAReference, NotAnAddress, Reference};
use crate::domain::language::Language;
use crate::domain::personal::Personal;

/// The longest text in a person's own words, in characters.
pub const TEXT_CHARS: usize = 10_000;
/// The longest single line.
pub const LINE_CHARS: usize = 500;
/// The longest name.
pub const NAME_CHARS: usize = 200;

/// What was typed, by field.
pub type Typed = BTreeMap<String, Vec<String>>;

/// What is wrong with a field and what to do, in the same words beside the field and at the head of the page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mistake {
    /// The field.
    pub field: String,
    /// What to do.
    pub what: String,
}

/// Checks the answers to a page. On success they are trimmed and ready to keep.
pub fn check(
    question: &Question,
    typed: &Typed,
    language: &Language,
) -> Result<BTreeMap<String, Vec<Personal>>, Vec<Mistake>> {
    let (mut taken, mut mistakes) = (BTreeMap::new(), Vec::new());
    for input in &question.inputs {
        let given = typed.get(&input.name).map(Vec::as_slice).unwrap_or_default();
        match check_input(input, given, language) {
            Ok(values) => drop(taken.insert(input.name.clone(), values)),
            Err(what) => mistakes.push(Mistake { field: input.name.clone(), what }),
        }
    }
    mistakes.extend(nowhere_to_answer(&taken, language));
    mistakes.extend(no_part_named(question, &taken));
    if mistakes.is_empty() { Ok(taken) } else { Err(mistakes) }
}

fn first<'a>(taken: &'a BTreeMap<String, Vec<Personal>>, field: &str) -> &'a str {
    taken.get(field).and_then(|values| values.first()).map_or("", Personal::reveal)
}

/// Whoever wants only a part erased has to say which: nobody could guess it.
fn no_part_named(question: &Question, taken: &BTreeMap<String, Vec<Personal>>) -> Option<Mistake> {
    let part = question.inputs.iter().find(|input| input.name == "erase_part")?;
    let is_empty = taken.get(&part.name).is_some_and(Vec::is_empty);
    (is_empty && first(taken, "erase_what") == "part")
        .then(|| Mistake { field: part.name.clone(), what: part.missing.clone() })
}

/// A letter needs an address, and a call a number.
fn nowhere_to_answer(taken: &BTreeMap<String, Vec<Personal>>, language: &Language) -> Option<Mistake> {
    let (field, what) = match (first(taken, "answer_by"), first(taken, ANSWER_AS)) {
        ("post", _) => ("answer_at", "rule.letter_address"),
        ("phone", _) => ("answer_at", "rule.call_number"),
        (_, "post" | "large_print") => ("id_postal_address", "rule.letter_address"),
        _ => return None,
    };
    first(taken, field).is_empty().then(|| Mistake { field: field.to_owned(), what: language.text(what) })
}

fn check_input(input: &Input, given: &[String], language: &Language) -> Result<Vec<Personal>, String> {
    match &input.kind {
        Kind::One(choices) | Kind::Many(choices) => check_choices(input, choices, given),
        Kind::Line | Kind::Phone | Kind::Postcode => check_text(input, given, LINE_CHARS, language),
        Kind::Name => check_text(input, given, NAME_CHARS, language),
        Kind::Text => check_text(input, given, TEXT_CHARS, language),
        Kind::Email => check_email(input, given, language),
        Kind::Reference => check_reference(input, given, language),
    }
}

fn check_choices(input: &Input, choices: &[Choice], given: &[String]) -> Result<Vec<Personal>, String> {
    let known: Vec<Personal> = given
        .iter()
        .filter(|code| choices.iter().any(|choice| choice.code == **code))
        .map(|code| Personal::new(code.clone()))
        .collect();
    if known.is_empty() && !input.optional { Err(input.missing.clone()) } else { Ok(known) }
}

fn check_text(input: &Input, given: &[String], longest: usize, language: &Language) -> Result<Vec<Personal>, String> {
    let text = given.first().map(|text| text.trim()).unwrap_or_default();
    if text.is_empty() {
        return if input.optional { Ok(Vec::new()) } else { Err(input.missing.clone()) };
    }
    let lines = matches!(input.kind, Kind::Text);
    if let Some(bad) = text.chars().find(|c| is_unprintable(*c, lines)) {
        let code = u32::from(bad);
        return Err(language.say("rule.unprintable").with("code", format!("{code:04X}")).plain());
    }
    let length = text.chars().count();
    if length > longest {
        let (most, used) = (thousands(longest, language), thousands(length, language));
        return Err(language.say("rule.too_long").with("most", most).with("used", used).plain());
    }
    Ok(vec![Personal::new(text)])
}

fn check_email(input: &Input, given: &[String], language: &Language) -> Result<Vec<Personal>, String> {
    let typed = given.first().map(|text| text.trim()).unwrap_or_default();
    if typed.is_empty() && input.optional {
        return Ok(Vec::new());
    }
    let address = EmailAddress::parse(typed).map_err(|wrong| match wrong {
        NotAnAddress::Empty => "rule.email_empty",
        NotAnAddress::TooLong => "rule.email_long",
        NotAnAddress::Shape => "rule.email_shape",
    });
    address.map(|address| vec![address.to_personal()]).map_err(|key| language.text(key))
}

fn check_reference(input: &Input, given: &[String], language: &Language) -> Result<Vec<Personal>, String> {
    let typed = given.first().map(|text| text.trim()).unwrap_or_default();
    if typed.is_empty() && input.optional {
        return Ok(Vec::new());
    }
    match Reference::parse(typed) {
        Ok(reference) => Ok(vec![Personal::new(reference.as_str())]),
        Err(NotAReference::Shape) => Err(language.text("rule.reference_shape")),
        Err(NotAReference::Check) => Err(language.text("rule.reference_slip")),
    }
}

/// Control characters, and marks that turn the direction of writing so that a reader sees something else than is there.
/// Joiners stay: names in many scripts need them.
fn is_unprintable(c: char, lines: bool) -> bool {
    match c {
        '\n' | '\t' => !lines,
        '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{feff}' | '\u{fffe}' | '\u{ffff}' => true,
        _ => c.is_control(),
    }
}

fn thousands(n: usize, language: &Language) -> String {
    if n < 1000 {
        return n.to_string();
    }
    let rest = format!("{:03}", n % 1000);
    language.say("rule.thousands").with("thousands", n / 1000).with("rest", rest).plain()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// The texts that these tests read.
    fn english() -> Language {
        let texts = [
            ("rule.unprintable", "Take out the character that cannot be printed (U+{code})"),
            ("rule.too_long", "Use at most {most} characters; you have used {used}"),
            ("rule.thousands", "{thousands},{rest}"),
            ("rule.reference_shape", "Enter the whole reference, like JR-26-7K4M-2, or leave this empty"),
        ];
        let texts = texts.map(|(key, text)| (key.to_owned(), text.to_owned()));
        Language::new("en", BTreeMap::from(texts), BTreeMap::new()).unwrap()
    }

    fn input(kind: Kind, optional: bool) -> Input {
        let missing = "Say it".to_owned();
        Input { name: "it".into(), label: "It".into(), hint: None, kind, optional, missing, foreign: None }
    }

    fn text(kind: Kind, typed: &str) -> Result<String, String> {
        let values = check_input(&input(kind, false), &[typed.to_owned()], &english())?;
        Ok(values.first().map(|value| value.reveal().to_owned()).unwrap_or_default())
    }

    #[test]
    fn names_of_every_script_are_taken_as_typed() {
        for name in ["Zsófia Ő. Nagy-Kiss", "李小龍", "नेहा शर्मा", "محمد", "O’Brien", "Ng", "N/A von der 3"]
        {
            assert_eq!(text(Kind::Name, &format!("  {name} ")).as_deref(), Ok(name));
        }
    }

    #[test]
    fn what_cannot_be_printed_is_named() {
        assert_eq!(text(Kind::Name, "a\0b").unwrap_err(), "Take out the character that cannot be printed (U+0000)");
        assert!(text(Kind::Name, "a\nb").is_err());
        assert!(text(Kind::Text, "a\nb\tc").is_ok());
        assert!(text(Kind::Text, "a\u{202e}b").is_err());
        assert!(text(Kind::Email, "a\u{7f}@example.org").is_err());
    }

    #[test]
    fn ten_thousand_characters_are_taken_and_one_more_is_not() {
        let most = "ő".repeat(TEXT_CHARS);
        assert_eq!(text(Kind::Text, &most), Ok(most.clone()));
        let said = text(Kind::Text, &format!("{most}x")).unwrap_err();
        assert_eq!(said, "Use at most 10,000 characters; you have used 10,001");
    }

    #[test]
    fn a_reference_is_taken_in_any_spelling_and_a_slip_is_named() {
        let reference = Reference::new("JR", 2026, [1, 2, 3, 4]);
        let typed = reference.as_str().replace('-', " ").to_lowercase();
        assert_eq!(text(Kind::Reference, &typed).as_deref(), Ok(reference.as_str()));
        assert!(text(Kind::Reference, "my last order").unwrap_err().contains("JR-26-7K4M-2"));
        assert_eq!(check_input(&input(Kind::Reference, true), &[String::new()], &english()), Ok(Vec::new()));
    }

    #[test]
    fn a_letter_needs_an_address() {
        let taken = |by: &str, at: &[&str]| {
            let values = |texts: &[&str]| texts.iter().copied().map(Personal::new).collect::<Vec<_>>();
            BTreeMap::from([("answer_by".to_owned(), values(&[by])), ("answer_at".to_owned(), values(at))])
        };
        assert_eq!(nowhere_to_answer(&taken("email", &[]), &english()), None);
        assert_eq!(nowhere_to_answer(&taken("phone", &["0161 496 0000"]), &english()), None);
        assert!(nowhere_to_answer(&taken("post", &[]), &english()).is_some());
        let paper = BTreeMap::from([(ANSWER_AS.to_owned(), vec![Personal::new("large_print")])]);
        assert_eq!(nowhere_to_answer(&paper, &english()).expect("no address").field, "id_postal_address");
    }

    #[test]
    fn an_unknown_choice_is_no_answer() {
        let choices = vec![Choice { code: "me".into(), label: "Me".into(), hint: None }];
        let one = input(Kind::One(choices), false);
        assert!(check_input(&one, &["hacker".to_owned()], &english()).is_err());
        assert!(check_input(&one, &["me".to_owned()], &english()).is_ok());
        assert!(check_input(&one, &[], &english()).is_err());
    }

    proptest! {
        #[test]
        fn what_is_taken_is_trimmed_printable_and_short(typed in ".{0,600}") {
            if let Ok(taken) = text(Kind::Line, &typed) {
                prop_assert_eq!(taken.trim(), taken.as_str());
                prop_assert!(taken.chars().count() <= LINE_CHARS && !taken.chars().any(char::is_control));
            }
        }
    }
}
