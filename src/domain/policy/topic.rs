//! What a part of a policy is about, told from its heading or from a sentence that introduces it.

use serde::Serialize;

use super::cue::{Entry, entries};

/// A subject that policies treat.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Topic {
    /// Who the company is.
    About,
    /// How to reach it.
    Contact,
    /// What data it collects.
    Collect,
    /// Where data comes from.
    Sources,
    /// What data is used for.
    Use,
    /// Legal bases.
    Bases,
    /// Who receives data.
    Sharing,
    /// Transfers abroad.
    Transfers,
    /// How long data is kept.
    Retention,
    /// The rights of the person.
    Rights,
    /// Complaints.
    Complaints,
    /// Marketing.
    Marketing,
    /// Payments and checks against fraud.
    Payments,
    /// Cookies and the like.
    Cookies,
    /// Security measures.
    Security,
    /// Children.
    Children,
    /// What users must do, changes to the policy, links: nothing that an answer needs.
    Other,
}

static HEADINGS: [Entry<Topic>; 17] = [
    Entry::new(
        r"who we are|about us|our details|data controller|the controller|controller of|company (details|information)|identity of",
        Topic::About,
    ),
    Entry::new(
        r"contact|get in touch|reach us|^(by )?(e-?mail|(tele)?phone|post|address|call us|write to us)( address| number)?$|questions|how to complain|enquir|inquir",
        Topic::Contact,
    ),
    Entry::new(
        r"(information|data|details)( about you)?( that| which)? (we|you|is|are|may).*(collect|gather|hold|provide|have|process)|what (personal )?(data|information)|(collect|gather)\w* (your |personal |of )?(personal )?(data|information)|(types?|kinds?|categories) of (personal )?(data|information)|(data|information) (collected|collection)|what we (collect|know|hold|gather)|(personal )?data we (hold|process)|^\W*(\d+\W+)?(collection|personal (data|information))\W*$",
        Topic::Collect,
    ),
    Entry::new(
        r"third[- ]part(y|ies) sources|(where|how) (do |does )?(we |is |your |the )*(get|obtain|receive|come|collect|(personal )?(data|information) (is )?(collected|comes?))|sources? of|(collect|receive|obtain)\w*( about you)? from (other|third|elsewhere)|from third parties|other sources|(information|data) sources",
        Topic::Sources,
    ),
    Entry::new(
        r"how (we|your|do we|is your|the).* us(e|ed)\b|use of (your |the |personal )|purposes?|why we|what we (do|use)|(we|our) uses? (of )?(your|the|personal|information)|using your",
        Topic::Use,
    ),
    Entry::new(r"(legal|lawful) (bas[ei]s|grounds?|reasons?)|lawfulness|grounds for", Topic::Bases),
    Entry::new(
        r"shar(e|ing)|disclos|recipients|tell (anyone|anybody) else|(who|anyone|anybody) else|third[- ]parties (we|who|that)|who (has|can|sees|receives|else|gets|we (may )?(share|disclose|send|give|pass))|pass(ing)? (on )?(your|information)|processors|service providers",
        Topic::Sharing,
    ),
    Entry::new(
        r"transfers?\b.*|international|overseas|abroad|outside (of )?(the )?(uk|united kingdom|eea|european)|where (we|is|your).*(store|kept|held|process)",
        Topic::Transfers,
    ),
    Entry::new(
        r"retention|retain|how long|storage period|keep(ing)? (your|it|data|information|personal)|^\W*(\d+\W+)?keeping\W*$",
        Topic::Retention,
    ),
    Entry::new(
        r"rights|\b(can|may|how do) i (see|get|have|change|correct|delete|ask)\b|your choices|choices|subject access|access to your|privacy choices|control over",
        Topic::Rights,
    ),
    Entry::new(r"complain|supervisory|regulator|unhappy|not happy", Topic::Complaints),
    Entry::new(r"marketing|communications|newsletter|promotion|advertis", Topic::Marketing),
    Entry::new(r"payments?|fraud", Topic::Payments),
    Entry::new(r"cookies?|tracking|analytics", Topic::Cookies),
    Entry::new(r"security|secure|safe|protect(ing|ion of)? (your|the|of)", Topic::Security),
    Entry::new(r"child|minors|under[- ]?(1\d|age)", Topic::Children),
    Entry::new(
        r"introduction|overview|welcome|changes|updates? (to|of)|amendment|links|responsibilit|definitions?|governing|terms|glossary|summary|scope|third[- ]party (web)?sites|automated",
        Topic::Other,
    ),
];

static SENTENCES: [Entry<Topic>; 12] = [
    Entry::new(
        r"(personal )?(information|data)( about you)?( that| which)? we (may |might |will |can )?(also )?(collect|gather|hold)|\bwe (may |might |will |only )?(also )?(collect|gather|process|hold)( and \w+|, \w+)*,?( and \w+)? (the following|(various|certain|different|some|several|many|a range of|any of|your|other|these)?( of)? ?(the )?(following )?(types?|kinds?|categories)?( of)? ?(your )?(the following )?(personal|information|data|details))",
        Topic::Collect,
    ),
    Entry::new(
        r"\bwe (may |might |will |can )?(also |sometimes )?(receive|obtain|collect|get) .*\bfrom (other|third|our partners|the following|publicly|external|various)|provided to us by (other|third)|from (these |the following )?third[- ]parties|(collect|obtain)\w* (your )?(personal )?(data|information) in (the following|several|a number of|different) ways|(data|information) (is )?collected (from|in)",
        Topic::Sources,
    ),
    Entry::new(
        r"information is used|\bwe (may |will |only |also |can )*(use|process) (your|personal|the|this|that|any|information|data)( personal)? ?(information|data)?.*\b(for|to|in|as|when)\b",
        Topic::Use,
    ),
    Entry::new(r"(legal|lawful) (bas[ei]s|grounds?|reasons?)", Topic::Bases),
    Entry::new(
        r"\b(we|will|may|and|also|sometimes) (may |might |will |also |sometimes |do |only )*(share|disclose|pass on|pass|provide|transfer) (your|personal|information|data|it|some|the|this|certain|these|all)\b.*\b(with|to)\b|\b(shared|disclosed) (with|to)\b|recipients (of|are|include)",
        Topic::Sharing,
    ),
    Entry::new(
        r"(transfer|stor|process|host|send|sent)\w*.*\b(outside|abroad|overseas|international|other countries|third countr|united states|usa\b|in the us\b)",
        Topic::Transfers,
    ),
    Entry::new(
        r"\b(retain|retained|kept|keep|hold on to|hold onto|holding|hold|store|stored)\b.*\b(for (as long|no longer|a (reasonable |limited )?period|up to)|(as|so) long as|until|no longer than|periods?|years?|months?|days)\b|retention (period|policy|schedule)s?",
        Topic::Retention,
    ),
    Entry::new(
        r"you have (\w+ ){0,4}rights?|you have the right|rights (set out|below|available|detailed)|exercise (your|any|these|the) ?\w* ?rights?|following rights|right to (access|request|be informed|correct|delete|erasure|rectif|object|restrict|know|opt)",
        Topic::Rights,
    ),
    Entry::new(
        r"\b(complain|complaint)\b.*(commissioner|authority|ico\b|regulator|to us|with us)|information commissioner",
        Topic::Complaints,
    ),
    Entry::new(r"marketing|newsletter|promotional", Topic::Marketing),
    Entry::new(r"\bcookies?\b", Topic::Cookies),
    Entry::new(r"contact (us\b|details:?$)|get in touch|reach us|e-?mail us|write to us|call us", Topic::Contact),
];

/// The topics of a folded heading.
pub fn of_heading(folded: &str) -> Vec<Topic> {
    entries(&HEADINGS, folded).into_iter().copied().collect()
}

/// The topics that a folded sentence opens.
pub fn of_sentence(folded: &str) -> Vec<Topic> {
    entries(&SENTENCES, folded).into_iter().copied().collect()
}
