//! Whether every page is looked at in a browser: the table of routes against `pages.json`, which says what each file of journeys
//! looks at. Each file is held to its part by itself (`walked.mjs`), so that the list cannot promise more than is done.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use rightsdesk::web::{console, routes};
use serde::Deserialize;

/// What `pages.json` says.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct List {
    /// The answers that each file looks at: method, status and route.
    walked: BTreeMap<String, BTreeSet<String>>,
    /// What is asked for with GET and is nothing to look at, with the reason.
    no_page: BTreeMap<String, String>,
    /// Pages that no journey of minutes can reach, with the reason and where they are looked at instead.
    unreached: BTreeMap<String, String>,
    /// What is sent with POST and can hardly be sent wrongly, with the reason: a button, say.
    nothing_to_mend: BTreeMap<String, String>,
    /// What can be sent wrongly, and no journey looks at the answer yet, with what stands for it meanwhile. It only gets shorter.
    answer_unseen: BTreeMap<String, String>,
}

/// How many refusals nobody looks at in a browser. Lower it with every one that is walked.
const MOST_UNSEEN: usize = 40;

fn folder() -> &'static Path {
    Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/browser"))
}

fn list() -> List {
    let text = std::fs::read_to_string(folder().join("pages.json")).expect("the list");
    serde_json::from_str(&text).expect("a list of pages")
}

/// Every route of the program, as `GET /path`.
pub fn every_route() -> Vec<String> {
    let open = routes::public().map(|route| (route.method, route.path));
    let office = console::ROUTES.iter().map(|route| (route.method, route.path));
    open.chain(office).map(|(method, path)| format!("{method} {path}")).collect()
}

#[test]
fn every_page_is_looked_at_in_a_browser_or_says_why_it_is_none() {
    let list = list();
    let walked: BTreeSet<&str> = list.walked.values().flatten().map(String::as_str).collect();
    let looked_at = |path: &str| walked.contains(format!("GET 200 {path}").as_str());
    let routes = every_route();
    let mut wrong = Vec::new();
    for path in routes.iter().filter_map(|route| route.strip_prefix("GET ")) {
        match (looked_at(path), list.no_page.get(path)) {
            (false, None) if list.unreached.contains_key(path) => {}
            (false, None) => wrong.push(format!("nobody looks at {path}")),
            (true, Some(why)) => wrong.push(format!("{path} is looked at, and yet no page: {why}")),
            _ => {}
        }
    }
    let gone = list.no_page.keys().chain(list.unreached.keys()).filter(|path| !routes.contains(&format!("GET {path}")));
    wrong.extend(gone.map(|path| format!("{path} is not served any more")));
    assert!(
        wrong.is_empty(),
        "{wrong:#?}\nLook at it in a journey (tests/browser/*.test.mjs), run that with RIGHTSDESK_REWRITE=1, and commit pages.json."
    );
}

#[test]
fn every_answer_to_a_form_that_cannot_be_taken_is_looked_at_or_says_why_there_is_none() {
    let list = list();
    let walked: BTreeSet<&str> = list.walked.values().flatten().map(String::as_str).collect();
    let looked_at =
        |path: &str| ["409", "422", "refused"].iter().any(|how| walked.contains(format!("POST {how} {path}").as_str()));
    let routes = every_route();
    let mut wrong = Vec::new();
    for path in routes.iter().filter_map(|route| route.strip_prefix("POST ")) {
        let excused = list.nothing_to_mend.get(path).or_else(|| list.answer_unseen.get(path));
        match (looked_at(path), excused) {
            (false, None) => wrong.push(format!("nobody looks at what {path} says when it refuses")),
            (true, Some(why)) => wrong.push(format!("what {path} refuses is looked at, and yet excused: {why}")),
            _ => {}
        }
    }
    let excused = list.nothing_to_mend.keys().chain(list.answer_unseen.keys());
    wrong
        .extend(excused.filter(|path| !routes.contains(&format!("POST {path}"))).map(|path| format!("{path} is gone")));
    let unseen = list.answer_unseen.len();
    assert!(
        unseen <= MOST_UNSEEN,
        "{unseen} refusals are looked at by nobody; there were {MOST_UNSEEN}, and they may only get fewer"
    );
    assert!(
        wrong.is_empty(),
        "{wrong:#?}\nSend it wrongly in tests/browser/refused.test.mjs, run that with RIGHTSDESK_REWRITE=1, and commit pages.json; \
         or say in `nothing_to_mend` why there is nothing to get wrong."
    );
}

#[test]
fn every_answer_that_people_can_get_is_looked_at() {
    let list = list();
    let (files, routes) = (&list.walked, every_route());
    let answers: BTreeSet<&str> = files.values().flatten().map(String::as_str).collect();
    for status in ["200", "403", "404", "409", "422"] {
        assert!(answers.iter().any(|answer| answer.split(' ').nth(1) == Some(status)), "no page with {status}");
    }
    for (file, answers) in files {
        assert!(folder().join(file).exists(), "{file} is gone");
        for answer in answers {
            let (method, path) = answer
                .split_once(' ')
                .and_then(|(method, rest)| Some((method, rest.split_once(' ')?.1)))
                .expect(answer);
            assert!(
                path == "nowhere" || routes.contains(&format!("{method} {path}")),
                "{file}: {answer} is not served any more"
            );
        }
    }
}
