//! Every person of the fixtures, erased on a copy of the shop.

use std::fs::File;
use std::io::{BufReader, Read};
use std::path::Path;

use flate2::read::GzDecoder;
use postgres::{Client, NoTls};
use rightsdesk::cli::Exit;

use super::shop::{Desk, Shop, arguments, shipped};
use super::verdict::Truth;
use crate::gather::dump;
use crate::gather::ground_truth::mariadb_with;
use crate::harness::fixtures;
use crate::harness::mariadb::MariaDatabase;
use crate::harness::postgres::Database;

/// Plans (which changes nothing), erases, checks every row, and erases once more (which changes nothing).
fn everybody(map: &str, system: &str, folder: &Path, fresh: impl Fn(&Desk) -> Shop) {
    let truth = Truth::read(folder);
    for person in &truth.persons {
        let desk = Desk::new();
        let shop = fresh(&desk);
        let place = [format!("{system}={}", shop.place())];
        let mut words = arguments(&shipped(map), &place, &person.given);
        words.extend(["--as-of".to_owned(), truth.as_of.clone()]);
        let execute: Vec<String> = words.iter().cloned().chain(["--execute".to_owned(), "--yes".to_owned()]).collect();
        let (before, everything) = (person.tables(&shop), shop.everything());
        let (exit, plan, said) = desk.erase(&words);
        assert_eq!(exit, Exit::Done, "person {}: {said}", person.key);
        assert!(shop.everything() == everything, "person {}: the plan changed something", person.key);
        let (exit, _, said) = desk.erase(&execute);
        assert_eq!(exit, Exit::Done, "person {}: {said}", person.key);
        person.assert_done(&plan, &before, &person.tables(&shop));
        let everything = shop.everything();
        let (exit, _, said) = desk.erase(&execute);
        assert_eq!(exit, Exit::Done, "person {}, again: {said}", person.key);
        assert!(shop.everything() == everything, "person {}: a second run changed something", person.key);
    }
}

#[test]
fn everybody_in_chinook_on_sqlite_is_erased_as_written_down() {
    let Some(folder) = fixtures::folder("shops/chinook", "erasing in Chinook") else { return };
    everybody("chinook.yml", "chinook", &folder, |desk| {
        std::fs::copy(folder.join("Chinook_Sqlite.sqlite"), desk.path("shop.db")).expect("a copy");
        Shop::Sqlite(desk.path("shop.db"))
    });
}

#[test]
fn everybody_in_oscar_on_sqlite_is_erased_as_written_down() {
    let Some(folder) = fixtures::folder("shops/oscar", "erasing in django-oscar") else { return };
    everybody("django-oscar.yml", "django_oscar", &folder, |desk| {
        let packed = File::open(folder.join("oscar.sqlite.gz")).expect("the fixture has the file");
        let mut unpacked = File::create(desk.path("shop.db")).expect("a file");
        std::io::copy(&mut GzDecoder::new(packed), &mut unpacked).expect("it unpacks");
        Shop::Sqlite(desk.path("shop.db"))
    });
}

/// Databases copied from one that was loaded once.
struct Copies {
    original: Database,
    copy: std::cell::RefCell<Option<Database>>,
}

impl Copies {
    fn load(folder: &Path, what: &str, dumps: &[&str]) -> Option<Self> {
        let original = Database::create(what)?;
        let mut client = original.connect();
        for name in dumps {
            let file = File::open(folder.join(name)).expect("the fixture has the dump");
            let packed = Path::new(name).extension().is_some_and(|extension| extension == "gz");
            let text: Box<dyn Read> = if packed { Box::new(GzDecoder::new(file)) } else { Box::new(file) };
            dump::load(&mut client, BufReader::new(text));
        }
        Some(Self { original, copy: std::cell::RefCell::new(None) })
    }

    /// A fresh copy; the one before goes.
    fn fresh(&self) -> Shop {
        let copy = Database::create("a copy of a shop").expect("there is a server");
        let name = |url: &str| url.rsplit_once('/').map(|(_, name)| name.to_owned()).expect("a URL");
        let (from, to) = (name(&self.original.url()), name(&copy.url()));
        let server = self.original.url().replace(&from, "postgres");
        let mut client = Client::connect(&server, NoTls).expect("the server");
        client.batch_execute(&format!("DROP DATABASE {to} WITH (FORCE)")).expect("an empty database goes");
        client.batch_execute(&format!("CREATE DATABASE {to} TEMPLATE {from}")).expect("a copy");
        let url = copy.url();
        self.copy.replace(Some(copy));
        Shop::Postgres(url)
    }
}

#[test]
fn everybody_in_chinook_on_postgresql_is_erased_as_written_down() {
    let Some(folder) = fixtures::folder("shops/chinook", "erasing in Chinook") else { return };
    let Some(copies) = Copies::load(&folder, "erasing in Chinook on PostgreSQL", &["Chinook_PostgreSql.sql"]) else {
        return;
    };
    everybody("chinook.yml", "chinook", &folder, |_| copies.fresh());
}

#[test]
fn everybody_in_sakila_is_erased_as_written_down() {
    let Some(folder) = fixtures::folder("shops/sakila", "erasing in Sakila") else { return };
    let dumps = ["postgres-sakila-schema.sql", "postgres-sakila-insert-data-using-copy.sql"];
    let Some(copies) = Copies::load(&folder, "erasing in Sakila", &dumps) else { return };
    everybody("sakila.yml", "sakila", &folder, |_| copies.fresh());
}

#[test]
fn everybody_in_oscar_on_postgresql_is_erased_as_written_down() {
    let Some(folder) = fixtures::folder("shops/oscar", "erasing in django-oscar") else { return };
    let Some(copies) = Copies::load(&folder, "erasing in django-oscar on PostgreSQL", &["oscar_pg.sql.gz"]) else {
        return;
    };
    everybody("django-oscar.yml", "django_oscar", &folder, |_| copies.fresh());
}

/// Everybody of a fixture whose dump is loaded into MariaDB once and copied for each.
fn everybody_on_mariadb(map: &str, system: &str, folder: &Path, dump: &str) {
    let Some(original) = mariadb_with(folder, dump) else { return };
    let copy = std::cell::RefCell::new(None);
    everybody(map, system, folder, |_| {
        let fresh = MariaDatabase::create("a copy of a shop").expect("there is a server");
        fresh.copy_from(&original);
        let url = fresh.url();
        copy.replace(Some(fresh));
        Shop::Mysql(url)
    });
}

#[test]
fn everybody_in_chinook_on_mariadb_is_erased_as_written_down() {
    let Some(folder) = fixtures::folder("shops/chinook", "erasing in Chinook") else { return };
    everybody_on_mariadb("chinook.yml", "chinook", &folder, "Chinook_MySql.sql");
}

#[test]
fn everybody_in_opencart_is_erased_as_written_down() {
    let Some(folder) = fixtures::folder("shops/opencart", "erasing in OpenCart") else { return };
    everybody_on_mariadb("opencart.yml", "opencart", &folder, "opencart_mariadb.sql.gz");
}
