//! What a browser asks for (RFC 9110, section 12.5.4).

/// How many wishes are looked at: nobody speaks more.
const MOST: usize = 20;

/// The languages a browser names, the dearest first, without their regions: `de-AT, en;q=0.8` is `de`, `en`.
pub(super) fn wished(accepted: &str) -> Vec<String> {
    let mut wishes: Vec<(u16, String)> = accepted.split(',').take(MOST).filter_map(wish).collect();
    wishes.sort_by_key(|(weight, _)| std::cmp::Reverse(*weight));
    wishes.into_iter().map(|(_, code)| code).collect()
}

/// One wish with its weight in thousandths. What is weighed with nothing is not wanted.
fn wish(text: &str) -> Option<(u16, String)> {
    let mut parts = text.split(';').map(str::trim);
    let code = parts.next()?.split('-').next()?.to_ascii_lowercase();
    let weight = parts.find_map(|part| part.strip_prefix("q=")).map_or(Some(1000), thousandths)?;
    (weight > 0 && !code.is_empty()).then_some((weight, code))
}

/// "0.8" as 800; at most three digits stand after the point.
fn thousandths(text: &str) -> Option<u16> {
    let (whole, part) = text.split_once('.').unwrap_or((text, ""));
    let digits = format!("{part:0<3}");
    let part: u16 = digits.get(..3)?.parse().ok()?;
    let whole: u16 = whole.parse().ok()?;
    Some(whole.checked_mul(1000)?.checked_add(part)?.min(1000))
}
