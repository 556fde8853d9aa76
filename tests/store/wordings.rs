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
    let add = |controller: &str, kind, after, body: Option<&str>| {
        let at = noon() + minutes(after);
        let id = WordingId::new(at, chance());
        let version = WordingVersion { id, controller: controller.into(), kind, body: body.map(str::to_owned), by, at };
        home.write(move |tx| tx.add_wording(&version));
    };
    let (receipt, other) = (NoticeKind::Acknowledgement, NoticeKind::Extension);
    let before = home.read(|tx| tx.wording_count());
    add("wordings-one", receipt, 1, Some("first"));
    add("wordings-one", receipt, 2, Some("second"));
    add("wordings-two", receipt, 1, Some("ours"));
    add("wordings-two", receipt, 2, None);
    add("wordings-three", other, 1, Some("another letter"));
    assert_eq!(home.read(|tx| tx.wording_count()), before + 5);
    let in_force = home.read(move |tx| tx.wordings_in_force(receipt));
    let of = |controller: &str| in_force.get(controller).map(String::as_str);
    assert_eq!(of("wordings-one"), Some("second"), "of two versions the newer counts");
    assert_eq!((of("wordings-two"), of("wordings-three")), (None, None), "the default, and another letter");
    assert_eq!(home.read(move |tx| tx.wording("wordings-one", receipt)).as_deref(), Some("second"));
}
