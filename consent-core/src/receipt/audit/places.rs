//! Which place of the log comes next, also after lines that cannot be read.

/// Counts the entries, so that a fault in one line is not reported again with the next.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Places {
    next: u64,
    /// What may come next instead, if the last place was wrong because others are missing before it.
    or_else: Option<u64>,
    /// How many lines before could not be read; each may have been an entry.
    unread: u64,
}

impl Places {
    /// Returns the place that comes next.
    pub(super) const fn next(&self) -> u64 {
        self.next
    }

    /// Takes note of a line that cannot be read.
    pub(super) const fn skip(&mut self) {
        self.unread = self.unread.saturating_add(1);
    }

    /// Tells whether the log may be at this place now, and goes there.
    pub(super) fn come_to(&mut self, seq: u64) -> bool {
        let ahead = seq.checked_sub(self.next);
        let is_right = self.or_else == Some(seq) || ahead.is_some_and(|ahead| ahead <= self.unread);
        if is_right {
            *self = Self {
                next: seq,
                ..Self::default()
            };
        }
        is_right
    }

    /// Takes an entry's place. Tells whether it is the right one.
    pub(super) fn take(&mut self, seq: u64) -> bool {
        let is_right = self.come_to(seq);
        self.next = self.next.saturating_add(1);
        if !is_right {
            self.or_else = Some(seq.saturating_add(1));
        }
        is_right
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use alloc::vec::Vec;

    /// The places that are found to be wrong.
    fn wrong(seqs: &[u64]) -> Vec<u64> {
        let mut places = Places::default();
        seqs.iter().copied().filter(|seq| !places.take(*seq)).collect()
    }

    #[test]
    fn one_fault_is_one_finding() {
        assert!(wrong(&[0, 1, 2, 3]).is_empty());
        assert_eq!(wrong(&[0, 1, 3, 4, 5]), [3], "one is missing");
        assert_eq!(wrong(&[0, 1, 7, 3, 4]), [7], "one was changed");
        assert_eq!(wrong(&[0, 1, 1, 2, 3]), [1], "one is there twice");
        assert_eq!(wrong(&[0, 2, 1, 3]), [2, 1], "two are exchanged");
        assert_eq!(wrong(&[1, 2, 3]), [1], "the first is missing");
    }

    #[test]
    fn a_line_that_cannot_be_read_may_have_been_an_entry() {
        for next in [1, 2] {
            let mut places = Places::default();
            assert!(places.take(0));
            places.skip();
            assert!(places.take(next) && places.take(next + 1), "{next}");
        }
        let mut places = Places::default();
        places.skip();
        assert!(places.come_to(1) && places.next() == 1);
        assert!(!places.come_to(2));
    }
}
