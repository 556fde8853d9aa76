//! Manual tasks and notes.

use rightsdesk::domain::ids::TaskId;
use rightsdesk::domain::personal::Personal;
use rightsdesk::ports::store::StoreError;
use rightsdesk::ports::store::tasks::{Note, Task, TaskAnswer, TaskAnswerKind};

use super::findings::asked;
use super::samples::{chance, minutes, noon};
use super::{Home, on_both};

on_both! {
    a_system_is_asked_about_once,
    a_task_is_answered_once,
    a_task_that_is_not_there_is_not_found,
    notes_are_read_in_the_order_they_were_written,
}

fn task(home: &Home, system: &str) -> Task {
    let (request, _) = asked(home);
    let case = home.read(move |tx| tx.request(request)).case;
    Task {
        id: TaskId::new(noon(), chance()),
        case,
        request,
        system: system.into(),
        title: "Look into the filing cabinet".into(),
        answer: None,
        made_at: noon(),
    }
}

fn a_system_is_asked_about_once(home: &Home) {
    let first = task(home, "cabinet");
    let second = Task { id: TaskId::new(noon(), chance()), ..first.clone() };
    let [third, fourth] =
        [1, 2].map(|_| Task { id: TaskId::new(noon(), chance()), system: String::new(), ..first.clone() });
    let (case, expected) = (first.case, [first.clone(), third.clone(), fourth.clone()]);
    home.write(move |tx| [first, second, third, fourth].iter().try_for_each(|task| tx.add_task(task)));
    assert_eq!(home.read(move |tx| tx.tasks_of(case)), expected, "only tasks about a system are asked once");
}

fn a_task_is_answered_once(home: &Home) {
    let file = TaskAnswerKind::File {
        name: Personal::new("Zsófia.pdf"),
        media_type: "application/pdf".into(),
        bytes: 12,
        object: "evidence/1".into(),
    };
    for (n, kind) in [TaskAnswerKind::NothingHeld, TaskAnswerKind::Done, file].into_iter().enumerate() {
        let mut task = task(home, &format!("cabinet {n}"));
        let (_, by) = asked(home);
        let answer = TaskAnswer { kind, note: Personal::new("Looked twice."), by: Some(by), at: noon() };
        let (stored, id, given) = (task.clone(), task.id, answer.clone());
        home.write(move |tx| {
            tx.add_task(&stored)?;
            tx.answer_task(stored.id, &given)
        });
        let again = answer.clone();
        assert_eq!(home.try_write(move |tx| tx.answer_task(id, &again)), Err(StoreError::Conflict));
        task.answer = Some(answer);
        assert_eq!(home.read(move |tx| tx.task(id)), task);
    }
}

fn a_task_that_is_not_there_is_not_found(home: &Home) {
    let (_, by) = asked(home);
    let id = TaskId::new(noon(), chance());
    let answer = TaskAnswer { kind: TaskAnswerKind::Done, note: Personal::default(), by: Some(by), at: noon() };
    assert_eq!(home.try_read(move |tx| tx.task(id).map(drop)), Err(StoreError::NotFound));
    assert_eq!(home.try_write(move |tx| tx.answer_task(id, &answer)), Err(StoreError::NotFound));
}

fn notes_are_read_in_the_order_they_were_written(home: &Home) {
    let (request, by) = asked(home);
    let case = home.read(move |tx| tx.request(request)).case;
    let notes: Vec<Note> = [(5, "second"), (0, "first"), (5, "third")]
        .into_iter()
        .map(|(after, text)| Note { by, at: noon() + minutes(after), text: Personal::new(text) })
        .collect();
    let stored = notes.clone();
    home.write(move |tx| stored.iter().try_for_each(|note| tx.add_note(case, note)));
    let read = home.read(move |tx| tx.notes_of(case));
    assert_eq!(read, [notes[1].clone(), notes[0].clone(), notes[2].clone()]);
}
