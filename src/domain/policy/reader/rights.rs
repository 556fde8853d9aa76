//! The rights that a policy names, in its own words.

use serde::Serialize;

use super::super::cue::{Cue, Entry};
use super::super::document::{Document, Sentence};
use super::super::fact::Fact;
use super::super::fold::{capital, tidy};
use super::super::topic::Topic;

/// A right that policies name.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum PolicyRight {
    /// Articles 13 and 14.
    Informed,
    /// Article 15.
    Access,
    /// Article 16.
    Rectification,
    /// Article 17.
    Erasure,
    /// Article 18.
    Restriction,
    /// Article 20.
    Portability,
    /// Article 21.
    Objection,
    /// Article 7(3).
    ConsentWithdrawal,
    /// Articles 22A to 22D UK GDPR, Article 22 GDPR.
    AutomatedDecisions,
    /// United States: to opt out of sale or sharing.
    OptOutOfSale,
}

/// A right as the policy offers it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct ListedRight {
    /// Which.
    pub right: PolicyRight,
    /// How the policy puts it, where that is short enough for a label.
    pub words: Option<String>,
    /// Whether it is offered only "where the law requires" or "in certain circumstances".
    pub conditional: bool,
}

impl PolicyRight {
    /// What the law gives whatever a policy says, in the order of the form.
    pub const STATUTORY: [Self; 8] = [
        Self::Access,
        Self::Rectification,
        Self::Erasure,
        Self::Restriction,
        Self::Portability,
        Self::Objection,
        Self::ConsentWithdrawal,
        Self::AutomatedDecisions,
    ];

    /// Plain name.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Informed => "to be informed",
            Self::Access => "access",
            Self::Rectification => "correction",
            Self::Erasure => "erasure",
            Self::Restriction => "restriction",
            Self::Portability => "portability",
            Self::Objection => "objection",
            Self::ConsentWithdrawal => "withdrawing consent",
            Self::AutomatedDecisions => "automated decisions",
            Self::OptOutOfSale => "opting out of sale",
        }
    }

    /// The code of [`crate::domain::right::Right`], where the desk has it as a right of its own.
    pub const fn code(self) -> Option<&'static str> {
        match self {
            Self::Access => Some("access"),
            Self::Rectification => Some("rectification"),
            Self::Erasure => Some("erasure"),
            Self::Restriction => Some("restriction"),
            Self::Portability => Some("portability"),
            Self::Objection => Some("objection"),
            Self::ConsentWithdrawal => Some("consent_withdrawal"),
            Self::Informed | Self::AutomatedDecisions | Self::OptOutOfSale => None,
        }
    }
}

static CUES: [Entry<PolicyRight>; 10] = [
    Entry::new(r"right to be informed", PolicyRight::Informed),
    Entry::new(
        r"right (of|to) (request |obtain |have )?access|access (to )?(and \w+ )?(a copy of )?(your|the|any|it|that|stored|all) ?|copy of (the |your |any |all |all the |that )?(personal |stored )?(data|information)|subject access|can i (see|get|have) (it|my|what|a copy)|^\W*access\b|right to know|(to|can|may) access\b|requests? (for|relating to|related to|about)[a-z, -]* access",
        PolicyRight::Access,
    ),
    Entry::new(
        r"rectif|\bcorrect(ion|ed|ing)?\b|inaccura|incorrect|\b(request|make) (updates|changes)|update your (personal )?(information|data|details)|amend|\bput (it|them|that|this|things|mistakes|errors|your data) right\b|can i .*\bchange (it|my)",
        PolicyRight::Rectification,
    ),
    Entry::new(
        r"\beras(e|ed|ure|ing)\b|\bdelet(e|ed|ion|ing)\b|to be forgotten|remov(e|al of) (your|the) (personal |account )?(data|information)|stop holding your",
        PolicyRight::Erasure,
    ),
    Entry::new(
        r"restrict|limit (the|our|how) (processing|use|we)|suspend (the|our) processing",
        PolicyRight::Restriction,
    ),
    Entry::new(
        r"portab|machine[- ]readable|structured, commonly|transfer (of )?(your|it|the) .*(to (you|another)|third party)|move (your )?(data|information) to another",
        PolicyRight::Portability,
    ),
    Entry::new(r"\bobject(ion)?\b|ask us to stop (using|processing)", PolicyRight::Objection),
    Entry::new(
        r"(withdraw|remove|revoke|retract)(al)?( of)? (your |any |that |this |the )?consent|consent.*\b(withdraw|revoke)|withdraw (it|that|this) at any time",
        PolicyRight::ConsentWithdrawal,
    ),
    Entry::new(
        r"automated[- ](decision|individual|processing|means)|solely (on )?automated|by automated|(subject to|not.*) .*profiling",
        PolicyRight::AutomatedDecisions,
    ),
    Entry::new(r"opt[- ]out of (the |any )?(sale|sharing|selling)|do not sell", PolicyRight::OptOutOfSale),
];
/// Words that make a right of what would otherwise be something that happens.
static OFFERED: Cue = Cue::new(
    r"\bright (to|of)\b|\brights?\b|you (can|may|are able to|are entitled)|entitled to|(request|ask|require)( that| us)?\b|requests? (related|relating|for)",
);
static CONDITIONAL: Cue = Cue::new(
    r"(certain|some|limited|specific) (circumstances|conditions|cases|situations)|where (legally )?required|unless|subject to|where (we|the) (rely|processing)|depending on",
);
/// The right itself is refused or talked about, not offered.
static DENIED: Cue = Cue::new(
    r"(do not|don't|no|not) (have|offer|provide|give)\b.{0,40}\bright|we (may|can|will) (refuse|decline|delete|correct|restrict)|this right (does not|only)",
);

/// A heading that offers a right: by its name, or as the question of somebody who asks.
static HEADED: Cue = Cue::new(r"right (to|of)|^\W*(\d+\W+)?(can|may|how do) i\b");

/// Reads the rights, each once, where the policy offers it first and best.
pub fn read(document: &Document) -> Vec<Fact<ListedRight>> {
    let mut rights: Vec<Fact<ListedRight>> = Vec::new();
    for entry in &CUES {
        let offering =
            |sentence: &&Sentence| entry.cue.is_in(&sentence.folded) && offers(document, sentence, entry.means);
        if let Some(sentence) = document.sentences.iter().find(offering) {
            rights.push(listed(document, sentence, entry.means));
        }
    }
    rights.sort_by_key(|fact| fact.value.right);
    rights
}

fn offers(document: &Document, sentence: &Sentence, right: PolicyRight) -> bool {
    if DENIED.is_in(&sentence.folded) {
        return false;
    }
    let in_rights = document.is_about(sentence, Topic::Rights);
    let heading =
        document.block_of(sentence).is_some_and(|block| matches!(block.kind, super::super::shape::Kind::Heading(_)));
    match right {
        PolicyRight::ConsentWithdrawal => {
            in_rights || OFFERED.is_in(&sentence.folded) || document.is_about(sentence, Topic::Bases)
        }
        _ if heading => HEADED.is_in(&sentence.folded),
        _ => in_rights || (sentence.folded.contains("right to") && OFFERED.is_in(&sentence.folded)),
    }
}

fn listed(document: &Document, sentence: &Sentence, right: PolicyRight) -> Fact<ListedRight> {
    let whole = document.block_of(sentence).map_or(sentence.folded.as_str(), |block| block.folded.as_str());
    let near = if whole.len() < 600 { whole } else { sentence.folded.as_str() };
    let value =
        ListedRight { right, words: label(document.words(&sentence.span)), conditional: CONDITIONAL.is_in(near) };
    Fact::stated(value, document, &sentence.span)
}

/// What comes after `Access:` or `Your right of access –`.
fn after_label(sentence: &str) -> &str {
    let marks = [": ", " - ", " – "];
    let first = marks.iter().filter_map(|mark| sentence.find(mark).map(|at| at + mark.len())).min();
    first.and_then(|at| sentence.get(at..)).unwrap_or(sentence).trim_start()
}

/// The words of a sentence that fit on a label: without what every such sentence begins with, and without what follows a bracket.
fn label(sentence: &str) -> Option<String> {
    static OPENING: Cue = Cue::new(
        r"(?i)^\W*(?:(?:the |a )?right (?:to|of) (?:the )?|(?:you (?:also )?(?:can|may|have (?:the|a) right to|are entitled to|have the right of)) (?:also )?)",
    );
    static NAMED: Cue = Cue::new(r"^[^:–]{2,40}(?::| -| –)\s+(?:\S+\s+){2}");
    let named = NAMED.is_in(sentence);
    let words = if named { after_label(sentence) } else { sentence };
    let opened = OPENING.find(words).and_then(|found| words.get(found.end..));
    let words = opened.unwrap_or(words);
    let end = words.find(['(', ';', ':', '.', '\n']).filter(|at| *at > 3).unwrap_or(words.len());
    let label = capital(&tidy(words.get(..end).unwrap_or(words)));
    let asks = label
        .split_whitespace()
        .next()
        .is_some_and(|first| !matches!(first, "Your" | "If" | "Where" | "We" | "When" | "You" | "In" | "Under" | "To"));
    (asks && label.chars().count() <= 100).then_some(label)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rights_of(text: &str) -> Vec<PolicyRight> {
        read(&Document::plain(text)).into_iter().map(|fact| fact.value.right).collect()
    }

    #[test]
    fn rights_are_read_from_lists_and_from_sentences() {
        let list = "Your rights\n\nYou have the right to:\n\n- Access: you can request a copy of the data we hold.\n- have wrong data corrected;\n- object to direct marketing.\n";
        assert_eq!(rights_of(list), [PolicyRight::Access, PolicyRight::Rectification, PolicyRight::Objection]);
        let prose = "You have the right to ask us to erase your data and to restrict its use.";
        assert_eq!(rights_of(prose), [PolicyRight::Erasure, PolicyRight::Restriction]);
        assert!(rights_of("We delete orders after a year. We restrict access to staff.").is_empty());
    }

    #[test]
    fn labels_are_the_policy_s_own_words_without_the_opening() {
        assert_eq!(
            label("Access: You can request a copy of your data (free).").unwrap(),
            "Request a copy of your data"
        );
        assert_eq!(label("Right to delete your information (unless we need it)").unwrap(), "Delete your information");
        assert_eq!(label("Where the law requires it, we handle requests."), None);
    }
}
