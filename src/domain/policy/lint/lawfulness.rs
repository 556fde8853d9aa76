//! Rights, legal bases, consent and marketing.

use super::super::cue::Cue;
use super::super::fact::Fact;
use super::super::fold::fold;
use super::super::reader::{Basis, MarketingUse, PolicyRight, Purpose, PurposeKey, keys_in};
use super::finding::{Checked, Said, absent, enumerate, quoted};

/// L03.
pub(super) fn rights(checked: &Checked<'_>) -> Option<Said> {
    let listed = |right: &PolicyRight| checked.reading.rights.iter().any(|fact| fact.value.right == *right);
    let missing: Vec<&str> =
        PolicyRight::STATUTORY.iter().filter(|right| !listed(right)).map(|right| right.name()).collect();
    let words = format!("Not named: {}.", enumerate(&missing));
    match checked.reading.rights.first() {
        _ if missing.is_empty() => None,
        Some(first) => quoted(words, &first.quote),
        None => absent(words),
    }
}

/// L04.
pub(super) fn bases(checked: &Checked<'_>) -> Option<Said> {
    let purposes = &checked.reading.purposes;
    if purposes.is_empty() {
        return absent("No purpose is stated with a legal basis.");
    }
    let open: Vec<&Fact<Purpose>> = purposes.iter().filter(|fact| !is_based(purposes, fact)).collect();
    if let Some(first) = open.first() {
        let extent = if open.len() == purposes.len() {
            "No purpose has".to_owned()
        } else {
            format!("{} of {} purposes have no", open.len(), purposes.len())
        };
        let words = format!(
            "{extent}{} legal basis tied to it: {}.",
            if open.len() == purposes.len() { " a" } else { "" },
            names(&open)
        );
        return quoted(words, &first.quote);
    }
    let unclear = unclear_marketing(checked)?;
    quoted("It is not said on which legal basis this marketing rests.", &unclear.quote)
}

/// Whether the purpose has a basis, here or where the policy speaks of the same purpose again.
fn is_based(purposes: &[Fact<Purpose>], purpose: &Fact<Purpose>) -> bool {
    let same = |other: &&Fact<Purpose>| other.value.key == purpose.value.key && purpose.value.key != PurposeKey::Other;
    !purpose.value.bases.is_empty() || purposes.iter().filter(same).any(|other| !other.value.bases.is_empty())
}

/// Marketing that is announced without a basis while the policy elsewhere gives marketing two, so that none can be taken for it.
fn unclear_marketing<'policy>(checked: &Checked<'policy>) -> Option<&'policy MarketingUse> {
    let bases = bases_of(checked, PurposeKey::Marketing);
    let clash = bases.iter().any(|one| bases.iter().any(|other| one.clashes(*other)));
    checked
        .reading
        .marketing
        .uses
        .iter()
        .find(|one| clash && one.bases.is_empty() && !one.by_use && !one.channels.is_empty())
}

fn names(purposes: &[&Fact<Purpose>]) -> String {
    let names: Vec<String> = purposes.iter().map(|fact| format!("“{}”", fact.value.name)).collect();
    let shown: Vec<&str> = names.iter().take(4).map(String::as_str).collect();
    if names.len() > 4 { format!("{} …", shown.join(", ")) } else { enumerate(&shown) }
}

fn bases_of(checked: &Checked<'_>, key: PurposeKey) -> Vec<Basis> {
    let purposes = checked.reading.purposes.iter().filter(|fact| fact.value.key == key);
    let mut bases: Vec<Basis> = purposes.flat_map(|fact| fact.value.bases.iter().copied()).collect();
    bases.sort_unstable();
    bases.dedup();
    bases
}

/// L05.
pub(super) fn clash(checked: &Checked<'_>) -> Option<Said> {
    for fact in &checked.reading.purposes {
        let bases = bases_of_same(checked, fact);
        let clashes = bases.iter().any(|one| bases.iter().any(|other| one.clashes(*other)));
        if clashes && !is_divided(checked, fact) {
            let names: Vec<&str> = bases.iter().map(|basis| basis.name()).collect();
            return quoted(format!("“{}” rests on {} at once.", fact.value.name, enumerate(&names)), &fact.quote);
        }
    }
    None
}

/// The bases of a purpose, wherever the policy speaks of it by this name. Another name is another part, and may have a basis of its own.
fn bases_of_same(checked: &Checked<'_>, purpose: &Fact<Purpose>) -> Vec<Basis> {
    let name = fold(&purpose.value.name);
    let same = |other: &&Fact<Purpose>| other.value.key == purpose.value.key && fold(&other.value.name) == name;
    let mut bases: Vec<Basis> =
        checked.reading.purposes.iter().filter(same).flat_map(|fact| fact.value.bases.iter().copied()).collect();
    bases.sort_unstable();
    bases.dedup();
    bases
}

/// Whether the policy says which part of a purpose rests on consent: "consent for e-mail, our legitimate interests for post".
fn is_divided(checked: &Checked<'_>, purpose: &Fact<Purpose>) -> bool {
    static PART: Cue = Cue::new(
        r"\b(consent|opt(ed)?[- ]in|permission)\b[^.;]{0,30}\b(for|where|when|only if|in (those|the|these|some) cases?)\b|\b(where|when|unless|except)\b[^.;]{0,60}\b(rely on|based on|with|need|ask for) (your )?(\w+ )?consent\b",
    );
    let document = checked.document;
    let sentences = (0..document.blocks.len()).flat_map(|number| document.sentences_of(number));
    let about =
        |words: &str, folded: &str| purpose.quote.text.contains(words) || keys_in(folded).contains(&purpose.value.key);
    sentences.filter(|one| PART.is_in(&one.folded)).any(|one| about(document.words(&one.span), &one.folded))
}

/// L06.
pub(super) fn consent_by_use(checked: &Checked<'_>) -> Option<Said> {
    let taken = &checked.reading.statements.consent_by_use;
    let times = if taken.len() > 1 { format!(" ({} times)", taken.len()) } else { String::new() };
    quoted(format!("Using the site is taken for consent{times}."), taken.first()?)
}

/// L14.
pub(super) fn opt_out(checked: &Checked<'_>) -> Option<Said> {
    let marketing = &checked.reading.marketing;
    let markets = !marketing.uses.is_empty()
        || checked.reading.purposes.iter().any(|fact| fact.value.key == PurposeKey::Marketing);
    match &marketing.opt_out {
        _ if !markets => None,
        Some(_) if !marketing.ways_out.is_empty() => None,
        Some(sentence) => quoted("Opting out is offered, but no way is told.", sentence),
        None => match marketing.uses.first() {
            Some(one) => quoted("Nothing says that marketing can be stopped, or how.", &one.quote),
            None => absent("Nothing says that marketing can be stopped, or how."),
        },
    }
}

/// L15.
pub(super) fn marketing_consent(checked: &Checked<'_>) -> Option<Said> {
    let electronic = |one: &MarketingUse| {
        one.channels.is_empty() || one.channels.iter().any(|channel| !matches!(*channel, "post" | "social"))
    };
    if let Some(taken) = checked.reading.marketing.uses.iter().find(|one| one.by_use) {
        return quoted("Marketing that needs consent is said to be agreed to by using the site.", &taken.quote);
    }
    let interests = |bases: &[Basis]| bases.contains(&Basis::LegitimateInterests);
    let soft = checked.reading.statements.soft_opt_in.is_some();
    let purpose = checked
        .reading
        .purposes
        .iter()
        .find(|fact| fact.value.key == PurposeKey::Marketing && interests(&fact.value.bases));
    let by_post_only =
        !checked.reading.marketing.uses.is_empty() && !checked.reading.marketing.uses.iter().any(electronic);
    let claimed = checked.reading.marketing.uses.iter().find(|one| interests(&one.bases) && electronic(one));
    let quote = purpose.map(|fact| &fact.quote).or_else(|| claimed.map(|one| &one.quote))?;
    if soft || by_post_only {
        return None;
    }
    quoted(
        "Marketing by e-mail, text or call is said to rest on legitimate interests; the soft opt-in is not described.",
        quote,
    )
}
