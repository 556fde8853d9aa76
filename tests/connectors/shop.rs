//! The little shop, once as SQL and once as files: awkward names, awkward values.

use std::sync::Arc;

use rightsdesk::adapters::connectors::csv::CsvConnector;
use rightsdesk::adapters::connectors::mysql::MysqlConnector;
use rightsdesk::adapters::connectors::postgres::PostgresConnector;
use rightsdesk::adapters::connectors::service::ServiceConnector;
use rightsdesk::adapters::connectors::sqlite::SqliteConnector;
use rightsdesk::adapters::connectors::webhook::WebhookConnector;
use rightsdesk::adapters::connectors::xlsx::XlsxConnector;
use rightsdesk::adapters::package::Workbook;
use rightsdesk::domain::personal::Personal;
use rightsdesk::ports::connector::{Bounds, Connector, Table};
use serde_json::{Value as Json, json};
use tempfile::TempDir;

use crate::harness::mariadb::MariaDatabase;
use crate::harness::postgres::Database;
use crate::harness::service::{Answer, Asked, Service};
use crate::harness::time::StoppedClock;

/// Names that are SQL, values that are SQL, letters of other scripts, empty cells, a composite key.
const SQL: &str = r#"
CREATE TABLE "order ""items""" ("select" integer NOT NULL, "the ""line""" varchar(20) NOT NULL, "note;--" text, "who's" text,
  PRIMARY KEY ("select", "the ""line"""));
INSERT INTO "order ""items""" VALUES
  (1, 'a', 'ÉMILE''s "gift"', 'emile@shop.example'), (1, 'b', NULL, 'O''Brien'), (2, 'a', 'x', 'EMILE@SHOP.EXAMPLE'),
  (2, 'b', '100%_\', '''; DROP TABLE items; --'), (10, 'a', 'y', NULL);
CREATE TABLE many (id integer PRIMARY KEY, half integer NOT NULL);
"#;

const ITEMS: &str = "select,\"the \"\"line\"\"\",note;--,who's\n\
1,a,\"ÉMILE's \"\"gift\"\"\",emile@shop.example\n1,b,,O'Brien\n2,a,x,EMILE@SHOP.EXAMPLE\n2,b,100%_\\,'; DROP TABLE items; --\n10,a,y,\n";

/// How many rows the large table has.
pub const MANY: usize = 3000;

pub fn items() -> Table {
    Table { schema: None, name: "order \"items\"".into() }
}

pub fn many() -> Table {
    Table { schema: None, name: "many".into() }
}

/// What a shop stands on while a test runs.
pub enum Ground {
    Folder(TempDir),
    Server(Database),
    Maria(MariaDatabase),
    Served { folder: TempDir, _alive: Service },
}

/// A shop and how to connect to it.
pub struct Shop {
    pub engine: &'static str,
    pub ground: Ground,
}

impl Shop {
    pub fn connect(&self, bounds: Bounds) -> Box<dyn Connector> {
        match (&self.ground, self.engine) {
            (Ground::Folder(folder), "xlsx") => Box::new(XlsxConnector::new(folder.path(), bounds)),
            (Ground::Served { folder, .. }, "service") => {
                let path = folder.path().join("service.toml");
                Box::new(ServiceConnector::new(&path, None, bounds).expect("a service"))
            }
            (Ground::Served { folder, .. }, _) => {
                let clock = Arc::new(StoppedClock::at("2026-11-22T10:00:00Z"));
                let path = folder.path().join("webhook.toml");
                let secret = Some(Personal::new("s3cret"));
                Box::new(WebhookConnector::new(&path, secret, bounds, clock).expect("a webhook"))
            }
            (Ground::Folder(folder), "csv") => Box::new(CsvConnector::new(folder.path(), bounds)),
            (Ground::Folder(folder), _) => Box::new(SqliteConnector::new(folder.path().join("shop.db"), bounds)),
            (Ground::Server(database), _) => {
                Box::new(PostgresConnector::new(&database.url(), bounds).expect("an address"))
            }
            (Ground::Maria(database), _) => Box::new(MysqlConnector::new(&database.url(), bounds).expect("an address")),
        }
    }
}

/// Every shop that can be had here.
pub fn shops() -> Vec<Shop> {
    let mut shops = vec![sqlite(), csv(), xlsx(), service(), webhook()];
    shops.extend(postgres());
    shops.extend(mariadb());
    shops
}

pub fn sqlite() -> Shop {
    let folder = TempDir::new().expect("a temporary folder");
    let connection = rusqlite::Connection::open(folder.path().join("shop.db")).expect("a new file");
    connection.execute_batch(&format!("{SQL}{}", numbers())).expect("the shop is set up");
    Shop { engine: "sqlite", ground: Ground::Folder(folder) }
}

/// The rows of the little shop as the services and workbooks hold them.
const ROWS: [[Option<&str>; 4]; 5] = [
    [Some("1"), Some("a"), Some("ÉMILE's \"gift\""), Some("emile@shop.example")],
    [Some("1"), Some("b"), None, Some("O'Brien")],
    [Some("2"), Some("a"), Some("x"), Some("EMILE@SHOP.EXAMPLE")],
    [Some("2"), Some("b"), Some("100%_\\"), Some("'; DROP TABLE items; --")],
    [Some("10"), Some("a"), Some("y"), None],
];

const COLUMNS: [&str; 4] = ["select", "the \"line\"", "note;--", "who's"];

fn xlsx() -> Shop {
    let folder = TempDir::new().expect("a temporary folder");
    let write = |name: &str, header: &[&str], rows: &mut dyn Iterator<Item = Vec<String>>| {
        let mut file = std::fs::File::create(folder.path().join(name)).expect("a file");
        let mut book = Workbook::new(&mut file).expect("a workbook");
        book.row(header).expect("a row");
        rows.for_each(|row| book.row(&row).expect("a row"));
        book.finish().expect("it is whole");
    };
    let text = |cell: Option<&str>| cell.unwrap_or_default().to_owned();
    write("order \"items\".xlsx", &COLUMNS, &mut ROWS.iter().map(|row| row.iter().copied().map(text).collect()));
    let many = |id: usize| vec![id.to_string(), (id / 2).to_string()];
    write("many.xlsx", &["id", "half"], &mut (1..=MANY).map(many));
    Shop { engine: "xlsx", ground: Ground::Folder(folder) }
}

/// Everything that a collection holds.
fn held(collection: &str) -> Vec<Vec<Json>> {
    if collection == "many" {
        return (1..=MANY).map(|id| vec![json!(id), json!(id / 2)]).collect();
    }
    ROWS.iter().map(|row| row.iter().map(|cell| json!(cell)).collect()).collect()
}

fn service() -> Shop {
    let page = |asked: &Asked| -> Answer {
        let names: &[&str] = if asked.path.contains("many") { &["id", "half"] } else { &COLUMNS };
        let rows = held(if asked.path.contains("many") { "many" } else { "items" });
        let rows = rows.into_iter().filter(|row| asked.parameter("select").is_none_or(|key| row[0] == json!(key)));
        let number: usize = asked.parameter("page").and_then(|word| word.parse().ok()).unwrap_or(1);
        let shown = rows.skip((number - 1) * 700).take(700);
        let object = |row: Vec<Json>| -> Json { names.iter().map(|name| (*name).to_owned()).zip(row).collect() };
        Some((200, "", json!({ "data": { "rows": shown.map(object).collect::<Vec<_>>() } }).to_string()))
    };
    let service = Service::start(page);
    let text = format!(
        "base = \"{}\"\n{}",
        service.url(),
        r#"
[collections.'order "items"']
key = ["select", 'the "line"']
columns = { select = "select", 'the "line"' = 'the "line"', 'note;--' = "note;--", "who's" = "who's" }
list = { path = "items", rows = "data.rows", paging = { kind = "page", parameter = "page" } }
find = [{ by = ["select"], path = "items?select={select}", rows = "data.rows" }]
[collections.many]
key = ["id"]
columns = { id = "id", half = "half" }
list = { path = "many", rows = "data.rows", paging = { kind = "page", parameter = "page" } }
"#
    );
    served("service", service, &text)
}

fn webhook() -> Shop {
    let service = Service::start(|asked| {
        let told: Json = serde_json::from_str(&asked.body).expect("JSON");
        let from: usize = told["page"].as_str().and_then(|word| word.parse().ok()).unwrap_or(0);
        let rows = held(told["collection"].as_str().unwrap_or_default());
        let next = (from + 900 < rows.len()).then(|| (from + 900).to_string());
        let page: Vec<Vec<Json>> = rows.into_iter().skip(from).take(900).collect();
        Some((200, "", json!({ "rows": page, "next": next }).to_string()))
    });
    let text = format!(
        "url = \"{}\"\n{}",
        service.url(),
        r#"
[collections.'order "items"']
key = ["select", 'the "line"']
columns = ["select", 'the "line"', "note;--", "who's"]
[collections.many]
key = ["id"]
columns = ["id", "half"]
"#
    );
    served("webhook", service, &text)
}

fn served(engine: &'static str, service: Service, text: &str) -> Shop {
    let folder = TempDir::new().expect("a temporary folder");
    std::fs::write(folder.path().join(format!("{engine}.toml")), text).expect("a file");
    Shop { engine, ground: Ground::Served { folder, _alive: service } }
}

fn csv() -> Shop {
    let folder = TempDir::new().expect("a temporary folder");
    let write = |name: &str, text: &str| std::fs::write(folder.path().join(name), text).expect("a file");
    write("order \"items\".csv", &format!("\u{feff}{ITEMS}"));
    let rows: String = (1..=MANY).map(|id| format!("{id},{}\n", id / 2)).collect();
    write("many.csv", &format!("id,half\n{rows}"));
    Shop { engine: "csv", ground: Ground::Folder(folder) }
}

pub fn postgres() -> Option<Shop> {
    let database = Database::create("the connector to PostgreSQL")?;
    database.run(&format!("{SQL}{}", numbers()));
    Some(Shop { engine: "postgres", ground: Ground::Server(database) })
}

/// The same statements, spelled for a server that quotes names with backticks and knows escapes in texts.
pub fn mariadb() -> Option<Shop> {
    let database = MariaDatabase::create("the connector to MariaDB")?;
    database.run(&format!("SET sql_mode = 'ANSI_QUOTES,NO_BACKSLASH_ESCAPES';\n{SQL}{}", numbers()));
    Some(Shop { engine: "mysql", ground: Ground::Maria(database) })
}

fn numbers() -> String {
    let rows: Vec<String> = (1..=MANY).map(|id| format!("({id}, {})", id / 2)).collect();
    format!("INSERT INTO many VALUES {};", rows.join(","))
}
