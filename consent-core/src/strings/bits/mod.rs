//! Bits as base64url text: what every packed format is made of; the first bit of a byte is its highest.

mod text;
pub use text::{BitText, LONGEST_TEXT, TextError};

mod reader;
pub use reader::{BitReader, PastEnd};

mod writer;
pub use writer::BitWriter;

mod scan;
pub use scan::TextScan;

mod deciseconds;
pub use deciseconds::Deciseconds;

mod letters;
pub use letters::Letters;
