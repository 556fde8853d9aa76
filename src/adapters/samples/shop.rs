//! Filling the sample shop.

use std::fs;
use std::io;
use std::path::Path;

use chrono::{DateTime, SecondsFormat, TimeDelta, Utc};
use rusqlite::{Connection, Transaction, params};

use super::data::{Dice, MESSAGES, NEIGHBOURS, PAGES, PRODUCTS, REVIEWS};
use super::people::{PEOPLE, SamplePerson};

const SCHEMA: &str = include_str!("../../../config/samples/shop.sql");
/// Page views of the person with the longest history.
const LONG_HISTORY: u64 = 5_000;

/// Why the sample shop could not be made.
#[derive(Debug, thiserror::Error)]
pub enum SampleError {
    /// The database.
    #[error("the sample shop's database: {0}")]
    Database(#[from] rusqlite::Error),
    /// The files.
    #[error("the sample shop's files: {0}")]
    Files(#[from] io::Error),
    /// The CSV files.
    #[error("the sample shop's CSV files: {0}")]
    Csv(#[from] csv::Error),
}

/// Makes `shop.sqlite` and the folder `newsletter` below a folder, as of a day. What is there already is kept.
pub fn make_shop(folder: &Path, as_of: DateTime<Utc>) -> Result<(), SampleError> {
    fs::create_dir_all(folder)?;
    let path = folder.join("shop.sqlite");
    if path.exists() {
        return Ok(());
    }
    let unfinished = folder.join("shop.sqlite.new");
    if unfinished.exists() {
        fs::remove_file(&unfinished)?;
    }
    let mut connection = Connection::open(&unfinished)?;
    connection.execute_batch(SCHEMA)?;
    let transaction = connection.transaction()?;
    let mut shop = Filler { sql: &transaction, dice: Dice::new(20_261_122), as_of, orders: 0 };
    shop.fill()?;
    transaction.commit()?;
    connection.close().map_err(|(_, error)| error)?;
    make_newsletter(&folder.join("newsletter"), as_of)?;
    Ok(fs::rename(unfinished, path)?)
}

struct Filler<'a> {
    sql: &'a Transaction<'a>,
    dice: Dice,
    as_of: DateTime<Utc>,
    orders: u64,
}

fn stamp(at: DateTime<Utc>) -> String {
    at.to_rfc3339_opts(SecondsFormat::Secs, true)
}

fn number(index: usize) -> i64 {
    i64::try_from(index).unwrap_or(i64::MAX).saturating_add(1)
}

impl Filler<'_> {
    fn fill(&mut self) -> Result<(), SampleError> {
        for (index, person) in PEOPLE.iter().enumerate() {
            self.customer(number(index), person)?;
        }
        for (index, person) in PEOPLE.iter().enumerate() {
            self.history(number(index), person)?;
        }
        self.gift()?;
        self.mention()
    }

    fn customer(&mut self, id: i64, person: &SamplePerson) -> Result<(), SampleError> {
        let opened = self.dice.days_before(self.as_of - TimeDelta::days(400), 1800);
        let referred = (id > 6 && self.dice.below(3) == 0).then(|| id - 5);
        self.sql.execute(
            "INSERT INTO customer VALUES (?, ?, ?, ?, ?, ?, NULL, ?, ?, ?, ?, 0)",
            params![
                id,
                person.email,
                person.first,
                person.last,
                person.phone,
                format!("$argon2id$sample${id}"),
                referred,
                self.dice.below(2) == 0,
                self.dice.below(3) == 0,
                stamp(opened),
            ],
        )?;
        let name = format!("{} {}", person.first, person.last);
        self.sql.execute(
            "INSERT INTO address VALUES (?, ?, ?, ?, ?, ?)",
            params![id * 10, id, name, person.line1, person.town, person.postcode],
        )?;
        self.sql.execute("UPDATE customer SET default_address_id = ? WHERE id = ?", params![id * 10, id])?;
        let group = 1 + i64::try_from(self.dice.below(3)).unwrap_or_default();
        self.sql.execute("INSERT INTO customer_group_member VALUES (?, ?, ?)", params![id, group, stamp(opened)])?;
        Ok(())
    }

    fn history(&mut self, id: i64, person: &SamplePerson) -> Result<(), SampleError> {
        for _ in 0..2 + self.dice.below(5) {
            let guest = self.dice.below(6) == 0;
            self.order(id, person, guest)?;
        }
        for (sku, _) in PRODUCTS.iter().skip(usize::try_from(id % 7).unwrap_or_default()).take(2) {
            let added = stamp(self.dice.days_before(self.as_of, 500));
            self.sql.execute("INSERT INTO wish VALUES (?, ?, ?)", params![id, sku, added])?;
        }
        self.words(id, person)?;
        self.views(id)
    }

    fn order(&mut self, id: i64, person: &SamplePerson, guest: bool) -> Result<(), SampleError> {
        self.orders += 1;
        let number = format!("{}", 18_000 + self.orders * 7);
        let placed = self.dice.days_before(self.as_of - TimeDelta::days(3), 2900);
        let name = format!("{} {}", person.first, person.last);
        let (sku, price) = self.dice.pick(&PRODUCTS).unwrap_or(("CABLE-C", "9.95"));
        self.sql.execute(
            "INSERT INTO orders VALUES (?, ?, ?, ?, 'delivered', ?, ?, ?, ?, ?, ?, ?, NULL)",
            params![
                number,
                (!guest).then_some(id),
                guest.then(|| person.email.trim().to_uppercase()),
                stamp(placed),
                name,
                person.postcode,
                name,
                person.line1,
                person.town,
                person.postcode,
                price,
            ],
        )?;
        self.sql.execute("INSERT INTO order_line VALUES (?, 1, ?, 1, ?)", params![number, sku, price])?;
        self.paid_and_sent(&number, price, placed)
    }

    fn paid_and_sent(&mut self, order: &str, amount: &str, placed: DateTime<Utc>) -> Result<(), SampleError> {
        let card = format!("{:04}", self.dice.below(10_000));
        let reference = format!("WP-{:08}", self.dice.below(100_000_000));
        self.sql.execute(
            "INSERT INTO payment (order_number, method, card_last4, processor_reference, amount, paid_at) VALUES (?, 'card', ?, ?, ?, ?)",
            params![order, card, reference, amount, stamp(placed)],
        )?;
        let carrier = self.dice.pick(&["Royal Mail", "DPD", "Parcelforce"]);
        let left_with = self.dice.pick(&NEIGHBOURS).flatten();
        let tracking = format!("GB{:09}", self.dice.below(1_000_000_000));
        self.sql.execute("INSERT INTO parcel VALUES (?, 1, ?, ?, ?)", params![order, carrier, tracking, left_with])?;
        for (days, what) in [(1, "Collected"), (2, "Out for delivery"), (2, "Delivered")] {
            self.sql.execute(
                "INSERT INTO parcel_event (order_number, parcel_no, at, what) VALUES (?, 1, ?, ?)",
                params![order, stamp(placed + TimeDelta::days(days)), what],
            )?;
        }
        Ok(())
    }

    fn words(&mut self, id: i64, person: &SamplePerson) -> Result<(), SampleError> {
        let posted = stamp(self.dice.days_before(self.as_of, 900));
        let (sku, _) = self.dice.pick(&PRODUCTS).unwrap_or(("CABLE-C", "9.95"));
        let stars = 3 + i64::try_from(self.dice.below(3)).unwrap_or_default();
        self.sql.execute(
            "INSERT INTO review (sku, email, shown_name, stars, words, posted_at) VALUES (?, ?, ?, ?, ?, ?)",
            params![sku, person.email.trim(), person.first, stars, self.dice.pick(&REVIEWS), posted],
        )?;
        let Some((subject, body, note)) = self.dice.pick(&MESSAGES) else { return Ok(()) };
        let sent = stamp(self.dice.days_before(self.as_of, 700));
        let colleague = 1 + i64::try_from(self.dice.below(3)).unwrap_or_default();
        self.sql.execute(
            "INSERT INTO support_message (customer_id, from_email, subject, body, sent_at, answered_by, internal_note)
             VALUES (?, ?, ?, ?, ?, ?, ?)",
            params![id, person.email.trim(), subject, body, sent, colleague, note],
        )?;
        Ok(())
    }

    fn views(&mut self, id: i64) -> Result<(), SampleError> {
        let n = if id == 8 { LONG_HISTORY } else { 5 + self.dice.below(40) };
        let mut insert = self.sql.prepare("INSERT INTO page_view (customer_id, at, path, ip) VALUES (?, ?, ?, ?)")?;
        for _ in 0..n {
            let at = stamp(self.dice.days_before(self.as_of, 700));
            let ip = format!("192.0.2.{}", self.dice.below(255));
            insert.execute(params![id, at, self.dice.pick(&PAGES), ip])?;
        }
        Ok(())
    }

    /// Priya sends a present to somebody who is no customer, and receives one in somebody else's order.
    fn gift(&mut self) -> Result<(), SampleError> {
        let at = stamp(self.as_of - TimeDelta::days(60));
        let present = "INSERT INTO orders VALUES (?, ?, NULL, ?, 'delivered', ?, ?, ?, ?, ?, ?, ?, ?)";
        self.sql.execute(
            present,
            params![
                "20418",
                1,
                at,
                "Priya Nair",
                "M14 6YB",
                "Meera Iyer",
                "2 Canal Row",
                "York",
                "YO1 7PX",
                "64.00",
                "For Meera, who reads in the dark. Love, Priya"
            ],
        )?;
        self.sql.execute("INSERT INTO order_line VALUES ('20418', 1, 'LAMP-BR', 1, '64.00')", [])?;
        self.sql.execute(
            present,
            params![
                "20507",
                9,
                at,
                "Grace Patel",
                "LE2 1DA",
                "Priya Nair",
                "14 Egerton Road",
                "Manchester",
                "M14 6YB",
                "35.00",
                "Happy birthday! Grace"
            ],
        )?;
        self.sql.execute("INSERT INTO order_line VALUES ('20507', 1, 'SCARF-SI', 1, '35.00')", [])?;
        Ok(())
    }

    /// Somebody else writes about Priya: a candidate for a person to look at.
    fn mention(&mut self) -> Result<(), SampleError> {
        self.sql.execute(
            "INSERT INTO support_message (customer_id, from_email, subject, body, sent_at, answered_by, internal_note)
             VALUES (9, 'grace.patel@example.org', 'A present', 'Has the scarf for my friend Priya (priya.nair@example.org) arrived?', ?, 1, NULL)",
            params![stamp(self.as_of - TimeDelta::days(58))],
        )?;
        Ok(())
    }
}

fn make_newsletter(folder: &Path, as_of: DateTime<Utc>) -> Result<(), SampleError> {
    fs::create_dir_all(folder)?;
    let mut subscribers = csv::Writer::from_path(folder.join("subscribers.csv"))?;
    let mut sent = csv::Writer::from_path(folder.join("sent.csv"))?;
    subscribers.write_record(["email", "first_name", "consent", "consent_at"])?;
    sent.write_record(["id", "email", "campaign", "sent_at", "opened_at"])?;
    let mut dice = Dice::new(7);
    let mut id = 0;
    for person in PEOPLE.iter().filter(|person| person.last != "Okafor") {
        let email = person.email.trim();
        let since = stamp(dice.days_before(as_of - TimeDelta::days(200), 900));
        subscribers.write_record([email, person.first, "e-mail offers", &since])?;
        for (weeks, campaign) in [(30, "Spring clean"), (20, "Summer sale"), (9, "Autumn evenings")] {
            id += 1;
            let at = as_of - TimeDelta::weeks(weeks);
            let opened = if dice.below(2) == 0 { stamp(at + TimeDelta::hours(5)) } else { String::new() };
            sent.write_record([&id.to_string(), email, campaign, &stamp(at), &opened])?;
        }
    }
    subscribers.flush()?;
    Ok(sent.flush()?)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_shop_is_made_once_and_hangs_together() {
        let folder = tempfile::tempdir().unwrap();
        let as_of = "2026-11-22T10:00:00Z".parse().unwrap();
        make_shop(folder.path(), as_of).unwrap();
        make_shop(folder.path(), as_of + TimeDelta::days(1)).unwrap();
        let connection = Connection::open(folder.path().join("shop.sqlite")).unwrap();
        let count = |sql: &str| connection.query_row(sql, [], |row| row.get::<_, i64>(0)).unwrap();
        assert_eq!(count("SELECT count(*) FROM customer"), number(PEOPLE.len()) - 1);
        assert_eq!(count("SELECT count(*) FROM pragma_foreign_key_check"), 0);
        assert!(count("SELECT count(*) FROM orders WHERE customer_id IS NULL") > 0);
        assert_eq!(count("SELECT count(*) FROM page_view WHERE customer_id = 8"), 5_000);
        assert!(folder.path().join("newsletter/sent.csv").exists());
    }
}
