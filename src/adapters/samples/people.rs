//! The people of the sample shop. Invented; addresses under reserved domains.

/// Somebody who bought something.
#[derive(Clone, Copy, Debug)]
pub struct SamplePerson {
    /// First name.
    pub first: &'static str,
    /// Last name.
    pub last: &'static str,
    /// The address as the shop wrote it down, with the letter cases and blanks that people type.
    pub email: &'static str,
    /// Telephone.
    pub phone: &'static str,
    /// Street.
    pub line1: &'static str,
    /// Town.
    pub town: &'static str,
    /// Postcode.
    pub postcode: &'static str,
}

const fn person(
    name: (&'static str, &'static str),
    email: &'static str,
    phone: &'static str,
    address: (&'static str, &'static str, &'static str),
) -> SamplePerson {
    SamplePerson { first: name.0, last: name.1, email, phone, line1: address.0, town: address.1, postcode: address.2 }
}

/// Everybody with an account. The first is the one whose request the demo walks through; the second and third share a mailbox.
pub const PEOPLE: [SamplePerson; 24] = [
    person(("Priya", "Nair"), "Priya.Nair@Example.org", "07700 900118", ("14 Egerton Road", "Manchester", "M14 6YB")),
    person(("Chidi", "Okafor"), "okafor.family@example.net", "07700 900131", ("3 Mill Lane", "Leeds", "LS6 2QT")),
    person(("Ngozi", "Okafor"), "okafor.family@example.net", "07700 900132", ("3 Mill Lane", "Leeds", "LS6 2QT")),
    person(("Siân", "Pryce"), "sian_pryce@example.org", "07700 900140", ("Bryn Glas", "Bala", "LL23 7AB")),
    person(("Sian", "Price"), "sianxpryce@example.org", "07700 900141", ("8 High Street", "Bala", "LL23 7AD")),
    person(("Liam", "O'Brien"), " Liam.OBrien@example.com ", "07700 900152", ("21 Quay Side", "Derry", "BT48 6PQ")),
    person(("Zofia", "Kőszegi"), "zofia.k@example.com", "07700 900163", ("17 Quarry Lane", "Hexham", "NE46 3JQ")),
    person(("Oliver", "Nakamura"), "oliver.n@example.net", "07700 900174", ("50 Harbour View", "Bristol", "BS1 5TR")),
    person(("Grace", "Patel"), "grace.patel@example.org", "07700 900185", ("9 Station Road", "Leicester", "LE2 1DA")),
    person(("Hamish", "MacLeod"), "hamish@example.com", "07700 900196", ("2 Shore Street", "Ullapool", "IV26 2UJ")),
    person(("Amira", "Haddad"), "amira.haddad@example.net", "07700 900207", ("77 Green Lane", "Birmingham", "B9 5DP")),
    person(("Jakub", "Wójcik"), "j.wojcik@example.org", "07700 900218", ("31 Union Street", "Aberdeen", "AB11 6BD")),
    person(
        ("Eleanor", "Hughes"),
        "eleanor.hughes@example.com",
        "07700 900229",
        ("6 Castle Hill", "Lincoln", "LN1 3AA"),
    ),
    person(("Mohammed", "Rahman"), "m.rahman@example.org", "07700 900230", ("118 Brick Lane", "London", "E1 6RL")),
    person(("Freya", "Lindqvist"), "freya@example.net", "07700 900241", ("4 Orchard Close", "Cambridge", "CB1 2LN")),
    person(("Daniel", "Osei"), "daniel.osei@example.com", "07700 900252", ("63 Park Row", "Nottingham", "NG1 6GR")),
    person(("Margaret", "Thornton"), "mthornton@example.org", "01632 960263", ("The Old Rectory", "Ludlow", "SY8 1AP")),
    person(("Wei", "Chen"), "wei.chen@example.net", "07700 900274", ("12 Dock Street", "Dundee", "DD1 3DR")),
    person(("Isla", "Campbell"), "isla.c@example.com", "07700 900285", ("5 Loch Road", "Oban", "PA34 4LF")),
    person(
        ("Tomasz", "Zieliński"),
        "t.zielinski@example.org",
        "07700 900296",
        ("88 King Street", "Norwich", "NR1 1PD"),
    ),
    person(("Aoife", "Murphy"), "aoife.murphy@example.net", "07700 900307", ("19 Bridge Street", "Newry", "BT35 8AN")),
    person(("Samuel", "Abara"), "s.abara@example.com", "07700 900318", ("41 Victoria Road", "Cardiff", "CF10 3AB")),
    person(("Ruth", "Greenwood"), "ruth.greenwood@example.org", "07700 900329", ("7 Moor View", "Skipton", "BD23 1JD")),
    person(("Kiran", "Desai"), "kiran.desai@example.net", "07700 900330", ("26 Abbey Road", "Bath", "BA1 1LZ")),
];
