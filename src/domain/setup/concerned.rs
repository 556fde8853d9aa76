//! Whom a change concerns: the recipients that the data map names for what was changed, and those of whom the company says that
//! they receive it.

use std::collections::BTreeSet;

use super::partner::PartnerBook;
use crate::domain::controller::Recipient;
use crate::domain::personal::Personal;
use crate::domain::telling::Touched;

/// A recipient that has to be told, with which of its data.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Concerned {
    /// Who. A name that only the map has comes without a way to tell it.
    pub recipient: Recipient,
    /// Which data, in the names that people know.
    pub data: BTreeSet<Personal>,
}

/// Whether a company says of a recipient that it receives this: by system, by collection, or by a category or its parent.
fn is_received(touched: &Touched, recipient: &Recipient) -> bool {
    let place = format!("{}.{}", touched.system, touched.collection);
    let child_of = |category: &String, parent: &str| {
        category == parent || category.strip_prefix(parent).is_some_and(|rest| rest.starts_with('.'))
    };
    recipient.receives.iter().map(|part| part.trim()).any(|part| {
        part == touched.system
            || part == touched.collection
            || part == place
            || touched.categories.iter().any(|category| child_of(category, part))
    })
}

/// Everybody who had received what was changed, in the order of the company's list; names that only the map has come last.
pub fn concerned(touched: &[Touched], recipients: &[Recipient], book: &PartnerBook) -> Vec<Concerned> {
    let mut told: Vec<Concerned> = Vec::new();
    let mut unknown: Vec<Concerned> = Vec::new();
    for part in touched {
        for recipient in recipients.iter().filter(|one| is_received(part, one)) {
            add(&mut told, recipient, part);
        }
        for name in &part.recipients {
            let known = book.meant_by(name, recipients);
            for recipient in &known {
                add(&mut told, recipient, part);
            }
            if known.is_empty() {
                add(&mut unknown, &Recipient { name: name.clone(), ..Recipient::default() }, part);
            }
        }
    }
    told.sort_by_key(|one| recipients.iter().position(|known| known.name == one.recipient.name));
    told.extend(unknown);
    told
}

fn add(told: &mut Vec<Concerned>, recipient: &Recipient, part: &Touched) {
    let same = |one: &&mut Concerned| one.recipient.name.eq_ignore_ascii_case(&recipient.name);
    if let Some(known) = told.iter_mut().find(same) {
        known.data.insert(part.what.clone());
        return;
    }
    told.push(Concerned { recipient: recipient.clone(), data: BTreeSet::from([part.what.clone()]) });
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::setup::Partner;

    fn part(collection: &str, recipients: &[&str], categories: &[&str]) -> Touched {
        let owned = |names: &[&str]| names.iter().map(|name| (*name).to_owned()).collect();
        Touched {
            system: "shop".into(),
            collection: collection.into(),
            what: Personal::new(collection.to_uppercase()),
            recipients: owned(recipients),
            categories: owned(categories),
        }
    }

    fn recipient(name: &str, role: &str, receives: &[&str]) -> Recipient {
        Recipient {
            name: name.into(),
            role: Some(role.into()),
            receives: receives.iter().map(|part| (*part).to_owned()).collect(),
            ..Recipient::default()
        }
    }

    fn names(touched: &[Touched], recipients: &[Recipient], book: &PartnerBook) -> Vec<(String, usize)> {
        let told = concerned(touched, recipients, book);
        told.into_iter().map(|one| (one.recipient.name, one.data.len())).collect()
    }

    #[test]
    fn a_kind_of_the_map_means_everybody_of_that_kind() {
        let couriers =
            Partner { known_by: vec!["courier".into(), "couriers".into()], kind: true, ..Partner::default() };
        let book = PartnerBook { partners: vec![couriers] };
        let known = [
            recipient("DPD", "courier", &[]),
            recipient("Worldpay", "payments", &[]),
            recipient("Royal Mail", "courier", &[]),
        ];
        let touched = [part("orders", &["couriers"], &[]), part("returns", &["Royal Mail", "the printer"], &[])];
        let told = names(&touched, &known, &book);
        let expected = [("DPD", 1), ("Royal Mail", 2), ("the printer", 1)];
        assert_eq!(told, expected.map(|(name, data)| (name.to_owned(), data)));
    }

    #[test]
    fn a_company_says_by_collection_or_by_category_what_a_recipient_gets() {
        let book = PartnerBook { partners: Vec::new() };
        let touched = [part("orders", &[], &["user.contact.email"]), part("wishes", &[], &["user.behavior"])];
        let told = |receives: &[&str]| names(&touched, &[recipient("Mail Ltd", "newsletter", receives)], &book);
        assert_eq!(told(&["shop"]), [("Mail Ltd".to_owned(), 2)]);
        assert_eq!(told(&["shop.orders"]), [("Mail Ltd".to_owned(), 1)]);
        assert_eq!(told(&["user.contact"]), [("Mail Ltd".to_owned(), 1)]);
        assert_eq!(told(&["user.con"]), []);
        assert_eq!(told(&[]), []);
    }
}
