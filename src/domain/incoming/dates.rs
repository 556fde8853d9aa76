//! Dates as mail programs print them above a quoted message, in the languages of the lexicons.

use chrono::{DateTime, NaiveDate, NaiveDateTime, NaiveTime};

use super::text::{folded, words};

/// The beginnings of the names of the months, folded, by month.
const MONTHS: [&[&str]; 12] = [
    &["jan", "janv", "ene", "gen", "sty", "tam", "led"],
    &["feb", "fev", "lut", "hel", "uno"],
    &["mar", "mrt", "maa", "bre"],
    &["apr", "avr", "abr", "kwi", "huh", "dub"],
    &["may", "mai", "mei", "mag", "maj", "tou", "kve"],
    &["jun", "juin", "giu", "cze", "kes", "cer"],
    &["jul", "juil", "lug", "lip", "hei", "cervenec", "cervence"],
    &["aug", "aou", "ago", "sie", "elo", "srp"],
    &["sep", "set", "wrz", "syy", "zar"],
    &["oct", "okt", "ott", "out", "paz", "lok", "rij"],
    &["nov", "lis", "marras"],
    &["dec", "dez", "dic", "dzi", "gru", "des", "jou", "pro"],
];

/// The date and time that stand in a line, in its own local time. A line with an offset (RFC 5322) keeps the writer's clock.
pub fn date_in(line: &str) -> Option<NaiveDateTime> {
    if let Ok(exact) = DateTime::parse_from_rfc2822(line.trim()) {
        return Some(exact.naive_local());
    }
    let date = iso(line).or_else(|| named_month(line)).or_else(|| numbers(line))?;
    Some(date.and_time(time_in(line).unwrap_or_default()))
}

/// `2026-09-29`, `2026/09/29`, `2026年9月29日`.
fn iso(line: &str) -> Option<NaiveDate> {
    let numbers = numbers_of(line);
    let at = numbers.iter().position(|number| is_year(*number))?;
    let (year, month, day) = (*numbers.get(at)?, *numbers.get(at + 1)?, *numbers.get(at + 2)?);
    let leads = line.contains('年') || line.contains(&format!("{year}-")) || line.contains(&format!("{year}/"));
    if leads { date(year, month, day) } else { None }
}

/// `29 September 2026`, `September 29, 2026`, `mardi 29 sept. 2026`: the last word that can be a month, because some weekdays
/// look like one.
fn named_month(line: &str) -> Option<NaiveDate> {
    let words = words(line);
    let number = |at: usize| words.get(at).and_then(|word| word.text.parse::<u32>().ok());
    let year = words.iter().filter_map(|word| word.text.parse().ok()).find(|number| is_year(*number))?;
    words.iter().enumerate().rev().find_map(|(at, word)| {
        let near = [-1, 1, -2, 2].into_iter().filter_map(|offset| at.checked_add_signed(offset));
        let day = near.filter_map(number).find(|number| is_day(*number))?;
        date(year, month_of(&word.text)?, day)
    })
}

/// `29.09.2026`, `29/09/2026`; the day comes first except where it cannot.
fn numbers(line: &str) -> Option<NaiveDate> {
    let numbers = numbers_of(line);
    let at = numbers.iter().position(|number| is_year(*number))?;
    let (first, second) = (*numbers.get(at.checked_sub(2)?)?, *numbers.get(at.checked_sub(1)?)?);
    let year = *numbers.get(at)?;
    date(year, second, first).or_else(|| date(year, first, second))
}

fn numbers_of(line: &str) -> Vec<u32> {
    line.split(|c: char| !c.is_ascii_digit()).filter_map(|piece| piece.parse().ok()).collect()
}

fn month_of(word: &str) -> Option<u32> {
    let fit = |names: &[&str]| names.iter().filter(|name| word.starts_with(**name)).map(|name| name.len()).max();
    let longest = MONTHS.iter().filter_map(|names| fit(names)).max()?;
    let at = MONTHS.iter().position(|names| fit(names) == Some(longest))?;
    (word.chars().count() >= 3 && word.chars().all(char::is_alphabetic)).then_some(u32::try_from(at).ok()? + 1)
}

fn is_year(number: u32) -> bool {
    (2000..2100).contains(&number)
}

fn is_day(number: u32) -> bool {
    (1..=31).contains(&number)
}

fn date(year: u32, month: u32, day: u32) -> Option<NaiveDate> {
    NaiveDate::from_ymd_opt(i32::try_from(year).ok()?, month, day)
}

/// `17:02`, `5:02 PM`, `17.02`.
fn time_in(line: &str) -> Option<NaiveTime> {
    let plain = folded(line);
    let (before, after) = plain.split_once(':')?;
    let digits = |text: &str| text.chars().filter(char::is_ascii_digit).collect::<String>().parse::<u32>().ok();
    let hour = digits(before.rsplit(|c: char| !c.is_ascii_digit()).next()?)?;
    let minute = digits(after.get(..2)?)?;
    let late = after.contains("pm") && hour < 12;
    let early = after.contains("am") && hour == 12;
    NaiveTime::from_hms_opt(
        if late {
            hour + 12
        } else if early {
            0
        } else {
            hour
        },
        minute,
        0,
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_are_read_as_mail_programs_print_them() {
        for line in [
            "Tue, 29 Sep 2026 17:02:00 +0100",
            "Tue, 29 Sep 2026 at 17:02",
            "Tuesday, September 29, 2026 5:02 PM",
            "Dienstag, 29. September 2026 17:02",
            "mardi 29 septembre 2026 17:02",
            "martes, 29 de septiembre de 2026 17:02",
            "29.09.2026 17:02",
            "29/09/2026 17:02",
            "2026-09-29 17:02",
            "2026年9月29日 17:02",
            "wtorek, 29 września 2026 17:02",
            "tirsdag den 29. september 2026 17:02",
            "tiistai 29. syyskuuta 2026 17:02",
            "úterý 29. září 2026 17:02",
        ] {
            assert_eq!(date_in(line).map(|at| at.to_string()).as_deref(), Some("2026-09-29 17:02:00"), "{line}");
        }
        assert_eq!(date_in("yesterday"), None);
        for (line, day) in [
            ("2. marraskuuta 2026", "2026-11-02"),
            ("4. července 2026", "2026-07-04"),
            ("4. června 2026", "2026-06-04"),
        ] {
            assert_eq!(date_in(line).map(|at| at.date().to_string()).as_deref(), Some(day), "{line}");
        }
    }
}
