//! When a cookie ends, from the many forms in which dates are written (RFC 6265 section 5.1.1).

/// Seconds since 1970 of a cookie's date; nothing when it is none.
///
/// ```text
/// cookie-date = *delimiter token *( 1*delimiter token ) *delimiter
/// token       = time / day-of-month / month / year, each the first of its kind
/// time        = 1*2DIGIT ":" 1*2DIGIT ":" 1*2DIGIT
/// ```
pub(super) fn seconds(text: &str) -> Option<i64> {
    let (mut time, mut day, mut month, mut year) = (None, None, None, None);
    let is_delimiter = |c: char| !(c.is_ascii_alphanumeric() || c == ':' || c > '\u{7f}');
    for token in text.split(is_delimiter).filter(|token| !token.is_empty()) {
        let number = token.parse::<i64>().ok();
        if time.is_none() && token.contains(':') {
            time = of_day(token);
        } else if let (None, Some(number), true) = (day, number, token.len() <= 2) {
            day = Some(number);
        } else if let (None, Some(found)) = (month, month_of(token)) {
            month = Some(found);
        } else if let (None, Some(number)) = (year, number) {
            year = Some(match number {
                70..=99 => number + 1900,
                0..=69 => number + 2000,
                _ => number,
            });
        }
    }
    let (time, day, month, year) = (time?, day?, month?, year?);
    if !(1..=31).contains(&day) || !(1601..=9999).contains(&year) {
        return None;
    }
    Some(days(year, month, day) * 86_400 + time)
}

fn of_day(token: &str) -> Option<i64> {
    let mut parts = token.split(':').map(|part| part.parse::<i64>().ok());
    let (hours, minutes, seconds) = (parts.next()??, parts.next()??, parts.next()??);
    let is_time = (0..24).contains(&hours) && (0..60).contains(&minutes) && (0..60).contains(&seconds);
    (is_time && parts.next().is_none()).then_some(hours * 3600 + minutes * 60 + seconds)
}

fn month_of(token: &str) -> Option<i64> {
    const NAMES: &str = "janfebmaraprmayjunjulaugsepoctnovdec";
    let start = token.get(..3)?.to_ascii_lowercase();
    let at = NAMES.find(&start).filter(|at| at % 3 == 0)?;
    i64::try_from(at / 3 + 1).ok()
}

/// Days since 1970 in the Gregorian calendar, by counting from March so that the leap day comes last.
const fn days(year: i64, month: i64, day: i64) -> i64 {
    let year = if month <= 2 { year - 1 } else { year };
    let of_year = (153 * ((month + 9) % 12) + 2) / 5 + day - 1;
    year * 365 + year / 4 - year / 100 + year / 400 + of_year - 719_468
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_form_in_use_is_read() {
        for (text, expected) in [
            ("Thu, 01 Jan 1970 00:00:00 GMT", Some(0)),
            ("Thu, 01-Jan-1970 00:00:01 GMT", Some(1)),
            ("Wed, 21 Oct 2026 07:28:00 GMT", Some(1_792_567_680)),
            ("Wednesday, 21-Oct-26 07:28:00 GMT", Some(1_792_567_680)),
            ("Wed Oct 21 07:28:00 2026", Some(1_792_567_680)),
            ("29 Feb 2028 12:00:00", Some(1_835_438_400)),
            ("never", None),
            ("21 Oct 2026", None),
            ("40 Oct 2026 07:28:00", None),
        ] {
            assert_eq!(seconds(text), expected, "{text}");
        }
    }
}
