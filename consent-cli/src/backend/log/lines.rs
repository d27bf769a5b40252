//! Lines of bytes that nobody has looked at yet: of bounded length, and text in any case.

use std::io::{self, BufRead, Read as _};

/// The longest line that is read; the text of a policy is the longest that a dump has.
const LONGEST: u64 = 16 * 1024 * 1024;

/// Reads lines one by one.
#[derive(Debug)]
pub(super) struct Lines<R> {
    from: R,
    bytes: Vec<u8>,
}

impl<R: BufRead> Lines<R> {
    pub(super) const fn new(from: R) -> Self {
        Self {
            from,
            bytes: Vec::new(),
        }
    }

    /// Returns the next line without its line feed, and how many bytes it took. What is no UTF-8 is replaced: no line
    /// that was exported has any such, so that it is found.
    pub(super) fn next(&mut self) -> io::Result<Option<(String, u64)>> {
        self.bytes.clear();
        let read = (&mut self.from)
            .take(LONGEST)
            .read_until(b'\n', &mut self.bytes)?;
        if read == 0 {
            return Ok(None);
        }
        if self.bytes.last() == Some(&b'\n') {
            self.bytes.pop();
        } else if read as u64 == LONGEST {
            return Err(io::Error::other("a line is longer than 16 MiB, so it is no dump"));
        }
        Ok(Some((
            String::from_utf8_lossy(&self.bytes).into_owned(),
            read as u64,
        )))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_come_whole_and_as_text() {
        let mut lines = Lines::new(&b"a\n\nb\xffc\r\nd"[..]);
        let mut next = || lines.next().unwrap().map(|(line, _)| line);
        assert_eq!(next().as_deref(), Some("a"));
        assert_eq!(next().as_deref(), Some(""));
        assert_eq!(next().as_deref(), Some("b\u{fffd}c\r"));
        assert_eq!(next().as_deref(), Some("d"));
        assert_eq!(next(), None);
    }

    #[test]
    fn a_line_without_end_is_refused() {
        let endless = io::BufReader::new(io::repeat(b'a'));
        assert!(
            Lines::new(endless)
                .next()
                .unwrap_err()
                .to_string()
                .contains("16 MiB")
        );
    }
}
