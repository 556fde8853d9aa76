//! What people outside read of a task or a notice, each in their own language: whoever is asked by a link, and whoever received
//! data.
//!
//! Tasks are kept in English, as staff read them. Those that the desk words itself are known again by their words and said in the
//! reader's language; what a company or its data map says stands as an answer has it ([`Voice`]).

use chrono::NaiveDate;

use super::controller::Controller;
use super::disclosure::{Run, Text, Voice, said};
use super::language::DEFAULT;

/// Where nothing says which systems are meant.
pub const EVERYWHERE: &str = "every system that holds data about the person";

const NOT_BEFORE: &str = " Not before ";
const TAKEN_BACK: &str = ": until then the approval can be taken back.";

/// What the desk asks for in its own words, always about a place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ask {
    /// To look in a system.
    Look,
    /// To look in all records of a company.
    LookEverywhere,
    /// To erase.
    Erasure,
    /// To correct.
    Rectification,
    /// To mark as restricted.
    Restriction,
    /// To take such a mark off.
    Lifting,
    /// To stop what is objected to.
    Objection,
    /// To stop what a consent was taken back for.
    ConsentWithdrawal,
    /// To make a copy.
    Copy,
}

impl Ask {
    /// All of them.
    pub const ALL: [Self; 9] = [
        Self::Look,
        Self::LookEverywhere,
        Self::Erasure,
        Self::Rectification,
        Self::Restriction,
        Self::Lifting,
        Self::Objection,
        Self::ConsentWithdrawal,
        Self::Copy,
    ];

    /// The text of a language that says it.
    pub const fn key(self) -> &'static str {
        match self {
            Self::Look => "outside.ask.look",
            Self::LookEverywhere => "outside.ask.look_everywhere",
            Self::Erasure => "outside.ask.erasure",
            Self::Rectification => "outside.ask.rectification",
            Self::Restriction => "outside.ask.restriction",
            Self::Lifting => "outside.ask.lifting",
            Self::Objection => "outside.ask.objection",
            Self::ConsentWithdrawal => "outside.ask.consent_withdrawal",
            Self::Copy => "outside.ask.copy",
        }
    }

    /// What stands before and behind the place.
    const fn around(self) -> (&'static str, &'static str) {
        match self {
            Self::Look => ("Look for the person in ", ", and upload what is there."),
            Self::LookEverywhere => ("Look for the person in all records of ", ", and upload what is there."),
            Self::Erasure => (
                "Carry out the erasure in ",
                ". Keep only what a retention rule names, and note what was kept and why.",
            ),
            Self::Rectification => ("Carry out the correction in ", ", and note what was changed."),
            Self::Restriction => ("Mark the person’s data in ", " as restricted, so that nobody uses it."),
            Self::Lifting => ("Take the mark off the person’s data in ", ": the restriction is lifted."),
            Self::Objection => {
                ("Stop the use that the person objects to in ", ", and make sure that it stays stopped.")
            }
            Self::ConsentWithdrawal => {
                ("Stop what the person had consented to in ", ", and make sure that it stays stopped.")
            }
            Self::Copy => ("Prepare the copy from ", "."),
        }
    }

    /// The title of a task, as staff read it.
    pub fn title(self, place: &str) -> String {
        let (before, after) = self.around();
        format!("{before}{place}{after}")
    }

    /// What a title asks for, and where; `None` for words that are not the desk's own.
    pub fn read(title: &str) -> Option<(Self, &str)> {
        let place = |ask: Self| title.strip_prefix(ask.around().0)?.strip_suffix(ask.around().1);
        // The longest beginning decides: "in all records of" begins like "in".
        let fits = Self::ALL.into_iter().filter_map(|ask| Some((ask, place(ask)?)));
        fits.min_by_key(|(_, place)| place.len())
    }
}

/// A title of something that must wait for an hour.
pub fn not_before(title: &str, time: &str, day: &str) -> String {
    format!("{title}{NOT_BEFORE}{time} on {day}{TAKEN_BACK}")
}

/// What a task asks for, in the words of its reader.
pub fn task(title: &str, voice: Voice<'_>) -> Text {
    let (what, wait) = match title.split_once(NOT_BEFORE).and_then(|(what, rest)| Some((what, waiting(rest, voice)?))) {
        Some((what, wait)) => (what, Some(wait)),
        None => (title, None),
    };
    let asked = match Ask::read(what) {
        Some((ask, EVERYWHERE)) => {
            said(&voice.say(ask.key()), &[("place", Text::plain(voice.text("outside.ask.everywhere")))])
        }
        Some((ask, place)) => said(&voice.say(ask.key()), &[("place", voice.own(place))]),
        None => own(what, voice),
    };
    voice.sentences(&[Some(asked), wait.map(Text::plain)].into_iter().flatten().collect::<Vec<_>>())
}

/// "09:00 (London time) on 4 December 2026: until then the approval can be taken back."
fn waiting(rest: &str, voice: Voice<'_>) -> Option<String> {
    let (time, day) = rest.strip_suffix(TAKEN_BACK)?.split_once(" on ")?;
    let day = NaiveDate::parse_from_str(day, "%d %B %Y").ok()?;
    let (hour, zone) = time.strip_suffix(')')?.split_once(" (")?;
    let time = match zone.strip_suffix(" time") {
        Some(place) => voice.say("dates.time").with("time", hour).with("place", place).plain(),
        None => voice.say("dates.time_utc").with("time", hour).plain(),
    };
    Some(voice.say("outside.ask.not_before").with("time", time).with("date", voice.date(day)).plain())
}

/// What the data map says is to be done, "who: what", or what a colleague wrote.
fn own(words: &str, voice: Voice<'_>) -> Text {
    if voice.known(words).is_none()
        && let Some((who, what)) = words.split_once(": ")
        && let (Some(who), Some(what)) = (voice.known(who), voice.known(what))
    {
        return voice.sentence(&format!("{who}: {what}"));
    }
    voice.sentence(words)
}

/// What finds a person, by the name that staff read: "Order number".
pub fn identity(label: &str, controller: &Controller, voice: Voice<'_>) -> Text {
    let language = voice.language();
    let listed = controller.identifiers.iter().find(|known| known.label == label);
    if listed.is_some() && controller.language == language.code() {
        return Text::plain(label);
    }
    let name = listed.map_or_else(|| plain_name(label), |known| known.name.clone());
    let own = controller.said_in(language.code(), label).map(str::to_owned);
    let desk = || language.perhaps(&format!("outside.identity.{name}"));
    let form = || language.perhaps(&format!("identifier.{name}.label"));
    match own.or_else(desk).or_else(form) {
        Some(known) => Text::plain(known),
        None if listed.is_none() && language.code() == DEFAULT => Text::plain(label),
        None if listed.is_none() => Text(vec![Run::Foreign { words: label.to_owned(), language: DEFAULT.to_owned() }]),
        None => voice.own(label),
    }
}

/// The name of an identity that no company has given a label.
fn plain_name(label: &str) -> String {
    match label {
        "E-mail address" => "email".to_owned(),
        "Telephone number" => "phone".to_owned(),
        other => other.to_lowercase().replace(' ', "_"),
    }
}

/// What was changed: "Orders"; for a correction how it reads, "Address: 14 Egerton Road".
pub fn changed(words: &str, voice: Voice<'_>) -> Text {
    match words.split_once(": ") {
        Some((what, reads)) if voice.known(words).is_none() => {
            voice.plain_row(&[voice.own(what), Text::plain(reads)], ": ")
        }
        _ => voice.own(words),
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::*;
    use crate::domain::language::Language;

    const COMPANY: &str = "id = \"a\"\nprefix = \"AA\"\nbrand = \"A\"\ncontact = { email = \"a@b.example\" }\n\
        regulator = { name = \"R\", url = \"https://r.example\" }\n\
        identifiers = [{ name = \"order_number\", label = \"An order number\" }, { name = \"card\", label = \"Loyalty card\" }]\n\
        [translations.de]\n\"Web shop\" = \"Laden\"\n\"Warehouse\" = \"Lager\"\n\"Look at the shelves\" = \"Im Regal nachsehen\"\n";

    fn german() -> Language {
        let texts = [
            ("outside.ask.look", "Suchen Sie in {place}."),
            ("outside.ask.look_everywhere", "Suchen Sie überall bei {place}."),
            ("outside.ask.erasure", "Löschen Sie in {place}."),
            ("outside.ask.everywhere", "allen Systemen"),
            ("outside.ask.not_before", "Nicht vor {time} am {date}."),
            ("outside.identity.email", "E-Mail-Adresse"),
            ("outside.identity.order_number", "Bestellnummer"),
            ("dates.time", "{time} ({place}er Zeit)"),
            ("dates.long", "{day}. {month} {year}"),
            ("dates.months.12", "Dezember"),
        ];
        let texts = texts.map(|(key, text)| (key.to_owned(), text.to_owned()));
        Language::new("de", texts.into_iter().collect(), BTreeMap::new()).unwrap()
    }

    fn foreign(text: &Text) -> bool {
        text.0.iter().any(|run| matches!(run, Run::Foreign { .. }))
    }

    #[test]
    fn what_the_desk_asks_is_known_again_by_its_words() {
        for ask in Ask::ALL {
            assert_eq!(Ask::read(&ask.title("the shop, and more")), Some((ask, "the shop, and more")));
        }
        assert_eq!(Ask::read("Look for the person"), None);
    }

    #[test]
    fn a_task_speaks_the_language_of_its_reader_as_far_as_anybody_has_said_it() {
        let (company, german): (Controller, _) = (toml::from_str(COMPANY).unwrap(), german());
        let voice = Voice::new(&company, &german);
        let words = |title: &str| task(title, voice).words();
        assert_eq!(words(&Ask::Look.title("Web shop")), "Suchen Sie in Laden.");
        assert_eq!(words(&Ask::LookEverywhere.title("A")), "Suchen Sie überall bei A.");
        let later = not_before(&Ask::Erasure.title(EVERYWHERE), "09:00 (London time)", "4 December 2026");
        assert_eq!(
            words(&later),
            "Löschen Sie in allen Systemen. Nicht vor 09:00 (Londoner Zeit) am 4. Dezember 2026."
        );
        assert_eq!(words("Warehouse: Look at the shelves"), "Lager: Im Regal nachsehen.");
        let unsaid = task("Cellar: look there", voice);
        assert!(unsaid.words() == "Cellar: look there." && foreign(&unsaid));
    }

    #[test]
    fn what_finds_a_person_and_what_was_changed_are_said_or_marked() {
        let (company, german): (Controller, _) = (toml::from_str(COMPANY).unwrap(), german());
        let voice = Voice::new(&company, &german);
        let named = |label: &str| identity(label, &company, voice);
        assert_eq!(named("E-mail address").words(), "E-Mail-Adresse");
        assert_eq!(named("An order number").words(), "Bestellnummer");
        assert!(foreign(&named("Loyalty card")) && foreign(&named("Shoe size")));
        assert_eq!(changed("Web shop: 14 Egerton Road", voice).words(), "Laden: 14 Egerton Road");
        assert!(!foreign(&changed("Warehouse", voice)) && foreign(&changed("Orders", voice)));
    }
}
