//! What is to be seen, pixel by pixel: pictures as colours, and how well two colours can be told from each other.

use chromiumoxide::cdp::browser_protocol::page::{CaptureScreenshotFormat, Viewport};
use chromiumoxide::page::ScreenshotParams;

use crate::tab::Tab;

/// Red, green and blue.
pub type Colour = [u8; 3];

/// A part of what a tab shows, with one pixel for each CSS pixel.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pixels {
    /// How many in a row.
    pub width: usize,
    /// How many rows.
    pub height: usize,
    rows: Vec<Colour>,
}

impl Pixels {
    /// Reads a PNG as a browser writes it.
    ///
    /// # Panics
    /// When it is none.
    #[must_use]
    pub fn read(png: &[u8]) -> Self {
        let mut decoder = png::Decoder::new(std::io::Cursor::new(png));
        decoder.set_transformations(png::Transformations::normalize_to_color8());
        let mut reader = decoder.read_info().expect("a PNG");
        let mut bytes = vec![
            0;
            reader
                .output_buffer_size()
                .expect("a picture that fits into memory")
        ];
        let frame = reader.next_frame(&mut bytes).expect("a picture");
        let samples = frame.color_type.samples();
        assert!(samples >= 3, "colours");
        Self {
            width: frame.width as usize,
            height: frame.height as usize,
            rows: bytes[..frame.buffer_size()]
                .chunks_exact(samples)
                .map(|pixel| [pixel[0], pixel[1], pixel[2]])
                .collect(),
        }
    }

    /// The colour of a pixel.
    ///
    /// # Panics
    /// Outside of the picture.
    #[must_use]
    pub fn at(&self, x: usize, y: usize) -> Colour {
        assert!(x < self.width && y < self.height, "{x}, {y} is outside");
        self.rows[y * self.width + x]
    }

    /// A row, from the left.
    #[must_use]
    pub fn row(&self, y: usize) -> Vec<Colour> {
        (0..self.width).map(|x| self.at(x, y)).collect()
    }

    /// A column, from above.
    #[must_use]
    pub fn column(&self, x: usize) -> Vec<Colour> {
        (0..self.height).map(|y| self.at(x, y)).collect()
    }
}

/// The contrast of two colours, from 1 to 21 (WCAG 2.2, contrast ratio and relative luminance).
#[must_use]
pub fn contrast(one: Colour, other: Colour) -> f64 {
    let luminance = |[red, green, blue]: Colour| {
        let part = |value: u8| {
            let value = f64::from(value) / 255.0;
            if value <= 0.04045 {
                value / 12.92
            } else {
                ((value + 0.055) / 1.055).powf(2.4)
            }
        };
        0.2126 * part(red) + 0.7152 * part(green) + 0.0722 * part(blue)
    };
    let (one, other) = (luminance(one), luminance(other));
    (one.max(other) + 0.05) / (one.min(other) + 0.05)
}

impl Tab {
    /// What is to be seen in a part of the viewport: left, top, width and height in CSS pixels.
    pub async fn pixels(&self, [left, top, width, height]: [f64; 4]) -> Pixels {
        // A clip is of the whole page, not of what of it is to be seen now.
        let (across, down): (f64, f64) = self.evaluate("[scrollX, scrollY]").await;
        let clip = Viewport {
            x: (left + across).floor(),
            y: (top + down).floor(),
            width: width.round(),
            height: height.round(),
            scale: 1.0,
        };
        let params = ScreenshotParams::builder()
            .format(CaptureScreenshotFormat::Png)
            .clip(clip)
            .build();
        Pixels::read(&self.page.screenshot(params).await.expect("a picture"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn contrast_is_as_wcag_reckons_it() {
        assert!((contrast([0; 3], [255; 3]) - 21.0).abs() < 0.01);
        assert!((contrast([0x76; 3], [255; 3]) - 4.54).abs() < 0.01);
        assert!((contrast([9, 9, 9], [9, 9, 9]) - 1.0).abs() < 1e-9);
    }
}
