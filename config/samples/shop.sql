-- The sample shop: made by us, with the awkward shapes that real shops have. Guest orders are tied by e-mail only, addresses
-- and customers point at each other, parcels have two-column keys, and colleagues write notes about people.
CREATE TABLE staff (id INTEGER PRIMARY KEY, name TEXT NOT NULL, email TEXT NOT NULL);
CREATE TABLE product (sku TEXT PRIMARY KEY, name TEXT NOT NULL, price TEXT NOT NULL);
CREATE TABLE customer (
  id INTEGER PRIMARY KEY, email TEXT NOT NULL, first_name TEXT NOT NULL, last_name TEXT NOT NULL, phone TEXT,
  password_hash TEXT NOT NULL, default_address_id INTEGER REFERENCES address(id), referred_by INTEGER REFERENCES customer(id),
  wants_email INTEGER NOT NULL, wants_sms INTEGER NOT NULL, created_at TEXT NOT NULL,
  restricted INTEGER NOT NULL DEFAULT 0);
-- A restricted account is not used: whoever changes it has to take the mark off first.
CREATE TRIGGER customer_restricted BEFORE UPDATE ON customer WHEN OLD.restricted = 1 AND NEW.restricted = 1
  BEGIN SELECT RAISE(ABORT, 'this account is restricted'); END;
CREATE TABLE address (
  id INTEGER PRIMARY KEY, customer_id INTEGER NOT NULL REFERENCES customer(id), recipient TEXT NOT NULL, line1 TEXT NOT NULL,
  town TEXT NOT NULL, postcode TEXT NOT NULL);
CREATE TABLE customer_group (id INTEGER PRIMARY KEY, name TEXT NOT NULL);
CREATE TABLE customer_group_member (
  customer_id INTEGER NOT NULL REFERENCES customer(id), group_id INTEGER NOT NULL REFERENCES customer_group(id),
  since TEXT NOT NULL, PRIMARY KEY (customer_id, group_id));
CREATE TABLE orders (
  number TEXT PRIMARY KEY, customer_id INTEGER REFERENCES customer(id), guest_email TEXT, placed_at TEXT NOT NULL,
  status TEXT NOT NULL, billing_name TEXT NOT NULL, billing_postcode TEXT NOT NULL, ship_name TEXT NOT NULL,
  ship_line1 TEXT NOT NULL, ship_town TEXT NOT NULL, ship_postcode TEXT NOT NULL, total TEXT NOT NULL, gift_message TEXT);
CREATE INDEX orders_customer ON orders(customer_id);
CREATE TABLE order_line (
  order_number TEXT NOT NULL REFERENCES orders(number), line_no INTEGER NOT NULL, sku TEXT NOT NULL REFERENCES product(sku),
  quantity INTEGER NOT NULL, price TEXT NOT NULL, PRIMARY KEY (order_number, line_no));
CREATE TABLE payment (
  id INTEGER PRIMARY KEY, order_number TEXT NOT NULL REFERENCES orders(number), method TEXT NOT NULL, card_last4 TEXT,
  processor_reference TEXT NOT NULL, amount TEXT NOT NULL, paid_at TEXT NOT NULL);
CREATE TABLE parcel (
  order_number TEXT NOT NULL REFERENCES orders(number), parcel_no INTEGER NOT NULL, carrier TEXT NOT NULL, tracking TEXT NOT NULL,
  left_with TEXT, PRIMARY KEY (order_number, parcel_no));
CREATE TABLE parcel_event (
  id INTEGER PRIMARY KEY, order_number TEXT NOT NULL, parcel_no INTEGER NOT NULL, at TEXT NOT NULL, what TEXT NOT NULL,
  FOREIGN KEY (order_number, parcel_no) REFERENCES parcel(order_number, parcel_no));
CREATE TABLE wish (
  customer_id INTEGER NOT NULL REFERENCES customer(id), sku TEXT NOT NULL REFERENCES product(sku), added_at TEXT NOT NULL,
  PRIMARY KEY (customer_id, sku));
CREATE TABLE review (
  id INTEGER PRIMARY KEY, sku TEXT NOT NULL REFERENCES product(sku), email TEXT NOT NULL, shown_name TEXT NOT NULL,
  stars INTEGER NOT NULL, words TEXT NOT NULL, posted_at TEXT NOT NULL);
CREATE TABLE support_message (
  id INTEGER PRIMARY KEY, customer_id INTEGER REFERENCES customer(id), from_email TEXT NOT NULL, subject TEXT NOT NULL,
  body TEXT NOT NULL, sent_at TEXT NOT NULL, answered_by INTEGER REFERENCES staff(id), internal_note TEXT);
CREATE TABLE page_view (
  id INTEGER PRIMARY KEY, customer_id INTEGER NOT NULL REFERENCES customer(id), at TEXT NOT NULL, path TEXT NOT NULL, ip TEXT NOT NULL);
CREATE INDEX page_view_customer ON page_view(customer_id);

INSERT INTO staff VALUES (1, 'Ana Petrova', 'ana@shop.example'), (2, 'Tom Adeyemi', 'tom@shop.example'), (3, 'Leila Haddad', 'leila@shop.example');
INSERT INTO customer_group VALUES (1, 'Trade'), (2, 'Loyal customers'), (3, 'Product testers');
INSERT INTO product VALUES
  ('LAP-13', 'Laptop 13 inch, refurbished', '389.00'), ('LAP-15', 'Laptop 15 inch, refurbished', '449.00'),
  ('DESK-OAK', 'Writing desk, oak', '219.50'), ('LAMP-BR', 'Brass reading lamp', '64.00'), ('SCARF-SI', 'Silk scarf', '35.00'),
  ('DRILL-18', 'Cordless drill 18 V', '98.99'), ('MUG-4', 'Stoneware mugs, set of 4', '28.00'), ('RUG-WO', 'Wool rug 120 x 170', '154.00'),
  ('CABLE-C', 'USB-C cable 2 m', '9.95'), ('SAW-JP', 'Japanese pull saw', '31.20');
