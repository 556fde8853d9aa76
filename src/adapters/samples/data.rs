//! Chance with a fixed seed, and the words that the sample shop is made of.

use chrono::{DateTime, TimeDelta, Utc};

/// SplitMix64: small, well spread, and the same everywhere. Never used for secrets.
pub struct Dice(u64);

impl Dice {
    /// Dice that always fall the same way for a seed.
    pub const fn new(seed: u64) -> Self {
        Self(seed)
    }

    fn roll(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        z ^ (z >> 31)
    }

    /// A number from 0 up to and without `n`.
    pub fn below(&mut self, n: u64) -> u64 {
        self.roll() % n.max(1)
    }

    /// One of these.
    pub fn pick<T: Copy>(&mut self, from: &[T]) -> Option<T> {
        let index = usize::try_from(self.below(u64::try_from(from.len()).unwrap_or(1))).unwrap_or_default();
        from.get(index).copied()
    }

    /// An instant up to so many days before another.
    pub fn days_before(&mut self, at: DateTime<Utc>, days: i64) -> DateTime<Utc> {
        let minutes = self.below(u64::try_from(days * 24 * 60).unwrap_or(1));
        at - TimeDelta::minutes(i64::try_from(minutes).unwrap_or_default())
    }
}

/// Products and prices, as in `config/samples/shop.sql`.
pub const PRODUCTS: [(&str, &str); 10] = [
    ("LAP-13", "389.00"),
    ("LAP-15", "449.00"),
    ("DESK-OAK", "219.50"),
    ("LAMP-BR", "64.00"),
    ("SCARF-SI", "35.00"),
    ("DRILL-18", "98.99"),
    ("MUG-4", "28.00"),
    ("RUG-WO", "154.00"),
    ("CABLE-C", "9.95"),
    ("SAW-JP", "31.20"),
];

/// What people write to support: subject, message, our note.
pub const MESSAGES: [(&str, &str, Option<&str>); 6] = [
    ("Where is my order?", "It said two days and it is Friday now. Can you look?", None),
    (
        "Laptop returned",
        "I sent it back on Monday. Please confirm.",
        Some("Screen scratched, see the sheet in the binder. Refunded in full."),
    ),
    ("Wrong colour", "The rug is green, I ordered blue.", Some("Sent a blue one, let her keep the green one.")),
    ("Invoice", "Could I have an invoice with my company's name?", None),
    (
        "Delivery",
        "The driver left it in the rain. =HYPERLINK(\"x\") is what your tracking page shows, by the way.",
        Some("Complained to the courier. Driver's number 07700 900999."),
    ),
    ("Thank you", "The lamp is lovely.", None),
];

/// What people write in reviews.
pub const REVIEWS: [&str; 5] = [
    "Does what it says.",
    "Arrived well packed. Would buy again.",
    "Smaller than I thought, but nicely made.",
    "Battery lasts a day, as promised.",
    "The handle came loose after a week; they sent a new one at once.",
];

/// Pages of the shop.
pub const PAGES: [&str; 8] =
    ["/", "/laptops", "/desks", "/lamps", "/basket", "/account", "/help/returns", "/offers/autumn"];

/// Who takes parcels in.
pub const NEIGHBOURS: [Option<&str>; 5] =
    [None, None, None, Some("neighbour at number 16, Mrs Dale"), Some("porter, Mr Singh")];
