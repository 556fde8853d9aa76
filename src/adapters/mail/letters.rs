//! Letters as mail: the blocks of a composed letter as text and as HTML.

use askama::Template;

use super::address::one_line;
use super::inline::inline;
use super::plain::wrap;
use super::text::text;
use crate::domain::colour::{BLACK, Colour, GREEN, WHITE};
use crate::domain::controller::Controller;
use crate::domain::disclosure::{Block, Run};
use crate::domain::language::Language;
use crate::domain::letter::{Composed, compose};
use crate::domain::notice::Notice;
use crate::ports::letters::{LetterError, Letters, Written};

/// The darkest ground by day: the box of the remedies.
const PAPER: Colour = Colour(0xf4, 0xf1, 0xea);
/// The lightest ground at night, again that box.
const NIGHT: Colour = Colour(0x22, 0x2a, 0x33);

/// Writes letters.
#[derive(Clone, Copy, Debug, Default)]
pub struct MailLetters;

impl Letters for MailLetters {
    fn write(
        &self,
        controller: &Controller,
        notice: &Notice,
        wording: Option<&str>,
        language: &Language,
    ) -> Result<Written, LetterError> {
        notice.check()?;
        let letter = compose(notice, controller, wording, language);
        if !letter.gaps.is_empty() {
            return Err(LetterError::Gaps(letter.gaps));
        }
        self.show(&letter)
    }

    fn show(&self, letter: &Composed) -> Result<Written, LetterError> {
        let accent = letter.accent.as_deref().and_then(Colour::parse).unwrap_or(GREEN);
        let (day, night) = (accent.readable_on(PAPER), accent.readable_on(NIGHT));
        let page = Html { l: letter, night }.render().map_err(|_error| LetterError::Template)?;
        Ok(Written {
            subject: one_line(&letter.subject),
            text: wrap(&text(letter)),
            html: inline(&page, &letter.tag, (day, day.ink(WHITE, BLACK))),
        })
    }
}

#[derive(Template)]
#[template(path = "mail/letter.html")]
struct Html<'a> {
    l: &'a Composed,
    night: Colour,
}
