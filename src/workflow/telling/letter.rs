//! The letter to a recipient (L15) and what proves its link.

use chrono::{DateTime, NaiveDate, Utc};

use crate::domain::clock::words::local;
use crate::domain::controller::Controller;
use crate::domain::ids::TellingId;
use crate::domain::keyed::keyed_hash;
use crate::domain::notice::{Notice, RecipientNotice};
use crate::domain::request::Request;
use crate::domain::telling::{Telling, Way};
use crate::workflow::secrets::{hex, link_token, proved_by};
use crate::workflow::{Desk, WorkError};

/// What the links of recipients are proved with, apart from those of tasks.
const PURPOSE: &[u8] = b"recipient";

/// What a recipient quotes. It says nothing of the case, which they need not know.
pub(super) fn number(desk: &Desk, id: TellingId) -> String {
    let number =
        hex(keyed_hash(&desk.settings.pepper, &[b"recipient-number", id.0.as_bytes()]).get(..4).unwrap_or_default());
    format!("N-{}", number.to_uppercase())
}

/// Where a recipient answers.
pub(super) fn address(desk: &Desk, id: TellingId) -> String {
    desk.url(&format!("/recipient/{}", link_token(desk, PURPOSE, id.0)))
}

/// The notice that a token proves; `None` for any other text.
pub(super) fn proved(desk: &Desk, token: &str) -> Option<TellingId> {
    proved_by(desk, PURPOSE, token).map(TellingId)
}

/// The day by which a word is awaited.
pub(super) fn answer_by(
    desk: &Desk,
    controller: &Controller,
    telling: &Telling,
    now: DateTime<Utc>,
) -> Result<NaiveDate, WorkError> {
    let from = Telling { told_at: Some(telling.told_at.unwrap_or(now)), ..telling.clone() };
    Ok(local(from.ends_at().unwrap_or(now), desk.terms(controller)?.zone))
}

/// L15. It names neither the case nor more of the person than the recipient needs.
pub(super) fn letter(
    desk: &Desk,
    controller: &Controller,
    request: &Request,
    telling: &Telling,
    now: DateTime<Utc>,
) -> Result<Notice, WorkError> {
    let today = desk.local_date(controller, now)?;
    Ok(Notice::RecipientNotice(RecipientNotice {
        language: telling.facts.language.clone().unwrap_or_else(|| controller.language.clone()),
        reference: number(desk, telling.id),
        recipient: telling.recipient.clone(),
        regime: desk.terms_for(controller, request)?.regime.id.clone(),
        date: today,
        act: telling.act,
        keys: telling.facts.keys.clone(),
        data: telling.facts.data.clone(),
        link: address(desk, telling.id),
        behind_link: telling.way == Some(Way::Link),
        reminder: telling.reminded,
        decided: telling.facts.decided.unwrap_or(today),
        answer_by: answer_by(desk, controller, telling, now)?,
    }))
}
