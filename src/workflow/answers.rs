//! The letters that end a request: what was done, what was refused, and a fee before either.

use super::notices::Matter;
use crate::domain::disclosure::Exemption;
use crate::domain::language::Language;
use crate::domain::notice::{
    About, CannotIdentify, Correction, DecisionReviewed, Erased, ErasureResult, FeeNotice, Ground, Kept, Message,
    NothingHeld, Notice, ObjectionAnswered, ObjectionResult, Rectified, Refusal, Restricted, RestrictionGround,
    ReviewResult,
};
use crate::domain::personal::Personal;
use crate::domain::request::{Deed, Event, Outcome, RefusalGround, Request, Stays, Weighing};
use crate::domain::right::Right;

/// What a letter says where naming the ground would defeat it (Article 12(4); DPA 2018, Schedules 2 to 4).
const NOT_TOLD: &str = "The law allows us to hold it back, and in this case not to say more. You can have our decision checked: see below.";

impl Matter<'_> {
    /// L4.
    pub(super) fn fee_notice(&self, about: About, event: &Event) -> Option<Notice> {
        let Event::FeeAsked { ground, reason, amount, computed, .. } = event else { return None };
        let ground = Ground { reason: reason.clone(), pointer: Some(ground.pointer().to_owned()) };
        let (amount, computed, closes_on) = (amount.clone(), lines(computed), self.closes_on());
        Some(Notice::FeeNotice(FeeNotice { about, ground, amount, computed, pay: None, closes_on }))
    }

    /// L6, L7, L14, L22: each ground has its letter.
    pub(super) fn refused(&self, about: About, request: &Request, event: &Event) -> Option<Notice> {
        let Event::Refused { ground, exemption, silent, reason, weighed, .. } = event else { return None };
        let objection = |result| {
            Some(Notice::ObjectionAnswered(ObjectionAnswered {
                right: request.right,
                on: about.date,
                about: about.clone(),
                result,
                stopped: Vec::new(),
                words: with_weighing(paragraphs(reason), weighed.as_deref()),
                suppressed: false,
            }))
        };
        match (*ground, request.right) {
            _ if *silent => Some(refusal(about, request.right, NOT_TOLD, None)),
            (RefusalGround::CannotIdentify, _) => Some(self.cannot_identify(about, reason)),
            (RefusalGround::CompellingGrounds, _) => objection(ObjectionResult::CompellingGrounds),
            (RefusalGround::LegalClaims, Right::Objection) => objection(ObjectionResult::LegalClaims),
            (RefusalGround::NotSolelyAutomated, _) => Some(not_automated(about, reason, &self.language())),
            (ground, right) => {
                let exempt = exemption.as_deref().and_then(Exemption::find);
                let pointer = exempt.map_or_else(
                    || ground.pointer_for(right).to_owned(),
                    |exempt| exempt.pointer(&self.terms.regime.id),
                );
                let pointer = about.cite(&pointer).map(|_| pointer);
                Some(refusal(about, right, reason, pointer))
            }
        }
    }

    fn cannot_identify(&self, about: About, reason: &str) -> Notice {
        let known = self.controller.identifiers.iter().map(|known| known.label.clone()).collect::<Vec<_>>();
        let usual = vec![self.language().text("letter.deed.anything")];
        let would_help = if known.is_empty() { usual } else { known };
        Notice::CannotIdentify(CannotIdentify { about, why: reason.to_owned(), would_help })
    }

    /// L9 to L12, L14, L20: what was done, as it was recorded. Without a deed the words alone are told.
    pub(super) fn fulfilled(&self, about: About, request: &Request, said: &str, deed: Option<&Deed>) -> Notice {
        let language = &*self.language();
        let Some(deed) = deed else { return Notice::Message(done(about, request.right, said, language)) };
        match (request.right, deed.outcome) {
            (_, Outcome::NoDataHeld) => {
                let searched_in = lines(said);
                Notice::NothingHeld(NothingHeld { about, searched_with: Vec::new(), searched_in })
            }
            (Right::Rectification, outcome) => Notice::Rectified(rectified(about, outcome, said, deed)),
            (Right::Erasure, outcome) => Notice::Erased(erased(about, outcome, said, deed, language)),
            (Right::Restriction, _) => Notice::Restricted(restricted(about, said, deed)),
            (_, Outcome::HumanReviewDone) => Notice::DecisionReviewed(reviewed(about, said, deed)),
            (right, _) => {
                let told = stopped(about, right, request.direct_marketing, said);
                let words = with_weighing(told.words.clone(), deed.weighed.as_deref());
                Notice::ObjectionAnswered(ObjectionAnswered { words, ..told })
            }
        }
    }
}

/// The balancing test of an objection, after what staff say about its outcome (Article 21(1)).
fn with_weighing(mut words: Vec<Personal>, weighing: Option<&Weighing>) -> Vec<Personal> {
    words.extend(weighing.into_iter().flat_map(Weighing::sentences).flat_map(paragraphs));
    words
}

fn refusal(about: About, right: Right, reason: &str, pointer: Option<String>) -> Notice {
    let grounds = vec![Ground { reason: reason.to_owned(), pointer }];
    Notice::Refusal(Refusal { about, refused: vec![right], grounds })
}

fn not_automated(about: About, reason: &str, language: &Language) -> Notice {
    Notice::DecisionReviewed(DecisionReviewed {
        about,
        result: ReviewResult::NotApplicable,
        reviewer: language.text("letter.deed.person"),
        reasons: paragraphs(reason),
    })
}

fn reviewed(about: About, said: &str, deed: &Deed) -> DecisionReviewed {
    let review = deed.review.as_ref();
    let changed = review.is_some_and(|review| review.changed);
    DecisionReviewed {
        about,
        result: if changed { ReviewResult::Changed } else { ReviewResult::Confirmed },
        reviewer: review.map(|review| review.reviewer.clone()).unwrap_or_default(),
        reasons: paragraphs(said),
    }
}

fn rectified(about: About, outcome: Outcome, said: &str, deed: &Deed) -> Rectified {
    let correction = match outcome {
        Outcome::Completed => Correction::Completed,
        Outcome::StatementAdded => Correction::StatementAdded,
        _ => Correction::Corrected,
    };
    Rectified {
        correction,
        changes: deed.amended.as_ref().map(|amended| amended.changes.clone()).unwrap_or_default(),
        words: paragraphs(said),
        on: deed.amended.as_ref().map_or(about.date, |amended| amended.on),
        systems: deed.amended.as_ref().map(|amended| amended.systems.clone()).unwrap_or_default(),
        recipients: deed.told.clone(),
        about,
    }
}

/// Where the program erased, the letter says what a second search confirmed; else the words of who did it.
fn erased(about: About, outcome: Outcome, said: &str, deed: &Deed, language: &Language) -> Erased {
    let by_hand = lines(deed.kept.as_deref().unwrap_or_default());
    let by_hand = by_hand.iter().map(|line| kept(line, language));
    let proof = deed.proof.as_ref();
    let stays =
        proof.map(|proof| proof.kept.iter().map(|one| stays(one, language)).collect::<Vec<_>>()).unwrap_or_default();
    let result = match outcome {
        Outcome::PartlyErased => ErasureResult::PartlyErased,
        Outcome::Anonymised => ErasureResult::Anonymised,
        _ => ErasureResult::Erased,
    };
    Erased {
        result,
        erased: proof.map(|proof| proof.gone.clone()).unwrap_or_default(),
        words: paragraphs(said),
        kept: stays.into_iter().chain(by_hand).collect(),
        on: proof.map_or(about.date, |proof| proof.on),
        suppressed: false,
        recipients: deed.told.clone(),
        about,
    }
}

/// "Invoices: tax law makes us keep them": what stays, and why.
fn kept(line: &str, language: &Language) -> Kept {
    let rest = language.text("letter.deed.stays");
    let (what, reason) = line.split_once(':').unwrap_or((&rest, line));
    let ground = Ground { reason: reason.trim().to_owned(), pointer: Some(language.article("Article 17(3)")) };
    Kept { what: what.trim().to_owned(), ground, until: None }
}

fn stays(stays: &Stays, language: &Language) -> Kept {
    let until = |day| language.say("letter.deed.until").with("date", language.long_date(day)).plain();
    Kept {
        what: stays.what.clone(),
        ground: Ground { reason: stays.reason.clone(), pointer: Some(language.article("Article 17(3)")) },
        until: stays.until.map(until),
    }
}

fn restricted(about: About, said: &str, deed: &Deed) -> Restricted {
    Restricted {
        ground: deed.ground.unwrap_or(RestrictionGround::AccuracyContested),
        data: deed.amended.as_ref().map(|amended| amended.marked.clone()).unwrap_or_default(),
        words: paragraphs(said),
        on: deed.amended.as_ref().map_or(about.date, |amended| amended.on),
        recipients: deed.told.clone(),
        about,
    }
}

fn stopped(about: About, right: Right, marketing: bool, said: &str) -> ObjectionAnswered {
    ObjectionAnswered {
        result: if marketing { ObjectionResult::MarketingStopped } else { ObjectionResult::Stopped },
        right,
        stopped: Vec::new(),
        words: paragraphs(said),
        on: about.date,
        suppressed: marketing,
        about,
    }
}

/// Article 12(3): what was done on the request, in the words of who did it.
fn done(about: About, right: Right, outcome: &str, language: &Language) -> Message {
    let wish = language.text(&format!("letter.wish.{}", right.code()));
    let asked = language.say("letter.deed.done").with("wish", wish).plain();
    Message { about, paragraphs: vec![Personal::new(asked), Personal::new(outcome)], signed: None }
}

fn paragraphs(said: &str) -> Vec<Personal> {
    lines(said).into_iter().map(Personal::new).collect()
}

fn lines(said: &str) -> Vec<String> {
    said.lines().map(|line| line.trim().to_owned()).filter(|line| !line.is_empty()).collect()
}
