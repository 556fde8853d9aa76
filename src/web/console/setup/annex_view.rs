//! The information that goes with every copy (Article 15(1) and (2)), as it can be written today, with what is still to be filled.

use crate::domain::controller::Controller;

/// A paragraph of the annex.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AnnexLine {
    /// "15(1)(a)".
    pub paragraph: &'static str,
    /// What it tells.
    pub title: &'static str,
    /// What can be told; each entry is a line.
    pub told: Vec<String>,
    /// What is still to be filled; each entry is a line.
    pub fill: Vec<String>,
    /// The page of the settings on which it is filled.
    pub group: &'static str,
}

/// The annex of a company.
pub fn annex(company: &Controller) -> Vec<AnnexLine> {
    let line = |paragraph, title, group, (told, fill)| AnnexLine { paragraph, title, told, fill, group };
    vec![
        line("15(1)(a)", "What the data is used for, and on which legal basis", "purposes", purposes(company)),
        line("15(1)(b)", "Which data", "data", listed(categories(company), "the groups of data")),
        line("15(1)(c)", "Who receives it", "recipients", listed(recipients(company), "who receives data")),
        line("15(1)(d)", "How long it is kept", "keeping", retention(company)),
        line(
            "15(1)(e)",
            "The rights",
            "rights",
            (vec!["All of them, by the law, whatever a policy says".to_owned()], vec![]),
        ),
        line(
            "15(1)(f)",
            "The regulator",
            "contact",
            (vec![format!("{}, {}", company.regulator.name, company.regulator.url)], vec![]),
        ),
        line("15(1)(g)", "Where data comes from that the person did not give", "recipients", sources(company)),
        line("15(1)(h)", "Decisions made by computer alone", "beyond", decisions(company)),
        line("15(2)", "Data abroad, and what protects it there", "beyond", transfers(company)),
    ]
}

type Sides = (Vec<String>, Vec<String>);

fn listed(told: Vec<String>, what: &str) -> Sides {
    let fill = if told.is_empty() { vec![format!("State {what}")] } else { Vec::new() };
    (told, fill)
}

fn purposes(company: &Controller) -> Sides {
    let known = company.purposes.iter().filter_map(|one| Some(format!("{} ({})", one.name, one.basis.as_ref()?)));
    let open = company.purposes.iter().filter(|one| one.basis.is_none());
    let mut fill: Vec<String> = open.map(|one| format!("The legal basis of “{}”", one.name)).collect();
    if company.purposes.is_empty() {
        fill.push("State the purposes".to_owned());
    }
    (known.collect(), fill)
}

fn categories(company: &Controller) -> Vec<String> {
    let told = company.categories.iter().map(|one| {
        if one.items.is_empty() { one.name.clone() } else { format!("{}: {}", one.name, one.items.join(", ")) }
    });
    told.collect()
}

fn recipients(company: &Controller) -> Vec<String> {
    let told = company.recipients.iter().map(|one| {
        let beside: Vec<&str> = [&one.role, &one.country].into_iter().flatten().map(String::as_str).collect();
        if beside.is_empty() { one.name.clone() } else { format!("{} ({})", one.name, beside.join(", ")) }
    });
    told.collect()
}

fn retention(company: &Controller) -> Sides {
    let known = company.retention.iter().filter_map(|rule| Some(format!("{}: {}", rule.what, rule.period.as_ref()?)));
    let open = company.retention.iter().filter(|rule| rule.period.is_none());
    let mut fill: Vec<String> = open.map(|rule| format!("How long: {}", rule.what)).collect();
    if company.retention.is_empty() {
        fill.push("State how long data is kept, or how that is decided".to_owned());
    }
    (known.collect(), fill)
}

fn sources(company: &Controller) -> Sides {
    listed(company.sources.clone(), "where data comes from that the person did not give")
}

fn decisions(company: &Controller) -> Sides {
    listed(company.automated_decisions.iter().cloned().collect(), "whether decisions are made by computer alone")
}

fn transfers(company: &Controller) -> Sides {
    let Some(transfers) = &company.transfers else {
        return (Vec::new(), vec!["State whether data goes abroad".to_owned()]);
    };
    let mut told = vec![format!("To {}", transfers.to)];
    told.extend(transfers.safeguards.iter().map(|safeguards| format!("Protected by {safeguards}")));
    let fill = if transfers.safeguards.is_none() { vec!["What protects it there".to_owned()] } else { Vec::new() };
    (told, fill)
}
