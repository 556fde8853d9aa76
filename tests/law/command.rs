//! `rightsdesk deadline`, from the command line to the last byte.

use rightsdesk::cli::{Exit, run_with};
use serde_json::Value;

use super::scenes::Vector;

fn run(options: &[&str]) -> (Exit, String, String) {
    let (mut out, mut err) = (Vec::new(), Vec::new());
    let line = ["rightsdesk", "deadline"].iter().chain(options);
    let exit = run_with(line, &mut out, &mut err);
    (exit, String::from_utf8(out).unwrap(), String::from_utf8(err).unwrap())
}

fn answer(options: &[&str]) -> Value {
    let (exit, out, err) = run(options);
    assert_eq!((exit, err.as_str()), (Exit::Done, ""), "{options:?}");
    serde_json::from_str(&out).unwrap()
}

fn refused(options: &[&str], option: &str) {
    let (exit, out, err) = run(options);
    assert_eq!((exit, out.as_str()), (Exit::BadInput, ""), "{options:?}");
    assert!(err.contains(option), "{options:?} should name {option}, but says: {err}");
}

const RECEIVED: &str = "--received=2026-11-04T14:12:00Z";

#[test]
fn every_row_passes_through_the_command_line() {
    for row in Vector::all() {
        let mut options: Vec<String> = vec!["--json".into(), format!("--regime={}", row.regime())];
        let mut option = |name: &str, value: Option<&str>| {
            options.extend(value.map(|value| format!("--{name}={value}")));
        };
        option("place", row.some("nation"));
        option("right", row.some("request_type"));
        option("received", row.some("received_at"));
        option("identity-requested", row.some("identity_requested"));
        option("identity-provided", row.some("identity_provided"));
        option("fee-requested", row.some("fee_requested"));
        option("fee-paid", row.some("fee_paid"));
        option("extended-at", row.extended_at());
        row.list("clarification_requested").iter().for_each(|at| option("clarification-requested", Some(at)));
        row.list("clarification_provided").iter().for_each(|at| option("clarification-provided", Some(at)));
        let options: Vec<_> = options.iter().map(String::as_str).collect();
        let answer = answer(&options);
        let id = row.text("id");
        assert_eq!(answer["due"].as_str(), row.some("expected_due_date"), "{id}");
        assert_eq!(answer["extended_due"].as_str(), row.some("expected_extended_due_date"), "{id}");
        assert_eq!(answer["due_instant"].as_str(), row.some("deadline_end_utc"), "{id}");
        assert_eq!(answer["conservative_due"].as_str(), row.some("conservative_due_date"), "{id}");
    }
}

#[test]
fn the_json_has_the_promised_shape() {
    let answer = answer(&["--json", RECEIVED, "--right", "consent-withdrawal"]);
    let keys: Vec<_> = answer.as_object().unwrap().keys().take(5).map(String::as_str).collect();
    assert_eq!(keys, ["status", "due", "extended_due", "due_instant", "explanation"]);
    assert_eq!(answer["status"], "running");
    for step in answer["explanation"].as_array().unwrap() {
        assert!(step["step"].is_string() && step["source"].is_string() && step.get("date").is_some(), "{step}");
    }
    let paused = self::answer(&["--json", RECEIVED, "--clarification-requested=2026-11-05T09:00:00Z"]);
    assert_eq!((&paused["status"], &paused["due"]), (&Value::from("paused"), &Value::Null));
}

#[test]
fn the_json_says_what_might_be_done_next_and_how_sure_the_law_is() {
    let answer = answer(&["--json", RECEIVED, "--as-of=2026-11-20T15:00:00Z"]);
    let what_if = answer["what_if"].as_array().unwrap();
    assert_eq!(what_if[0]["if"], "If you ask for clarification today and they answer on Monday 23 November 2026");
    assert_eq!(what_if[0]["due"], "2026-12-08");
    assert_eq!((&answer["confidence"], &answer["notice"]), (&Value::from("high"), &Value::Null));
    assert_eq!(answer["internal_due"], "2026-12-01");
    let texas = self::answer(&["--json", RECEIVED, "--regime=us-tx"]);
    assert_eq!((&texas["place"], &texas["appeal"]), (&Value::from("US-TX"), &Value::from("60 days")));
    assert!(texas["notice"].as_str().unwrap().contains("lawyer"));
}

#[test]
fn an_agents_authority_starts_the_clock() {
    let asked = "--authority-requested=2026-11-05T09:00:00Z";
    assert_eq!(answer(&["--json", RECEIVED, asked])["status"], "not_started");
    let answered = answer(&["--json", RECEIVED, asked, "--authority-provided=2026-11-09T09:00:00Z"]);
    assert_eq!(answered["due"], "2026-12-09");
}

#[test]
fn the_seven_rights_are_understood_with_hyphen_and_underscore() {
    let rights = "access rectification erasure restriction portability objection consent-withdrawal consent_withdrawal";
    for right in rights.split(' ') {
        assert_eq!(answer(&["--json", RECEIVED, "--right", right])["due"], "2026-12-04", "{right}");
    }
}

#[test]
fn bad_input_is_refused_and_the_option_is_named() {
    refused(&["--received", "2026-11-04T14:12:00"], "--received");
    refused(&["--received", "2026-11-04"], "--received");
    refused(&["--received", "9999-11-04T14:12:00Z"], "--received");
    refused(&["--json"], "--received");
    refused(&[RECEIVED, "--place", "DE"], "--place");
    refused(&[RECEIVED, "--place", "XX"], "--place");
    refused(&[RECEIVED, "--regime", "eu-gdpr"], "--place");
    refused(&[RECEIVED, "--regime", "eu-gdpr", "--place", "DE-XX"], "--place");
    refused(&[RECEIVED, "--as-of", "tomorrow"], "--as-of");
    refused(&[RECEIVED, "--authority-provided=2026-11-05T09:00:00Z"], "--authority-requested");
    refused(&[RECEIVED, "--place", "ew"], "--place");
    refused(&[RECEIVED, "--regime", "lgpd"], "--regime");
    refused(&[RECEIVED, "--right", "deletion"], "--right");
    refused(&[RECEIVED, "--identity-provided=2026-11-05T09:00:00Z"], "--identity-requested");
    refused(&[RECEIVED, "--fee-paid=2026-11-05T09:00:00Z"], "--fee-requested");
    refused(&[RECEIVED, "--clarification-provided=2026-11-05T09:00:00Z"], "--clarification-requested");
    refused(&[RECEIVED, "--extended-at=2026-11-03T09:00:00Z"], "--extended-at");
}

#[test]
fn answers_before_questions_are_refused() {
    for (asked, answered) in [
        ("identity-requested", "identity-provided"),
        ("fee-requested", "fee-paid"),
        ("clarification-requested", "clarification-provided"),
    ] {
        let question = format!("--{asked}=2026-11-06T09:00:00Z");
        let answer = format!("--{answered}=2026-11-05T09:00:00Z");
        refused(&[RECEIVED, &question, &answer], &format!("--{answered}"));
        refused(&[RECEIVED, &format!("--{asked}=2026-11-03T09:00:00Z")], &format!("--{asked}"));
    }
}

#[test]
fn two_open_questions_and_answers_without_questions_are_refused() {
    let asked = "--clarification-requested=2026-11-06T09:00:00Z";
    let answered = "--clarification-provided=2026-11-07T09:00:00Z";
    refused(&[RECEIVED, asked, asked], "--clarification-requested");
    refused(&[RECEIVED, asked, answered, answered], "--clarification-provided");
}

#[test]
fn without_json_a_person_reads_the_sum() {
    let (exit, out, _) = run(&[RECEIVED]);
    assert_eq!(exit, Exit::Done);
    assert!(out.contains("Due by the end of Friday 4 December 2026 (London time)."), "{out}");
    assert!(out.contains("UK GDPR, Articles 12(3) and 12A"), "{out}");
}
