//! Who vouches for a sender: the results that our own mail server wrote (RFC 8601). A line that anybody else could have written
//! says nothing.

/// One line for staff: whether the address in `From` was checked by our own server.
pub fn vouching(lines: &[String], server: Option<&str>) -> String {
    let Some(server) = server else {
        return "Nobody vouches for the sender: no server of ours is named in the settings.".to_owned();
    };
    let own = lines.first().filter(|line| id_of(line).eq_ignore_ascii_case(server));
    let Some(line) = own else { return "Our server has not said whether the sender is genuine.".to_owned() };
    let plain = line.to_ascii_lowercase();
    let results: Vec<&str> = plain
        .split(';')
        .skip(1)
        .filter_map(|part| part.split_whitespace().next())
        .filter(|r| r.contains('='))
        .collect();
    let dmarc = results.iter().find(|result| result.starts_with("dmarc="));
    match dmarc {
        Some(&"dmarc=pass") => "The sender is genuine: our server has checked the domain (DMARC).".to_owned(),
        Some(&"dmarc=fail") => {
            "The sender is probably forged: the domain does not vouch for this message (DMARC).".to_owned()
        }
        _ => format!("It is not certain who sent this ({}).", results.join(", ")),
    }
}

fn id_of(line: &str) -> &str {
    line.split([';', ' ']).find(|piece| !piece.is_empty()).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_our_own_servers_newest_line_counts() {
        let line = |text: &str| vec![text.to_owned()];
        let genuine = line("mx.shop.example; spf=pass smtp.mailfrom=a.example; dmarc=pass header.from=a.example");
        assert!(vouching(&genuine, Some("mx.shop.example")).starts_with("The sender is genuine"));
        assert!(vouching(&genuine, Some("mx.other.example")).starts_with("Our server has not said"));
        assert!(vouching(&genuine, None).starts_with("Nobody vouches"));
        let forged = vec!["mx.shop.example; dmarc=fail".to_owned(), "mx.shop.example; dmarc=pass".to_owned()];
        assert!(vouching(&forged, Some("mx.shop.example")).contains("forged"));
    }
}
