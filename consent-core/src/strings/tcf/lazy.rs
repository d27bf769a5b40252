//! One vendor or one field out of a TC string, read from the text itself and no further than needed.

use super::decode::check_version;
use super::error::{DecodeError, Place};
use super::layout::{CORE, Field, Segment, place_in_core, width, width_of};
use crate::strings::bits::{LONGEST_TEXT, PastEnd, TextScan};

/// A TC string of which nothing is decoded yet.
///
/// It answers from the bits that it passes over and never looks at the others: a text that [`TcString::decode`]
/// refuses may still answer. Whoever needs to know that a string holds decodes it.
///
/// [`TcString::decode`]: super::TcString::decode
#[derive(Clone, Copy, Debug)]
pub struct LazyTc<'a> {
    text: &'a str,
}

/// What a string says about one vendor; what the publisher forbids it is apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[expect(clippy::exhaustive_structs, reason = "there are no other sets of vendors")]
pub struct VendorSignals {
    /// The user consented to the vendor.
    pub consent: bool,
    /// The vendor was disclosed as legitimate interest and not objected to.
    pub legitimate_interest: bool,
    /// The user was shown the vendor; nothing when the string does not say.
    pub disclosed: Option<bool>,
}

impl<'a> LazyTc<'a> {
    /// Takes a text and looks at its version.
    ///
    /// # Errors
    /// [`DecodeError`] for a text that is empty, too long, or of another version.
    ///
    /// # Example
    /// ```
    /// use consent_core::strings::tcf::LazyTc;
    ///
    /// let tc = LazyTc::new("CPXxRfAPXxRfAAfKABENB-CgAAAAAAAAAAYgAAAAAAAA")?;
    /// assert!(!tc.vendor_consent(755)?);
    /// assert_eq!(tc.disclosed(755)?, None);
    /// # Ok::<(), consent_core::strings::tcf::DecodeError>(())
    /// ```
    pub fn new(text: &'a str) -> Result<Self, DecodeError> {
        if text.len() > LONGEST_TEXT {
            return Err(DecodeError::TooLong);
        }
        check_version(text)?;
        Ok(Self { text })
    }

    /// Returns a field of fixed width of the core as the number it was written as; other fields are nothing.
    ///
    /// # Errors
    /// [`DecodeError::EndsWithin`] when the text ends before or within the field.
    pub fn number(&self, field: Field) -> Result<Option<u64>, DecodeError> {
        let Some((at, width)) = place_in_core(field) else {
            return Ok(None);
        };
        let number = self.core().number(at, width);
        number.map(Some).map_err(|past| ends(past, Segment::Core, field))
    }

    /// Tells whether the user consented to a vendor.
    ///
    /// # Errors
    /// [`DecodeError::EndsWithin`] when the text ends before the answer.
    pub fn vendor_consent(&self, vendor: u16) -> Result<bool, DecodeError> {
        contains(self.core(), VENDOR_CONSENT, vendor)
            .map_err(|past| ends(past, Segment::Core, Field::VendorConsent))
    }

    /// Tells whether a vendor was disclosed as legitimate interest and not objected to.
    ///
    /// # Errors
    /// [`DecodeError::EndsWithin`] when the text ends before the answer.
    pub fn vendor_legitimate_interest(&self, vendor: u16) -> Result<bool, DecodeError> {
        let at = end(self.core(), VENDOR_CONSENT)
            .map_err(|past| ends(past, Segment::Core, Field::VendorConsent))?;
        contains(self.core(), at, vendor)
            .map_err(|past| ends(past, Segment::Core, Field::VendorLegitimateInterest))
    }

    /// Tells whether the user was shown a vendor, or nothing when the string does not say.
    ///
    /// # Errors
    /// [`DecodeError::EndsWithin`] when its segment ends before the answer.
    pub fn disclosed(&self, vendor: u16) -> Result<Option<bool>, DecodeError> {
        let segment = Segment::DisclosedVendors;
        let width = Field::SegmentType.width();
        let number = Ok(u64::from(segment.number()));
        let mut segments = self.text.split('.').skip(1).map(TextScan::new);
        let Some(scan) = segments.find(|scan| scan.number(0, width) == number) else {
            return Ok(None);
        };
        let disclosed = contains(scan, width, vendor);
        disclosed
            .map(Some)
            .map_err(|past| ends(past, segment, Field::Vendors))
    }

    /// Returns what the string says about one vendor.
    ///
    /// # Errors
    /// [`DecodeError::EndsWithin`] when the text ends before an answer.
    pub fn vendor(&self, vendor: u16) -> Result<VendorSignals, DecodeError> {
        Ok(VendorSignals {
            consent: self.vendor_consent(vendor)?,
            legitimate_interest: self.vendor_legitimate_interest(vendor)?,
            disclosed: self.disclosed(vendor)?,
        })
    }

    /// The whole text: the dot after the core is no character of bits, and so its end.
    const fn core(&self) -> TextScan<'a> {
        TextScan::new(self.text)
    }
}

/// Where the first set of vendors stands.
const VENDOR_CONSENT: usize = width_of(&CORE);

/// MaxVendorId and IsRangeEncoding.
const HEAD: usize = width::VENDOR + 1;

/// Tells whether a vendor is in the set that begins at a bit.
fn contains(scan: TextScan<'_>, at: usize, vendor: u16) -> Result<bool, PastEnd> {
    let head = scan.number(at, HEAD)?;
    let vendor = u64::from(vendor);
    if vendor == 0 || vendor > head >> 1 {
        return Ok(false);
    }
    let at = at.saturating_add(HEAD);
    if head & 1 == 0 {
        let before = usize::try_from(vendor.saturating_sub(1)).unwrap_or(usize::MAX);
        return Ok(scan.number(at.saturating_add(before), 1)? == 1);
    }
    let mut ranges = Ranges::new(scan, at)?;
    while let Some((first, last)) = ranges.next()? {
        if first <= vendor && vendor <= last {
            return Ok(true);
        }
    }
    Ok(false)
}

/// Returns the bit after the set that begins at a bit.
fn end(scan: TextScan<'_>, at: usize) -> Result<usize, PastEnd> {
    let head = scan.number(at, HEAD)?;
    let at = at.saturating_add(HEAD);
    if head & 1 == 0 {
        return Ok(at.saturating_add(usize::try_from(head >> 1).unwrap_or(usize::MAX)));
    }
    let mut ranges = Ranges::new(scan, at)?;
    while ranges.skip()? {}
    Ok(ranges.at)
}

/// The ranges of a set, one after the other.
struct Ranges<'a> {
    scan: TextScan<'a>,
    at: usize,
    left: u64,
}

impl<'a> Ranges<'a> {
    fn new(scan: TextScan<'a>, at: usize) -> Result<Self, PastEnd> {
        Ok(Self {
            scan,
            at: at.saturating_add(width::COUNT),
            left: scan.number(at, width::COUNT)?,
        })
    }

    fn next(&mut self) -> Result<Option<(u64, u64)>, PastEnd> {
        let at = self.at;
        if !self.skip()? {
            return Ok(None);
        }
        let width = self.at.saturating_sub(at);
        let range = self.scan.number(at, width)?;
        let last = range & 0xffff;
        Ok(Some(match width {
            width::RANGE => ((range >> width::VENDOR) & 0xffff, last),
            _ => (last, last),
        }))
    }

    /// Passes over one range, if there is another.
    fn skip(&mut self) -> Result<bool, PastEnd> {
        let Some(left) = self.left.checked_sub(1) else {
            return Ok(false);
        };
        let width = match self.scan.number(self.at, 1)? {
            0 => width::ONLY,
            _ => width::RANGE,
        };
        self.left = left;
        self.at = self.at.saturating_add(width);
        Ok(true)
    }
}

const fn ends(past: PastEnd, segment: Segment, field: Field) -> DecodeError {
    DecodeError::EndsWithin(Place {
        segment,
        field,
        bit: past.at,
    })
}
