//! Who stands behind a message besides the person: an authority, a relay, a generator of letters, an app that writes for many.

use super::message::Message;
use super::text::folded;

/// First or second labels of the domains of supervisory authorities, and of the police.
const AUTHORITIES: &[&str] = &[
    "ico",
    "cnil",
    "aepd",
    "bfdi",
    "uodo",
    "gpdp",
    "garanteprivacy",
    "autoriteitpersoonsgegevens",
    "dataprotection",
    "ppc",
    "imy",
    "cnpd",
    "datatilsynet",
    "edps",
    "apd-gba",
    "dsb",
    "lda",
    "ldi",
    "baylda",
    "oag",
    "police",
    "polizei",
    "politie",
    "politi",
    "gendarmerie",
    "policia",
    "polizia",
    "policja",
];
/// Their names.
const AUTHORITY_NAMES: &[&str] = &[
    "information commissioner",
    "ico casework",
    "data protection authority",
    "data protection commission",
    "cnil",
    "commission nationale de l'informatique",
    "aepd",
    "agencia espanola de proteccion",
    "bundesbeauftragte",
    "landesbeauftragte",
    "datenschutzbehorde",
    "aufsichtsbehorde",
    "autoriteit persoonsgegevens",
    "garante",
    "uodo",
    "urzad ochrony danych",
    "個人情報保護委員会",
    "attorney general",
    "privacy protection agency",
];
/// Apps that write for their users: part of the sender's domain, and the name.
const APPS: &[(&str, &str)] = &[
    ("saymine", "Mine"),
    ("privacybee", "Privacy Bee"),
    ("joindeleteme", "DeleteMe"),
    ("revoke", "Revoke"),
    ("rightly", "Rightly"),
    ("incogni", "Incogni"),
    ("optery", "Optery"),
    ("kanary", "Kanary"),
    ("deseat", "Deseat"),
    ("tapmydata", "Tap"),
    ("onerep", "OneRep"),
    ("aura", "Aura"),
    ("permissionslip", "Permission Slip"),
];
/// Words that only the letters of a generator carry, folded, and its name.
const LETTERS: &[(&str, &str)] = &[
    ("datenanfragen", "Datenanfragen.de"),
    ("datarequests.org", "datarequests.org"),
    ("demandetesdonnees", "datarequests.org"),
    ("solicituddedatos", "datarequests.org"),
    ("gegevensaanvragen", "datarequests.org"),
    ("mydatadoneright", "My Data Done Right"),
    ("my data done right", "My Data Done Right"),
    ("justdeleteme", "JustDeleteMe"),
    ("just delete me", "JustDeleteMe"),
    ("justgetmydata", "JustGetMyData"),
    ("yourdigitalrights", "YourDigitalRights"),
    ("subject access request service", "ICO relay"),
    ("make a subject access request service", "ICO relay"),
    ("ico's subject access", "ICO relay"),
    ("permission slip", "Permission Slip"),
    ("sent via mine", "Mine"),
];

/// Whether a supervisory authority seems to write. The relay by which an authority passes on people's own requests is none.
pub fn is_authority(message: &Message) -> bool {
    let domain = message.from.domain();
    let labels: Vec<&str> = domain.split('.').collect();
    let known = labels.iter().rev().skip(1).any(|label| AUTHORITIES.contains(label));
    let name = folded(&message.from.name);
    known || AUTHORITY_NAMES.iter().any(|authority| name.contains(authority))
}

/// The generator, relay or app through which a letter came.
pub fn through(message: &Message, text: &str) -> Option<&'static str> {
    let domain = message.from.domain();
    let app = APPS.iter().find(|(part, _)| domain.split('.').any(|label| label.contains(part)));
    let plain = folded(text);
    app.or_else(|| LETTERS.iter().find(|(words, _)| plain.contains(words))).map(|(_, name)| *name)
}

/// Whether an app wrote for one of its users, so that its authority must be checked.
pub fn is_app(name: &str) -> bool {
    APPS.iter().any(|(_, app)| *app == name)
}
