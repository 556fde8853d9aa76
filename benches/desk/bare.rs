//! The yardsticks of durable writing: no product, just the disk and the database.

use std::fs::File;
use std::io::Write;
use std::path::Path;
use std::thread;
use std::time::{Duration, Instant};

use postgres::{Client, NoTls};
use rusqlite::Connection;

use crate::Outcome;
use crate::figures::{Times, rate};

/// How wide the bare row is.
const WIDTH: usize = 200;

/// The median time to append 4 KiB to a file and have the disk confirm it, in milliseconds.
pub fn sync_of_the_disk(folder: &Path, time: Duration) -> Outcome<f64> {
    let mut file = File::create(folder.join("bare.bytes"))?;
    let (began, mut times) = (Instant::now(), Times::default());
    while began.elapsed() < time {
        times.time(|| file.write_all(&[7; 4096]).and_then(|()| file.sync_data()))?;
    }
    Ok(times.median())
}

/// Rows of 200 bytes per second into SQLite, as durable as ours (WAL, synchronous FULL), so many to one commit.
pub fn rows_in_sqlite(folder: &Path, to_a_commit: usize, time: Duration) -> Outcome<f64> {
    let link = Connection::open(folder.join("bare.db"))?;
    link.execute_batch(
        "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA wal_autocheckpoint = 4000;
         CREATE TABLE IF NOT EXISTS bare (n INTEGER PRIMARY KEY, content BLOB NOT NULL);",
    )?;
    let mut insert = link.prepare("INSERT INTO bare (content) VALUES (?1)")?;
    let (began, mut rows) = (Instant::now(), 0);
    while began.elapsed() < time {
        link.execute_batch("BEGIN IMMEDIATE")?;
        for _ in 0..to_a_commit {
            insert.execute([[7_u8; WIDTH]])?;
        }
        link.execute_batch("COMMIT")?;
        rows += to_a_commit;
    }
    Ok(rate(rows, began.elapsed()))
}

/// Rows of 200 bytes per second into PostgreSQL, one to a commit, over so many connections at once.
pub fn rows_on_server(url: &str, connections: usize, time: Duration) -> Outcome<f64> {
    let table = "CREATE TABLE IF NOT EXISTS bare (n BIGSERIAL PRIMARY KEY, content BYTEA NOT NULL)";
    Client::connect(url, NoTls)?.batch_execute(table)?;
    let clients = (0..connections).map(|_| Client::connect(url, NoTls)).collect::<Result<Vec<_>, _>>()?;
    let began = Instant::now();
    let rows = thread::scope(|scope| {
        let threads: Vec<_> =
            clients.into_iter().map(|client| scope.spawn(move || insert(client, began, time))).collect();
        threads.into_iter().map(joined).sum::<Outcome<usize>>()
    })?;
    Ok(rate(rows, began.elapsed()))
}

fn insert(mut client: Client, began: Instant, time: Duration) -> Outcome<usize> {
    let statement = client.prepare("INSERT INTO bare (content) VALUES ($1)")?;
    let mut rows = 0;
    while began.elapsed() < time {
        client.execute(&statement, &[&[7_u8; WIDTH].as_slice()])?;
        rows += 1;
    }
    Ok(rows)
}

/// Whether the server syncs its commits to disk, as a sentence for the reader of the figures.
pub fn syncs_in_words(url: &str) -> Outcome<String> {
    let mut client = Client::connect(url, NoTls)?;
    let mut is_on = |name: &str| -> Outcome<bool> {
        Ok(client.query_one(&format!("SHOW {name}"), &[])?.get::<_, String>(0) == "on")
    };
    let syncs = is_on("fsync")? && is_on("synchronous_commit")?;
    let said =
        if syncs { "syncs every commit" } else { "does NOT sync its commits: compare the ratios, not the rates" };
    Ok(format!("The server {said}."))
}

/// The result of a thread; a panic in it is a failure of the measurement.
pub fn joined<T>(thread: thread::ScopedJoinHandle<'_, Outcome<T>>) -> Outcome<T> {
    thread.join().unwrap_or_else(|_| Err("a thread of the measurement stopped".into()))
}
