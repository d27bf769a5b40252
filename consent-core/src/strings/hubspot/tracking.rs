//! HubSpot's cookies that recognise a visitor: who, and since when. A visitor who refused analytics must have none.
//!
//! ```text
//! hubspotutk = token                                   ; 32 hex digits
//! __hstc     = domain "." token "." initial "." last "." current "." session      ; times in ms since 1970
//! __hssc     = domain "." views "." session-start
//! ```

/// What `__hstc` says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Visitor<'a> {
    /// A hash of the domain.
    pub domain: u64,
    /// The visitor: the same as in `hubspotutk`.
    pub token: &'a str,
    /// When the visitor came first.
    pub initial: u64,
    /// When the visit before began.
    pub last: u64,
    /// When this visit began.
    pub current: u64,
    /// The how manieth visit it is.
    pub session: u64,
}

impl<'a> Visitor<'a> {
    /// Reads the value of `__hstc`; nothing when it is of another form.
    #[must_use]
    pub fn parse(value: &'a str) -> Option<Self> {
        let mut parts = value.split('.');
        let visitor = Self {
            domain: number(parts.next()?)?,
            token: parts.next().filter(|token| is_token(token))?,
            initial: number(parts.next()?)?,
            last: number(parts.next()?)?,
            current: number(parts.next()?)?,
            session: number(parts.next()?)?,
        };
        parts.next().is_none().then_some(visitor)
    }
}

/// What `__hssc` says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Session {
    /// A hash of the domain.
    pub domain: u64,
    /// How many pages were looked at.
    pub views: u64,
    /// When the visit began.
    pub start: u64,
}

impl Session {
    /// Reads the value of `__hssc`; nothing when it is of another form.
    #[must_use]
    pub fn parse(value: &str) -> Option<Self> {
        let mut parts = value.split('.');
        let session = Self {
            domain: number(parts.next()?)?,
            views: number(parts.next()?)?,
            start: number(parts.next()?)?,
        };
        parts.next().is_none().then_some(session)
    }
}

/// Tells whether a text is a visitor's token, as `hubspotutk` has it.
#[must_use]
pub fn is_token(text: &str) -> bool {
    text.len() == 32 && text.bytes().all(|byte| matches!(byte, b'0'..=b'9' | b'a'..=b'f'))
}

fn number(text: &str) -> Option<u64> {
    let is_number = !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    text.parse().ok().filter(|_| is_number)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_of_another_form_is_nothing() {
        let token = "40ea823d88252947a147076251e50b0d";
        assert!(is_token(token) && !is_token(&token.to_uppercase()) && !is_token("40ea"));
        let sound = alloc::format!("1.{token}.2.3.4.5");
        assert!(Visitor::parse(&sound).is_some());
        for value in [
            "",
            "1",
            "1.x.2.3.4.5",
            "1.2.3",
            &alloc::format!("{sound}.6"),
            &sound.replace(".2.", ".+2."),
        ] {
            assert_eq!(Visitor::parse(value), None, "{value}");
        }
        for value in ["", "1.2", "1.2.x", "1.2.3.4", "1.2.99999999999999999999"] {
            assert_eq!(Session::parse(value), None, "{value}");
        }
    }
}
