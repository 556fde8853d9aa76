//! Who vouches for a sender: the results that our own mail server wrote (RFC 8601). A line that anybody else could have written
//! says nothing.

use crate::domain::incoming::look_alike;

/// What is known about a sender.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Vouched {
    /// No server of ours is named, so nobody can vouch.
    Nobody,
    /// Our server has said nothing.
    Unsaid,
    /// Our server has checked the domain that stands in `From`.
    Genuine,
    /// The domain disowns this message.
    Forged,
    /// Something was checked, but not whether it is this sender; the results.
    Unsure(String),
}

impl Vouched {
    /// One line for staff.
    pub fn sentence(&self) -> String {
        match self {
            Self::Nobody => "Nobody vouches for the sender: no server of ours is named in the settings.".to_owned(),
            Self::Unsaid => "Our server has not said whether the sender is genuine.".to_owned(),
            Self::Genuine => "The sender is genuine: our server has checked the domain (DMARC).".to_owned(),
            Self::Forged => {
                "The sender is probably forged: the domain does not vouch for this message (DMARC).".to_owned()
            }
            Self::Unsure(results) => format!("It is not certain who sent this ({results})."),
        }
    }
}

/// Whether the address in `From` was checked by our own server: only its newest line counts, and only for the domain it names.
pub fn vouching(lines: &[String], server: Option<&str>, from: &str) -> Vouched {
    let Some(server) = server else { return Vouched::Nobody };
    let own = lines.first().filter(|line| id_of(line).eq_ignore_ascii_case(server));
    let Some(line) = own else { return Vouched::Unsaid };
    let plain = line.to_ascii_lowercase();
    let results: Vec<&str> = plain.split(';').skip(1).map(str::trim).filter(|result| result.contains('=')).collect();
    let verdict = |result: &&str| result.split_whitespace().next().unwrap_or_default().to_owned();
    match results.iter().find(|result| result.starts_with("dmarc=")) {
        Some(result) if verdict(result) == "dmarc=pass" && is_about(result, from) => Vouched::Genuine,
        Some(result) if verdict(result) == "dmarc=fail" => Vouched::Forged,
        _ => Vouched::Unsure(results.iter().map(verdict).collect::<Vec<_>>().join(", ")),
    }
}

/// Whether a result names the domain of the address; one that names none is about the only `From` there is.
fn is_about(result: &str, from: &str) -> bool {
    let domain = from.rsplit_once('@').map(|(_, domain)| domain.to_ascii_lowercase()).unwrap_or_default();
    let named = result.split_whitespace().find_map(|property| property.strip_prefix("header.from="));
    named.is_none_or(|named| {
        let named = named.rsplit('@').next().unwrap_or(named);
        named == domain || domain.ends_with(&format!(".{named}"))
    })
}

/// A warning where a sender's address is not the one on file but is made to be taken for it; nothing otherwise.
pub fn looks_like_on_file(sender: &str, on_file: &str) -> Option<&'static str> {
    look_alike(sender, on_file).then_some(
        "The sender’s address looks like the one on file, but is another. Verify at the address on file only.",
    )
}

fn id_of(line: &str) -> &str {
    line.split([';', ' ']).find(|piece| !piece.is_empty()).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    const FROM: &str = "emma@a.example";

    #[test]
    fn only_our_own_servers_newest_line_counts() {
        let line = |text: &str| vec![text.to_owned()];
        let genuine = line("mx.shop.example; spf=pass smtp.mailfrom=a.example; dmarc=pass header.from=a.example");
        assert_eq!(vouching(&genuine, Some("mx.shop.example"), FROM), Vouched::Genuine);
        assert_eq!(vouching(&genuine, Some("mx.other.example"), FROM), Vouched::Unsaid);
        assert_eq!(vouching(&genuine, None, FROM), Vouched::Nobody);
        let forged = vec!["mx.shop.example; dmarc=fail".to_owned(), "mx.shop.example; dmarc=pass".to_owned()];
        assert_eq!(vouching(&forged, Some("mx.shop.example"), FROM), Vouched::Forged);
    }

    #[test]
    fn a_pass_for_another_domain_is_no_pass() {
        let line = vec!["mx.shop.example; dmarc=pass header.from=evil.example".to_owned()];
        assert!(matches!(vouching(&line, Some("mx.shop.example"), FROM), Vouched::Unsure(_)));
        let parent = vec!["mx.shop.example; dmarc=pass (p=reject) header.from=a.example".to_owned()];
        assert_eq!(vouching(&parent, Some("mx.shop.example"), "emma@mail.a.example"), Vouched::Genuine);
    }

    #[test]
    fn signatures_without_dmarc_are_shown_and_not_believed() {
        let line = vec!["mx.shop.example; dkim=pass header.d=a.example; spf=fail".to_owned()];
        let vouched = vouching(&line, Some("mx.shop.example"), FROM);
        assert_eq!(vouched, Vouched::Unsure("dkim=pass, spf=fail".into()));
    }
}
