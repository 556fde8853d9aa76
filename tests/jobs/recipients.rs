//! Recipients are told (Article 19): whom a change concerns, in each way, once however often the process restarts, with what
//! comes back, and with what a person decides.

use std::sync::{Arc, Mutex};

use chrono::Duration;
use rightsdesk::domain::case::Case;
use rightsdesk::domain::controller::Recipient;
use rightsdesk::domain::ids::{CaseId, JobId, RequestId};
use rightsdesk::domain::notice::{Fill, RecipientAct, RecipientsTold};
use rightsdesk::domain::personal::Personal;
use rightsdesk::domain::request::{Actor, Command, Deed, Outcome, State, Why};
use rightsdesk::domain::telling::{Resolution, Telling, TellingState, Way};
use rightsdesk::ports::connector::ConnectorError;
use rightsdesk::ports::recipients::{Receipt, RecipientPrograms};
use rightsdesk::ports::store::jobs::NewJob;
use rightsdesk::ports::store::tasks::{Task, TaskAnswerKind};
use rightsdesk::workflow::casework::{Fills, give_filled, jobs};
use rightsdesk::workflow::telling::{Answer, again, answer, resolve, see};
use rightsdesk::workflow::{WorkError, tasks};

use super::office::{Building, Office, Shops};
use super::shop::open;
use super::till::{TILL, approved, place, with_till};

pub fn recipient(name: &str, tell: Way, to: &str) -> Recipient {
    Recipient { name: name.into(), tell: Some(tell), to: Some(to.into()), ..Recipient::default() }
}

/// The till, whose letters are printed by a printer and whose accounts a newsletter service has.
pub fn building(recipients: Vec<Recipient>) -> Building {
    let mut building = with_till();
    let map = TILL.replacen("label: Letters,", "label: Letters, recipients: [The printer],", 1).replacen(
        "label: Your account,",
        "label: Your account, recipients: [Leaflets Ltd],",
        1,
    );
    building.systems = Arc::new(Shops::new(&[("till", &map)]));
    building.systems.connect_with("till", open(&place(&building)));
    building.recipients = recipients;
    building
}

/// A program of a recipient that answers as the test says, and keeps what it was told.
struct Program {
    answers: Mutex<Vec<Result<Receipt, ConnectorError>>>,
    heard: Mutex<Vec<(String, String)>>,
}

impl Program {
    /// Answers these, the last one first.
    fn answering(answers: Vec<Result<Receipt, ConnectorError>>) -> Arc<Self> {
        Arc::new(Self { answers: Mutex::new(answers), heard: Mutex::default() })
    }

    fn heard(&self) -> Vec<(String, String)> {
        self.heard.lock().expect("no test panics here").clone()
    }
}

impl RecipientPrograms for Program {
    fn call(&self, program: &str, number: &str, notice: &serde_json::Value) -> Result<Receipt, ConnectorError> {
        assert_eq!(program, "printer");
        self.heard.lock().expect("no test panics here").push((number.to_owned(), notice.to_string()));
        self.answers.lock().expect("no test panics here").pop().unwrap_or(Ok(Receipt::Taken))
    }
}

/// Emma's erasure, carried out and confirmed.
pub fn erased(building: &Building, office: &Office) -> (Actor, Case, RequestId) {
    let (anna, _, case, request) = approved(office);
    building.pass(Duration::minutes(31));
    office.drain();
    assert_eq!(office.logged(case.id, "erasure_confirmed"), 1);
    (anna, case, request.id)
}

fn tellings(office: &Office, case: CaseId) -> Vec<Telling> {
    office.desk.read(move |_, tx, _| Ok(tx.tellings_in(case)?)).expect("read")
}

fn states(office: &Office, case: CaseId) -> Vec<(String, TellingState)> {
    tellings(office, case).into_iter().map(|one| (one.recipient, one.state)).collect()
}

fn letters(office: &Office, case: CaseId) -> Vec<(String, String)> {
    let mails = office.mails(case).into_iter().filter(|mail| mail.kind == "recipient_notice");
    let words = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
    mails.map(|mail| (mail.to.reveal().to_owned(), words(mail.text.reveal()))).collect()
}

/// The newest letter to an address.
fn letter(office: &Office, case: CaseId, to: &str) -> String {
    let mut mine = letters(office, case).into_iter().filter(|(address, _)| address == to);
    mine.next_back().unwrap_or_else(|| panic!("no letter to {to}")).1
}

/// The notice to a recipient.
pub fn telling(office: &Office, case: CaseId, name: &str) -> Telling {
    tellings(office, case).into_iter().find(|one| one.recipient == name).expect("a notice")
}

const PRINTER: &str = "privacy@printer.example";
const LEAFLETS: &str = "privacy@mail.example";

fn token(words: &str) -> String {
    let from = words.find("/recipient/").expect("a link") + "/recipient/".len();
    words[from..].chars().take_while(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | '_')).collect()
}

fn open_tasks(office: &Office, case: CaseId) -> Vec<Task> {
    let all = office.desk.read(move |_, tx, _| Ok(tx.tasks_of(case)?)).expect("read");
    all.into_iter().filter(|task| task.answer.is_none()).collect()
}

fn why(error: WorkError) -> Why {
    match error {
        WorkError::Refused(no) => no.why,
        other => panic!("not refused but {other}"),
    }
}

fn fulfil() -> Command {
    let deed = Deed { told: RecipientsTold::Nobody, ..Deed::of(Outcome::PartlyErased) };
    Command::Fulfil { outcome: "We have erased what can go.".into(), deed: Some(deed) }
}

/// The answer to the person. The company has not said how long its backups live, so the letter goes without that sentence.
fn answered(office: &Office, by: Actor, request: RequestId) {
    let fills = Fills::from([("backups".to_owned(), Fill::LeftOut)]);
    give_filled(&office.desk, by, request, None, fulfil(), fills).expect("answered");
}

/// Lets days go by, with the look that comes every hour.
fn pass(building: &Building, office: &Office, days: i64) {
    for _ in 0..days {
        building.pass(Duration::days(1));
        let desk = &office.desk;
        let job = NewJob {
            id: JobId::new(desk.clock.now(), desk.entropy.bytes10()),
            kind: jobs::REMIND.to_owned(),
            key: jobs::REMIND.to_owned(),
            case: None,
            request: None,
            payload: "{}".to_owned(),
            run_at: desk.clock.now(),
        };
        desk.write(move |_, tx, _| Ok(tx.add_job(&job).map(drop)?)).expect("asked for");
        office.drain();
    }
}

#[test]
fn whoever_had_received_what_is_erased_is_told_with_the_confirmation_and_the_answer_names_them() {
    let building = building(vec![
        recipient("The printer", Way::Mail, PRINTER),
        recipient("Leaflets Ltd", Way::Link, LEAFLETS),
        recipient("Nobody’s courier", Way::Mail, "privacy@courier.example"),
    ]);
    let office = building.open();
    let (_, case, request) = erased(&building, &office);
    assert_eq!(
        states(&office, case.id),
        [("Leaflets Ltd".to_owned(), TellingState::Told), ("The printer".to_owned(), TellingState::Told)],
        "and the courier had received nothing"
    );
    let named = letter(&office, case.id, PRINTER);
    for said in ["Please erase the data below", "E-mail address: emma@example.org", "Letters", "/recipient/"] {
        assert!(named.contains(said), "{said}: {named}");
    }
    assert!(!named.contains("Your account"), "the printer never had it: {named}");
    let (behind, reference) = (letter(&office, case.id, LEAFLETS), case.reference.to_string());
    for hidden in ["emma", "Emma", &reference] {
        assert!(!behind.contains(hidden), "{hidden} stands behind the link alone: {behind}");
    }
    assert_eq!(office.request(request).state, State::Fulfilled, "nothing is left to decide");
    let answer = office.mails(case.id).into_iter().find(|mail| mail.kind == "erased").expect("the answer");
    let words = answer.text.reveal().split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(words.contains("Leaflets Ltd and The printer"), "{words}");
}

#[test]
fn a_recipient_answers_from_the_link_and_looking_changes_nothing() {
    let building = building(vec![recipient("The printer", Way::Mail, PRINTER)]);
    let office = building.open();
    let (_, case, _) = erased(&building, &office);
    let token = token(&letter(&office, case.id, PRINTER));
    for _ in 0..3 {
        let sight = see(&office.desk, &token).expect("read").expect("it is theirs");
        assert!(sight.is_open && sight.reference.starts_with("N-"), "{sight:?}");
        assert_eq!((sight.act, sight.data.len()), (RecipientAct::Erase, 1));
    }
    let silent = answer(&office.desk, &token, Answer::Cannot, &Personal::new(" "));
    assert!(silent.unwrap_err().to_string().contains("Say in a sentence"));
    assert!(answer(&office.desk, &token, Answer::Cannot, &Personal::new("Tax law.")).expect("taken"));
    assert_eq!(telling(&office, case.id, "The printer").state, TellingState::Declined);
    assert!(answer(&office.desk, &token, Answer::Done, &Personal::default()).expect("taken"), "they thought again");
    assert_eq!(telling(&office, case.id, "The printer").state, TellingState::Done);
    assert!(!answer(&office.desk, &token, Answer::Done, &Personal::default()).expect("read"), "it is over");
    let over = see(&office.desk, &token).expect("read").expect("it is theirs");
    assert!(!over.is_open && over.keys.is_empty(), "{over:?}");
    let mut forged = token.clone();
    forged.replace_range(0..1, if token.starts_with('A') { "B" } else { "A" });
    assert_eq!(see(&office.desk, &forged).expect("read"), None);
    assert_eq!(office.logged(case.id, "recipient_answered"), 2);
}

#[test]
fn the_answer_waits_for_a_recipient_that_nobody_has_told_and_says_for_whom() {
    let building = building(vec![recipient("The printer", Way::Mail, "no address")]);
    let office = building.open();
    let (anna, case, request) = erased(&building, &office);
    let stuck = tellings(&office, case.id);
    assert!(stuck.iter().all(|one| one.state == TellingState::Due && one.trouble.is_some()), "{stuck:?}");
    assert_eq!(office.request(request).state, State::Executing);
    let no = why(office.give(anna, request, fulfil()).unwrap_err());
    assert_eq!(no, Why::RecipientsOpen(vec!["Leaflets Ltd".into(), "The printer".into()]));
    assert!(no.to_string().starts_with("Leaflets Ltd, The printer had received the data: tell them"), "{no}");
    assert!(office.mails(case.id).iter().any(|mail| mail.kind == "needs_person"), "somebody is called");

    again(&office.desk, anna, stuck[1].id, PRINTER).expect("told");
    let reasonless = resolve(&office.desk, anna, stuck[0].id, Resolution::Impossible, " ");
    assert!(reasonless.unwrap_err().to_string().contains("Write in a sentence"));
    resolve(&office.desk, anna, stuck[0].id, Resolution::Impossible, "They closed in 2024.").expect("decided");
    answered(&office, anna, request);
    office.drain();
    let answer = office.mails(case.id).into_iter().find(|mail| mail.kind == "erased").expect("the answer");
    let words = answer.text.reveal().split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(words.contains("The printer"), "whatever the form says, the notices say it: {words}");
    assert!(!words.contains("Leaflets Ltd"), "who was not told is not named as told: {words}");

    let list = Command::ListRecipients { results: String::new() };
    office.give(Actor::Person, request, list).expect("the person may ask");
    office.drain();
    let list = office.mails(case.id).into_iter().find(|mail| mail.kind == "recipients_list").expect("the list");
    let words = list.text.reveal().split_whitespace().collect::<Vec<_>>().join(" ");
    for said in ["We have asked them to act on it", "It was impossible to tell them", "not told"] {
        assert!(words.contains(said), "{said}: {words}");
    }
}

#[test]
fn a_colleague_who_tells_somebody_settles_it_with_the_task() {
    let building = building(vec![recipient("The printer", Way::Task, ""), recipient("Leaflets Ltd", Way::Task, "")]);
    let office = building.open();
    let (anna, case, request) = erased(&building, &office);
    let open = open_tasks(&office, case.id);
    assert_eq!(open.len(), 2);
    let task = |name: &str| open.iter().find(|task| task.title.contains(name)).expect("a task").clone();
    let (printer, leaflets) = (task("The printer"), task("Leaflets Ltd"));
    assert!(printer.title.starts_with("Tell The printer to erase the data."), "{}", printer.title);
    assert!(office.give(anna, request, fulfil()).is_err(), "they are not told");
    let note = Personal::new("On the telephone, Ms Hall.");
    tasks::answer(&office.desk, anna, printer.id, TaskAnswerKind::Done, &note).expect("answered");
    tasks::answer(&office.desk, anna, leaflets.id, TaskAnswerKind::NothingHeld, &Personal::default())
        .expect("answered");
    let expected =
        [("Leaflets Ltd".to_owned(), TellingState::Done), ("The printer".to_owned(), TellingState::Acknowledged)];
    assert_eq!(states(&office, case.id), expected);
    assert_eq!(telling(&office, case.id, "The printer").note, note);
    answered(&office, anna, request);
}

#[test]
fn a_program_that_is_down_is_asked_again_and_knows_a_repeat_by_its_number() {
    let down = || Err(ConnectorError::retry("it did not answer"));
    let program = Program::answering(vec![Ok(Receipt::Done), down(), down()]);
    let mut building =
        building(vec![recipient("The printer", Way::Webhook, "printer"), recipient("Leaflets Ltd", Way::Task, "")]);
    building.programs = Arc::clone(&program) as Arc<dyn RecipientPrograms>;
    let office = building.open();
    let (_, case, _) = erased(&building, &office);
    let waiting = telling(&office, case.id, "The printer");
    assert_eq!(waiting.state, TellingState::Due);
    assert!(waiting.trouble.as_ref().is_some_and(|why| why.ends_with("tried again by itself.")), "{waiting:?}");
    drop(office);
    // Another process takes it up.
    let office = building.open();
    building.pass(Duration::hours(1));
    office.drain();
    building.pass(Duration::hours(1));
    office.drain();
    assert_eq!(telling(&office, case.id, "The printer").state, TellingState::Done);
    let heard = program.heard();
    assert_eq!(heard.len(), 3);
    assert!(heard.iter().all(|(number, notice)| *number == heard[0].0 && *notice == heard[0].1), "{heard:?}");
    assert!(heard[0].1.contains("\"tell\":\"erase\"") && heard[0].1.contains("emma@example.org"), "{heard:?}");
    assert!(!heard[0].1.contains(&case.reference.to_string()), "it names no case");
    assert_eq!(office.logged(case.id, "recipient_called"), 1);
}

#[test]
fn a_program_that_refuses_is_put_before_a_person_with_the_next_step() {
    let refused = ConnectorError::needs_person("the service refused us", "check the secret of this system");
    let program = Program::answering(vec![Err(refused)]);
    let mut building =
        building(vec![recipient("The printer", Way::Webhook, "printer"), recipient("Leaflets Ltd", Way::Task, "")]);
    building.programs = Arc::clone(&program) as Arc<dyn RecipientPrograms>;
    let office = building.open();
    let (anna, case, _) = erased(&building, &office);
    let stuck = telling(&office, case.id, "The printer");
    let why = stuck.trouble.clone().unwrap_or_default();
    assert!(why.contains("refused us") && why.contains("Next:"), "{why}");
    assert_eq!(office.logged(case.id, "recipient_not_notified"), 1);
    again(&office.desk, anna, stuck.id, "").expect("in the same way");
    office.drain();
    assert_eq!(telling(&office, case.id, "The printer").state, TellingState::Told);
    let heard = program.heard();
    assert_ne!(heard[0].0, heard[1].0, "told anew is not a repeat");
}

#[test]
fn however_often_the_process_falls_each_is_told_once() {
    let recipients = vec![recipient("The printer", Way::Mail, PRINTER), recipient("Leaflets Ltd", Way::Link, LEAFLETS)];
    let building = building(recipients);
    let office = building.open();
    let (anna, case, request) = erased(&building, &office);
    for _ in 0..3 {
        drop(building.open());
        let office = building.open();
        rightsdesk::workflow::erasure::again(&office.desk, anna, request).ok();
        building.pass(Duration::minutes(10));
        office.drain();
    }
    let office = building.open();
    assert_eq!((letters(&office, case.id).len(), tellings(&office, case.id).len()), (2, 2));
    assert_eq!(office.logged(case.id, "recipient_notified"), 2);
}

#[test]
fn who_does_not_answer_is_reminded_and_then_a_person_decides() {
    let building =
        building(vec![recipient("The printer", Way::Mail, PRINTER), recipient("Leaflets Ltd", Way::Mail, LEAFLETS)]);
    let office = building.open();
    let (anna, case, _) = erased(&building, &office);
    let quick = token(&letter(&office, case.id, LEAFLETS));
    answer(&office.desk, &quick, Answer::Acknowledged, &Personal::default()).expect("taken");
    pass(&building, &office, 6);
    assert_eq!(letters(&office, case.id).len(), 2, "nobody is hurried");
    pass(&building, &office, 2);
    assert_eq!(letters(&office, case.id).len(), 3, "one reminder, to whoever has not answered");
    let reminder = letter(&office, case.id, PRINTER);
    assert!(reminder.contains("have no answer yet"), "{reminder}");
    pass(&building, &office, 10);
    assert_eq!(telling(&office, case.id, "The printer").state, TellingState::NoAnswer);
    assert_eq!((letters(&office, case.id).len(), office.logged(case.id, "recipient_silent")), (3, 1));
    let silent = telling(&office, case.id, "The printer");
    resolve(&office.desk, anna, silent.id, Resolution::Done, "Ms Hall confirmed it on the telephone.")
        .expect("decided");
    pass(&building, &office, 20);
    assert_eq!(telling(&office, case.id, "The printer").state, TellingState::Done);
    let twice = resolve(&office.desk, anna, silent.id, Resolution::Impossible, "No.").unwrap_err();
    assert!(matches!(twice, WorkError::Unfit(_)), "{twice}");
}

#[test]
fn a_letter_that_comes_back_has_told_nobody() {
    let building =
        building(vec![recipient("The printer", Way::Mail, PRINTER), recipient("Leaflets Ltd", Way::Mail, LEAFLETS)]);
    let office = building.open();
    let (anna, case, _) = erased(&building, &office);
    let to = Personal::new("Privacy@Printer.example");
    let id = case.id;
    office
        .desk
        .write(move |desk, tx, now| {
            let case = tx.case(id)?;
            rightsdesk::workflow::telling::came_back(desk, tx, now, &case, &to, "5.1.1")
        })
        .expect("noted");
    let back = telling(&office, case.id, "The printer");
    assert_eq!((back.state, back.was_told()), (TellingState::Due, false));
    assert!(back.trouble.as_ref().is_some_and(|why| why.contains("5.1.1") && why.contains("Next:")), "{back:?}");
    again(&office.desk, anna, back.id, "rights@printer.example").expect("told anew");
    office.drain();
    letter(&office, case.id, "rights@printer.example");
    assert_eq!(telling(&office, case.id, "The printer").state, TellingState::Told);
}

#[test]
fn who_was_told_of_a_restriction_is_told_when_it_is_lifted() {
    let mut building = with_till();
    super::till::meddle(&building, "ALTER TABLE customers ADD COLUMN held INTEGER NOT NULL DEFAULT 0");
    let map = TILL
        .replacen("label: Your account,", "label: Your account, recipients: [Leaflets Ltd],", 1)
        .replacen("erasure: {action: delete}}", "erasure: {action: delete}, restriction: {column: held}}", 1)
        .replacen("          - {name: name, data", "          - {name: held}\n          - {name: name, data", 1);
    building.systems = Arc::new(Shops::new(&[("till", &map)]));
    building.systems.connect_with("till", open(&place(&building)));
    building.recipients = vec![recipient("Leaflets Ltd", Way::Mail, LEAFLETS)];
    let office = building.open();
    let (anna, rita, case, id) = super::restrictions::approved(&office);
    office.drain();
    assert_eq!(office.logged(case.id, "marks_confirmed"), 1);
    assert!(letter(&office, case.id, LEAFLETS).contains("Please only store the data below"));
    office.give(anna, id, super::restrictions::done()).expect("answered");
    let on = (office.desk.clock.now() + Duration::days(1)).date_naive();
    office.give(rita, id, Command::AnnounceLifting { reason: "It is right.".into(), on }).expect("announced");
    building.pass(Duration::days(1));
    office.give(anna, id, Command::Lift).expect("lifted");
    office.drain();
    let lifted = letter(&office, case.id, LEAFLETS);
    assert!(lifted.contains("you may use it again as before"), "{lifted}");
    let acts: Vec<RecipientAct> = tellings(&office, case.id).into_iter().map(|one| one.act).collect();
    assert_eq!(acts, [RecipientAct::Restrict, RecipientAct::Lift]);
}

#[test]
fn a_recipient_of_what_was_corrected_reads_how_it_stands_now() {
    let building = building(vec![recipient("Leaflets Ltd", Way::Mail, LEAFLETS)]);
    let office = building.open();
    let (anna, rita, case, id) = super::corrections::sheet(&building, &office);
    office.give(rita, id, Command::Approve).expect("approved");
    office.drain();
    let told = letters(&office, case.id);
    assert_eq!(told.len(), 1);
    for said in ["Please correct the data below", "Your account: name: Emma Wright-Jones"] {
        assert!(told[0].1.contains(said), "{said}: {}", told[0].1);
    }
    office.give(anna, id, super::corrections::done()).expect("answered");
    let answer = office.mails(case.id).into_iter().find(|mail| mail.kind == "rectified").expect("the answer");
    let words = answer.text.reveal().split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(words.contains("Leaflets Ltd"), "{words}");
}

#[test]
fn a_mail_of_a_recipient_is_put_before_a_person_who_records_what_it_says() {
    let building =
        building(vec![recipient("The printer", Way::Mail, PRINTER), recipient("Leaflets Ltd", Way::Mail, LEAFLETS)]);
    let office = building.open();
    let (_, case, _) = erased(&building, &office);
    let from = "Ms Hall <privacy@printer.example>";
    let sent = building.folder_mail().into_iter().map(|(_, mail)| mail);
    let letter = sent.into_iter().find(|mail| mail.contains(PRINTER)).expect("a letter");
    let name = letter.lines().find_map(|line| line.strip_prefix("Message-ID: ")).expect("a name").trim().to_owned();
    let date = office.desk.clock.now().to_rfc2822();
    let mail = format!(
        "From: {from}\r\nTo: legal@justroo.example\r\nDate: {date}\r\nMessage-ID: <1@printer.example>\r\nIn-Reply-To: {name}\r\nSubject: Re\r\n\r\nDone.\r\n"
    );
    rightsdesk::workflow::incoming::take(&office.desk, Actor::System, "privacy", Some("justroo"), mail.as_bytes())
        .expect("it is taken");
    let (wrote, other) = (telling(&office, case.id, "The printer"), telling(&office, case.id, "Leaflets Ltd"));
    assert!(wrote.trouble.as_ref().is_some_and(|why| why.contains("answered by mail")), "{wrote:?}");
    assert_eq!((wrote.state, other.trouble), (TellingState::Told, None));
    assert_eq!(office.logged(case.id, "recipient_wrote"), 1);
}

/// An erasure whose kept order has been erased at last, too: what stands on the notices to who had received it.
fn erased_at_last(keep_for: &str, day: &str) -> (Building, Office, Case, Vec<Telling>) {
    let mut building = building(vec![recipient("Parcel Ltd", Way::Mail, PRINTER)]);
    let map = TILL.replacen("label: Orders\n", "label: Orders\n          recipients: [Parcel Ltd]\n", 1);
    let map = map.replacen("keep_for: 6 years", &format!("keep_for: {keep_for}"), 1);
    building.systems = Arc::new(Shops::new(&[("till", &map)]));
    building.systems.connect_with("till", open(&place(&building)));
    let office = building.open();
    let (_, case, _) = erased(&building, &office);
    let first = tellings(&office, case.id);
    assert_eq!((first.len(), first[0].occasion), (1, None), "of the order of long ago: {first:?}");
    let token = token(&letter(&office, case.id, PRINTER));
    answer(&office.desk, &token, Answer::Done, &Personal::default()).expect("taken");
    let day: chrono::NaiveDate = day.parse().expect("a day");
    building.pass(day - office.desk.clock.now().date_naive());
    office.drain();
    assert_eq!(office.logged(case.id, "kept_until_now_erased"), 1);
    let told = tellings(&office, case.id);
    assert_eq!(told.len(), 2, "once for each occasion: {told:?}");
    (building, office, case, told)
}

#[test]
fn who_had_received_what_was_kept_is_told_when_it_is_erased_at_last() {
    let (building, office, case, told) = erased_at_last("1 year", "2027-01-11");
    let later = told.iter().find(|one| one.occasion.is_some()).expect("of what was kept");
    assert_eq!((later.state, later.act), (TellingState::Told, RecipientAct::Erase));
    let words = letter(&office, case.id, PRINTER);
    assert!(words.contains("Please erase the data below") && words.contains("Orders"), "{words}");
    building.pass(Duration::days(1));
    office.drain();
    assert_eq!(tellings(&office, case.id).len(), 2, "once is enough");
}

#[test]
fn where_the_case_was_emptied_meanwhile_a_person_is_asked_how_to_tell_them() {
    let (_building, office, case, told) = erased_at_last("6 years", "2032-01-11");
    let later = told.iter().find(|one| one.occasion.is_some()).expect("of what was kept");
    assert_eq!(later.state, TellingState::Due);
    let why = later.trouble.as_deref().unwrap_or_default();
    assert!(why.contains("Nothing is known that they find the person by. Next:"), "{why}");
    assert_eq!(office.logged(case.id, "recipient_not_notified"), 1);
}
