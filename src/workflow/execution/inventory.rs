//! What is packed: the collections in which something was found, in the order of the data maps, and the documents as they were decided.

use crate::domain::controller::Controller;
use crate::domain::datamap::{Collection, DataMap, Field, Retention, System};
use crate::domain::disclosure::{
    CollectionHead, Column, Exemption, Kept, NotPortable, Use, Voice, is_provided, on_portable_basis,
};
use crate::domain::ids::RequestId;
use crate::domain::notice::Ground;
use crate::domain::right::Right;
use crate::ports::disclosure::Attachment;
use crate::ports::store::documents::{Document, DocumentDecision, DocumentVerdict, StoredFile};
use crate::ports::store::findings::{CollectionCount, Gathering};

use crate::ports::systems::Systems;
use crate::ports::vault::ObjectName;
use crate::workflow::documents::{kind_of, named};

/// Everything that may go into a package.
pub(super) struct Inventory {
    pub(super) request: RequestId,
    pub(super) heads: Vec<CollectionHead>,
    pub(super) files: Vec<FileOnHand>,
    /// The right that is answered: only some of it can be taken elsewhere.
    pub(super) right: Right,
}

/// A file that goes out.
pub(super) struct FileOnHand {
    pub(super) attachment: Attachment,
    pub(super) object: ObjectName,
}

/// Lists the collections with findings, as the data maps tell of them. A collection that no map knows any more is told of
/// by its own names: what was found goes out, whatever became of the map.
pub(super) fn heads(
    controller: &Controller,
    systems: &dyn Systems,
    right: Right,
    counts: &[CollectionCount],
    parts: &[Gathering],
) -> Vec<CollectionHead> {
    let mut open: Vec<&CollectionCount> = counts.iter().filter(|count| count.rows > 0).collect();
    let mut heads = Vec::new();
    for map in controller.datamaps.iter().filter_map(|name| systems.map(name)) {
        for (system, collection) in collections(&map) {
            let here = |count: &&CollectionCount| count.system == system.key && count.collection == collection.name;
            if let Some(at) = open.iter().position(here) {
                open.remove(at);
                if right != Right::Portability || not_portable(system, collection).is_none() {
                    heads.push(head(controller, system, collection, right));
                }
            }
        }
    }
    // Of what no map knows any more nobody can say that it rests on consent or a contract.
    open.retain(|_| right != Right::Portability);
    heads.extend(open.into_iter().map(|count| unmapped(count, parts)));
    heads
}

/// Why nothing of a collection can be taken elsewhere; `None` where at least a column can.
fn not_portable(system: &System, collection: &Collection) -> Option<NotPortable> {
    let basis = collection.rightsdesk.lawful_basis.as_deref().or(system.rightsdesk.lawful_basis.as_deref());
    let key = collection.key();
    let beside_the_key = collection.fields.iter().filter(|field| !key.contains(&field.name));
    let mut provided = beside_the_key.filter(|field| goes_out(collection, field, Right::Portability));
    match on_portable_basis(basis) {
        Err(why) => Some(why),
        Ok(()) if provided.next().is_none() => Some(NotPortable::NotProvided),
        Ok(()) => None,
    }
}

/// What was found and cannot be taken elsewhere, and why (Article 20(1)).
pub(super) fn left_behind(
    controller: &Controller,
    voice: &Voice<'_>,
    systems: &dyn Systems,
    counts: &[CollectionCount],
) -> Vec<Ground> {
    let found = |system: &System, collection: &Collection| {
        let here = |count: &&CollectionCount| count.system == system.key && count.collection == collection.name;
        counts.iter().filter(|count| count.rows > 0).any(|count| here(&count))
    };
    let maps: Vec<_> = controller.datamaps.iter().filter_map(|name| systems.map(name)).collect();
    let held = maps.iter().flat_map(|map| collections(map)).filter(|(system, collection)| found(system, collection));
    let mut grounds = Vec::new();
    for (system, collection) in held {
        if let Some(why) = not_portable(system, collection) {
            let place = voice.say("answer.left_out.left_behind").with("title", voice.plain(collection.label()));
            let place = place.with("system", voice.plain(system.label()));
            let reason = place.with("why", why.words_in(voice.language())).plain();
            grounds.push(Ground { reason, pointer: Some(voice.language().article("Article 20(1)")) });
        }
    }
    grounds
}

fn collections(map: &DataMap) -> impl Iterator<Item = (&System, &Collection)> {
    map.systems.iter().flat_map(|system| system.collections.iter().map(move |collection| (system, collection)))
}

fn unmapped(count: &CollectionCount, parts: &[Gathering]) -> CollectionHead {
    let title = parts.iter().find(|part| part.system == count.system).map(|part| part.title.clone());
    CollectionHead {
        system: count.system.clone(),
        system_title: title.unwrap_or_else(|| count.system.clone()),
        collection: count.collection.clone(),
        ..CollectionHead::default()
    }
}

fn head(controller: &Controller, system: &System, collection: &Collection, right: Right) -> CollectionHead {
    let (general, own) = (&system.rightsdesk, &collection.rightsdesk);
    let fields = collection.fields.iter().filter(|field| goes_out(collection, field, right));
    let purposes = if own.purposes.is_empty() { &general.purposes } else { &own.purposes };
    let basis = own.lawful_basis.as_ref().or(general.lawful_basis.as_ref());
    let categories = collection.data_categories.iter().chain(&system.data_categories);
    let known = |key: &&String| controller.categories.iter().any(|category| category.id == **key);
    CollectionHead {
        system: system.key.clone(),
        system_title: system.label().to_owned(),
        collection: collection.name.clone(),
        title: collection.label().to_owned(),
        description: collection.description.clone(),
        columns: fields.map(column).collect(),
        category: categories.into_iter().find(known).cloned(),
        provided_by_subject: own.provided_by_subject,
        why: purposes.iter().map(|purpose| Use { purpose: purpose.clone(), basis: basis.cloned() }).collect(),
        source: own.source.clone().or_else(|| general.source.clone()),
        recipients: if own.recipients.is_empty() { general.recipients.clone() } else { own.recipients.clone() },
        retention: own.retention.iter().map(kept).collect(),
    }
}

/// Passwords and tokens never leave. Portability (Article 20(1)) covers what the person provided: what the map says they
/// did not is the business of the right to a copy.
fn goes_out(collection: &Collection, field: &Field, right: Right) -> bool {
    let said = field.rightsdesk.provided_by_subject.or(collection.rightsdesk.provided_by_subject);
    let categories = field.data_categories.iter().chain(&collection.data_categories).map(String::as_str);
    !field.rightsdesk.never_leaves && (right != Right::Portability || is_provided(said, categories))
}

fn column(field: &Field) -> Column {
    Column { name: field.name.clone(), label: field.label().to_owned(), meaning: field.description.clone() }
}

fn kept(rule: &Retention) -> Kept {
    Kept { period: rule.keep_for.clone(), reason: Some(rule.reason.clone()), source: rule.source.clone() }
}

/// The documents that go out: as they are, or the copies from which something was withheld.
pub(super) fn files(documents: &[Document], parts: &[Gathering], regime: &str, voice: &Voice<'_>) -> Vec<FileOnHand> {
    documents.iter().filter_map(|document| file(document, parts, regime, voice)).collect()
}

fn file(document: &Document, parts: &[Gathering], regime: &str, voice: &Voice<'_>) -> Option<FileOnHand> {
    let decision = document.decision.as_ref();
    let kind = kind_of(&document.file);
    let given = match decision.map(|decision| &decision.verdict) {
        Some(DocumentVerdict::Redacted { object, .. }) => {
            StoredFile { object: object.clone(), ..named(document.file.clone(), kind) }
        }
        Some(DocumentVerdict::Included) => document.file.clone(),
        // What nobody decided never leaves; the approval waits for it.
        Some(DocumentVerdict::LeftOut) | None => return None,
    };
    let title = system_title(&document.system, parts, voice);
    Some(FileOnHand {
        attachment: Attachment {
            file_name: given.name.reveal().to_owned(),
            title: voice.say("answer.files.a_file_from").with("system", &title).plain(),
            description: None,
            system_title: title,
            kind: Some(kind),
            withheld: decision.and_then(|decision| withheld(decision, regime, voice)),
        },
        object: ObjectName::parse(&given.object)?,
    })
}

/// The plain name of the system that a document came from.
pub(super) fn system_title(system: &str, parts: &[Gathering], voice: &Voice<'_>) -> String {
    let known = parts.iter().find(|part| part.system == system);
    known.map_or_else(|| voice.text("answer.files.our_records"), |part| voice.plain(&part.title))
}

/// What the manifest says about what is missing from a file, and why, where the ground may be told.
fn withheld(decision: &DocumentDecision, regime: &str, voice: &Voice<'_>) -> Option<String> {
    let (ground, language) = (Exemption::find(decision.exemption.as_deref()?)?, voice.language());
    let because = || {
        let told = voice.say("answer.files.withheld_because").with("ground", ground.label_in(language));
        told.with("law", language.article(&ground.pointer(regime))).plain()
    };
    Some(if decision.silent { voice.text("answer.files.withheld") } else { because() })
}
