//! Reading a dump of a PostgreSQL database into a throwaway one, without the command line client.

use std::io::{BufRead, Write};

use postgres::Client;

/// Runs a dump's statements and its `COPY … FROM stdin` blocks. Roles and databases of the dump are passed over.
pub fn load(client: &mut Client, dump: impl BufRead) {
    let mut statements = String::new();
    let mut lines = dump.lines().map(|line| line.expect("the dump is UTF-8"));
    while let Some(line) = lines.next() {
        if line.starts_with("COPY ") && line.ends_with("FROM stdin;") {
            run(client, &std::mem::take(&mut statements));
            let mut copy = client.copy_in(&line).expect("the table takes rows");
            for row in lines.by_ref().take_while(|row| row != r"\.") {
                copy.write_all(row.as_bytes()).and_then(|()| copy.write_all(b"\n")).expect("a row");
            }
            copy.finish().expect("the rows are whole");
        } else if !is_about_the_server(&line) {
            statements.push_str(&line);
            statements.push('\n');
        }
    }
    run(client, &statements);
    // A dump switches the search path off for its own session.
    client.batch_execute("RESET ALL").expect("a session");
}

fn run(client: &mut Client, statements: &str) {
    client.batch_execute(statements).unwrap_or_else(|error| panic!("the dump's statements run: {error:?}"));
}

fn is_about_the_server(line: &str) -> bool {
    let starts =
        [r"\", "CREATE DATABASE", "DROP DATABASE", "GRANT ", "REVOKE ", "CREATE PROCEDURAL", "SET transaction_timeout"];
    starts.iter().any(|start| line.starts_with(start)) || line.contains(" OWNER TO ")
}
