//! Who the company is and how to reach it.

use super::super::cue::Cue;
use super::super::fold::fold;
use super::super::topic::Topic;
use super::finding::{Checked, Said, absent, enumerate, quoted};

/// L01.
pub(super) fn legal_identity(checked: &Checked<'_>) -> Option<Said> {
    let identity = &checked.reading.identity;
    let form = identity.form.as_ref().map(|fact| fact.value.as_str());
    // Only companies and partnerships have a number at Companies House.
    let numbered = !matches!(
        form,
        Some(
            "sole trader"
                | "partnership between"
                | "unincorporated association"
                | "corporation"
                | "limited liability company"
        )
    );
    let mut missing = Vec::new();
    if identity.name.is_none() {
        missing.push("the legal name");
    }
    if form.is_none() {
        missing.push("the legal form (Ltd, plc, sole trader …)");
    }
    if identity.company_number.is_none() && numbered {
        missing.push("the company number");
    }
    if identity.address.is_none() {
        missing.push("a postal address");
    }
    let words = format!("Missing: {}.", enumerate(&missing));
    match &identity.name {
        _ if missing.is_empty() => None,
        Some(name) => quoted(words, &name.quote),
        None => absent(words),
    }
}

/// L02.
pub(super) fn working_contact(checked: &Checked<'_>) -> Option<Said> {
    if let Some(blank) = checked.reading.contact.blanks.first() {
        return quoted("People are sent to an address that is not there.", blank);
    }
    let document = checked.document;
    let looked_for = [Topic::Contact, Topic::Rights, Topic::About];
    let there = super::super::reader::mailboxes(document).iter().any(|mailbox| {
        let sentence = super::super::reader::sentence_at(document, mailbox);
        sentence.is_some_and(|sentence| {
            looked_for.iter().any(|topic| document.is_about(sentence, *topic)) || ASKS.is_in(&sentence.folded)
        })
    });
    let form = checked.reading.contact.channels.iter().any(|channel| channel.value == "form");
    let post = checked.reading.identity.address.is_some()
        && document.sentences.iter().any(|sentence| POSTED.is_in(&sentence.folded));
    if there || form || post {
        return None;
    }
    match &checked.reading.contact.email {
        Some(mailbox) => quoted("The only address stands outside the parts on contact and rights.", &mailbox.quote),
        None => absent("No e-mail address, form or postal address for requests is given."),
    }
}

static ASKS: Cue = Cue::new(r"contact|e-?mail us|write to|request|exercis|question|get in touch|reach us");
static POSTED: Cue = Cue::new(
    r"(write|writing|send|post|contact) .{0,60}(to|us|at)\b.{0,40}(address|post|[a-z]{1,2}[0-9][0-9a-z]? ?[0-9][a-z]{2})|by post|postal address",
);

/// L18.
pub(super) fn date(checked: &Checked<'_>) -> Option<Said> {
    if checked.reading.policy_date.is_some() { None } else { absent("The policy has no date and no version.") }
}

/// L24.
pub(super) fn mailbox(checked: &Checked<'_>) -> Option<Said> {
    static DEDICATED: Cue = Cue::new(
        r"^(privacy|dpo|gdpr|data-?protection|data-?privacy|dataprivacy|data-?rights|dsar|sar|rights|subject-?access|personal-?data|data)[a-z.-]*@",
    );
    let mailbox = checked.reading.contact.email.as_ref()?;
    if DEDICATED.is_in(&fold(&mailbox.value)) {
        return None;
    }
    quoted(format!("Requests arrive at {} among other mail.", mailbox.value), &mailbox.quote)
}
