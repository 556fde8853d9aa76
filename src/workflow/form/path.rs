//! Which page follows which.

use serde::{Deserialize, Serialize};

use super::answers::Answers;
use super::wish::Wish;

/// A way through the form. Each has its own draft, so that all can be under way at once.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Way {
    /// A request: the long way.
    #[default]
    Request,
    /// No more marketing: the short way.
    StopMarketing,
    /// A complaint.
    Complaint,
    /// One right more in a case that there is already.
    Addition,
}

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
    /// Where data to take elsewhere goes.
    Move,
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
    /// A complaint: which request it is about, if it is about one.
    ComplaintAbout,
    /// A complaint: what went wrong.
    ComplaintWrong,
    /// A complaint: what would put it right.
    ComplaintRemedy,
    /// A complaint: name, address, and how to answer.
    ComplaintAnswer,
}

impl Way {
    /// How many steps the person sees. The last but one shows all answers, the last confirms.
    pub const fn steps(self) -> usize {
        match self {
            Self::Request => 7,
            Self::StopMarketing => 3,
            Self::Complaint => 6,
            Self::Addition => 2,
        }
    }

    /// Its name among the texts of a language.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Request => "request",
            Self::StopMarketing => "stop_marketing",
            Self::Complaint => "complaint",
            Self::Addition => "addition",
        }
    }

    /// The step of the page with all answers. What is added to a case is not confirmed by a code, so it is the last there.
    pub const fn check_step(self) -> usize {
        match self {
            Self::Addition => 1,
            way => way.steps().saturating_sub(2),
        }
    }

    /// The step of the code.
    pub const fn confirm_step(self) -> usize {
        self.steps().saturating_sub(1)
    }

    /// The page that begins a draft.
    pub const fn first(self) -> Page {
        match self {
            Self::Request => Page::Who,
            Self::StopMarketing => Page::StopWhat,
            Self::Complaint => Page::ComplaintAbout,
            Self::Addition => Page::Rights,
        }
    }

    /// Which of its steps a page belongs to.
    pub fn step_of(self, page: Page) -> usize {
        if self == Self::Addition { 0 } else { page.step() }
    }

    /// Whether a page belongs to it. What is added to a case is asked on the pages of a request, without what the case knows already.
    pub fn asks(self, page: Page) -> bool {
        match self {
            Self::Addition => page.way() == Self::Request && matches!(page.step(), 1 | 4),
            way => page.way() == way,
        }
    }
}

impl Page {
    /// All of them.
    pub const ALL: [Self; 18] = [
        Self::Who,
        Self::Person,
        Self::Rights,
        Self::Correct,
        Self::Erase,
        Self::Marketing,
        Self::Object,
        Self::Consent,
        Self::Move,
        Self::Find,
        Self::You,
        Self::Words,
        Self::StopWhat,
        Self::StopWhere,
        Self::ComplaintAbout,
        Self::ComplaintWrong,
        Self::ComplaintRemedy,
        Self::ComplaintAnswer,
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
            Self::Move => "move",
            Self::Find => "find",
            Self::You => "you",
            Self::Words => "words",
            Self::StopWhat => "what",
            Self::StopWhere => "where",
            Self::ComplaintAbout => "about",
            Self::ComplaintWrong => "wrong",
            Self::ComplaintRemedy => "remedy",
            Self::ComplaintAnswer => "answer",
        }
    }

    /// Under which name the fields of the page stand among the texts of a language: what is asked in two places is said alike.
    pub const fn words(self) -> &'static str {
        match self {
            Self::StopWhat => Self::Marketing.code(),
            other => other.code(),
        }
    }

    /// Reads [`Page::code`] back, for the pages of a way.
    pub fn parse(way: Way, code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|page| way.asks(*page) && page.code() == code)
    }

    /// The way it belongs to.
    pub const fn way(self) -> Way {
        match self {
            Self::StopWhat | Self::StopWhere => Way::StopMarketing,
            Self::ComplaintAbout | Self::ComplaintWrong | Self::ComplaintRemedy | Self::ComplaintAnswer => {
                Way::Complaint
            }
            _ => Way::Request,
        }
    }

    /// Which of the [`Way::steps`] it belongs to.
    pub const fn step(self) -> usize {
        match self {
            Self::Who | Self::Person | Self::StopWhat | Self::ComplaintAbout => 0,
            Self::Rights
            | Self::Correct
            | Self::Erase
            | Self::Marketing
            | Self::Object
            | Self::Consent
            | Self::Move
            | Self::StopWhere
            | Self::ComplaintWrong => 1,
            Self::Find | Self::ComplaintRemedy => 2,
            Self::You | Self::ComplaintAnswer => 3,
            Self::Words => 4,
        }
    }

    fn is_needed(self, answers: &Answers) -> bool {
        match self {
            Self::Person => !answers.for_myself(),
            Self::Correct => answers.wants(Wish::Correct),
            Self::Erase => answers.wants(Wish::Erase),
            Self::Marketing => answers.wants(Wish::Marketing),
            Self::Object => answers.wants(Wish::Object),
            Self::Consent => answers.wants(Wish::Consent),
            Self::Move => answers.wants(Wish::Move) && answers.can_go_straight,
            _ => true,
        }
    }
}

/// The pages that these answers call for, in order.
pub fn pages(answers: &Answers) -> Vec<Page> {
    Page::ALL.into_iter().filter(|page| answers.way.asks(*page) && page.is_needed(answers)).collect()
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
        for page in Page::ALL {
            assert_eq!(Page::parse(page.way(), page.code()), Some(page));
        }
        assert_eq!(Page::parse(Way::Request, "what"), None);
    }

    #[test]
    fn what_is_added_to_a_case_is_asked_without_what_the_case_knows() {
        let mut answers = answered(&[Page::Rights], &["erase", "marketing"], "");
        answers.way = Way::Addition;
        assert_eq!(pages(&answers), [Page::Rights, Page::Erase, Page::Marketing, Page::Words]);
        assert_eq!(Page::parse(Way::Addition, "erase"), Some(Page::Erase));
        assert_eq!(Page::parse(Way::Addition, "you"), None);
        assert_eq!(Page::parse(Way::Addition, "find"), None);
    }

    #[test]
    fn a_complaint_has_four_pages_of_its_own() {
        use Page::{ComplaintAbout, ComplaintAnswer, ComplaintRemedy, ComplaintWrong};
        let answers = Answers::begun(Way::Complaint);
        assert_eq!(pages(&answers), [ComplaintAbout, ComplaintWrong, ComplaintRemedy, ComplaintAnswer]);
        assert_eq!((Way::Complaint.check_step(), Way::Complaint.confirm_step()), (4, 5));
    }
}
