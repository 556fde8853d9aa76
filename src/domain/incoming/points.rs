//! The points that a letter numbers, so that the answer can follow them.

use super::proposal::Point;
use super::text::point_of;
use crate::domain::personal::Personal;

/// The points that a letter numbers, on lines of their own or in a row: `a) full copy, b) …`.
pub fn points(text: &str) -> Vec<Point> {
    let point = |(number, text): (&str, &str)| Point {
        number: number.to_owned(),
        text: Personal::new(text.trim_end_matches([',', ';'])),
    };
    let lines: Vec<Point> = text.lines().filter_map(|line| point_of(line.trim()).map(point)).collect();
    if lines.len() >= 2 {
        return lines;
    }
    text.lines().map(row_of_points).find(|row| row.len() >= 2).unwrap_or_default()
}

/// `a) full copy of my data, b) the same in a machine-readable format`.
fn row_of_points(line: &str) -> Vec<Point> {
    let mut found: Vec<(String, String)> = Vec::new();
    for piece in line.split_whitespace() {
        let mark = piece.strip_suffix([')', '.']).map(|mark| mark.trim_start_matches('('));
        let due = match found.last() {
            None => Some(vec!["a".to_owned(), "1".to_owned(), "i".to_owned()]),
            Some((last, _)) => following(last).map(|next| vec![next]),
        };
        match (mark, due) {
            (Some(mark), Some(due)) if due.iter().any(|due| due == mark) => {
                found.push((mark.to_owned(), String::new()));
            }
            _ => {
                if let Some((_, text)) = found.last_mut() {
                    text.push_str(piece);
                    text.push(' ');
                }
            }
        }
    }
    let point = |(number, text): (String, String)| Point {
        number,
        text: Personal::new(text.trim().trim_end_matches([',', ';'])),
    };
    found.into_iter().map(point).collect()
}

fn following(mark: &str) -> Option<String> {
    if let Ok(number) = mark.parse::<u32>() {
        return Some((number + 1).to_string());
    }
    let letter = mark.chars().next()?;
    ('a'..='z').skip_while(|c| *c != letter).nth(1).map(|c| c.to_string())
}
