//! Which page follows which.

use serde::{Deserialize, Serialize};

use super::answers::Answers;
use super::wish::Wish;

/// A page of questions.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Page {
    /// Who the request is for.
    Who,
    /// The name of that person, if it is somebody else.
    Person,
    /// What they would like.
    Rights,
    /// What is wrong and what it should be.
    Correct,
    /// What to erase.
    Erase,
    /// Which marketing to stop.
    Marketing,
    /// What to stop doing.
    Object,
    /// Which consent.
    Consent,
    /// What helps to find them.
    Find,
    /// Name and address.
    You,
    /// Anything else.
    Words,
    /// The short way: which marketing to stop.
    StopWhat,
    /// The short way: where it arrives.
    StopWhere,
}

/// The steps that the person sees.
pub const STEPS: [&str; 7] = [
    "Who it is for",
    "What you would like",
    "How we find you",
    "How to reach you",
    "Anything else",
    "Check and send",
    "Confirm",
];
/// The step of the page with all answers, and of the code.
pub const CHECK_STEP: usize = 5;
/// The last step.
pub const CONFIRM_STEP: usize = 6;

impl Page {
    /// All of them.
    pub const ALL: [Self; 13] = [
        Self::Who,
        Self::Person,
        Self::Rights,
        Self::Correct,
        Self::Erase,
        Self::Marketing,
        Self::Object,
        Self::Consent,
        Self::Find,
        Self::You,
        Self::Words,
        Self::StopWhat,
        Self::StopWhere,
    ];

    /// Its name in addresses.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Who => "who",
            Self::Person => "person",
            Self::Rights => "rights",
            Self::Correct => "correct",
            Self::Erase => "erase",
            Self::Marketing => "marketing",
            Self::Object => "object",
            Self::Consent => "consent",
            Self::Find => "find",
            Self::You => "you",
            Self::Words => "words",
            Self::StopWhat => "what",
            Self::StopWhere => "where",
        }
    }

    /// Reads [`Page::code`] back, for the pages of the long way.
    pub fn parse(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|page| !page.is_short() && page.code() == code)
    }

    /// Whether it belongs to the short way.
    pub const fn is_short(self) -> bool {
        matches!(self, Self::StopWhat | Self::StopWhere)
    }

    /// Which of the [`STEPS`] it belongs to.
    pub const fn step(self) -> usize {
        match self {
            Self::Who | Self::Person | Self::StopWhat => 0,
            Self::Rights
            | Self::Correct
            | Self::Erase
            | Self::Marketing
            | Self::Object
            | Self::Consent
            | Self::StopWhere => 1,
            Self::Find => 2,
            Self::You => 3,
            Self::Words => 4,
        }
    }

    fn is_needed(self, answers: &Answers) -> bool {
        match self {
            Self::Who | Self::Rights | Self::Find | Self::You | Self::Words => true,
            Self::Person => !answers.for_myself(),
            Self::Correct => answers.wants(Wish::Correct),
            Self::Erase => answers.wants(Wish::Erase),
            Self::Marketing => answers.wants(Wish::Marketing),
            Self::Object => answers.wants(Wish::Object),
            Self::Consent => answers.wants(Wish::Consent),
            Self::StopWhat | Self::StopWhere => false,
        }
    }
}

/// The pages that these answers call for, in order.
pub fn pages(answers: &Answers) -> Vec<Page> {
    Page::ALL.into_iter().filter(|page| page.is_needed(answers)).collect()
}

/// The first page that still has to be answered; `None` when all are.
pub fn first_open(answers: &Answers) -> Option<Page> {
    pages(answers).into_iter().find(|page| !answers.has(*page))
}

/// Where to go after a page: onwards; or, once the person has seen all their answers, to what is still open.
/// `None` is the page with all answers.
pub fn next(page: Page, answers: &Answers) -> Option<Page> {
    if answers.reached_check {
        return first_open(answers);
    }
    pages(answers).into_iter().find(|other| *other > page)
}

/// The page before; `None` is the start.
pub fn back(page: Page, answers: &Answers) -> Option<Page> {
    pages(answers).into_iter().rev().find(|other| *other < page)
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::*;
    use crate::domain::personal::Personal;

    fn answered(pages: &[Page], rights: &[&str], who: &str) -> Answers {
        let mut answers = Answers::default();
        let values = |list: &[&str]| list.iter().copied().map(Personal::new).collect::<Vec<_>>();
        let all = [("right".to_owned(), values(rights)), ("who".to_owned(), values(&[who]))];
        for page in pages {
            answers.take(*page, BTreeMap::from(all.clone()));
        }
        answers
    }

    #[test]
    fn only_the_pages_that_are_needed_are_asked() {
        let plain = answered(&[Page::Who], &["copy"], "me");
        assert_eq!(pages(&plain), [Page::Who, Page::Rights, Page::Find, Page::You, Page::Words]);
        let more = answered(&[Page::Who], &["erase", "marketing"], "child");
        assert_eq!(next(Page::Rights, &more), Some(Page::Erase));
        assert_eq!(next(Page::Who, &more), Some(Page::Person));
        assert_eq!(back(Page::Find, &more), Some(Page::Marketing));
        assert_eq!(back(Page::Who, &more), None);
    }

    #[test]
    fn a_changed_answer_leads_back_to_the_check_or_to_what_it_opens() {
        let every = [Page::Who, Page::Rights, Page::Find, Page::You, Page::Words];
        let mut answers = answered(&every, &["copy"], "me");
        assert_eq!(first_open(&answers), None);
        answers.reached_check = true;
        assert_eq!(next(Page::Find, &answers), None);
        let mut changed = answered(&every, &["copy", "correct"], "me");
        changed.reached_check = true;
        assert_eq!(next(Page::Rights, &changed), Some(Page::Correct));
    }

    #[test]
    fn every_page_reads_its_own_code_back() {
        for page in Page::ALL.into_iter().filter(|page| !page.is_short()) {
            assert_eq!(Page::parse(page.code()), Some(page));
        }
        assert_eq!(Page::parse("what"), None);
    }
}
