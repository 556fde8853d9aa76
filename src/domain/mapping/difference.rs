//! What changed between two texts, line by line, as a reader wants to see it: the changed lines with a few around them.

/// Lines shown around a change.
const AROUND: usize = 2;
/// Beyond so many line pairs the middle is shown as replaced as a whole: a comparison must not take minutes.
const PAIRS: usize = 4_000_000;

/// One line of a comparison.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum DiffLine {
    /// It stands in both.
    Same(String),
    /// It stands only in the older text.
    Gone(String),
    /// It stands only in the newer text.
    New(String),
    /// So many lines that stand in both are not shown.
    Gap(usize),
}

/// Compares two texts; nothing when they have the same lines.
pub fn difference(older: &str, newer: &str) -> Vec<DiffLine> {
    let (old, new): (Vec<&str>, Vec<&str>) = (older.lines().collect(), newer.lines().collect());
    let head = old.iter().zip(&new).take_while(|(one, other)| one == other).count();
    let shorter = old.len().min(new.len()) - head;
    let tail = old.iter().rev().zip(new.iter().rev()).take(shorter).take_while(|(one, other)| one == other).count();
    let (middle_old, middle_new) = (part(&old, head, tail), part(&new, head, tail));
    if middle_old.is_empty() && middle_new.is_empty() {
        return Vec::new();
    }
    let same = |line: &&str| DiffLine::Same((*line).to_owned());
    let mut all: Vec<DiffLine> = old.iter().take(head).map(same).collect();
    all.extend(compared(middle_old, middle_new));
    all.extend(old.iter().skip(old.len() - tail).map(same));
    shortened(all)
}

fn part<'t, 'l>(lines: &'t [&'l str], head: usize, tail: usize) -> &'t [&'l str] {
    lines.get(head..lines.len() - tail).unwrap_or_default()
}

/// By the longest common subsequence (Hunt and McIlroy's aim, in its plain form).
fn compared(old: &[&str], new: &[&str]) -> Vec<DiffLine> {
    let gone = |line: &&str| DiffLine::Gone((*line).to_owned());
    let added = |line: &&str| DiffLine::New((*line).to_owned());
    if old.len().saturating_mul(new.len()) > PAIRS {
        return old.iter().map(gone).chain(new.iter().map(added)).collect();
    }
    let lengths = lengths(old, new);
    let at = |i: usize, j: usize| lengths.get(i).and_then(|row| row.get(j)).copied().unwrap_or_default();
    let (mut i, mut j, mut lines) = (0, 0, Vec::new());
    while let (Some(one), Some(other)) = (old.get(i), new.get(j)) {
        if one == other {
            lines.push(DiffLine::Same((*one).to_owned()));
            (i, j) = (i + 1, j + 1);
        } else if at(i + 1, j) >= at(i, j + 1) {
            lines.push(gone(one));
            i += 1;
        } else {
            lines.push(added(other));
            j += 1;
        }
    }
    lines.extend(old.iter().skip(i).map(gone));
    lines.extend(new.iter().skip(j).map(added));
    lines
}

/// How long the longest common subsequence is from each pair of places on.
fn lengths(old: &[&str], new: &[&str]) -> Vec<Vec<u32>> {
    let mut rows = vec![vec![0; new.len() + 1]];
    for one in old.iter().rev() {
        let below = rows.last().cloned().unwrap_or_default();
        let mut row = vec![0; new.len() + 1];
        let mut right = 0;
        for (j, other) in new.iter().enumerate().rev() {
            let down = below.get(j).copied().unwrap_or_default();
            let aslant = below.get(j + 1).copied().unwrap_or_default();
            right = if one == other { aslant + 1 } else { right.max(down) };
            if let Some(cell) = row.get_mut(j) {
                *cell = right;
            }
        }
        rows.push(row);
    }
    rows.reverse();
    rows
}

/// Leaves out what stands in both and far from any change.
fn shortened(lines: Vec<DiffLine>) -> Vec<DiffLine> {
    let changed: Vec<usize> = lines
        .iter()
        .enumerate()
        .filter(|(_, line)| !matches!(line, DiffLine::Same(_)))
        .map(|(number, _)| number)
        .collect();
    let is_near = |number: usize| {
        let next = changed.partition_point(|at| *at + AROUND < number);
        changed.get(next).is_some_and(|at| *at <= number + AROUND)
    };
    let (mut shown, mut left_out) = (Vec::new(), 0);
    for (number, line) in lines.into_iter().enumerate() {
        if is_near(number) {
            if left_out > 0 {
                shown.push(DiffLine::Gap(std::mem::take(&mut left_out)));
            }
            shown.push(line);
        } else {
            left_out += 1;
        }
    }
    if left_out > 0 {
        shown.push(DiffLine::Gap(left_out));
    }
    shown
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn the_changed_lines_stand_with_a_few_around_them() {
        let old = "a\nb\nc\nd\ne\nf\ng\nh";
        let new = "a\nb\nc\nd\nE\nf\ng\nh\ni";
        let said: Vec<String> = difference(old, new)
            .into_iter()
            .map(|line| match line {
                DiffLine::Same(text) => format!(" {text}"),
                DiffLine::Gone(text) => format!("-{text}"),
                DiffLine::New(text) => format!("+{text}"),
                DiffLine::Gap(n) => format!("@{n}"),
            })
            .collect();
        assert_eq!(said, ["@2", " c", " d", "-e", "+E", " f", " g", " h", "+i"]);
        assert_eq!(difference("a\nb", "a\nb\n"), []);
    }

    proptest! {
        #[test]
        fn both_texts_can_be_told_from_the_comparison(old in "[ab\n]{0,40}", new in "[ab\n]{0,40}") {
            let lines = compared(&old.lines().collect::<Vec<_>>(), &new.lines().collect::<Vec<_>>());
            let side = |wanted: fn(&DiffLine) -> Option<&String>| lines.iter().filter_map(wanted).cloned().collect::<Vec<_>>();
            let older = side(|line| match line {
                DiffLine::Same(text) | DiffLine::Gone(text) => Some(text),
                _ => None,
            });
            let newer = side(|line| match line {
                DiffLine::Same(text) | DiffLine::New(text) => Some(text),
                _ => None,
            });
            prop_assert_eq!(older, old.lines().collect::<Vec<_>>());
            prop_assert_eq!(newer, new.lines().collect::<Vec<_>>());
            prop_assert_eq!(difference(&old, &old), vec![]);
        }
    }
}
