//! Erasing in a folder of CSV files: the others' lines stay byte for byte.

use rightsdesk::cli::Exit;

use super::shop::{Desk, arguments};

const MAP: &str = "
dataset:
- fides_key: news
  collections:
  - name: readers
    rightsdesk: {erasure: {action: delete}}
    fields:
    - {name: id, fides_meta: {primary_key: true}}
    - {name: email, fides_meta: {identity: email}}
  - name: clicks
    fields:
    - {name: id, fides_meta: {primary_key: true}}
    - {name: reader, fides_meta: {references: [{dataset: news, field: readers.id, direction: from}]}}
    - {name: ip, data_categories: [user.device.ip_address]}
";

#[test]
fn lines_of_others_stay_as_they_are_whatever_their_quotes_and_ends() {
    let desk = Desk::new();
    std::fs::write(desk.path("map.yml"), MAP).expect("a file");
    std::fs::write(desk.path("readers.csv"), "\u{feff}id;email\r\n1;ann@x.example\r\n\"2\";\"bob@x.example\"\r\n")
        .expect("a file");
    let clicks = "id,reader,ip,words\n1,1,10.0.0.1,\"a \"\"b\"\"\"\n2,2,10.0.0.2,\"two\nlines\"\n3,1,10.0.0.3,last";
    std::fs::write(desk.path("clicks.csv"), clicks).expect("a file");
    let place = [format!("news=csv:{}", desk.folder.path().display())];
    let mut words = arguments(&desk.path("map.yml"), &place, []);
    words.extend(["--identity", "email=ann@x.example", "--execute", "--yes"].map(str::to_owned));
    let (exit, lines, said) = desk.erase(&words);
    assert_eq!((exit, lines.len()), (Exit::Done, 3), "{said}");
    let read = |name: &str| std::fs::read_to_string(desk.path(name)).expect("text");
    assert_eq!(read("readers.csv"), "\u{feff}id;email\r\n\"2\";\"bob@x.example\"\r\n");
    let left = "id,reader,ip,words\n1,1,,\"a \"\"b\"\"\"\n2,2,10.0.0.2,\"two\nlines\"\n3,1,,last";
    assert_eq!(read("clicks.csv"), left);
}
