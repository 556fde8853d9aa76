//! The few messages of PostgreSQL's protocol (version 3) that the tunnel has to understand.

/// Asks for TLS, before anything else.
pub const SSL_REQUEST: [u8; 8] = [0, 0, 0, 8, 4, 210, 22, 47];

/// The mechanism that ties a password to the TLS connection it travels on.
const BOUND: &[u8] = b"SCRAM-SHA-256-PLUS";
/// `AuthenticationSASL`: the server lists its mechanisms.
const SASL: [u8; 4] = [0, 0, 0, 10];

/// Takes channel binding out of the mechanisms a server offers. libpq sees no TLS on its side of the tunnel and would take
/// the offer for an attack. Whoever wants to be sure of the other end has its certificate verified.
pub fn without_channel_binding(authentication: &[u8]) -> Vec<u8> {
    let Some(mechanisms) = authentication.strip_prefix(&SASL) else { return authentication.to_vec() };
    let mut offered = SASL.to_vec();
    for mechanism in mechanisms.split(|byte| *byte == 0).filter(|name| !name.is_empty() && *name != BOUND) {
        offered.extend_from_slice(mechanism);
        offered.push(0);
    }
    offered.push(0);
    offered
}

/// A message with its kind and length; `None` when it is too long for the protocol.
pub fn message(kind: u8, body: &[u8]) -> Option<Vec<u8>> {
    let length = u32::try_from(body.len()).ok()?.checked_add(4)?;
    let mut message = vec![kind];
    message.extend_from_slice(&length.to_be_bytes());
    message.extend_from_slice(body);
    Some(message)
}

/// What a server says when it cannot go on; libpq shows it to whoever wanted to connect.
pub fn fatal(words: &str) -> Vec<u8> {
    let mut body = Vec::new();
    for (field, value) in [(b'S', "FATAL"), (b'V', "FATAL"), (b'C', "08006"), (b'M', words)] {
        body.push(field);
        body.extend(value.bytes().filter(|byte| *byte != 0));
        body.push(0);
    }
    body.push(0);
    message(b'E', &body).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn channel_binding_is_taken_out_and_the_rest_stays() {
        let offer = b"\0\0\0\x0aSCRAM-SHA-256-PLUS\0SCRAM-SHA-256\0\0";
        assert_eq!(without_channel_binding(offer), b"\0\0\0\x0aSCRAM-SHA-256\0\0");
        assert_eq!(without_channel_binding(b"\0\0\0\x0aSCRAM-SHA-256\0\0"), b"\0\0\0\x0aSCRAM-SHA-256\0\0");
        assert_eq!(without_channel_binding(b"\0\0\0\x05salt"), b"\0\0\0\x05salt", "other methods pass");
    }

    #[test]
    fn a_fatal_message_is_well_formed() {
        let said = fatal("no\0 way");
        assert_eq!(said.first(), Some(&b'E'));
        assert_eq!(said.get(1..5), Some(u32::try_from(said.len() - 1).unwrap().to_be_bytes().as_slice()));
        assert!(said.ends_with(b"Mno way\0\0"));
    }
}
