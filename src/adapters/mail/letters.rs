//! Letters from the templates in `templates/mail`: one frame for each form (subject, text, HTML) and one part for each kind.

use askama::Template;

use super::address::one_line;
use super::inline::inline;
use super::letterhead::Letterhead;
use super::plain::wrap;
use super::words;
use crate::domain::controller::Controller;
use crate::domain::notice::{FirstDue, Notice};
use crate::ports::letters::{LetterError, Letters, Written};

/// Writes letters from the templates compiled in.
#[derive(Clone, Copy, Debug, Default)]
pub struct MailLetters;

impl Letters for MailLetters {
    fn write(&self, controller: &Controller, notice: &Notice) -> Result<Written, LetterError> {
        notice.check()?;
        let mut letterhead = Letterhead::new(controller, notice);
        letterhead.subject = one_line(&filled(&Subject { l: &letterhead, notice })?);
        let text = wrap(&filled(&Text { l: &letterhead, notice })?);
        let html = inline(&filled(&Html { l: &letterhead, notice })?, letterhead.accent());
        Ok(Written { subject: letterhead.subject, text, html })
    }
}

#[derive(Template)]
#[template(path = "mail/letter.subject.txt")]
struct Subject<'a> {
    l: &'a Letterhead<'a>,
    notice: &'a Notice,
}

#[derive(Template)]
#[template(path = "mail/letter.txt")]
struct Text<'a> {
    l: &'a Letterhead<'a>,
    notice: &'a Notice,
}

#[derive(Template)]
#[template(path = "mail/letter.html")]
struct Html<'a> {
    l: &'a Letterhead<'a>,
    notice: &'a Notice,
}

fn filled(template: &impl Template) -> Result<String, LetterError> {
    template.render().map_err(|_error| LetterError::Template)
}
