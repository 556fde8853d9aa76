//! What a company's answers still lack, sentence by sentence: known at set-up, not on the last day.

use crate::domain::controller::{Category, Controller};
use crate::domain::right::Right;

/// A fact that nobody has stated, and what waits for it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Lack {
    /// Where the law asks for it: "Article 15(1)(d)".
    pub law: String,
    /// The setting to fill: `retention`.
    pub key: String,
    /// What is missing, in words.
    pub what: String,
    /// Which sentence of which letter waits for it.
    pub stops: &'static str,
}

impl Lack {
    /// The part of a company's settings in which it is stated, by its code.
    pub fn group(&self) -> &'static str {
        match self.key.split('.').next().unwrap_or_default() {
            "legal" => "who",
            "contact" => "contact",
            "categories" => "data",
            "purposes" => "purposes",
            "recipients" | "sources" => "recipients",
            "retention" => "keeping",
            "letters" => "desk",
            _ => "beyond",
        }
    }
}

/// What the copy that answers a right would have to say and the company has not stated (Article 15(1) and (2)), in words.
/// Only a copy under Article 15 carries these facts; nothing else waits for them.
pub fn unstated(controller: &Controller, right: Right) -> Vec<String> {
    controller.gaps().into_iter().filter(|_| right == Right::Access).map(|gap| gap.what).collect()
}

/// Everything a company's answers lack, in the order of the letter.
pub fn lacks(controller: &Controller) -> Vec<Lack> {
    let mut lacks: Vec<Lack> = controller.gaps().into_iter().map(of_answer).collect();
    lacks.extend(controller.categories.iter().filter_map(|category| of_category(controller, category)));
    lacks.extend(abroad(controller));
    lacks.extend(of_letters(controller));
    lacks
}

fn of_answer(gap: crate::domain::controller::Gap) -> Lack {
    let stops = match gap.paragraph.as_str() {
        "15(1)(a)" => "“Why”, in the covering letter of every copy",
        "15(1)(b)" => "The groups of data in the covering letter of every copy",
        "15(1)(c)" => "“Who may receive it”, in the covering letter of every copy",
        "15(1)(d)" => "“How long”, in the covering letter of every copy",
        "15(1)(g)" => "“Where from”, in the covering letter of every copy",
        "15(1)(h)" => "“Decisions made by computer”, in the covering letter of every copy",
        _ => "“Data abroad”, in the covering letter of every copy",
    };
    Lack { law: format!("Article {}", gap.paragraph), key: gap.key, what: gap.what, stops }
}

/// A group of data that no purpose names leaves its "Why" to the general part.
fn of_category(controller: &Controller, category: &Category) -> Option<Lack> {
    let used = controller.purposes.iter().any(|purpose| purpose.categories.contains(&category.id));
    (!used && !controller.purposes.is_empty()).then(|| Lack {
        law: "Article 15(1)(a)".into(),
        key: "purposes.categories".into(),
        what: format!("what “{}” is used for", category.name),
        stops: "“Why” of this group of data",
    })
}

/// Recipients in other countries without a word on transfers (Article 15(2)).
fn abroad(controller: &Controller) -> Option<Lack> {
    let names: Vec<&str> =
        controller.recipients.iter().filter(|one| one.country.is_some()).map(|one| one.name.as_str()).collect();
    let silent = controller.transfers.as_ref().is_none_or(|transfers| transfers.safeguards.is_none());
    (silent && !names.is_empty()).then(|| Lack {
        law: "Article 15(2)".into(),
        key: "transfers.safeguards".into(),
        what: format!("how data is protected with {}", names.join(", ")),
        stops: "“Abroad”, in the covering letter of every copy",
    })
}

/// Facts that letters need beside the answer itself.
fn of_letters(controller: &Controller) -> Vec<Lack> {
    let mut lacks = Vec::new();
    let mut lack = |missing: bool, law: &str, key: &str, what: &str, stops| {
        if missing {
            lacks.push(Lack { law: law.into(), key: key.into(), what: what.into(), stops });
        }
    };
    let letters = &controller.letters;
    lack(
        controller.legal.name.is_none(),
        "Article 13(1)(a)",
        "legal.name",
        "the registered name of the company",
        "The imprint under every letter",
    );
    lack(
        controller.contact.post.is_empty(),
        "Data Protection Act 2018, section 164A",
        "contact.post",
        "a postal address",
        "“Complain to us”, for people who write on paper",
    );
    lack(
        letters.backups.is_none(),
        "Article 17; guidance on backups",
        "letters.backups",
        "how long erased data may still be in backups",
        "“Copies and lists”, in the letter after an erasure",
    );
    lack(
        letters.pay.is_none(),
        "Article 12(5)",
        "letters.pay",
        "how a fee is paid",
        "“How to pay”, in the letter about a fee",
    );
    lacks
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::setup::Group;

    #[test]
    fn a_company_that_has_said_nothing_lacks_every_paragraph() {
        let silent: Controller = toml::from_str(
            "id = \"a\"\nprefix = \"AA\"\nbrand = \"A\"\ncontact = { email = \"a@b.example\" }\nregulator = { name = \"R\", url = \"https://r.example\" }",
        )
        .unwrap();
        let found: Vec<String> = lacks(&silent).into_iter().map(|lack| lack.key).collect();
        for key in [
            "purposes",
            "categories",
            "recipients",
            "retention",
            "sources",
            "automated_decisions",
            "transfers",
            "legal.name",
            "contact.post",
            "letters.backups",
            "letters.pay",
        ] {
            assert!(found.iter().any(|found| found == key), "{key}: {found:?}");
        }
        for lack in lacks(&silent) {
            assert!(Group::parse(lack.group()).is_some(), "{} can be stated in the console", lack.key);
        }
    }
}
