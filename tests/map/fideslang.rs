//! A map as other tools write it, with everything their format has: it loads unchanged, and its masking is carried out.

use rightsdesk::cli::Exit;
use rightsdesk::domain::datamap::{DataMap, Identities, plan};

use super::shop::{everywhere, run};

/// Every key of the format, nulls and foreign extras included, in the form in which other tools write it down.
const MAP: &str = "
dataset:
  - fides_key: shop
    organization_fides_key: default_organization
    tags: null
    name: Shop
    description: null
    meta: null
    data_categories: null
    fides_meta:
      resource_id: shop.somewhere
      after: null
      namespace: {database_name: shop}
    collections:
      - name: customer
        description: null
        data_categories: null
        fields:
          - name: id
            data_categories: [user.unique_id]
            fides_meta: {primary_key: True, data_type: integer, references: null, identity: null, length: null, read_only: null, return_all_elements: null, custom_request_field: null}
            fields: null
          - name: email
            data_categories: [user.contact.email]
            fidesops_meta: {identity: email, data_type: string}
          - name: name
            data_categories: [user.name]
            fides_meta: {data_type: string, length: 40, masking_strategy_override: {strategy: random_string_rewrite, configuration: {length: 8, format_preservation: {suffix: '@example.com'}}}}
          - name: city
            data_categories: [user.contact.address.city]
            fides_meta: {masking_strategy_override: {strategy: string_rewrite, configuration: {rewrite_value: '1234', format_preservation: {suffix: -test}}}}
          - name: phone
            data_categories: [user.contact.phone_number]
            fides_meta: {masking_strategy_override: {strategy: null_rewrite, configuration: null}}
          - name: login
            data_categories: [user.account.username]
            fides_meta: {masking_strategy_override: {strategy: hash, configuration: {algorithm: SHA-512}}}
          - name: card
            data_categories: [user.financial]
            fides_meta: {masking_strategy_override: {strategy: hmac, configuration: {algorithm: SHA-256, format_preservation: {suffix: -x}}}}
          - name: secret
            data_categories: [user.authorization]
            fides_meta: {masking_strategy_override: {strategy: aes_encrypt, configuration: {mode: GCM, format_preservation: null}}}
          - name: segment
            data_categories: [user.behavior]
            fides_meta: {masking_strategy_override: {strategy: preserve}}
          - name: locked
            data_categories: [user.behavior]
            fides_meta: {read_only: true}
          - name: profile
            data_categories: [user.content]
            fides_meta: {data_type: object}
            fields:
              - name: hobbies
                data_categories: [user]
                fides_meta: {data_type: 'string[]', return_all_elements: true, redact: name}
        fides_meta: {after: [shop.visit], erase_after: [shop.visit], skip_processing: false, masking_strategy_override: null, partitioning: null}
      - name: visit
        fields:
          - name: id
            fides_meta: {primary_key: True}
          - name: customer_id
            data_categories: [user.unique_id]
            fides_meta: {references: [{dataset: shop, field: customer.id, direction: from}]}
        fides_meta: {masking_strategy_override: {strategy: delete}}
      - name: click
        fides_meta: {masking_strategy_override: delete, redact: name}
        fields:
          - name: id
            fides_meta: {primary_key: True}
          - name: visit_id
            fides_meta: {references: [{dataset: shop, field: visit.id, direction: from}]}
      - name: audit
        fides_meta: {skip_processing: true}
        fields: [{name: customer_id, fides_meta: {references: [{dataset: shop, field: customer.id, direction: from}]}}]
";

const SHOP: &str = "
CREATE TABLE customer (id integer PRIMARY KEY, email varchar(80), name varchar(40) NOT NULL, city varchar(40), phone varchar(40), login varchar(200),
  card varchar(200), secret text, segment varchar(10), locked varchar(10), profile text);
CREATE TABLE visit (id integer PRIMARY KEY, customer_id integer NOT NULL, FOREIGN KEY (customer_id) REFERENCES customer (id));
CREATE TABLE click (id integer PRIMARY KEY, visit_id integer);
CREATE TABLE audit (customer_id integer);
INSERT INTO customer VALUES (1, 'ann@shop.example', 'Ann', 'Hexham', '01434', 'annl', '4111', 'sesame', 'gold', 'kept', 'reads'),
  (2, 'bob@shop.example', 'Bob', 'York', '01904', 'bobp', '4222', 'open', 'tin', 'too', 'runs');
INSERT INTO visit VALUES (10, 1), (11, 2);
INSERT INTO click VALUES (20, 10), (21, 11);
INSERT INTO audit VALUES (1);
";

#[test]
fn a_map_of_another_tool_loads_unchanged_and_fits_its_schema() {
    for shop in everywhere(SHOP) {
        let (exit, answer) = shop.check(MAP);
        assert_eq!(exit, Exit::Done, "{}: {answer}", shop.engine);
    }
}

#[test]
fn what_the_map_names_as_after_is_asked_later() {
    let map = DataMap::parse(MAP).expect("a map");
    let plan = plan(&map, &Identities::new([("email", "ann@shop.example")])).expect("a plan");
    let names: Vec<&str> = plan.systems[0].collections.iter().map(|held| held.name.as_str()).collect();
    assert_eq!(names, ["visit", "customer", "click"], "skipped collections are not asked at all");
}

#[test]
fn every_masking_strategy_is_carried_out_and_confirmed() {
    for shop in everywhere(SHOP) {
        let (map, data) = (shop.path("map.yml"), shop.path("data"));
        std::fs::write(&map, MAP).expect("a file");
        let (map, data, place) = (map.display().to_string(), data.display().to_string(), shop.connect());
        let who = ["--map", &map, "--connect", &place, "--identity", "email=ann@shop.example"];
        let erase: Vec<&str> = [["erase", "--json", "--data", &data, "--execute", "--yes"].as_slice(), &who].concat();
        let (exit, _, said) = run(&erase.iter().map(|word| (*word).to_owned()).collect::<Vec<_>>());
        assert_eq!(exit, Exit::Done, "{}: {said}", shop.engine);
        let by_number =
            ["gather", "--json", "--map", &map, "--connect", &place, "--identity", "email=bob@shop.example"];
        let (_, out, _) = run(&by_number.map(str::to_owned));
        assert_eq!(out.lines().count(), 3, "{}: the other person keeps everything", shop.engine);
        let row = shop.row(
            "SELECT email, name, city, phone, login, card, secret, segment, locked, profile FROM customer WHERE id = 1",
        );
        let text = |at: usize| row[at].clone().unwrap_or_default();
        assert_eq!((row[0].as_ref(), row[3].as_ref(), row[9].as_ref()), (None, None, None), "{}", shop.engine);
        assert_eq!((text(1).len(), text(1).ends_with("@example.com")), (20, true), "{}", shop.engine);
        assert_eq!(text(2), "1234-test");
        assert_eq!((text(4).len(), text(5).len(), text(5).ends_with("-x")), (128, 66, true));
        assert!(text(6).len() > 20 && !text(6).contains("sesame"));
        assert_eq!((text(7), text(8)), ("gold".to_owned(), "kept".to_owned()), "what is preserved stays");
        assert_eq!(shop.row("SELECT count(*) FROM visit"), [Some("1".to_owned())]);
        assert_eq!(shop.row("SELECT count(*) FROM click"), [Some("1".to_owned())]);
        assert_eq!(shop.row("SELECT count(*) FROM audit"), [Some("1".to_owned())], "what is skipped is not touched");
    }
}
