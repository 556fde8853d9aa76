//! Which outside crate lives in which room, so that each can be replaced in one place.

use super::mentions::{mentions, module_of};
use super::tree::product;
use super::verdict::{demand, offence};

/// A crate and the only modules that may name it.
const HOMES: &[(&str, &[&str])] = &[
    ("actix_multipart", &["web"]),
    ("actix_web", &["web", "cli::serve"]),
    ("aead_stream", &["adapters::vault"]),
    ("argon2", &["adapters"]),
    ("askama", &["web", "adapters::mail", "adapters::package"]),
    ("chacha20poly1305", &["adapters::vault"]),
    ("clap", &["cli"]),
    ("csv", &["adapters"]),
    ("diesel", &["adapters::store"]),
    ("diesel_migrations", &["adapters::store"]),
    ("getrandom", &["adapters::system"]),
    ("governor", &["web"]),
    ("krilla", &["adapters::documents", "adapters::package"]),
    ("lettre", &["adapters::mail"]),
    ("libsqlite3_sys", &["adapters"]),
    ("mysql", &["adapters::connectors"]),
    ("postgres", &["adapters::connectors"]),
    ("mail_parser", &["adapters::incoming"]),
    ("pq_sys", &["adapters::store"]),
    ("rusqlite", &["adapters::connectors", "adapters::samples"]),
    ("rustls", &["adapters"]),
    ("tokio", &["jobs", "cli", "web", "adapters"]),
    ("tokio_cron_scheduler", &["jobs::schedule"]),
    ("tokio_postgres", &["adapters"]),
    ("tokio_postgres_rustls", &["adapters"]),
    ("tokio_rustls", &["adapters"]),
    ("tracing_subscriber", &["cli"]),
    ("webpki_roots", &["adapters"]),
    ("zip", &["adapters::package"]),
];

/// What the pure rooms must not touch: the outside of the program.
const OUTSIDE: &[&str] = &["fs", "env", "net", "process", "thread"];

fn is_inside(module: &[String], home: &str) -> bool {
    let home: Vec<&str> = home.split("::").collect();
    module.len() >= home.len() && module.iter().zip(&home).all(|(part, wanted)| part == wanted)
}

#[test]
fn each_outside_crate_lives_in_its_own_room() {
    let mut offences = Vec::new();
    for file in product() {
        let module = module_of(&file.path);
        for mention in mentions(&file) {
            let Some((name, homes)) = HOMES.iter().find(|(name, _)| mention.path[0] == *name) else { continue };
            if !homes.iter().any(|home| is_inside(&module, home)) {
                offences.push(offence(mention.place(&file), format!("{name} lives only in {}", homes.join(", "))));
            }
        }
    }
    demand("An outside crate is named only in the room that wraps it.", &offences);
}

#[test]
fn the_rules_and_the_ports_touch_nothing_outside() {
    let mut offences = Vec::new();
    for file in product() {
        if !["src/domain/", "src/ports/"].iter().any(|pure| file.path.starts_with(pure)) {
            continue;
        }
        let outside = |path: &[String]| path[0] == "std" && OUTSIDE.contains(&path[1].as_str());
        let touching =
            mentions(&file).into_iter().filter(|mention| outside(&mention.path) || mention.path[0] == "tracing");
        offences.extend(touching.map(|mention| offence(mention.place(&file), mention.path.join("::"))));
    }
    demand("domain and ports read no file, environment, network or thread, and write no log.", &offences);
}
