//! Grounds for leaving something out of a copy: UK Data Protection Act 2018, Schedules 2 to 4, as a picklist.
//!
//! Every one of them applies only "to the extent that", so it is recorded for each row or field, with its reason.

use serde::Serialize;

use crate::domain::language::Language;

/// Which rights an exemption can limit.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Scope {
    /// Most rights of Articles 13 to 21 (Schedule 2, Part 1).
    Wide,
    /// Articles 13 to 15: being informed, and access.
    Access,
    /// Only the copy and the information of Article 15(1) to (3).
    Copy,
    /// A list of its own in the paragraph.
    Own,
}

/// One ground for leaving something out.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct Exemption {
    /// The stored name.
    pub code: &'static str,
    /// Where it stands: "Schedule 2, paragraph 16".
    pub paragraph: &'static str,
    /// Which rights it can limit.
    pub scope: Scope,
    /// The mark in files and letters: "Other person".
    pub label: &'static str,
    /// The reason in plain, general words, for the letter.
    pub words: &'static str,
    /// What the reviewer has to be able to say.
    pub test: &'static str,
    /// Whether a reason of the reviewer's own must be recorded: the paragraph weighs harm or interests.
    pub needs_reason: bool,
}

/// The picklist, the grounds a shop meets most first.
pub const EXEMPTIONS: &[Exemption] = &[
    exemption(
        "others_data",
        "Schedule 2, paragraph 16",
        Scope::Copy,
        "Other person",
        "It is about somebody else, who has not agreed, and it was not reasonable to give it to you without their agreement.",
        "Another person can be identified from it. They do not consent, and it is not reasonable to disclose without consent: weigh the kind of information, any duty of confidence, the steps taken to ask, and an express refusal.",
        true,
    ),
    exemption(
        "privilege",
        "Schedule 2, paragraph 19",
        Scope::Access,
        "Legal advice",
        "It is confidential advice from or to a lawyer.",
        "Legal professional privilege could be claimed, or in Scotland confidentiality of communications.",
        false,
    ),
    exemption(
        "crime_tax",
        "Schedule 2, paragraph 2",
        Scope::Wide,
        "Crime or tax",
        "Giving it to you would be likely to harm the prevention or investigation of crime, or the collection of tax.",
        "Disclosure would be likely to prejudice preventing, investigating or detecting crime, prosecution, or assessing or collecting tax.",
        true,
    ),
    exemption(
        "law_legal",
        "Schedule 2, paragraph 5",
        Scope::Wide,
        "Legal proceedings",
        "The law requires or allows us to keep it back in connection with legal proceedings or legal rights.",
        "It is public by law, or disclosure is required by enactment or court, or it is needed for proceedings, advice or legal rights, and answering would prevent that.",
        true,
    ),
    exemption(
        "negotiations",
        "Schedule 2, paragraph 23",
        Scope::Access,
        "Negotiation",
        "It records what we intend in a negotiation with you, which would suffer.",
        "A record of the controller's intentions in negotiations with the person; disclosure would be likely to prejudice them.",
        true,
    ),
    exemption(
        "forecasts",
        "Schedule 2, paragraph 22",
        Scope::Access,
        "Business planning",
        "It serves forecasting or planning of our business, which would suffer.",
        "Management forecasting or planning; disclosure would be likely to prejudice the conduct of the business.",
        true,
    ),
    exemption(
        "references",
        "Schedule 2, paragraph 24",
        Scope::Access,
        "Reference",
        "It is a reference given in confidence.",
        "A reference given or received in confidence for employment, training, appointment or a service.",
        false,
    ),
    exemption(
        "corporate_finance",
        "Schedule 2, paragraph 21",
        Scope::Access,
        "Corporate finance",
        "It concerns corporate finance and could move the price of a security.",
        "Processed for a corporate finance service; disclosure is likely to affect the price of an instrument or a decision.",
        true,
    ),
    exemption(
        "self_incrimination",
        "Schedule 2, paragraph 20",
        Scope::Access,
        "Self-incrimination",
        "Giving it would reveal evidence of an offence.",
        "Complying would reveal evidence of an offence other than under the Data Protection Act or perjury.",
        true,
    ),
    exemption(
        "regulators",
        "Schedule 2, paragraphs 7 to 13",
        Scope::Wide,
        "Public functions",
        "Giving it would be likely to harm the work of a public body or regulator.",
        "Disclosure would be likely to prejudice a function protecting the public, audit or regulation.",
        true,
    ),
    exemption(
        "exams",
        "Schedule 2, paragraph 25",
        Scope::Access,
        "Examination",
        "It is an examination script, or marks that are not yet announced.",
        "Answers in a script; marks are due within five months of the request or 40 days of the announcement, whichever is earlier.",
        false,
    ),
    exemption(
        "journalism_research",
        "Schedule 2, paragraphs 26 to 28",
        Scope::Own,
        "Journalism, research or archive",
        "It is used for journalism, art, literature, research or archiving, which would suffer.",
        "The special tests of paragraphs 26 (journalism, academia, art, literature), 27 (research, statistics) or 28 (archiving).",
        true,
    ),
    exemption(
        "immigration",
        "Schedule 2, paragraph 4",
        Scope::Own,
        "Immigration control",
        "Giving it would be likely to harm immigration control.",
        "Disclosure would be likely to prejudice effective immigration control. Not for shops.",
        true,
    ),
    exemption(
        "health_education_social_work",
        "Schedule 3",
        Scope::Access,
        "Health, education or social work",
        "A special rule for health, education, social work or child protection records applies.",
        "Serious harm, data processed by a court, or another test of Schedule 3.",
        true,
    ),
    exemption(
        "barred_by_law",
        "Schedule 4",
        Scope::Access,
        "Barred by law",
        "Another law forbids giving it.",
        "Disclosure is prohibited or restricted by an enactment listed in Schedule 4, such as adoption records.",
        false,
    ),
];

const fn exemption(
    code: &'static str,
    paragraph: &'static str,
    scope: Scope,
    label: &'static str,
    words: &'static str,
    test: &'static str,
    needs_reason: bool,
) -> Exemption {
    Exemption { code, paragraph, scope, label, words, test, needs_reason }
}

impl Exemption {
    /// Finds one by its code.
    pub fn find(code: &str) -> Option<&'static Self> {
        EXEMPTIONS.iter().find(|exemption| exemption.code == code)
    }

    /// The mark in a language.
    pub fn label_in(&self, language: &Language) -> String {
        language.perhaps(&format!("exemption.label.{}", self.code)).unwrap_or_else(|| self.label.to_owned())
    }

    /// The general reason in a language.
    pub fn words_in(&self, language: &Language) -> String {
        language.perhaps(&format!("exemption.words.{}", self.code)).unwrap_or_else(|| self.words.to_owned())
    }

    /// The pointer to cite under the law of a case: "Data Protection Act 2018, Schedule 2, paragraph 16".
    ///
    /// Outside the UK only the rights of others are in the Regulation itself (Article 15(4)); the rest is national law under Article 23.
    pub fn pointer(&self, regime: &str) -> String {
        if regime.starts_with("uk") {
            format!("Data Protection Act 2018, {}", self.paragraph)
        } else if self.code == "others_data" {
            "Article 15(4)".into()
        } else {
            "national law under Article 23".into()
        }
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;
    use crate::domain::language::GROUNDS;

    #[test]
    fn every_code_is_found_once_and_every_ground_is_explained() {
        let codes: BTreeSet<_> = EXEMPTIONS.iter().map(|exemption| exemption.code).collect();
        assert_eq!(codes.len(), EXEMPTIONS.len());
        assert_eq!(codes, GROUNDS.into_iter().collect(), "every language has words for each");
        for exemption in EXEMPTIONS {
            assert_eq!(Exemption::find(exemption.code), Some(exemption));
            assert!(exemption.words.ends_with('.') && exemption.test.ends_with('.'), "{}", exemption.code);
            assert!(exemption.paragraph.starts_with("Schedule "), "{}", exemption.code);
        }
        assert_eq!(Exemption::find("because"), None);
    }

    #[test]
    fn the_pointer_follows_the_law_of_the_case() {
        let others = Exemption::find("others_data").unwrap();
        assert_eq!(others.pointer("uk-gdpr"), "Data Protection Act 2018, Schedule 2, paragraph 16");
        assert_eq!(others.pointer("eu-gdpr"), "Article 15(4)");
    }
}
