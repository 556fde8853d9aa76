//! Wordings of letters.

use rightsdesk::domain::ids::WordingId;
use rightsdesk::domain::notice::NoticeKind;
use rightsdesk::ports::store::wordings::WordingVersion;

use super::samples::{chance, minutes, noon, staff};
use super::{Home, on_both};

on_both! {
    the_newest_words_of_each_company_are_in_force,
}

fn the_newest_words_of_each_company_are_in_force(home: &Home) {
    let who = staff("wordings");
    let by = who.id;
    home.write(move |tx| tx.add_staff(&who));
    let add = |controller: &str, kind, (language, after): (&str, i64), body: Option<&str>| {
        let at = noon() + minutes(after);
        let id = WordingId::new(at, chance());
        let (controller, language, body) = (controller.to_owned(), language.to_owned(), body.map(str::to_owned));
        let version = WordingVersion { id, controller, kind, language, body, by, at };
        home.write(move |tx| tx.add_wording(&version));
    };
    let (receipt, other) = (NoticeKind::Acknowledgement, NoticeKind::Extension);
    let before = home.read(|tx| tx.wording_count());
    add("wordings-one", receipt, ("en", 1), Some("first"));
    add("wordings-one", receipt, ("en", 2), Some("second"));
    add("wordings-one", receipt, ("de", 3), Some("auf Deutsch"));
    add("wordings-two", receipt, ("en", 1), Some("ours"));
    add("wordings-two", receipt, ("en", 2), None);
    add("wordings-three", other, ("en", 1), Some("another letter"));
    assert_eq!(home.read(|tx| tx.wording_count()), before + 6);
    let in_force = home.read(|tx| tx.wordings_in_force());
    let of = |controller: &str, kind, language: &str| {
        let found = |version: &&WordingVersion| version.controller == controller && version.language == language;
        in_force.iter().filter(found).find(|version| version.kind == kind)?.body.as_deref()
    };
    assert_eq!(of("wordings-one", receipt, "en"), Some("second"), "of two versions the newer counts");
    assert_eq!(of("wordings-one", receipt, "de"), Some("auf Deutsch"), "each language has words of its own");
    assert_eq!((of("wordings-two", receipt, "en"), of("wordings-three", receipt, "en")), (None, None), "the default");
    assert_eq!(of("wordings-three", other, "en"), Some("another letter"));
    let read = |language: &'static str| home.read(move |tx| tx.wording("wordings-one", receipt, language));
    assert_eq!([read("en").as_deref(), read("de").as_deref()], [Some("second"), Some("auf Deutsch")]);
    assert_eq!(read("fr"), None);
}
