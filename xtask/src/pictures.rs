//! The documents' pictures: taken again, all of them, by the journeys that take them.

use anyhow::Result;

use crate::{bundle, child, pages, place, tools};

/// Takes them into `docs/images`.
pub(crate) fn run() -> Result<()> {
    tools::ensure()?;
    bundle::run()?;
    pages::CONFIGURATOR.build()?;
    let mut command = child::cargo("test -p consent-tests --test journeys -- pictures every_language");
    command.env("CONSENT_PICTURES", place::root().join("docs").join("images"));
    if let Some(browser) = tools::browser() {
        command.env("CONSENT_CHROMIUM", browser);
    }
    child::run(&mut command)
}
