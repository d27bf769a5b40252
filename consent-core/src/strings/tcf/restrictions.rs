//! What a publisher forbids vendors, as the ranges that were written: the text bounds them, whatever they span.

use alloc::vec::Vec;

use crate::strings::IdSet;

/// Vendors from the first to the last, both included; both are at least 1.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct VendorRange {
    first: u16,
    last: u16,
}

impl VendorRange {
    /// Makes a range; none begins at 0 or ends before it begins.
    #[must_use]
    pub const fn new(first: u16, last: u16) -> Option<Self> {
        if first == 0 || last < first {
            return None;
        }
        Some(Self { first, last })
    }

    /// Returns the first vendor.
    #[must_use]
    pub const fn first(self) -> u16 {
        self.first
    }

    /// Returns the last vendor.
    #[must_use]
    pub const fn last(self) -> u16 {
        self.last
    }

    /// Tells whether a vendor is in the range.
    #[must_use]
    pub const fn contains(self, vendor: u16) -> bool {
        self.first <= vendor && vendor <= self.last
    }
}

/// What kind of restriction it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[expect(clippy::exhaustive_enums, reason = "two bits have no fifth value")]
pub enum RestrictionKind {
    /// 0: the purpose is not allowed.
    NotAllowed,
    /// 1: consent is required.
    RequireConsent,
    /// 2: legitimate interest is required.
    RequireLegitimateInterest,
    /// 3: not defined, and not to be used.
    Undefined,
}

impl RestrictionKind {
    /// Returns the kind of the low two bits.
    #[must_use]
    pub const fn from_bits(bits: u8) -> Self {
        match bits & 3 {
            0 => Self::NotAllowed,
            1 => Self::RequireConsent,
            2 => Self::RequireLegitimateInterest,
            _ => Self::Undefined,
        }
    }

    /// Returns the two bits.
    #[must_use]
    pub const fn bits(self) -> u8 {
        match self {
            Self::NotAllowed => 0,
            Self::RequireConsent => 1,
            Self::RequireLegitimateInterest => 2,
            Self::Undefined => 3,
        }
    }
}

/// One restriction: of one kind, on one purpose, for some vendors.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Restriction<'a> {
    /// The purpose, as it was written: 6 bits.
    pub purpose: u8,
    /// Its kind.
    pub kind: RestrictionKind,
    /// The vendors, as they were written: ranges may overlap and stand in any order.
    pub vendors: &'a [VendorRange],
}

impl Restriction<'_> {
    /// Tells whether a vendor is restricted.
    #[must_use]
    pub fn concerns(&self, vendor: u16) -> bool {
        self.vendors.iter().any(|range| range.contains(vendor))
    }
}

/// All restrictions of a string, in their order.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Restrictions {
    entries: Vec<Entry>,
    /// The ranges of all entries, one after the other.
    ranges: Vec<VendorRange>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Entry {
    purpose: u8,
    kind: RestrictionKind,
    /// How many ranges this entry and all before it have.
    end: usize,
}

impl Restrictions {
    /// Makes no restrictions.
    #[must_use]
    pub const fn new() -> Self {
        Self {
            entries: Vec::new(),
            ranges: Vec::new(),
        }
    }

    /// Adds one.
    pub fn push(
        &mut self,
        purpose: u8,
        kind: RestrictionKind,
        vendors: impl IntoIterator<Item = VendorRange>,
    ) {
        self.ranges.extend(vendors);
        self.entries.push(Entry {
            purpose,
            kind,
            end: self.ranges.len(),
        });
    }

    /// Makes room for what is about to come.
    pub(super) fn reserve(&mut self, entries: usize, ranges: usize) {
        self.entries.reserve(entries);
        self.ranges.reserve(ranges);
    }

    /// Adds a range to the restriction that is closed next.
    pub(super) fn push_range(&mut self, range: VendorRange) {
        self.ranges.push(range);
    }

    /// Makes a restriction of the ranges that were added since the last.
    pub(super) fn close(&mut self, purpose: u8, kind: RestrictionKind) {
        self.push(purpose, kind, []);
    }

    /// Returns how many there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.entries.len()
    }

    /// Tells whether there are none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.entries.is_empty()
    }

    /// Returns each, in the order in which they were written.
    pub fn iter(&self) -> impl Iterator<Item = Restriction<'_>> {
        let mut start = 0;
        self.entries.iter().map(move |entry| {
            let vendors = self.ranges.get(start..entry.end).unwrap_or_default();
            start = entry.end;
            Restriction {
                purpose: entry.purpose,
                kind: entry.kind,
                vendors,
            }
        })
    }

    /// Returns the kinds of restriction that hold for a vendor and a purpose.
    pub fn for_vendor(&self, vendor: u16, purpose: u8) -> impl Iterator<Item = RestrictionKind> {
        self.iter()
            .filter(move |it| it.purpose == purpose && it.concerns(vendor))
            .map(|it| it.kind)
    }

    /// Returns the vendors that a purpose is restricted for in one way, from however many entries.
    #[must_use]
    pub fn vendors(&self, purpose: u8, kind: RestrictionKind) -> IdSet {
        let mut set = IdSet::new();
        for restriction in self.iter().filter(|it| (it.purpose, it.kind) == (purpose, kind)) {
            for range in restriction.vendors {
                set.insert_range(range.first, range.last);
            }
        }
        set
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_range_holds_at_least_one_vendor() {
        assert_eq!(VendorRange::new(0, 5), None);
        assert_eq!(VendorRange::new(5, 4), None);
        let one = VendorRange::new(5, 5).expect("one vendor");
        assert!(one.contains(5) && !one.contains(4) && !one.contains(6));
    }

    #[test]
    fn several_entries_restrict_together() {
        let range = |first, last| VendorRange::new(first, last).expect("a range");
        let mut all = Restrictions::new();
        all.push(2, RestrictionKind::RequireConsent, [range(10, 20), range(3, 3)]);
        all.push(2, RestrictionKind::NotAllowed, []);
        all.push(2, RestrictionKind::RequireConsent, [range(15, 30)]);
        all.push(2, RestrictionKind::NotAllowed, [range(30, 30)]);
        all.push(3, RestrictionKind::NotAllowed, [range(1, u16::MAX)]);
        assert_eq!((all.len(), all.is_empty()), (5, false));
        let set = all.vendors(2, RestrictionKind::RequireConsent);
        assert!(set.ranges().eq([(3, 3), (10, 30)]));
        assert!(
            all.for_vendor(30, 2)
                .eq([RestrictionKind::RequireConsent, RestrictionKind::NotAllowed])
        );
        assert_eq!(all.for_vendor(31, 2).count(), 0);
        assert_eq!(all.iter().nth(1).map(|it| it.vendors.len()), Some(0));
    }
}
