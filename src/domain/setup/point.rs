//! What a person is asked about a company.

/// A part of the review: one page.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Group {
    /// Name, form, register, policy.
    Who,
    /// How to reach it, and the regulator.
    Contact,
    /// Its own words for the rights.
    Rights,
    /// Categories of data.
    Data,
    /// Purposes and legal bases.
    Purposes,
    /// Where data comes from, and who receives it.
    Recipients,
    /// How long data is kept.
    Keeping,
    /// Transfers and automated decisions.
    Beyond,
    /// What the form and the letters need beside the policy.
    Desk,
    /// Colour and references.
    Branding,
    /// How long this desk keeps what it holds itself.
    Retention,
    /// What it says in further languages.
    Words,
    /// The laws it answers under, and whose holidays count.
    Laws,
    /// Where the law can be read two ways: which reading counts.
    Clock,
}

/// How an answer is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shape {
    /// One line.
    Line,
    /// One entry a line.
    Lines,
    /// Sentences.
    Text,
    /// A whole number.
    Number,
    /// One of these: the stored word, and what people read.
    OneOf(&'static [(&'static str, &'static str)]),
}

/// One box of a point.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PointField {
    /// Its key inside the entry; empty where the point is a single value.
    pub name: &'static str,
    /// Its label; empty where the point's own label says it.
    pub label: &'static str,
    /// A hint; may be empty.
    pub hint: &'static str,
    /// How it is written.
    pub shape: Shape,
    /// What stands in it; entries one a line.
    pub value: String,
}

/// One fact: a value, or an entry of a list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Point {
    /// Where it stands in the settings, as a JSON pointer (RFC 6901): `/contact/email`, `/recipients/3`, `/recipients/+1`.
    pub pointer: String,
    /// Its page.
    pub group: Group,
    /// What it is: "Mailbox for requests", "Recipient: Royal Mail".
    pub label: String,
    /// Its boxes.
    pub fields: Vec<PointField>,
    /// The law that wants it told, or what waits for it; may be empty.
    pub law: &'static str,
    /// Whether it is an entry of a list, which is taken out when left open.
    pub listed: bool,
}

impl Group {
    /// All pages, in order.
    pub const ALL: [Self; 14] = [
        Self::Who,
        Self::Contact,
        Self::Rights,
        Self::Data,
        Self::Purposes,
        Self::Recipients,
        Self::Keeping,
        Self::Beyond,
        Self::Desk,
        Self::Branding,
        Self::Retention,
        Self::Words,
        Self::Laws,
        Self::Clock,
    ];

    /// Its name in addresses.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Who => "who",
            Self::Contact => "contact",
            Self::Rights => "rights",
            Self::Data => "data",
            Self::Purposes => "purposes",
            Self::Recipients => "recipients",
            Self::Keeping => "keeping",
            Self::Beyond => "beyond",
            Self::Desk => "desk",
            Self::Branding => "branding",
            Self::Retention => "retention",
            Self::Words => "words",
            Self::Laws => "laws",
            Self::Clock => "clock",
        }
    }

    /// Reads [`Group::code`] back.
    pub fn parse(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|group| group.code() == code)
    }

    /// Its heading.
    pub const fn title(self) -> &'static str {
        match self {
            Self::Who => "Who the company is",
            Self::Contact => "How to reach it, and the regulator",
            Self::Rights => "Its words for the rights",
            Self::Data => "Which data it holds",
            Self::Purposes => "What for, and on which legal basis",
            Self::Recipients => "Where data comes from, and who receives it",
            Self::Keeping => "How long data is kept",
            Self::Beyond => "Abroad, and decided by computer",
            Self::Desk => "For the form and the letters",
            Self::Branding => "Its colour and its references",
            Self::Retention => "How long this desk keeps what it holds itself",
            Self::Words => "What it says in other languages",
            Self::Laws => "The laws it answers under, and whose holidays count",
            Self::Clock => "Where the law can be read two ways",
        }
    }
}

impl PointField {
    /// What stands in it, as people read it.
    pub fn shown(&self) -> &str {
        match self.shape {
            Shape::OneOf(options) => {
                options.iter().find(|(code, _)| *code == self.value).map_or(self.value.as_str(), |(_, words)| words)
            }
            _ => &self.value,
        }
    }
}

impl Point {
    /// Whether nobody has stated anything.
    pub fn is_missing(&self) -> bool {
        self.fields.iter().all(|field| field.value.trim().is_empty())
    }

    /// All of it on one line: what a history shows.
    pub fn words(&self) -> String {
        let told = self.fields.iter().filter(|field| !field.value.trim().is_empty());
        let told = told.map(|field| {
            let value =
                field.shown().lines().map(str::trim).filter(|line| !line.is_empty()).collect::<Vec<_>>().join(", ");
            if field.label.is_empty() || self.fields.len() == 1 { value } else { format!("{}: {value}", field.label) }
        });
        told.collect::<Vec<_>>().join("; ")
    }
}
