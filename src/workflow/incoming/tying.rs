//! To which case a message belongs: the token in the address, then the mail it answers, then the reference it quotes. The sender
//! alone only suggests.

use crate::domain::case::Reference;
use crate::domain::ids::CaseId;
use crate::domain::incoming::{Message, Proposal};
use crate::ports::store::incoming::Tie;
use crate::ports::store::{StoreError, Tx};

use super::reply_address::reference_of;

/// How many names of earlier mails are looked up.
const MOST_NAMES: usize = 20;

/// The case, and by what it is tied.
pub fn tie(
    tx: &mut dyn Tx,
    pepper: &[u8; 32],
    message: &Message,
    proposal: &Proposal,
) -> Result<Option<(CaseId, Tie)>, StoreError> {
    for reference in message.to.iter().filter_map(|to| reference_of(pepper, to)) {
        if let Some(case) = tx.case_by_reference(&reference)? {
            return Ok(Some((case.id, Tie::Token)));
        }
    }
    let returned = message.enclosed.iter().map(|inner| &inner.message_id).filter(|_| !message.marks.report.is_empty());
    for name in message.answers.iter().chain(returned).take(MOST_NAMES) {
        if let Some(case) = tx.case_of_mail(&format!("<{name}>"))? {
            return Ok(Some((case, Tie::Thread)));
        }
    }
    let quoted = proposal.identity.get("reference").and_then(|quoted| Reference::parse(quoted.reveal()).ok());
    if let Some(reference) = quoted
        && let Some(case) = tx.case_by_reference(&reference)?
    {
        return Ok(Some((case.id, Tie::Reference)));
    }
    let address = proposal.identity.get("email").or(proposal.sender.as_ref());
    let open = address.map(|address| tx.open_case_of(address.reveal())).transpose()?.flatten();
    Ok(open.map(|case| (case, Tie::Sender)))
}
