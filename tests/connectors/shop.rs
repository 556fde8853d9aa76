//! The little shop, once as SQL and once as files: awkward names, awkward values.

use rightsdesk::adapters::connectors::csv::CsvConnector;
use rightsdesk::adapters::connectors::mysql::MysqlConnector;
use rightsdesk::adapters::connectors::postgres::PostgresConnector;
use rightsdesk::adapters::connectors::sqlite::SqliteConnector;
use rightsdesk::ports::connector::{Bounds, Connector, Table};
use tempfile::TempDir;

use crate::harness::mariadb::MariaDatabase;
use crate::harness::postgres::Database;

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
}

/// A shop and how to connect to it.
pub struct Shop {
    pub engine: &'static str,
    pub ground: Ground,
}

impl Shop {
    pub fn connect(&self, bounds: Bounds) -> Box<dyn Connector> {
        match (&self.ground, self.engine) {
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
    let mut shops = vec![sqlite(), csv()];
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
