//! Services and webhooks: signing in, pages, rates, refusals, and what an erasure sends them.

use std::path::Path;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use rightsdesk::adapters::connectors::capped::Places;
use rightsdesk::adapters::connectors::service::ServiceConnector;
use rightsdesk::adapters::connectors::sqlite::SqliteConnector;
use rightsdesk::adapters::connectors::webhook::WebhookConnector;
use rightsdesk::cli::{Exit, run_with};
use rightsdesk::domain::disclosure::value::Value;
use rightsdesk::domain::personal::Personal;
use rightsdesk::ports::connector::{Bounds, Connector, ConnectorError, Flow, Keys, Select, Table};
use serde_json::{Value as Json, json};
use tempfile::TempDir;

use crate::harness::service::{Answer, Asked, Service, decoded};
use crate::harness::time::StoppedClock;

fn file(folder: &TempDir, text: &str) -> std::path::PathBuf {
    let path = folder.path().join("service.toml");
    std::fs::write(&path, text).expect("a file");
    path
}

/// A list of readers, two on a page, with a word for the next.
fn description(url: &str, auth: &str) -> String {
    format!(
        r#"
base = "{url}/v3/"
{auth}
[collections.readers]
key = ["id"]
columns = {{ id = "id", email = "contact.email", name = "name" }}
list = {{ path = "readers", rows = "data", paging = {{ kind = "cursor", parameter = "after", next = "meta.next" }} }}
find = [{{ by = ["id"], path = "readers/{{id}}" }}]
search = [{{ column = "email", path = "readers?email={{email}}", rows = "data" }}]
update = {{ method = "PATCH", path = "readers/{{id}}" }}
delete = {{ method = "DELETE", path = "readers/{{id}}" }}
"#
    )
}

fn reader(id: i64, email: &str, name: &str) -> Json {
    json!({ "id": id, "contact": { "email": email, "verified": true }, "name": name })
}

type Shelf = Arc<Mutex<Vec<Json>>>;
/// What a service says when it answers at all.
type Said = (u16, &'static str, String);
type Fits = fn(&ConnectorError) -> bool;

fn shelf() -> Shelf {
    Arc::new(Mutex::new(vec![
        reader(1, "Ann@shop.example", "Ann"),
        reader(2, "bob@shop.example", "Bob"),
        reader(3, "cy@shop.example", "Cy"),
    ]))
}

/// What a newsletter service does.
fn newsletter(shelf: &Shelf, asked: &Asked) -> Said {
    let mut rows = shelf.lock().expect("nobody panicked");
    let id = asked.path.rsplit('/').next().and_then(|part| decoded(part).parse::<i64>().ok());
    let at = rows.iter().position(|row| row["id"].as_i64() == id);
    match (asked.method.as_str(), id, at) {
        ("GET", None, _) => (200, "", list(&rows, asked).to_string()),
        ("GET", Some(_), Some(at)) => (200, "", rows[at].to_string()),
        ("DELETE", _, Some(at)) => {
            rows.remove(at);
            (204, "", String::new())
        }
        ("PATCH", _, Some(at)) => {
            let told: Json = serde_json::from_str(&asked.body).expect("JSON");
            for (name, value) in told.as_object().expect("fields") {
                rows[at][name] = value.clone();
            }
            (200, "", rows[at].to_string())
        }
        _ => (404, "", String::new()),
    }
}

fn list(rows: &[Json], asked: &Asked) -> Json {
    let text = |row: &Json| row["contact"]["email"].as_str().unwrap_or_default().to_lowercase();
    if let Some(email) = asked.parameter("email") {
        let found: Vec<&Json> = rows.iter().filter(|row| text(row).contains(&email)).collect();
        return json!({ "data": found });
    }
    let from = asked.parameter("after").and_then(|word| word.parse().ok()).unwrap_or(0_usize);
    let page: Vec<&Json> = rows.iter().skip(from).take(2).collect();
    let next = (from + 2 < rows.len()).then(|| (from + 2).to_string());
    json!({ "data": page, "meta": { "next": next } })
}

fn connector(path: &Path, bounds: Bounds) -> Result<ServiceConnector, ConnectorError> {
    ServiceConnector::new(path, Some(Personal::new("s3cret")), bounds)
}

fn readers() -> Table {
    Table { schema: None, name: "readers".into() }
}

fn ids(connector: &mut dyn Connector, ask: &Select) -> Result<Vec<String>, ConnectorError> {
    let mut ids = Vec::new();
    connector.select(ask, &mut |row| {
        ids.extend(row[0].as_text());
        Flow::More
    })?;
    Ok(ids)
}

fn all() -> Select {
    Select::all(readers(), vec!["id".into(), "email".into()])
}

#[test]
fn a_service_is_read_page_by_page_with_the_secret_in_a_header() {
    for (auth, expected) in [
        ("auth = { kind = \"bearer\" }", ("authorization", "Bearer s3cret")),
        ("auth = { kind = \"basic\", user = \"desk\" }", ("authorization", "Basic ZGVzazpzM2NyZXQ=")),
        ("auth = { kind = \"header\", name = \"X-Key\" }", ("x-key", "s3cret")),
    ] {
        let shelf = shelf();
        let service = Service::start(move |asked| Some(newsletter(&shelf, asked)));
        let folder = TempDir::new().expect("a folder");
        let path = file(&folder, &description(&service.url(), auth));
        let mut connector = connector(&path, Bounds::default()).expect("a service");
        assert_eq!(ids(&mut connector, &all()), Ok(vec!["1".into(), "2".into(), "3".into()]));
        let asked = service.asked();
        assert_eq!(
            asked.iter().map(|one| one.path.as_str()).collect::<Vec<_>>(),
            ["/v3/readers", "/v3/readers?after=2"]
        );
        assert!(asked.iter().all(|one| one.header(expected.0) == expected.1 && !one.path.contains("s3cret")));
    }
}

#[test]
fn keys_and_identities_are_asked_for_and_not_fished_out_of_everything() {
    let shelf = shelf();
    let service = Service::start(move |asked| Some(newsletter(&shelf, asked)));
    let folder = TempDir::new().expect("a folder");
    let mut connector =
        connector(&file(&folder, &description(&service.url(), "")), Bounds::default()).expect("a service");
    let tuples = vec![vec![Value::Integer(2)], vec![Value::Text("9/../1".into())]];
    let keyed = Select { keys: Some(Keys { columns: vec!["id".into()], tuples, alike: false }), ..all() };
    assert_eq!(ids(&mut connector, &keyed), Ok(vec!["2".into()]));
    let hint = rightsdesk::ports::connector::Hint { columns: vec!["email".into()], text: "ann@shop.example".into() };
    assert_eq!(ids(&mut connector, &Select { hints: vec![vec![hint]], ..all() }), Ok(vec!["1".into()]));
    let paths: Vec<String> = service.asked().into_iter().map(|one| one.path).collect();
    assert_eq!(paths, ["/v3/readers/2", "/v3/readers/9%2f..%2f1", "/v3/readers?email=ann%40shop.example"]);
}

#[test]
fn what_a_service_answers_decides_what_is_done_next() {
    let cases: [(Answer, Fits); 5] = [
        (
            Some((429, "Retry-After: 7\r\n", String::new())),
            |error| matches!(error, ConnectorError::Retry { after, .. } if *after == Duration::from_secs(7)),
        ),
        (Some((503, "", String::new())), |error| matches!(error, ConnectorError::Retry { .. })),
        (Some((401, "", String::new())), |error| matches!(error, ConnectorError::NeedsPerson { .. })),
        (Some((200, "", "<html>".into())), |error| matches!(error, ConnectorError::NeedsPerson { .. })),
        (None, |error| matches!(error, ConnectorError::Retry { .. })),
    ];
    for (answer, fits) in cases {
        let told = answer.clone();
        let service = Service::start(move |_| told.clone());
        let folder = TempDir::new().expect("a folder");
        let bounds = Bounds { statement: Duration::from_millis(300), ..Bounds::default() };
        let mut connector = connector(&file(&folder, &description(&service.url(), "")), bounds).expect("a service");
        let error = ids(&mut connector, &all()).expect_err("no rows");
        assert!(fits(&error), "{answer:?}: {error:?}");
    }
}

#[test]
fn personal_data_does_not_cross_a_network_in_the_clear() {
    let folder = TempDir::new().expect("a folder");
    for url in ["http://news.example", "http://127.0.0.1.news.example", "ftp://news.example", "news.example"] {
        assert!(connector(&file(&folder, &description(url, "")), Bounds::default()).is_err(), "{url}");
    }
    let wanting = file(&folder, &description("https://news.example", "auth = { kind = \"bearer\" }"));
    let without = ServiceConnector::new(&wanting, None, Bounds::default());
    assert!(matches!(without, Err(ConnectorError::NeedsPerson { .. })), "a secret is wanted");
    assert!(connector(&file(&folder, "base = \"https://a\"\nsecret = \"x\""), Bounds::default()).is_err());
}

const MAP: &str = "
dataset:
- fides_key: news
  rightsdesk: {erasure: {action: delete}}
  collections:
  - name: readers
    fields:
    - {name: id, fides_meta: {primary_key: true}}
    - {name: email, data_categories: [user.contact.email], fides_meta: {identity: email}}
    - {name: name, data_categories: [user.name]}
";

fn erase(folder: &TempDir, place: &str) -> (Exit, String) {
    let path = |name: &str| folder.path().join(name).display().to_string();
    std::fs::write(path("map.yml"), MAP).expect("a map");
    let (mut out, mut err) = (Vec::new(), Vec::new());
    let connect = format!("news={place}");
    let (map, data) = (path("map.yml"), path("data"));
    let line = [
        "rightsdesk",
        "erase",
        "--execute",
        "--yes",
        "--map",
        &map,
        "--data",
        &data,
        "--connect",
        &connect,
        "--identity",
        "email=ann@shop.example",
    ];
    let exit = run_with(line.map(str::to_owned), &mut out, &mut err);
    (exit, String::from_utf8(err).expect("text"))
}

#[test]
fn an_erasure_at_a_service_is_sent_and_confirmed_by_looking_again() {
    let shelf = shelf();
    let held = Arc::clone(&shelf);
    let service = Service::start(move |asked| Some(newsletter(&held, asked)));
    let folder = TempDir::new().expect("a folder");
    let path = file(&folder, &description(&service.url(), ""));
    let (exit, said) = erase(&folder, &format!("service:{}", path.display()));
    assert_eq!(exit, Exit::Done, "{said}");
    let left: Vec<Json> = shelf.lock().expect("nobody panicked").iter().map(|row| row["id"].clone()).collect();
    assert_eq!(left, [json!(2), json!(3)]);
    let changes: Vec<String> = service
        .asked()
        .into_iter()
        .filter(|one| one.method != "GET")
        .map(|one| format!("{} {}", one.method, one.path))
        .collect();
    assert_eq!(changes, ["DELETE /v3/readers/1"]);
}

/// A receiver that checks every signature and carries out what it is told.
fn receiver(shelf: &Shelf, asked: &Asked) -> Said {
    use hmac::{Hmac, KeyInit, Mac};
    let mut mac = Hmac::<sha2::Sha256>::new_from_slice(b"s3cret").expect("a key");
    mac.update(format!("{}.{}", asked.header("rightsdesk-timestamp"), asked.body).as_bytes());
    let digits: String = mac.finalize().into_bytes().iter().map(|byte| format!("{byte:02x}")).collect();
    if asked.header("rightsdesk-signature") != format!("v1={digits}") {
        return (401, "", String::new());
    }
    let told: Json = serde_json::from_str(&asked.body).expect("JSON");
    let mut rows = shelf.lock().expect("nobody panicked");
    if told["ask"] == "change" {
        for change in told["changes"].as_array().expect("changes") {
            rows.retain(|row| !change["keys"]["rows"].as_array().expect("keys").iter().any(|key| key[0] == row["id"]));
        }
        return (200, "", json!({ "done": true }).to_string());
    }
    let page: usize = told["page"].as_str().and_then(|word| word.parse().ok()).unwrap_or(0);
    let found: Vec<Json> =
        rows.iter().skip(page).take(2).map(|row| json!([row["id"], row["contact"]["email"], row["name"]])).collect();
    let next = (page + 2 < rows.len()).then(|| (page + 2).to_string());
    (200, "", json!({ "rows": found, "next": next }).to_string())
}

#[test]
fn a_webhook_is_signed_and_changes_go_in_one_call() {
    let shelf = shelf();
    let held = Arc::clone(&shelf);
    let service = Service::start(move |asked| Some(receiver(&held, asked)));
    let folder = TempDir::new().expect("a folder");
    std::fs::write(folder.path().join("hook.key"), "s3cret\n").expect("a file");
    let text = format!(
        "url = \"{}\"\nsecret_file = \"hook.key\"\n[collections.readers]\nkey = [\"id\"]\ncolumns = [\"id\", \"email\", \"name\"]\nchanges = true\n",
        service.url()
    );
    let path = file(&folder, &text);
    let (exit, said) = erase(&folder, &format!("webhook:{}", path.display()));
    assert_eq!(exit, Exit::Done, "{said}");
    assert_eq!(shelf.lock().expect("nobody panicked").len(), 2);
    let changes = service.asked().into_iter().filter(|one| one.body.contains("\"change\"")).count();
    assert_eq!(changes, 1);
    std::fs::write(folder.path().join("hook.key"), "another").expect("a file");
    let clock = Arc::new(StoppedClock::at("2026-11-22T10:00:00Z"));
    let mut stranger = WebhookConnector::new(&path, None, Bounds::default(), clock).expect("a webhook");
    assert!(
        matches!(ids(&mut stranger, &all()), Err(ConnectorError::NeedsPerson { .. })),
        "a wrong signature is refused"
    );
}

#[test]
fn a_system_has_no_more_connections_than_it_may() {
    let places = Places::new(2);
    let connect = || places.take(Box::new(SqliteConnector::new("nowhere.db", Bounds::default())));
    let (one, two) = (connect().expect("a place"), connect().expect("a place"));
    assert!(matches!(connect(), Err(ConnectorError::Retry { .. })), "the third is asked again later");
    drop(one);
    assert!(connect().is_ok(), "a place that was given back is taken again");
    drop(two);
}
