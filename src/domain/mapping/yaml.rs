//! A draft as the text of a map: every guess with a remark beside it that says how sure it is and why.

use std::fmt::{self, Write as _};

use super::draft::{Draft, DraftCollection, DraftField, DraftPerson, DraftTie};

/// The text of a map with these systems. It can be read as it is; `map check` finds nothing wrong in it.
pub fn written(drafts: &[Draft]) -> String {
    MapText(drafts).to_string()
}

struct MapText<'a>(&'a [Draft]);

impl fmt::Display for MapText<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(HEAD)?;
        self.0.iter().try_for_each(|draft| system(f, draft))
    }
}

const HEAD: &str = "\
# A draft, made from the live schema and some sampled values. A number in a remark says how sure a guess is.
# Read every line before a person's request depends on it: what is missing here is not found, and what is too much is
# somebody else's. Then say under `rightsdesk:` what the data is for, how long it is kept and why, and remove the remarks.
dataset:
";

fn system(text: &mut dyn fmt::Write, draft: &Draft) -> fmt::Result {
    writeln!(text, "- fides_key: {}", plain(&draft.system))?;
    writeln!(text, "  name: {}", plain(&draft.system))?;
    if !draft.left_out.is_empty() {
        writeln!(text, "  # Left out, because nothing in them seems to be about a person:")?;
        for some in draft.left_out.chunks(8) {
            writeln!(text, "  #   {}", some.iter().map(|name| one_line(name)).collect::<Vec<_>>().join(", "))?;
        }
    }
    if draft.collections.is_empty() {
        return writeln!(text, "  collections: []");
    }
    writeln!(text, "  collections:")?;
    draft.collections.iter().try_for_each(|held| collection(text, draft, held))
}

fn collection(text: &mut dyn fmt::Write, draft: &Draft, held: &DraftCollection) -> fmt::Result {
    writeln!(text, "  - name: {}  # {}", plain(&held.name), one_line(&held.why))?;
    let mut extras = String::new();
    if let Some(schema) = &held.schema {
        writeln!(extras, "      schema: {}", plain(schema))?;
    }
    if let Some(table) = &held.table {
        writeln!(extras, "      names: {{{}: {}}}", draft.engine, plain(table))?;
    }
    if held.staff {
        writeln!(extras, "      review: true")?;
        writeln!(extras, "      review_reason: Staff data follows other rules and may hold what others said.")?;
    }
    if let Some(person) = &held.person {
        self::person(&mut extras, held, person)?;
    }
    recipient(&mut extras, held)?;
    links(&mut extras, held)?;
    if !extras.is_empty() {
        write!(text, "    rightsdesk:\n{extras}")?;
    }
    writeln!(text, "    fields:")?;
    held.fields.iter().try_for_each(|field| self::field(text, draft, field))
}

fn person(extras: &mut String, held: &DraftCollection, person: &DraftPerson) -> fmt::Result {
    writeln!(extras, "      person: {{shown_as: {}}}", list(&person.shown_as))?;
    if person.name.is_empty() && person.postcode.is_none() && held.recipient.is_none() {
        return Ok(());
    }
    writeln!(extras, "      find_by:")?;
    if !person.name.is_empty() {
        narrowing(extras, "name", &list(&person.name), &held.name)?;
    }
    person.postcode.iter().try_for_each(|column| narrowing(extras, "postcode", &plain(column), &held.name))
}

fn narrowing(extras: &mut String, identity: &str, columns: &str, persons: &str) -> fmt::Result {
    writeln!(extras, "      - identities: {{{identity}: {columns}}}\n        narrows: {}", plain(persons))
}

fn recipient(extras: &mut String, held: &DraftCollection) -> fmt::Result {
    let Some((names, postcode)) = &held.recipient else { return Ok(()) };
    if held.person.is_none() {
        writeln!(extras, "      find_by:")?;
    }
    let columns = format!("{{name: {}, postcode: {}}}", list(names), plain(postcode));
    writeln!(extras, "      - identities: {columns}  # 60 %: who receives it may be somebody else")?;
    writeln!(extras, "        link: recipient")?;
    writeln!(extras, "        review: true")
}

/// Ties of several columns, which no single field can say.
fn links(extras: &mut String, held: &DraftCollection) -> fmt::Result {
    let all = held.fields.iter().flat_map(|field| field.ties.iter().map(move |tie| (field, tie)));
    let composite: Vec<_> = all.filter(|(_, tie)| !tie.also.is_empty()).collect();
    if composite.is_empty() {
        return Ok(());
    }
    writeln!(extras, "      links:")?;
    composite.into_iter().try_for_each(|(field, tie)| {
        let (with, first) = tie.to.split_once('.').unwrap_or_default();
        let pair = |(here, there): (&str, &str)| format!("{}: {}", plain(here), plain(there));
        let rest = tie.also.iter().map(|(here, there)| (here.as_str(), there.as_str()));
        let on: Vec<String> = std::iter::once((field.name.as_str(), first)).chain(rest).map(pair).collect();
        let words = [vec![format!("direction: {}", tie.direction)], restraints(tie)].concat().join(", ");
        let (with, on, why) = (plain(with), on.join(", "), one_line(&tie.why));
        writeln!(extras, "      - {{with: {with}, on: {{{on}}}, {words}}}  # {} %: {why}", tie.sure)
    })
}

/// What holds a tie back.
fn restraints(tie: &DraftTie) -> Vec<String> {
    let mut words = Vec::new();
    words.extend(tie.author.then_some("link: author"));
    words.extend(tie.follow.then_some("follow: true"));
    words.extend(tie.review.then_some("review: true"));
    words.extend(tie.own_only.then_some("only_from: subject"));
    words.into_iter().map(str::to_owned).collect()
}

fn field(text: &mut dyn fmt::Write, draft: &Draft, field: &DraftField) -> fmt::Result {
    let said = field.guess.as_ref().map(|guess| format!("  # {} %: {}", guess.sure, one_line(&guess.why)));
    writeln!(text, "    - name: {}{}", plain(&field.name), said.unwrap_or_default())?;
    if let Some(guess) = &field.guess {
        writeln!(text, "      data_categories: [{}]", guess.category)?;
    }
    fides(text, draft, field)?;
    let mut words = Vec::new();
    words.extend(field.never_leaves.then(|| "never_leaves: true".to_owned()));
    words.extend(field.free_text.then(|| "free_text: true".to_owned()));
    words.extend(field.erased_as.as_ref().map(|text| format!("erased_as: {}", quoted(text))));
    if words.is_empty() { Ok(()) } else { writeln!(text, "      rightsdesk: {{{}}}", words.join(", ")) }
}

fn fides(text: &mut dyn fmt::Write, draft: &Draft, field: &DraftField) -> fmt::Result {
    let mut words = Vec::new();
    words.extend(field.key.then(|| "primary_key: true".to_owned()));
    words.extend(field.identity.map(|identity| format!("identity: {identity}")));
    words.extend(field.preserved.then(|| "masking_strategy_override: {strategy: preserve}".to_owned()));
    let ties: Vec<&DraftTie> = field.ties.iter().filter(|tie| tie.also.is_empty()).collect();
    if words.is_empty() && ties.is_empty() {
        return Ok(());
    }
    writeln!(text, "      fides_meta:")?;
    for word in words {
        writeln!(text, "        {word}")?;
    }
    if ties.is_empty() {
        return Ok(());
    }
    writeln!(text, "        references:")?;
    ties.into_iter().try_for_each(|tie| reference(text, draft, tie))
}

fn reference(text: &mut dyn fmt::Write, draft: &Draft, tie: &DraftTie) -> fmt::Result {
    let more = restraints(tie);
    let more = if more.is_empty() { String::new() } else { format!(", rightsdesk: {{{}}}", more.join(", ")) };
    writeln!(
        text,
        "        - {{dataset: {}, field: {}, direction: {}{more}}}  # {} %: {}",
        plain(&draft.system),
        plain(&tie.to),
        tie.direction,
        tie.sure,
        one_line(&tie.why)
    )
}

fn list(names: &[String]) -> String {
    format!("[{}]", names.iter().map(|name| plain(name)).collect::<Vec<_>>().join(", "))
}

/// A name as YAML takes it: bare where nothing in it could mean something else.
pub(super) fn plain(name: &str) -> String {
    const WORDS: [&str; 10] = ["y", "n", "yes", "no", "on", "off", "true", "false", "null", "none"];
    let bare = name.chars().next().is_some_and(char::is_alphabetic)
        && name.chars().all(|letter| letter.is_ascii_alphanumeric() || "_.-".contains(letter))
        && !WORDS.contains(&name.to_lowercase().as_str());
    if bare { name.to_owned() } else { quoted(name) }
}

/// A JSON text is a YAML text.
fn quoted(text: &str) -> String {
    serde_json::Value::from(text).to_string()
}

/// A remark ends with its line.
fn one_line(text: &str) -> String {
    text.chars().map(|letter| if letter.is_control() { ' ' } else { letter }).collect()
}
