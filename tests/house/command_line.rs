//! The page about the command line is what the program itself says.

use std::process::Command;

use super::documents::demand_block;

/// What `--help` says. Without the caller's environment: help shows the values of variables, and is as wide as a terminal.
fn help(path: &[String]) -> String {
    let mut program = Command::new(env!("CARGO_BIN_EXE_rightsdesk"));
    let said = program.args(path).arg("--help").env_clear().output().expect("the program runs");
    String::from_utf8(said.stdout).expect("help is text").trim_end().to_owned()
}

/// The names below "Commands:", without the one for help. A line that is indented further goes on with the line before it.
fn commands(help: &str) -> Vec<String> {
    let list = help.lines().skip_while(|line| *line != "Commands:").skip(1).take_while(|line| !line.is_empty());
    let names = list.filter_map(|line| line.strip_prefix("  ")).filter(|line| !line.starts_with(' '));
    names.filter_map(|line| line.split(' ').next()).filter(|name| *name != "help").map(str::to_owned).collect()
}

/// A section for a command, then one for each command below it.
fn sections(path: &[String]) -> Vec<String> {
    let help = help(path);
    let title = std::iter::once("rightsdesk").chain(path.iter().map(String::as_str)).collect::<Vec<_>>().join(" ");
    let mut sections = vec![format!("## {title}\n\n```text\n{help}\n```")];
    for name in commands(&help) {
        let mut below = path.to_vec();
        below.push(name);
        sections.extend(self::sections(&below));
    }
    sections
}

#[test]
fn the_page_of_the_command_line_is_what_the_program_says() {
    demand_block("docs/CLI.md", "commands", &sections(&[]).join("\n\n"));
}

#[test]
fn commands_are_read_from_the_help() {
    let help = "Usage: x\n\nCommands:\n  serve  Serve\n         much\n  help   Print this\n\nOptions:\n  -h\n";
    assert_eq!(commands(help), ["serve"]);
}
