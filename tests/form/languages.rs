//! In which language people are spoken to: as their browser prefers, as they choose, and never half of each.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use regex_lite::Regex;
use rightsdesk::domain::language::Language;

use super::journey::stage;
use super::scene::nobody;
use super::site::{Answer, Surfer};
use super::task_link::post;
use crate::harness::languages::shipped;

/// Every text of English that is long enough not to be a word of German by accident, without what fills its slots.
pub fn english_only() -> Vec<String> {
    let (english, german) = (shipped().of("en"), shipped().of("de"));
    let differ = english.keys().filter(|key| english.text(key) != german.text(key));
    differ.map(|key| english.text(key)).filter(|text| text.split(' ').count() > 3 && !text.contains(':')).collect()
}

/// The words of a page, without markup.
fn words(body: &str) -> String {
    let tags = Regex::new("<[^>]*>").expect("a pattern");
    let plain = tags.replace_all(body, " ").replace("&#38;", "&").replace("&#39;", "'").replace("&#34;", "\"");
    plain.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[track_caller]
pub fn is_german(answer: &Answer, english: &[String], place: &str) {
    assert!(answer.says("<html lang=\"de\">"), "{place}: {}", answer.body);
    let words = words(&answer.body);
    for text in english {
        assert!(!words.contains(text.as_str()), "{place} says in English: {text}");
    }
    for left in ["January", "December", "Monday", "Wednesday", "Friday", "Step 1"] {
        assert!(!words.contains(left), "{place} says in English: {left}");
    }
}

#[actix_web::test]
async fn the_whole_form_and_the_status_page_are_german_for_a_german_browser() {
    let (scene, site) = stage().await;
    let english = english_only();
    let jana = Surfer::speaking(&site, "de-AT,de;q=0.9,en;q=0.5");
    let every = ["copy", "correct", "erase", "marketing", "object", "pause", "move", "consent", "unsure"];
    let rights: Vec<(&str, &str)> = every.iter().map(|code| ("right", *code)).collect();
    for path in ["/", "/r/justroo", "/r/justroo/someone-who-died", "/r/justroo/complaint", "/status", "/nowhere"] {
        is_german(&jana.get(path).await, &english, path);
    }
    is_german(&jana.get("/r/justroo/ask/who").await, &english, "who");
    is_german(&jana.submit("/r/justroo/ask/who", &[]).await, &english, "who, wrong");
    is_german(&jana.submit("/r/justroo/ask/who", &[("who", "child")]).await, &english, "person");
    is_german(&jana.submit("/r/justroo/ask/person", &[("person", "Mia")]).await, &english, "rights");
    is_german(&jana.submit("/r/justroo/ask/rights", &rights).await, &english, "correct");
    let pages: [(&str, &[(&str, &str)]); 8] = [
        ("correct", &[("wrong", "a"), ("should_be", "b")]),
        ("erase", &[("erase_what", "all")]),
        ("marketing", &[("channel", "all"), ("channel", "email")]),
        ("object", &[]),
        ("consent", &[]),
        ("find", &[("unknown", "unknown")]),
        ("you", &[("name", "Jana Graf"), ("email", "jana@gmial.com")]),
        ("words", &[]),
    ];
    for (page, fields) in pages {
        is_german(&jana.submit(&format!("/r/justroo/ask/{page}"), fields).await, &english, &format!("after {page}"));
    }
    is_german(&jana.get("/r/justroo/later").await, &english, "later");
    is_german(&jana.submit("/r/justroo/later", &[("email", "jana@example.org")]).await, &english, "later, mailed");
    let mails = scene.mails();
    let (_, _, letter) = mails.iter().find(|(kind, ..)| kind == "form_link").expect("a link");
    let link = letter.split_whitespace().find_map(|word| word.find("/r/justroo/resume/").map(|at| &word[at..]));
    is_german(&jana.get(link.expect("a link")).await, &english, "resume");
    is_german(&jana.get(&format!("/r/justroo/resume/{}", "0".repeat(64))).await, &english, "resume, over");
    is_german(&jana.get("/r/justroo/files").await, &english, "files");
    is_german(&post(&jana, "/r/justroo/files", &[], Some(("a.exe", b"MZ\x90\0"))).await, &english, "files, refused");
    post(&jana, "/r/justroo/files", &[], Some(("a.txt", b"x"))).await;
    is_german(&jana.get("/r/justroo/check").await, &english, "check, with a file");
    let code = jana.submit("/r/justroo/check", &[]).await;
    is_german(&code, &english, "code");
    assert!(code.says("Uhr (Ortszeit London)"), "{}", code.body);
    is_german(&jana.submit("/r/justroo/code", &[("code", "000000")]).await, &english, "code, wrong");
    is_german(&jana.submit("/r/justroo/code/again", &[]).await, &english, "code, wait");
    let sent = jana.submit("/r/justroo/code", &[("code", &scene.code())]).await;
    is_german(&sent, &english, "sent");
    assert!(sent.says("4. Dezember 2026"), "{}", sent.body);
    let case = scene.cases().pop().expect("a case");
    assert_eq!(case.requester.language, "de", "the case remembers in which language to write");
    let status = format!("/status/{}", case.reference);
    is_german(&jana.get(&status).await, &english, "knock");
    is_german(&jana.submit(&format!("{status}/send"), &[]).await, &english, "enter");
    let page = jana.submit(&format!("{status}/code"), &[("code", &scene.code())]).await;
    is_german(&page, &english, "status");
    assert!(page.says("Wir antworten") || page.says("Antwort fällig bis"));
    for page in ["files", "print", "add/rights"] {
        is_german(&jana.get(&format!("{status}/{page}")).await, &english, page);
    }
    is_german(&jana.get(&format!("{status}/withdraw")).await, &english, "withdraw");
    is_german(&jana.get(&format!("{status}/download")).await, &english, "download");
}

#[actix_web::test]
async fn the_short_way_and_a_complaint_are_german_as_well() {
    let (scene, site) = stage().await;
    let english = english_only();
    let jana = Surfer::speaking(&site, "de");
    is_german(&jana.get("/r/justroo/stop-marketing").await, &english, "what");
    is_german(&jana.submit("/r/justroo/stop-marketing", &[("channel", "all")]).await, &english, "where");
    let done = jana.submit("/r/justroo/stop-marketing/where", &[("email", "jana@example.org")]).await;
    is_german(&done, &english, "stopped");
    is_german(&jana.get("/r/justroo/complaint/ask/about").await, &english, "about");
    for (page, fields) in [
        ("about", vec![("about", "rubbish")]),
        ("about", vec![("about", "")]),
        ("wrong", vec![("wrong", "Zu spät.")]),
        ("remedy", vec![]),
        ("answer", vec![("name", "Jana"), ("email", "jana@example.org"), ("answer_by", "post")]),
        ("answer", vec![("name", "Jana"), ("email", "jana@example.org"), ("answer_by", "email")]),
    ] {
        let answer = jana.submit(&format!("/r/justroo/complaint/ask/{page}"), &fields).await;
        is_german(&answer, &english, &format!("complaint, after {page}"));
    }
    is_german(&jana.submit("/r/justroo/complaint/check", &[]).await, &english, "complaint, code");
    let sent = jana.submit("/r/justroo/complaint/code", &[("code", &scene.code())]).await;
    is_german(&sent, &english, "complaint, sent");
    let case = scene.cases().pop().expect("a case");
    let status = format!("/status/{}", case.reference);
    jana.get(&status).await;
    jana.submit(&format!("{status}/send"), &[]).await;
    let page = jana.submit(&format!("{status}/code"), &[("code", &scene.code())]).await;
    is_german(&page, &english, "complaint, status");
    is_german(&jana.get(&format!("{status}/print")).await, &english, "complaint, print");
}

#[actix_web::test]
async fn a_choice_by_a_link_is_kept_and_goes_before_the_browser() {
    let (_scene, site) = stage().await;
    let jana = Surfer::speaking(&site, "en-GB");
    let start = jana.get("/r/justroo").await;
    assert!(start.says("<html lang=\"en-GB\">") && start.says("href=\"?language=de\""), "{}", start.body);
    assert!(jana.get("/r/justroo?language=de").await.says("<html lang=\"de\">"));
    let later = jana.get("/status").await;
    assert!(later.says("<html lang=\"de\">") && later.says("href=\"?language=en\""));
    assert!(jana.get("/status?language=xx").await.says("<html lang=\"de\">"), "what nobody speaks changes nothing");
    assert!(jana.get("/console").await.says("<html lang=\"en-GB\">"), "the console speaks English");
    let unknown = format!("/status/{}?language=en", nobody());
    assert!(jana.get(&unknown).await.says("<html lang=\"en-GB\">"));
}

/// Every text that a template or the code asks for by its name.
fn asked_for(folder: &Path, texts: &mut BTreeSet<String>) {
    let pattern = Regex::new(r#"\.(?:say|text|perhaps|count)\("([a-z_]+\.[a-z_.]+)""#).expect("a pattern");
    for entry in std::fs::read_dir(folder).expect("a folder") {
        let path: PathBuf = entry.expect("an entry").path();
        if path.is_dir() {
            asked_for(&path, texts);
        } else if let Ok(text) = std::fs::read_to_string(&path) {
            texts.extend(pattern.captures_iter(&text).filter_map(|found| Some(found.get(1)?.as_str().to_owned())));
        }
    }
}

#[test]
fn every_text_that_is_asked_for_by_name_is_there() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut asked = BTreeSet::new();
    for folder in ["templates", "src/web", "src/workflow/form"] {
        asked_for(&root.join(folder), &mut asked);
    }
    assert!(asked.len() > 200, "{}", asked.len());
    let there = |language: &Language, key: &str| {
        let counted = format!("{key}.one");
        language.keys().any(|known| known == key || known == counted)
    };
    for language in shipped().all() {
        for key in &asked {
            assert!(there(language, key), "{} lacks {key}", language.code());
        }
    }
}

/// What stands in a template beside tags of HTML and of askama.
fn own_words(template: &str) -> Vec<String> {
    let pattern = |pattern: &str| Regex::new(pattern).expect("a pattern");
    let askama = pattern(r"(?s)\{#.*?#\}|\{% block sheet %\}[^{]*\{% endblock %\}|\{%.*?%\}|\{\{.*?\}\}")
        .replace_all(template, "");
    let read = pattern(r#"\b(?:aria-label|title|alt)="([^"]*)""#);
    let aloud: Vec<String> =
        read.captures_iter(&askama).filter_map(|found| Some(found.get(1)?.as_str().to_owned())).collect();
    let tags = pattern(r"(?s)<style.*?</style>|<script.*?</script>|<[^>]*>|&\w+;").replace_all(&askama, " ");
    let words = crate::harness::german::words_of(&format!("{tags} {}", aloud.join(" ")));
    words.into_iter().collect()
}

/// What people read has to stand in a language's folder: a template that says something itself says it in one language.
#[test]
fn no_template_that_people_read_has_words_of_its_own() {
    let names = ["index", "html", "letter", "pdf"];
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("templates");
    let mut seen = 0;
    for folder in ["", "form", "portal", "parts", "mail", "package"] {
        for entry in std::fs::read_dir(root.join(folder)).expect("a folder") {
            let path = entry.expect("an entry").path();
            if path.extension().is_none_or(|ending| ending != "html") {
                continue;
            }
            seen += 1;
            let text = std::fs::read_to_string(&path).expect("a template");
            let own: Vec<String> =
                own_words(&text).into_iter().filter(|word| !names.contains(&word.as_str())).collect();
            assert!(own.is_empty(), "{}: {own:?}", path.display());
        }
    }
    assert!(seen > 30, "{seen}");
    assert_eq!(own_words("{% if x %}<p title=\"Go\">Hello {{ name }}</p>{% endif %}"), ["go", "hello"]);
}
