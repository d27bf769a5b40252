//! Cookies of Google Analytics: the browser's number in `_ga`, and a session in `_ga_<container>`.
//!
//! ```text
//! _ga      = "GA1." depth "." random "." first-visit             ; depth = digits [ "-" digits ]
//! GS1      = "GS1.1." session "." number "." engaged "." last "." joined "." logged-in "." hash
//! GS2      = "GS2.1." part *( "$" part )                         ; part = letter value, in any order
//! ```
//!
//! Google documents `_ga` (support.google.com/analytics/answer/11397207); what GS1 and GS2 mean was found by observation
//! (thyngster.com) and is read with that certainty: what is missing or strange is nothing, not an error.

/// What `_ga` says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct ClientCookie<'a> {
    /// How many labels the cookie's domain has, and after `-` how many parts its path has.
    pub depth: &'a str,
    /// The number that the browser drew.
    pub random: &'a str,
    /// The second of the first visit, since 1970.
    pub first: u64,
}

impl<'a> ClientCookie<'a> {
    /// Reads the value of `_ga`; nothing when it is of another form.
    #[must_use]
    pub fn parse(value: &'a str) -> Option<Self> {
        let mut parts = value.strip_prefix("GA1.")?.split('.');
        let (depth, random, first) = (parts.next()?, parts.next()?, parts.next()?);
        let (labels, path) = depth.split_once('-').unwrap_or((depth, "1"));
        let sound = parts.next().is_none() && [labels, path, random, first].into_iter().all(is_number);
        sound.then_some(Self {
            depth,
            random,
            first: first.parse().ok()?,
        })
    }
}

/// What `_ga_<container>` says about the visit.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct SessionCookie<'a> {
    /// 1 or 2: which form it is written in.
    pub form: u8,
    /// The second in which the session began.
    pub session: u64,
    /// The how manieth session of the browser it is.
    pub number: u64,
    /// Whether the visitor stayed long enough to count.
    pub engaged: bool,
    /// The second of the last hit.
    pub last: u64,
    /// A count-down of the join timer.
    pub join: Option<u64>,
    /// Whether a user id was set.
    pub logged_in: bool,
    /// A hash of the user id.
    pub hash: Option<&'a str>,
}

impl<'a> SessionCookie<'a> {
    /// Reads the value of `_ga_<container>`; nothing when it is of another form, as `deleted` is.
    #[must_use]
    pub fn parse(value: &'a str) -> Option<Self> {
        if let Some(rest) = value.strip_prefix("GS1.1.") {
            let mut parts = rest.split('.');
            return Some(Self {
                form: 1,
                session: number(parts.next()?)?,
                number: number(parts.next()?)?,
                engaged: parts.next()? == "1",
                last: number(parts.next()?)?,
                join: parts.next().and_then(number),
                logged_in: parts.next() == Some("1"),
                hash: parts.next(),
            });
        }
        let mut cookie = Self {
            form: 2,
            ..Self::default()
        };
        let (mut has_session, mut has_last) = (false, false);
        for part in value.strip_prefix("GS2.1.")?.split('$') {
            let Some(letter) = part.chars().next() else {
                continue;
            };
            let said = part.get(letter.len_utf8()..).unwrap_or_default();
            match letter {
                's' => {
                    cookie.session = number(said)?;
                    has_session = true;
                }
                'o' => cookie.number = number(said)?,
                'g' => cookie.engaged = said == "1",
                't' => {
                    cookie.last = number(said)?;
                    has_last = true;
                }
                'j' => cookie.join = number(said),
                'l' => cookie.logged_in = said == "1",
                'h' => cookie.hash = Some(said),
                _ => {}
            }
        }
        (has_session && has_last).then_some(cookie)
    }
}

fn is_number(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit())
}

fn number(text: &str) -> Option<u64> {
    text.parse().ok().filter(|_| is_number(text))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_of_another_form_is_nothing() {
        for value in [
            "",
            "GA1.",
            "GA1.1.2",
            "GA1.1.2.3.4",
            "GA1.1.2.x",
            "GA1.1-.2.3",
            "GA2.1.2.3",
            "GA1.1.+2.3",
            "GA1.1.2.99999999999999999999",
        ] {
            assert_eq!(ClientCookie::parse(value), None, "{value}");
        }
        for value in [
            "",
            "deleted",
            "GS1.1.1.2.3",
            "GS1.1.x.3.1.4",
            "GS2.1.",
            "GS2.1.s1",
            "GS2.1.t1$o1",
            "GS2.1.s1$tx",
            "GS3.1.s1$t1",
        ] {
            assert_eq!(SessionCookie::parse(value), None, "{value}");
        }
    }

    #[test]
    fn the_order_of_letters_is_free_and_unknown_ones_are_passed_over() {
        let one = SessionCookie::parse("GS2.1.s5$o2$g1$t9$dxyz$ö7");
        assert_eq!(one, SessionCookie::parse("GS2.1.t9$$g1$o2$s5"));
        assert!(one.is_some_and(|cookie| cookie.engaged && cookie.join.is_none()));
    }
}
