//! Stage 2, show: exactly what the visitor is shown, and nothing else.
//!
//! *Takes* a checked config and a language (feature `declare`).
//! *Gives* a [`Notice`]: every sentence, category, service and cookie in that language, and its digest, on
//! which every later proof rests.
//! *Never* leaves a sentence out: [`Texts`] has no optional field.

mod texts;
pub use texts::{Sentence, Texts, fill};

mod language;
pub use language::Language;

mod shown;
pub use shown::{Notice, ShownCategory, ShownController, ShownCookie, ShownService};

mod category;

#[cfg(feature = "declare")]
mod words;

#[cfg(feature = "declare")]
mod compose;

#[cfg(feature = "declare")]
mod regional;

#[cfg(feature = "declare")]
mod digest;
#[cfg(feature = "declare")]
pub use digest::{DigestError, NoticeDigest};
