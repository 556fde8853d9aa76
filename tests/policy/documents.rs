//! The page about policies shows the rules that run.

use rightsdesk::domain::policy::{FORM_RIGHTS, RULES};

use crate::house::documents::demand_block;

#[test]
fn the_page_lists_every_rule_with_what_it_blocks() {
    let mut table = String::from("| rule | severity | what must be so | law | blocks |\n|---|---|---|---|---|\n");
    for rule in RULES {
        let blocks = if rule.blocks.is_empty() { "–".to_owned() } else { rule.blocks.join(", ") };
        table.push_str(&format!(
            "| {} | {} | {} | {} | {blocks} |\n",
            rule.id,
            rule.severity.word(),
            rule.title,
            rule.reason
        ));
    }
    demand_block("docs/POLICY.md", "lint rules", &table);
}

#[test]
fn the_page_lists_the_rights_of_the_form() {
    let mut table = String::from("| right | law |\n|---|---|\n");
    for right in FORM_RIGHTS {
        table.push_str(&format!("| {} | {} |\n", right.name, right.source));
    }
    demand_block("docs/POLICY.md", "form rights", &table);
}

#[test]
fn rules_are_numbered_without_gaps() {
    let numbers: Vec<String> = (1..=26).map(|number| format!("L{number:02}")).collect();
    assert_eq!(RULES.iter().map(|rule| rule.id).collect::<Vec<_>>(), numbers);
}
