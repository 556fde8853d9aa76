//! Documents on their way into a package: redacted, left out, and forgotten.

use rightsdesk::adapters::documents::Copyist;
use rightsdesk::domain::access::Role;
use rightsdesk::domain::case::Case;
use rightsdesk::domain::ids::{DocumentId, RequestId};
use rightsdesk::domain::personal::Personal;
use rightsdesk::domain::redaction::{Choices, Places, WordChoice};
use rightsdesk::domain::request::{Actor, Command};
use rightsdesk::domain::right::Right;
use rightsdesk::ports::store::documents::StoredFile;
use rightsdesk::ports::vault::{ObjectName, Purpose};
use rightsdesk::workflow::WorkError;
use rightsdesk::workflow::documents::{DocumentWish, add, decide};
use rightsdesk::workflow::review::Ground;
use uuid::Uuid;

use super::delivery::{bytes, disclosures, text_of};
use super::office::Office;
use super::shop::{SHOP, with_shop};

fn in_review(office: &Office) -> (Case, RequestId, Actor, Actor) {
    let (anna, rita) = (office.add_staff(Role::Handler, "Anna"), office.add_staff(Role::Reviewer, "Rita"));
    let (case, requests) = office.submit("emma@example.org", &[Right::Access]);
    office.show_identity(anna, case.id);
    office.drain();
    (case, requests[0].id, anna, rita)
}

fn added(office: &Office, by: Actor, request: RequestId, name: &str, content: &[u8]) -> DocumentId {
    let object = ObjectName::new(Purpose::Evidence, Uuid::from_u128(content.len().try_into().expect("small")));
    let mut sealing = office.desk.vault.create(object).expect("sealing begins");
    std::io::Write::write_all(&mut sealing, content).expect("written");
    sealing.finish().expect("sealed");
    let file = StoredFile {
        name: Personal::new(name),
        media_type: "text/plain".into(),
        bytes: i64::try_from(content.len()).expect("small"),
        object: object.to_string(),
    };
    add(&office.desk, by, request, file).expect("added")
}

fn ground() -> Ground {
    Ground { exemption: "others_data".into(), reason: "It names a neighbour.".into(), silent: false }
}

fn without(words: &str) -> DocumentWish {
    let words = vec![WordChoice { words: Personal::new(words), places: Places::All }];
    DocumentWish::Redact(Choices { words, ..Choices::default() }, ground())
}

#[test]
fn a_package_holds_the_redacted_copy_and_says_what_is_missing_and_why() {
    let building = with_shop(3, &[("shop", SHOP)]);
    let office = building.open();
    let (case, request, anna, rita) = in_review(&office);
    let note = added(&office, anna, request, "note.txt", b"Left with Tom Okafor, next door. VG9tIE9rYWZvcg==");
    let list = added(&office, anna, request, "list.csv", b"Name,Says\nTom Okafor,=1+1\n");
    let desk = &office.desk;
    assert!(office.give(rita, request, Command::Approve).is_err(), "nobody has looked at them");
    decide(desk, &Copyist, anna, note, None, without("tom okafor")).expect("redacted");
    decide(desk, &Copyist, anna, list, None, DocumentWish::LeaveOut(ground())).expect("left out");
    office.give(rita, request, Command::Approve).expect("approved");
    office.drain();
    let package = bytes(&office, &disclosures(&office, &case)[0]);
    assert_eq!(text_of(&package, "note.txt"), "Left with [withheld], next door. [withheld]");
    let manifest = text_of(&package, "manifest.json");
    assert!(
        manifest.contains("parts were withheld: Other person") && manifest.contains("\"kind\": \"a text\""),
        "{manifest}"
    );
    assert!(!manifest.contains("list.csv"), "{manifest}");
    let page = text_of(&package, "index.html");
    assert!(
        page.contains("parts of one document from our records") && page.contains("ne document from our records"),
        "{page}"
    );
    assert!(!page.to_lowercase().contains("okafor") && !page.contains("neighbour"), "{page}");
}

#[test]
fn a_decision_is_refused_when_it_says_no_ground_or_when_the_page_is_out_of_date() {
    let building = with_shop(3, &[("shop", SHOP)]);
    let office = building.open();
    let (_, request, anna, _) = in_review(&office);
    let note = added(&office, anna, request, "note.txt", b"Left with Tom Okafor.");
    let desk = &office.desk;
    let no_ground = DocumentWish::LeaveOut(Ground::default());
    assert!(matches!(decide(desk, &Copyist, anna, note, None, no_ground), Err(WorkError::Field { .. })));
    let nothing = DocumentWish::Redact(Choices::default(), ground());
    assert!(matches!(decide(desk, &Copyist, anna, note, None, nothing), Err(WorkError::Field { .. })));
    decide(desk, &Copyist, anna, note, None, without("okafor")).expect("redacted");
    assert!(decide(desk, &Copyist, anna, note, None, DocumentWish::Include).is_err(), "somebody was faster");
    let seen = desk.read(move |_, tx, _| Ok(tx.document(note)?)).expect("read").decision.map(|made| made.at);
    decide(desk, &Copyist, anna, note, seen, DocumentWish::Undo).expect("taken back");
    assert!(office.give(anna, request, Command::Approve).is_err(), "open again");
}
