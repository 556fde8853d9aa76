//! How somebody would like their answer, and what a page weighs on a slow line.

use super::journey::stage;
use super::site::{Surfer, between};

#[actix_web::test]
async fn an_answer_on_paper_needs_an_address_and_reaches_the_case() {
    let (scene, site) = stage().await;
    let ida = Surfer::at(&site);
    ida.fill_in("justroo", "ida@example.org", &["copy"]).await;
    let wish = [("name", "Ida Old"), ("email", "ida@example.org"), ("answer_as", "large_print")];
    let asked = ida.submit("/r/justroo/ask/you", &wish).await;
    assert!(asked.title().starts_with("Error: ") && asked.says("href=\"#id_postal_address\""));
    assert!(asked.says("Enter the address for our letter"), "{}", asked.body);
    let more = [("id_postal_address", "14 Egerton Road\nExeter EX4 4QJ"), ("adjust", "Yellow paper, please")];
    let check = ida.submit("/r/justroo/ask/you", &[wish.as_slice(), more.as_slice()].concat()).await;
    for words in ["On paper, in large print", "14 Egerton Road", "Yellow paper, please"] {
        assert!(check.says(words), "{words}");
    }
    ida.submit("/r/justroo/check", &[]).await;
    ida.submit("/r/justroo/code/without", &[]).await;
    let case = scene.cases().pop().expect("a case");
    let address = case.identifiers.value("postal_address").expect("the address");
    assert_eq!(address.reveal(), "14 Egerton Road\nExeter EX4 4QJ");
    let id = case.id;
    let log = scene.desk.read(move |_, tx, _| Ok(tx.log_of(id)?)).expect("the log");
    let wished = log.iter().find(|entry| entry.kind == "answer_wished").expect("the wish");
    let content = wished.content.as_deref().unwrap_or_default();
    assert!(content.contains("large_print") && content.contains("Yellow paper"), "{content}");
}

#[actix_web::test]
async fn whoever_wants_only_a_part_erased_says_which() {
    let (_scene, site) = stage().await;
    let ida = Surfer::at(&site);
    ida.fill_in("justroo", "ida@example.org", &["erase"]).await;
    let place = "/r/justroo/ask/erase";
    ida.get(place).await;
    let asked = ida.submit(place, &[("erase_what", "part"), ("erase_part", " ")]).await;
    assert!(asked.title().starts_with("Error: ") && asked.says("href=\"#erase_part\""), "{}", asked.body);
    assert!(asked.says("Say which part"), "{}", asked.body);
    let check = ida.submit(place, &[("erase_what", "part"), ("erase_part", "My old address")]).await;
    assert!(check.says("Check your answers") && check.says("My old address"), "{}", check.body);
    ida.get(place).await;
    assert!(ida.submit(place, &[("erase_what", "all"), ("erase_part", "")]).await.says("Check your answers"));
}

#[actix_web::test]
async fn whoever_wishes_nothing_leaves_no_line_about_it() {
    let (scene, site) = stage().await;
    let ida = Surfer::at(&site);
    ida.fill_in("justroo", "ida@example.org", &["copy"]).await;
    ida.submit("/r/justroo/check", &[]).await;
    ida.submit("/r/justroo/code/without", &[]).await;
    let case = scene.cases().pop().expect("a case");
    assert!(!scene.log(case.id).iter().any(|kind| kind == "answer_wished"));
}

/// The heaviest that a page with its style sheets may be, uncompressed.
const HEAVIEST: usize = 60_000;

#[actix_web::test]
async fn every_page_of_the_form_is_light_in_both_languages() {
    let (_scene, site) = stage().await;
    for language in ["en", "de"] {
        let ida = Surfer::at(&site);
        let every = ["copy", "correct", "erase", "marketing", "object", "pause", "move", "consent"];
        ida.fill_in("justroo", "ida@example.org", &every).await;
        let pages = ["", "/stop-marketing", "/complaint", "/ask/who", "/ask/rights", "/ask/correct", "/ask/erase"];
        let more = ["/ask/marketing", "/ask/object", "/ask/consent", "/ask/find", "/ask/you", "/ask/words", "/check"];
        for page in pages.into_iter().chain(more) {
            let page = ida.get(&format!("/r/justroo{page}?language={language}")).await;
            let sheet = ida.get(between(&page.body, "rel=\"stylesheet\" href=\"", "\"")).await;
            let theme = ida.get("/assets/theme/justroo.css").await;
            let weight = page.bytes + sheet.bytes + theme.bytes;
            assert!(sheet.bytes > 1000 && weight <= HEAVIEST, "{language} {}: {weight} bytes", page.title());
        }
    }
}
