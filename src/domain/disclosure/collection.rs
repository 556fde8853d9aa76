//! What is said about a collection beside its records.

/// One column of a collection.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub struct Column {
    /// The name in the system; the key in the JSON file.
    pub name: String,
    /// The plain name; the heading in tables and spreadsheets.
    pub label: String,
    /// What it means, where the label does not say it: codes are explained here (Article 12(1), intelligible form).
    pub meaning: Option<String>,
}

/// What a collection is used for, and on which legal basis, in plain words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Use {
    /// What for: "to deliver your orders".
    pub purpose: String,
    /// On which basis, where the map says it: "contract".
    pub basis: Option<String>,
}

/// How long a collection is kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Kept {
    /// The period, or what decides it: "6 years".
    pub period: String,
    /// Why.
    pub reason: Option<String>,
    /// The law or rule behind it.
    pub source: Option<String>,
}

/// A collection of records in a package: what it is, why it is held, and how its files are to be read.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub struct CollectionHead {
    /// Key of the system in the data map.
    pub system: String,
    /// Plain name of the system: "Web shop".
    pub system_title: String,
    /// Key of the collection in the data map.
    pub collection: String,
    /// Plain name: "Orders".
    pub title: String,
    /// One sentence on what a record is.
    pub description: Option<String>,
    /// Its columns, in the order of the records' cells.
    pub columns: Vec<Column>,
    /// Key of the controller's category ([`crate::domain::controller::Category`]), where the map names one.
    pub category: Option<String>,
    /// Whether the person provided it, by giving it or by being observed (Article 20(1)); `None` when the map does not say.
    pub provided_by_subject: Option<bool>,
    /// Purposes with their legal bases, in plain words (Article 15(1)(a)).
    pub why: Vec<Use>,
    /// Where it comes from, if not from the person (Article 15(1)(g)).
    pub source: Option<String>,
    /// Who received it (Article 15(1)(c)).
    pub recipients: Vec<String>,
    /// How long it is kept, or how that is decided (Article 15(1)(d)).
    pub retention: Vec<Kept>,
}

impl CollectionHead {
    /// The name to show: the title, or the system's own name when the map has none.
    pub fn shown_title(&self) -> &str {
        if self.title.is_empty() { &self.collection } else { &self.title }
    }
}

/// A file of a package, as the letter lists it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FileInPackage {
    /// Its name inside the package: `data/shop-orders.csv`.
    pub name: String,
    /// How many records it has.
    pub rows: u64,
}

impl FileInPackage {
    /// The name without its folder.
    pub fn short_name(&self) -> &str {
        self.name.rsplit('/').next().unwrap_or(&self.name)
    }
}

/// A collection as it went into the package.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Contents {
    /// The collection.
    pub head: CollectionHead,
    /// How many records.
    pub rows: u64,
    /// The spreadsheet files; more than one when one would not open in a spreadsheet.
    pub tables: Vec<FileInPackage>,
}
