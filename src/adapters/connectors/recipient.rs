//! Programs of recipients: each takes a notice as a signed POST of JSON, as a webhook does (`docs/CONNECTORS.md`), and answers what
//! becomes of it.

use std::collections::BTreeMap;
use std::sync::Arc;
use std::time::Duration;

use serde_json::{Value as Json, json};

use super::service_call::{Caller, tls};
use super::service_file::{Manners, guarded};
use super::webhook::signed;
use crate::domain::personal::Personal;
use crate::ports::connector::ConnectorError;
use crate::ports::recipients::{Receipt, RecipientPrograms};
use crate::ports::time::Clock;

/// One program, as the settings describe it.
#[derive(Clone, Debug)]
pub struct RecipientProgram {
    /// Where it listens.
    pub url: String,
    /// The secret that both sides know.
    pub secret: Personal,
    /// The certificates (PEM) that its own must be signed by; else a public authority must have.
    pub authorities: Option<Vec<u8>>,
    /// The longest that a call may take.
    pub timeout: Duration,
}

/// The programs that the settings name.
pub struct SignedCalls {
    programs: BTreeMap<String, RecipientProgram>,
    clock: Arc<dyn Clock>,
}

impl SignedCalls {
    /// With these programs, by name.
    pub fn new(programs: BTreeMap<String, RecipientProgram>, clock: Arc<dyn Clock>) -> Self {
        Self { programs, clock }
    }
}

impl RecipientPrograms for SignedCalls {
    fn call(&self, program: &str, number: &str, notice: &Json) -> Result<Receipt, ConnectorError> {
        let Some(known) = self.programs.get(program) else {
            let next = format!("an administrator adds [recipients.{program}] to the settings");
            return Err(ConnectorError::needs_person("nobody has said where their program is", next));
        };
        guarded(&known.url)?;
        let body = json!({ "tell": notice, "number": number }).to_string();
        let headers = signed(&known.secret, self.clock.now().timestamp(), &body);
        let manners = Manners { timeout_seconds: known.timeout.as_secs(), requests_per_minute: 0, secret_file: None };
        let trusted = tls(known.authorities.as_deref())?;
        let mut caller = Caller::trusting(&manners, known.timeout, Vec::new(), trusted);
        let answer = caller.call("POST", &known.url, Some(body.as_bytes()), &headers)?;
        let nowhere = || ConnectorError::needs_person("the program's address leads nowhere", "check the address");
        Ok(receipt(&answer.ok_or_else(nowhere)?))
    }
}

/// What an answer says; one that says nothing has only been taken.
fn receipt(answer: &Json) -> Receipt {
    let says = |name: &str| answer.get(name).and_then(Json::as_bool) == Some(true);
    if let Some(why) = answer.get("cannot").and_then(Json::as_str) {
        return Receipt::Cannot(Personal::new(why.chars().take(2_000).collect::<String>()));
    }
    match (says("done"), says("acknowledged")) {
        (true, _) => Receipt::Done,
        (false, true) => Receipt::Acknowledged,
        (false, false) => Receipt::Taken,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_answer_says_what_becomes_of_it_and_silence_only_that_it_was_taken() {
        assert_eq!(receipt(&json!({ "done": true })), Receipt::Done);
        assert_eq!(receipt(&json!({ "acknowledged": true })), Receipt::Acknowledged);
        assert_eq!(
            receipt(&json!({ "cannot": "We hold nothing." })),
            Receipt::Cannot(Personal::new("We hold nothing."))
        );
        assert_eq!(receipt(&Json::Null), Receipt::Taken);
        assert_eq!(receipt(&json!({ "done": "yes" })), Receipt::Taken);
    }
}
