//! Which paths a file mentions: read from its tokens, so that macros hide nothing.

use std::str::FromStr;

use proc_macro2::{Delimiter, TokenStream, TokenTree};

use super::tree::File;

/// A path as written, made absolute: `["crate", "domain", "right"]` or `["diesel", "prelude"]`.
pub struct Mention {
    pub path: Vec<String>,
    pub line: usize,
}

impl Mention {
    /// The place of the mention: `src/web/mod.rs:12`.
    pub fn place(&self, file: &File) -> String {
        format!("{}:{}", file.path, self.line)
    }
}

/// The module that a file is: `src/web/form/mod.rs` and `src/web/form.rs` are both `["web", "form"]`.
pub fn module_of(path: &str) -> Vec<String> {
    let inside = path.trim_start_matches("src/").trim_end_matches(".rs").trim_end_matches("/mod");
    inside.split('/').filter(|part| !["lib", "main", "mod"].contains(part)).map(str::to_owned).collect()
}

/// Every path in the file outside its unit tests. A head that is a module of the file itself is not a mention.
pub fn mentions(file: &File) -> Vec<Mention> {
    let tokens = TokenStream::from_str(&file.text).unwrap_or_else(|error| panic!("{}: {error}", file.path));
    let mut walk = Walk { module: module_of(&file.path), own: Vec::new(), found: Vec::new() };
    walk.tokens(tokens);
    let own = walk.own;
    walk.found.retain(|mention| !own.contains(&mention.path[0]));
    walk.found
}

struct Walk {
    module: Vec<String>,
    own: Vec<String>,
    found: Vec<Mention>,
}

impl Walk {
    fn tokens(&mut self, tokens: TokenStream) {
        let tokens: Vec<TokenTree> = tokens.into_iter().collect();
        let mut at = 0;
        while at < tokens.len() {
            at = self.step(&tokens, at);
        }
    }

    /// Reads what starts here and gives the place after it.
    fn step(&mut self, tokens: &[TokenTree], at: usize) -> usize {
        if is_for_tests(tokens, at) {
            return after_item(tokens, at);
        }
        match &tokens[at] {
            TokenTree::Group(group) => self.tokens(group.stream()),
            TokenTree::Ident(word) if word == "mod" => return self.module(tokens, at),
            TokenTree::Ident(_) => return self.path(tokens, at, &[]),
            _ => {}
        }
        at + 1
    }

    /// `mod name;` names a module of this file, `mod name { … }` is read as that module.
    fn module(&mut self, tokens: &[TokenTree], at: usize) -> usize {
        let Some(TokenTree::Ident(name)) = tokens.get(at + 1) else { return at + 1 };
        self.own.push(name.to_string());
        if let Some(TokenTree::Group(body)) = tokens.get(at + 2) {
            self.module.push(name.to_string());
            self.tokens(body.stream());
            self.module.pop();
            return at + 3;
        }
        at + 2
    }

    /// Reads `a::b::c` or `a::{b, c::d}` that starts here, behind a prefix that was already read.
    fn path(&mut self, tokens: &[TokenTree], at: usize, before: &[String]) -> usize {
        let (mut path, mut at, line) = (before.to_vec(), at, tokens[at].span().start().line);
        loop {
            match tokens.get(at) {
                Some(TokenTree::Ident(word)) => path.push(word.to_string()),
                Some(TokenTree::Group(group)) if group.delimiter() == Delimiter::Brace => {
                    self.group(group.stream(), &path);
                    return at + 1;
                }
                Some(TokenTree::Punct(star)) if star.as_char() == '*' => path.push("*".into()),
                _ => break,
            }
            at += 1;
            if !is_colons(tokens, at) {
                break;
            }
            at += 2;
        }
        self.keep(path, line);
        at
    }

    /// Reads the branches of `use a::{b, c::d};`.
    fn group(&mut self, tokens: TokenStream, before: &[String]) {
        let tokens: Vec<TokenTree> = tokens.into_iter().collect();
        let is_comma = |token: &TokenTree| matches!(token, TokenTree::Punct(mark) if mark.as_char() == ',');
        for branch in tokens.split(is_comma).filter(|branch| !branch.is_empty()) {
            self.path(branch, 0, before);
        }
    }

    /// Makes the path absolute. A single word is a name of the file's own, not a path.
    fn keep(&mut self, path: Vec<String>, line: usize) {
        let ups = path.iter().take_while(|part| *part == "super").count();
        let absolute = match path.first().map(String::as_str) {
            Some("super") => self.resolved(ups, &path[ups..]),
            Some("self") => self.resolved(0, &path[1..]),
            _ => path,
        };
        if absolute.len() > 1 {
            self.found.push(Mention { path: absolute, line });
        }
    }

    fn resolved(&self, ups: usize, rest: &[String]) -> Vec<String> {
        let kept = self.module.len().saturating_sub(ups);
        let crate_word = std::iter::once("crate".to_owned());
        crate_word.chain(self.module[..kept].iter().cloned()).chain(rest.iter().cloned()).collect()
    }
}

fn is_colons(tokens: &[TokenTree], at: usize) -> bool {
    let colon = |token: Option<&TokenTree>| matches!(token, Some(TokenTree::Punct(mark)) if mark.as_char() == ':');
    colon(tokens.get(at)) && colon(tokens.get(at + 1))
}

/// Whether `#[cfg(test)]` stands here.
fn is_for_tests(tokens: &[TokenTree], at: usize) -> bool {
    let hash = matches!(&tokens[at], TokenTree::Punct(mark) if mark.as_char() == '#');
    let attribute = tokens.get(at + 1).map(|token| token.to_string().replace(' ', ""));
    hash && attribute.as_deref() == Some("[cfg(test)]")
}

/// The place after the item that starts here: after its body or its semicolon.
fn after_item(tokens: &[TokenTree], at: usize) -> usize {
    let is_end = |token: &TokenTree| match token {
        TokenTree::Group(group) => group.delimiter() == Delimiter::Brace,
        TokenTree::Punct(mark) => mark.as_char() == ';',
        _ => false,
    };
    tokens[at..].iter().position(is_end).map_or(tokens.len(), |end| at + end + 1)
}

#[test]
fn paths_are_found_in_groups_macros_and_upward_steps_but_not_in_tests() {
    let text = "use crate::{domain::right::Right, ports};\nmod inner { fn f() { super::super::cli::run() } }\n\
        fn g() { m!(diesel::select(1), Right::Access) }\nmod csv; use csv::Table;\n\
        #[cfg(test)]\nmod tests { use crate::web; }\n";
    let found = mentions(&File { path: "src/jobs/runner.rs".into(), text: text.into() });
    let paths: Vec<String> = found.iter().map(|mention| mention.path.join("::")).collect();
    let expected =
        ["crate::domain::right::Right", "crate::ports", "crate::jobs::cli::run", "diesel::select", "Right::Access"];
    assert_eq!(paths, expected);
    assert_eq!(found[3].line, 3);
}
