//! The neutral receipt: the only thing that ever goes to an address because it stands as a sender. It says that a message came and
//! nothing else, so that nobody learns anything by writing under another name.

use chrono::TimeDelta;

use super::taking::{Opened, open};
use crate::domain::case::EmailAddress;
use crate::domain::ids::IncomingId;
use crate::domain::incoming::Kind;
use crate::domain::keyed::keyed_hash;
use crate::domain::notice::{MessageReceived, Notice};
use crate::domain::personal::Personal;
use crate::ports::store::codes::Counter;
use crate::workflow::post::{Envelope, queue_mail};
use crate::workflow::secrets::hex;
use crate::workflow::{Desk, WorkError};

/// At most one receipt an address in this time (RFC 3834 section 2).
const QUIET: TimeDelta = TimeDelta::hours(1);

/// Owes the sender of an entry a receipt; `false` when there is nobody to write to, a program wrote, or they had one already.
pub fn owe_receipt(desk: &Desk, id: IncomingId) -> Result<bool, WorkError> {
    let opened = open(desk, id)?;
    let Some(to) = receiver(desk, &opened) else { return Ok(false) };
    desk.write(move |desk, tx, now| {
        let controller = desk.controller(&opened.entry.controller)?;
        let known = keyed_hash(&desk.settings.pepper, &[b"receipt", to.reveal().to_lowercase().as_bytes()]);
        let counter = Counter { key: format!("receipt:{}", hex(&known)), until: now + QUIET };
        if tx.count(&counter, now)? > 1 {
            return Ok(false);
        }
        let notice = Notice::MessageReceived(MessageReceived {
            received: desk.local_date(controller, opened.entry.received_at)?,
            language: desk.languages.of(&opened.contents.proposal.language).code().to_owned(),
            form: desk.url(&format!("/r/{}", controller.id)),
        });
        let key = format!("message_received:{id}");
        queue_mail(desk, tx, controller, now, Envelope { case: None, key, to, to_name: Personal::default() }, &notice)
    })
}

/// Whom to write to: nobody where a program wrote, or where the mail seems to be our own.
fn receiver(desk: &Desk, opened: &Opened) -> Option<Personal> {
    let contents = &opened.contents;
    let silent = contents.automatic || matches!(contents.proposal.kind, Kind::Bounce | Kind::AutoReply | Kind::Spam);
    let address = EmailAddress::parse(contents.sender.reveal()).ok().filter(|_| !silent)?.to_personal();
    let (local, domain) = address.reveal().rsplit_once('@')?;
    let (local, domain) = (local.to_lowercase(), domain.to_lowercase());
    let machines = ["mailer-daemon", "postmaster", "no-reply", "noreply", "do-not-reply", "donotreply", "bounce"];
    let ours = desk.controllers.values().map(|controller| controller.contact.email.as_str());
    let ours = ours.chain([desk.settings.desk_mailbox.address.as_str()]);
    let is_ours = ours.filter_map(|own| own.rsplit_once('@')).any(|(_, own)| own.eq_ignore_ascii_case(&domain));
    // Of the console's own addresses the whole counts: with a provider for everybody the domain says nothing.
    let is_ours = is_ours || desk.kept.own_addresses().any(|own| own.eq_ignore_ascii_case(address.reveal()));
    (!is_ours && !machines.iter().any(|machine| local.starts_with(machine))).then_some(address)
}
