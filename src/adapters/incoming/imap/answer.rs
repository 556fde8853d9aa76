//! What an IMAP server says (RFC 3501 section 7), taken apart. Whatever it sends, the answer is a value and never a crash.

/// A part of an answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Piece {
    /// Text up to the end of a line.
    Text(Vec<u8>),
    /// A literal: as many bytes as were announced.
    Literal(Vec<u8>),
}

/// One answer: a line, with literals in between.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Answer {
    /// Its parts in order.
    pub pieces: Vec<Piece>,
}

/// A word of an answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Token {
    /// A bare word.
    Word(String),
    /// A quoted text or a literal.
    Bytes(Vec<u8>),
    /// An opening bracket.
    Open,
    /// A closing bracket.
    Close,
}

/// How a command ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Status {
    /// Done.
    Ok,
    /// Not done.
    No,
    /// Not understood.
    Bad,
    /// The server goes away.
    Bye,
    /// Signed in already.
    PreAuth,
}

/// The size of the literal that a line announces at its end: `{310}`.
pub fn announced(line: &[u8]) -> Option<usize> {
    let inside = line.strip_suffix(b"}")?;
    let digits = inside.get(inside.iter().rposition(|byte| *byte == b'{')? + 1..)?;
    let digits = digits.strip_suffix(b"+").unwrap_or(digits);
    if digits.is_empty() || digits.len() > 12 || !digits.iter().all(u8::is_ascii_digit) {
        return None;
    }
    std::str::from_utf8(digits).ok()?.parse().ok()
}

impl Answer {
    /// The first line, as far as it is text.
    fn head(&self) -> String {
        match self.pieces.first() {
            Some(Piece::Text(text)) => String::from_utf8_lossy(text).into_owned(),
            _ => String::new(),
        }
    }

    /// `*`, `+` or the tag of a command.
    pub fn tag(&self) -> String {
        self.head().split(' ').next().unwrap_or_default().to_owned()
    }

    /// The status that it tells, if it tells one, with the words after it.
    pub fn status(&self) -> Option<(Status, String)> {
        let head = self.head();
        let (_, rest) = head.split_once(' ')?;
        let (word, said) = rest.split_once(' ').unwrap_or((rest, ""));
        let status = match word.to_ascii_uppercase().as_str() {
            "OK" => Status::Ok,
            "NO" => Status::No,
            "BAD" => Status::Bad,
            "BYE" => Status::Bye,
            "PREAUTH" => Status::PreAuth,
            _ => return None,
        };
        Some((status, said.to_owned()))
    }

    /// The value of a response code: `UIDVALIDITY` in `* OK [UIDVALIDITY 3857529045] UIDs valid`.
    pub fn code(&self, name: &str) -> Option<String> {
        let (_, said) = self.status()?;
        let (inside, _) = said.strip_prefix('[')?.split_once(']')?;
        let (key, value) = inside.split_once(' ').unwrap_or((inside, ""));
        key.eq_ignore_ascii_case(name).then(|| value.to_owned())
    }

    /// All words of it, the tag included.
    pub fn tokens(&self) -> Vec<Token> {
        let mut tokens = Vec::new();
        let several = self.pieces.len() > 1;
        for piece in &self.pieces {
            match piece {
                Piece::Text(text) => {
                    let text = if several && announced(text).is_some() { before_the_literal(text) } else { text };
                    words(text, &mut tokens);
                }
                Piece::Literal(bytes) => tokens.push(Token::Bytes(bytes.clone())),
            }
        }
        tokens
    }

    /// The words of an untagged answer of this kind: `SEARCH` in `* SEARCH 2 84`, `FETCH` in `* 12 FETCH (…)`.
    pub fn of_kind(&self, kind: &str) -> Option<Vec<Token>> {
        if !self.head().starts_with("* ") {
            return None;
        }
        let tokens = self.tokens();
        let is_kind = |token: &Token| matches!(token, Token::Word(word) if word.eq_ignore_ascii_case(kind));
        let at = tokens.iter().take(3).position(is_kind)?;
        Some(tokens.into_iter().skip(at + 1).collect())
    }
}

fn before_the_literal(text: &[u8]) -> &[u8] {
    let end = text.iter().rposition(|byte| *byte == b'{').unwrap_or(text.len());
    text.get(..end).unwrap_or(text)
}

fn words(text: &[u8], tokens: &mut Vec<Token>) {
    let mut rest = text.iter().copied().peekable();
    while let Some(byte) = rest.next() {
        match byte {
            b' ' | b'\t' => {}
            b'(' => tokens.push(Token::Open),
            b')' => tokens.push(Token::Close),
            b'"' => tokens.push(Token::Bytes(quoted(&mut rest))),
            first => {
                let mut word = vec![first];
                while let Some(next) = rest.next_if(|byte| !matches!(byte, b' ' | b'\t' | b'(' | b')' | b'"')) {
                    word.push(next);
                }
                tokens.push(Token::Word(String::from_utf8_lossy(&word).into_owned()));
            }
        }
    }
}

fn quoted(rest: &mut impl Iterator<Item = u8>) -> Vec<u8> {
    let mut text = Vec::new();
    while let Some(byte) = rest.next() {
        match byte {
            b'"' => break,
            b'\\' => text.extend(rest.next()),
            other => text.push(other),
        }
    }
    text
}

/// The value that follows a name in a list of names and values: `RFC822.SIZE` in `(UID 4 RFC822.SIZE 310)`.
pub fn value<'t>(tokens: &'t [Token], name: &str) -> Option<&'t Token> {
    let begins = |token: &Token| match token {
        Token::Word(word) => word.split('<').next().is_some_and(|word| word.eq_ignore_ascii_case(name)),
        _ => false,
    };
    tokens.get(tokens.iter().position(begins)? + 1)
}

/// A number.
pub fn number<T: std::str::FromStr>(token: &Token) -> Option<T> {
    match token {
        Token::Word(word) => word.parse().ok(),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn line(text: &str) -> Answer {
        Answer { pieces: vec![Piece::Text(text.into())] }
    }

    #[test]
    fn a_status_and_its_code_are_read() {
        let ok = line("* OK [UIDVALIDITY 3857529045] UIDs valid");
        assert_eq!(ok.code("uidvalidity").as_deref(), Some("3857529045"));
        assert_eq!(line("a2 NO [TRYCREATE] no such box").status().map(|(status, _)| status), Some(Status::No));
        assert_eq!(line("a2 NO [TRYCREATE] no such box").code("TRYCREATE").as_deref(), Some(""));
        assert_eq!(line("* SEARCH 2 84").status(), None);
    }

    #[test]
    fn a_search_gives_its_numbers_and_a_fetch_its_values() {
        let found = line("* SEARCH 2 84 882").of_kind("SEARCH").expect("a search");
        assert_eq!(found.iter().filter_map(number::<u32>).collect::<Vec<_>>(), [2, 84, 882]);
        let body = b"From: a (b) \"c\r\n\r\n)".to_vec();
        let fetch = Answer {
            pieces: vec![
                Piece::Text(b"* 12 FETCH (UID 34 RFC822.SIZE 18 BODY[] {18}".to_vec()),
                Piece::Literal(body.clone()),
                Piece::Text(b" FLAGS (\\Seen))".to_vec()),
            ],
        };
        let tokens = fetch.of_kind("FETCH").expect("a fetch");
        assert_eq!(value(&tokens, "uid").and_then(number::<u32>), Some(34));
        assert_eq!(value(&tokens, "BODY[]"), Some(&Token::Bytes(body)));
    }

    #[test]
    fn only_a_sound_announcement_announces_a_literal() {
        for (text, size) in [
            ("* 1 FETCH (BODY[] {310}", Some(310)),
            ("{0}", Some(0)),
            ("{12+}", Some(12)),
            ("{}", None),
            ("{-1}", None),
            ("{99999999999999999999}", None),
            ("310}", None),
        ] {
            assert_eq!(announced(text.as_bytes()), size, "{text}");
        }
    }

    proptest! {
        #[test]
        fn nothing_that_a_server_says_is_a_crash(pieces in prop::collection::vec(
            prop_oneof![prop::collection::vec(any::<u8>(), 0..60).prop_map(Piece::Text), prop::collection::vec(any::<u8>(), 0..60).prop_map(Piece::Literal)], 0..5)) {
            let answer = Answer { pieces };
            let (_, _, _) = (answer.status(), answer.code("UIDVALIDITY"), answer.tokens());
            if let Some(tokens) = answer.of_kind("FETCH") {
                let _value = value(&tokens, "UID").and_then(number::<u32>);
            }
        }
    }
}
