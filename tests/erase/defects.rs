//! What other tools were seen to do, and what must not happen here; and what a live schema forbids.

use rightsdesk::cli::Exit;

use super::shop::{Answer, Desk, Shop, arguments};

struct Scene {
    desk: Desk,
    shop: Shop,
}

impl Scene {
    fn new(map: &str, sql: &str) -> Self {
        let desk = Desk::new();
        std::fs::write(desk.path("map.yml"), map).expect("a file");
        let shop = Shop::Sqlite(desk.path("shop.db"));
        rusqlite::Connection::open(desk.path("shop.db")).expect("a file").execute_batch(sql).expect("a shop");
        Self { desk, shop }
    }

    fn erase(&self, more: &[&str]) -> Answer {
        let mut words = arguments(&self.desk.path("map.yml"), &[format!("shop={}", self.shop.place())], []);
        words.extend(["--as-of", "2026-11-22"].iter().chain(more).map(|word| (*word).to_owned()));
        self.desk.erase(&words)
    }

    fn run(&self, sql: &str) {
        rusqlite::Connection::open(self.desk.path("shop.db")).expect("a file").execute_batch(sql).expect("it runs");
    }
}

/// As fideslang has it: a customer and an address, tied by a key on the customer.
const HOUSEHOLD: &str = "
dataset:
- fides_key: shop
  collections:
  - name: customer
    fields:
    - {name: id, fides_meta: {primary_key: true}}
    - {name: email, data_categories: [user.contact.email], fides_meta: {identity: email}}
    - {name: name, data_categories: [user.name]}
    - {name: address_id, fides_meta: {references: [{dataset: shop, field: address.id, direction: to}]}}
  - name: address
    fields:
    - {name: id, fides_meta: {primary_key: true}}
    - {name: street, data_categories: [user.contact.address.street]}
";

const ANN: [&str; 2] = ["--identity", "email=ann@shop.example"];
const EXECUTE: [&str; 2] = ["--execute", "--yes"];

/// Defect 7 of the measured peer: erasing one customer emptied the home address of another.
#[test]
fn a_row_shared_by_two_people_is_never_destroyed_and_the_plan_says_so() {
    let scene = Scene::new(
        HOUSEHOLD,
        "CREATE TABLE customer (id integer PRIMARY KEY, email text, name text, address_id integer);
         CREATE TABLE address (id integer PRIMARY KEY, street text);
         INSERT INTO address VALUES (1, '1 Quay'), (2, '2 Quay');
         INSERT INTO customer VALUES (1, 'bob@shop.example', 'Bob', 1), (2, 'ann@shop.example', 'Ann', 1),
           (3, 'cy@shop.example', 'Cy', 2);",
    );
    let (exit, lines, said) = scene.erase(&ANN);
    assert_eq!(exit, Exit::Done, "{said}");
    let address = lines.iter().find(|line| line["collection"] == "address").expect("the address is shown");
    assert_eq!((address["action"].as_str(), address["rule"].as_str()), (Some("keep"), Some("shared with customer")));
    assert!(said.contains("Other people's records use 1 of the rows"), "{said}");
    let (exit, _, said) = scene.erase(&[&ANN[..], &EXECUTE].concat());
    assert_eq!(exit, Exit::Done, "{said}");
    assert!(format!("{:?}", scene.shop.everything()).contains("1 Quay"));
    assert!(!format!("{:?}", scene.shop.everything()).contains("Ann"));
    let (_, lines, _) = scene.erase(&["--identity", "email=cy@shop.example"]);
    let own = lines.iter().find(|line| line["collection"] == "address").expect("Cy's own address");
    assert_eq!(own["action"], "anonymise");
}

#[test]
fn a_column_that_may_not_be_empty_never_leaves_a_person_half_erased() {
    let map = HOUSEHOLD.replace(
        "{name: street, data_categories: [user.contact.address.street]}",
        "{name: street, data_categories: [user.contact.address.street], fides_meta: {masking_strategy_override: {strategy: null_rewrite}}}",
    );
    let scene = Scene::new(
        &map,
        "CREATE TABLE customer (id integer PRIMARY KEY, email text, name text, address_id integer);
         CREATE TABLE address (id integer PRIMARY KEY, street text NOT NULL);
         INSERT INTO address VALUES (1, '1 Quay');
         INSERT INTO customer VALUES (2, 'ann@shop.example', 'Ann', 1);",
    );
    let before = scene.shop.everything();
    for more in [&[][..], &EXECUTE] {
        let (exit, _, said) = scene.erase(&[&ANN[..], more].concat());
        assert_eq!(exit, Exit::Negative, "{said}");
        assert!(said.contains("shop.address: street may not be empty"), "{said}");
        assert_eq!(scene.shop.everything(), before, "nothing at all was changed");
    }
}

#[test]
fn a_statement_that_the_database_refuses_rolls_everything_back() {
    let scene = Scene::new(
        HOUSEHOLD,
        "CREATE TABLE customer (id integer PRIMARY KEY, email text, name text, address_id integer);
         CREATE TABLE address (id integer PRIMARY KEY, street text);
         CREATE TRIGGER guard BEFORE UPDATE ON address BEGIN SELECT RAISE(ABORT, 'no'); END;
         INSERT INTO address VALUES (1, '1 Quay');
         INSERT INTO customer VALUES (2, 'ann@shop.example', 'Ann', 1);",
    );
    let before = scene.shop.everything();
    let (exit, _, said) = scene.erase(&[&ANN[..], &EXECUTE].concat());
    assert_eq!(exit, Exit::Negative);
    assert!(said.contains("nothing was changed there") && !said.contains("Quay"), "{said}");
    assert_eq!(scene.shop.everything(), before);
    let (exit, _, said) = scene.erase(&[&ANN[..], &EXECUTE].concat());
    assert!(exit == Exit::Negative && said.contains("--resume"), "{said}");
    scene.run("DROP TRIGGER guard");
    let (exit, _, said) = scene.erase(&[&ANN[..], &EXECUTE, &["--resume"]].concat());
    assert_eq!(exit, Exit::Done, "{said}");
    assert!(!format!("{:?}", scene.shop.everything()).contains("Quay"));
}

const LEDGER: &str = "
dataset:
- fides_key: shop
  rightsdesk: {erasure: {action: delete}}
  collections:
  - name: member
    rightsdesk: {person: {shown_as: [name]}, find_by: [{identities: {name: name}, narrows: member}]}
    fields:
    - {name: id, fides_meta: {primary_key: true}}
    - {name: email, fides_meta: {identity: email}}
    - {name: name, data_categories: [user.name]}
    - {name: boss, fides_meta: {references: [{dataset: shop, field: member.id, direction: from, rightsdesk: {link: author}}]}}
  - name: rental
    fields:
    - {name: id, fides_meta: {primary_key: true}}
    - {name: member, fides_meta: {references: [{dataset: shop, field: member.id, direction: from}]}}
    - {name: note, data_categories: [user.content]}
  - name: payment
    rightsdesk: {retention: {keep_for: 6 years, from: paid_on, reason: the law, fields: [rental, paid_on, member]}}
    fields:
    - {name: id, fides_meta: {primary_key: true}}
    - {name: rental, fides_meta: {references: [{dataset: shop, field: rental.id, direction: from}]}}
    - {name: member, fides_meta: {references: [{dataset: shop, field: member.id, direction: from}]}}
    - {name: paid_on}
";

fn ledger(on_delete: &str, paid_on: &str) -> Scene {
    Scene::new(
        LEDGER,
        &format!(
            "CREATE TABLE member (id integer PRIMARY KEY, email text, name text, boss integer REFERENCES member (id));
             CREATE TABLE rental (id integer PRIMARY KEY, member integer NOT NULL REFERENCES member (id), note text);
             CREATE TABLE payment (id integer PRIMARY KEY, rental integer REFERENCES rental (id) {on_delete},
               member integer NOT NULL REFERENCES member (id), paid_on date);
             INSERT INTO member VALUES (1, 'bob@shop.example', 'Bob', NULL), (2, 'ann@shop.example', 'Ann', 2);
             INSERT INTO rental VALUES (1, 2, 'kept it long'); INSERT INTO payment VALUES (1, 1, 2, '{paid_on}');"
        ),
    )
}

#[test]
fn what_a_deletion_would_change_on_a_kept_row_is_spared_whatever_the_schema_does_on_delete() {
    for on_delete in ["", "ON DELETE SET NULL", "ON DELETE CASCADE"] {
        let scene = ledger(on_delete, "2024-01-01");
        let payments = scene.shop.everything()["payment"].clone();
        let (exit, lines, said) = scene.erase(&[&ANN[..], &EXECUTE].concat());
        assert_eq!(exit, Exit::Done, "{on_delete}: {said}");
        let rental = lines.iter().find(|line| line["collection"] == "rental").expect("the rental");
        assert_eq!((&rental["action"], &rental["until"]), (&"anonymise".into(), &"2030-01-01".into()), "{on_delete}");
        assert_eq!(scene.shop.everything()["payment"], payments, "{on_delete}: the kept payment is as it was");
        assert!(!format!("{:?}", scene.shop.everything()).contains("kept it long"), "{on_delete}");
    }
}

#[test]
fn a_row_exactly_on_the_line_is_kept_and_the_day_after_it_goes() {
    for (paid_on, action) in [("2020-11-22", "keep"), ("2020-11-21", "erase")] {
        let (_, lines, _) = ledger("", paid_on).erase(&ANN);
        let payment = lines.iter().find(|line| line["collection"] == "payment").expect("the payment");
        assert_eq!(payment["action"], action, "{paid_on}");
    }
}

#[test]
fn a_row_that_may_have_to_be_kept_but_has_no_date_is_left_to_a_person() {
    let (_, lines, said) = ledger("", "soon").erase(&ANN);
    let payment = lines.iter().find(|line| line["collection"] == "payment").expect("the payment");
    assert_eq!(payment["action"], "review");
    assert!(said.contains("Left to a person"), "{said}");
}

#[test]
fn a_member_who_is_their_own_boss_goes_with_everything_past_its_time() {
    let scene = ledger("", "2010-01-01");
    let (exit, _, said) = scene.erase(&[&ANN[..], &EXECUTE].concat());
    assert_eq!(exit, Exit::Done, "{said}");
    let left = scene.shop.everything();
    assert_eq!((left["member"].len(), left["rental"].len(), left["payment"].len()), (1, 0, 0));
}

#[test]
fn a_row_that_others_point_at_without_being_in_the_map_is_not_pulled_away_from_them() {
    let scene = ledger("", "2010-01-01");
    scene.run(
        "CREATE TABLE badge (id integer PRIMARY KEY, member integer REFERENCES member (id) ON DELETE CASCADE);
         INSERT INTO badge VALUES (1, 2)",
    );
    let (exit, lines, said) = scene.erase(&[&ANN[..], &EXECUTE].concat());
    assert_eq!(exit, Exit::Done, "{said}");
    let member = lines.iter().find(|line| line["collection"] == "member").expect("the member");
    assert_eq!((&member["action"], &member["rule"]), (&"anonymise".into(), &"needed by badge".into()));
    assert_eq!(scene.shop.everything()["badge"].len(), 1);
}

#[test]
fn a_legal_hold_stops_everything_and_is_seen() {
    let scene = ledger("", "2010-01-01");
    let held =
        LEDGER.replace("{erasure: {action: delete}}", "{erasure: {action: delete}, legal_hold: claim 7 of 2026}");
    std::fs::write(scene.desk.path("map.yml"), held).expect("a file");
    let before = scene.shop.everything();
    let (exit, _, said) = scene.erase(&[&ANN[..], &EXECUTE].concat());
    assert_eq!(exit, Exit::Negative);
    assert!(said.contains("legal hold on shop: claim 7 of 2026"), "{said}");
    assert_eq!(scene.shop.everything(), before);
}

#[test]
fn the_other_owner_of_a_mailbox_is_not_erased_by_a_second_run() {
    let scene = ledger("", "2010-01-01");
    scene.run("UPDATE member SET email = 'ANN@shop.example' WHERE id = 1");
    let with_name = [&ANN[..], &["--identity", "name=Ann"], &EXECUTE].concat();
    let (exit, lines, _) = scene.erase(&ANN);
    assert!(exit == Exit::Choose && lines[0]["candidates"].as_array().is_some_and(|both| both.len() == 2));
    let (exit, _, said) = scene.erase(&with_name);
    assert_eq!(exit, Exit::Done, "{said}");
    let after = scene.shop.everything();
    assert!(after["member"][0].contains("Bob"));
    let (exit, _, said) = scene.erase(&with_name);
    assert_eq!(exit, Exit::Done, "{said}");
    assert_eq!(scene.shop.everything(), after);
    let (exit, lines, _) = scene.erase(&[&ANN[..], &["--identity", "name=Eve"], &EXECUTE].concat());
    assert!(exit == Exit::Choose, "somebody with another name is asked about: {lines:?}");
    assert_eq!(scene.shop.everything(), after);
}
