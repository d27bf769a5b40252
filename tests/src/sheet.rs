//! Pictures for the documents: taken only when a folder for them is named, and several put on one sheet.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};

use chromiumoxide::cdp::browser_protocol::page::CaptureScreenshotFormat;
use chromiumoxide::page::ScreenshotParams;

use crate::answers::Answer;
use crate::journey::Stage;
use crate::look::Look;

/// The folder that `CONSENT_PICTURES` names, read from the repository's root; made if it is not there.
///
/// # Panics
/// When it cannot be made.
#[must_use]
pub fn pictures() -> Option<PathBuf> {
    // Cargo runs a test in its package's folder; the variable is read as it was written.
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    let folder = root.join(std::env::var_os("CONSENT_PICTURES")?);
    std::fs::create_dir_all(&folder).expect("a folder for the pictures");
    Some(folder)
}

/// Pictures with what they show, side by side.
#[derive(Debug, Default)]
pub struct Sheet(Vec<(String, Vec<u8>)>);

impl Sheet {
    /// Adds a picture, as PNG.
    pub fn add(&mut self, shows: impl Into<String>, picture: Vec<u8>) {
        self.0.push((shows.into(), picture));
    }

    /// Writes the sheet into a file, as WebP: so many columns, each so many pixels wide.
    pub async fn keep(self, stage: &Stage, file: &Path, columns: i64, width: i64) {
        let mut page = format!(
            "<!doctype html><html lang=en><meta charset=utf-8><title>Sheet</title><style>html{{overflow:hidden}}body{{margin:0}}\
             main{{display:grid;grid-template-columns:repeat({columns},{width}px);gap:16px;padding:16px;inline-size:max-content;\
             font:14px system-ui,sans-serif;background:#e4e7ec;color:#111;align-items:start}}figure{{margin:0}}\
             figcaption{{margin:0 0 4px}}img{{inline-size:100%;display:block;border:1px solid #b8bec8;box-sizing:border-box}}</style><main>"
        );
        let mut answers = Vec::new();
        for (number, (shows, picture)) in self.0.into_iter().enumerate() {
            let _ = write!(
                page,
                "<figure><figcaption>{shows}</figcaption><img src=sheet-{number}.png></figure>"
            );
            let at = stage.sites.page("ngager", &format!("sheet-{number}.png"));
            answers.push(Answer::other(&at, "image/png", picture));
        }
        let at = stage.sites.page("ngager", "sheet.html");
        answers.push(Answer::other(&at, "text/html", page));
        let size = (columns * (width + 16) + 16, 1200);
        let tab = stage.visitor_with(Look::still(size, false)).await.tab().await;
        tab.gets(answers).await;
        tab.goes_to(&at).await;
        tab.until("[...findAll('img')].every((image) => image.complete && image.naturalWidth)")
            .await;
        let params = ScreenshotParams::builder()
            .format(CaptureScreenshotFormat::Webp)
            .quality(80)
            .clip(tab.place("main").await)
            .capture_beyond_viewport(true)
            .build();
        let picture = tab.page.screenshot(params).await.expect("a picture");
        std::fs::write(file, picture).expect("a file for the picture");
    }
}
