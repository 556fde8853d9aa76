//! Delivery reports (RFC 3464): which address could not be reached, and why.

use crate::domain::incoming::Delivery;

/// How many recipients a report may name.
const MOST: usize = 100;

/// The results in a `message/delivery-status` part: groups of fields, separated by blank lines.
pub fn deliveries(text: &str) -> Vec<Delivery> {
    let plain = text.replace("\r\n", "\n");
    plain.split("\n\n").filter_map(delivery).take(MOST).collect()
}

fn delivery(group: &str) -> Option<Delivery> {
    let field = |name: &str| {
        group.lines().filter_map(|line| line.split_once(':')).find(|(known, _)| known.trim().eq_ignore_ascii_case(name))
    };
    let (_, recipient) = field("Final-Recipient").or_else(|| field("Original-Recipient"))?;
    let recipient = recipient.rsplit_once(';').map_or(recipient, |(_, address)| address);
    let value = |name: &str| field(name).map(|(_, value)| value.trim().to_lowercase()).unwrap_or_default();
    Some(Delivery {
        recipient: recipient.trim().trim_matches(['<', '>']).to_owned(),
        action: value("Action"),
        status: value("Status").split_whitespace().next().unwrap_or_default().to_owned(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_report_names_the_address_the_action_and_the_status() {
        let found = deliveries(
            "Reporting-MTA: dns; mx\r\n\r\nFinal-Recipient: rfc822; a@b.example\r\nAction: Failed\r\nStatus: 5.1.1 (no)\r\n",
        );
        let only = found.first().map(|d| (d.recipient.as_str(), d.action.as_str(), d.status.as_str()));
        assert_eq!((found.len(), only), (1, Some(("a@b.example", "failed", "5.1.1"))));
    }
}
