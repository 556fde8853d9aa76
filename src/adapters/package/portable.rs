//! What makes a package readable for another company's program (Article 20): a catalogue in the words of schema.org, and its
//! schema. Both lie beside the data, so that nothing has to be fetched from anywhere.

use serde_json::{Value, json};

use crate::domain::disclosure::{Contents, FileInPackage, Letter};

/// The published schema (JSON Schema 2020-12), as it goes into every such package.
pub(super) const SCHEMA: &str = include_str!("../../../config/schemas/portable-1.schema.json");
/// Its name in the package.
pub(super) const SCHEMA_NAME: &str = "portable.schema.json";
/// The name of the catalogue.
pub(super) const NAME: &str = "portable.json";

/// The catalogue: which data sets there are, what their columns mean, and where each lies as JSON and as CSV.
pub(super) fn catalogue(letter: &Letter, contents: &[Contents], exact: &[Vec<FileInPackage>]) -> Value {
    let packed = contents.iter().zip(exact).filter(|(_, exact)| !exact.is_empty());
    json!({
        "$schema": SCHEMA_NAME,
        "@context": "https://schema.org",
        "@type": "DataCatalog",
        "identifier": letter.about.reference,
        "dateCreated": letter.made_at.to_rfc3339(),
        "creator": { "@type": "Organization", "name": letter.controller.legal_name() },
        "dataset": packed.map(|(contents, exact)| dataset(contents, exact)).collect::<Vec<_>>(),
    })
}

fn dataset(contents: &Contents, exact: &[FileInPackage]) -> Value {
    let head = &contents.head;
    let columns = head.columns.iter().map(|column| {
        let said = json!({ "@type": "PropertyValue", "name": column.name, "alternateName": column.label });
        described(said, column.meaning.as_ref())
    });
    let json = exact.iter().map(|file| download(file, "application/json"));
    let csv = contents.tables.iter().map(|file| download(file, "text/csv"));
    let said = json!({
        "@type": "Dataset",
        "identifier": format!("{}.{}", head.system, head.collection),
        "name": head.shown_title(),
        "isPartOf": head.system_title,
        "size": contents.rows,
        "variableMeasured": columns.collect::<Vec<_>>(),
        "distribution": json.chain(csv).collect::<Vec<_>>(),
    });
    described(said, head.description.as_ref())
}

fn download(file: &FileInPackage, format: &str) -> Value {
    json!({ "@type": "DataDownload", "contentUrl": file.name, "encodingFormat": format })
}

fn described(mut said: Value, what: Option<&String>) -> Value {
    if let (Some(object), Some(what)) = (said.as_object_mut(), what) {
        object.insert("description".to_owned(), json!(what));
    }
    said
}
