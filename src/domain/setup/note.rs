//! The note for whoever edits the policy: what to change, why, and words to use, on one sheet.

use chrono::NaiveDate;

use crate::domain::disclosure::{Around, Block, ColumnHead, Document, Letterhead, Run, Table, Text, long_date};
use crate::domain::policy::{Finding, Severity};

/// The note. `company` is the name that people know; `date` is the day of the check.
pub fn note(company: &str, findings: &[Finding], date: NaiveDate) -> Document {
    let high = findings.iter().filter(|finding| finding.severity == Severity::High).count();
    let blocking = findings.iter().filter(|finding| !finding.blocks.is_empty()).count();
    let lead = if findings.is_empty() {
        "Nothing is missing or contradictory: the policy can stay as it is.".to_owned()
    } else {
        format!(
            "{} to change, {high} of them duties. While {blocking} of them stand, an answer to somebody who asks for their data \
             cannot be complete. Words in square brackets are to be filled.",
            findings.len()
        )
    };
    let mut opening = vec![Block::Paragraph(Text::plain(lead))];
    if !findings.is_empty() {
        opening.push(Block::Table(table(company, findings)));
    }
    Document {
        language: "en-GB".into(),
        title: format!("What to change in the privacy policy – {company}"),
        letterhead: Letterhead {
            brand: company.to_owned(),
            legal: Vec::new(),
            contact: Vec::new(),
            accent: None,
            logo: None,
        },
        addressee: Vec::new(),
        meta: Vec::new(),
        heading: "What to change in the privacy policy".to_owned(),
        salutation: String::new(),
        opening,
        sections: Vec::new(),
        remedies: None,
        closing: Vec::new(),
        footer: format!("{company} · checked on {}", long_date(date)),
        around: Around::default(),
    }
}

fn table(company: &str, findings: &[Finding]) -> Table {
    let head = [("What is wrong", 5), ("Words to use", 7)];
    let mut sorted: Vec<&Finding> = findings.iter().collect();
    sorted.sort_by_key(|finding| std::cmp::Reverse(finding.severity));
    Table {
        summary: format!("What to change in the privacy policy of {company}"),
        head: head.map(|(label, share)| ColumnHead { label: label.into(), numeric: false, share }).to_vec(),
        rows: sorted.into_iter().map(row).collect(),
    }
}

fn row(finding: &Finding) -> Vec<Text> {
    let mut wrong = Text(vec![Run::Strong(format!("{} {}. ", finding.rule, finding.severity.word()))]);
    wrong = wrong.then(format!("{} ", finding.finding.trim_end_matches('.')));
    let law = finding.reason.split([':', ';']).next().unwrap_or_default();
    wrong = wrong.and(Run::Quiet(format!("({law})")));
    vec![wrong, Text::plain(finding.wording)]
}
