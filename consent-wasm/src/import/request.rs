//! What the page sees, one value a line, as its script sends it.
//!
//! ```text
//! 0  now       seconds since 1970 in base 36
//! 1  new id    22 characters
//! 2  host
//! 3  flags     protocol and Global Privacy Control: "https:true"
//! 4  cookies   document.cookie
//! 5… storage   key, tab, value; first of local storage, then of session storage
//! ```

use consent_core::base36;
use consent_core::decision::{ConsentId, Signal};
use consent_core::pieces::{cut, pieces};
use consent_core::time::Timestamp;

/// One request of the page, read.
#[derive(Clone, Copy, Debug)]
pub struct Request<'a> {
    /// The time.
    pub now: Timestamp,
    /// The id of the decision that is to be.
    pub id: ConsentId,
    /// The host name of the page, without a port.
    pub host: &'a str,
    /// Whether the page came over https, so that cookies can be `Secure`.
    pub https: bool,
    /// The browser's standing wish.
    pub signal: Signal,
    /// `document.cookie`.
    pub cookies: &'a str,
    text: &'a str,
}

impl<'a> Request<'a> {
    /// The lines before those of storage.
    const LINES: usize = 5;

    /// Reads a request; nothing when a line is missing or not what it should be.
    #[must_use]
    pub fn parse(text: &'a str) -> Option<Self> {
        let mut lines = pieces(text, b'\n');
        let mut line = || lines.next();
        let (now, id, host, flags, cookies) = (line()?, line()?, line()?, line()?, line()?);
        Some(Self {
            now: Timestamp::from_secs(base36::decode(now)?),
            id: ConsentId::parse(id)?,
            host,
            https: flags.starts_with("https:"),
            signal: Signal {
                gpc: flags.ends_with(":true"),
            },
            cookies,
            text,
        })
    }

    /// Returns the keys and values of storage that the systems may have left.
    pub fn local(&self) -> impl Iterator<Item = (&'a str, &'a str)> {
        pieces(self.text, b'\n')
            .skip(Self::LINES)
            .filter_map(|line| cut(line, b'\t'))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use alloc::vec::Vec;

    #[test]
    fn a_request_is_read_line_by_line() {
        let text = "s44we8\nAAAAAAAAAAAAAAAAAAAAAA\nwww.example.se\nhttps:true\na=b; c=d\nklaro\tx=y\tz\nempty\t\nno";
        let request = Request::parse(text).unwrap();
        assert_eq!(request.now.as_secs(), 1_700_000_000);
        assert!(request.https && request.signal.gpc);
        assert_eq!(request.cookies, "a=b; c=d");
        let local: Vec<_> = request.local().collect();
        assert_eq!(local, [("klaro", "x=y\tz"), ("empty", "")]);
    }

    #[test]
    fn flags_are_what_the_page_says() {
        let of = |flags: &str| {
            let text = ["1\nAAAAAAAAAAAAAAAAAAAAAA\nhost\n", flags, "\n"].concat();
            let request = Request::parse(&text).unwrap();
            (request.https, request.signal.gpc)
        };
        assert_eq!(of("https:undefined"), (true, false));
        assert_eq!(of("http:true"), (false, true));
        assert_eq!(of("http:false"), (false, false));
    }

    #[test]
    fn a_request_that_is_not_whole_is_none() {
        assert!(Request::parse("").is_none());
        assert!(Request::parse("1\nAAAAAAAAAAAAAAAAAAAAAA\nhost\nhttp:false").is_none());
        assert!(Request::parse("1\nshort\nhost\nhttp:false\n").is_none());
        assert!(Request::parse("!\nAAAAAAAAAAAAAAAAAAAAAA\nhost\nhttp:false\n").is_none());
    }
}
