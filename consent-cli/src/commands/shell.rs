//! `consent completions` and `consent man`: what a shell and a reader of manuals want of a command.

use std::fs;
use std::path::PathBuf;

use clap::{Args, CommandFactory as _};
use clap_complete::Shell;

use super::{Cli, Report};
use crate::Refusal;

/// Prints what a shell needs to complete this command's words
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  consent completions bash > ~/.local/share/bash-completion/completions/consent
  consent completions zsh > ~/.zfunc/_consent
  consent completions fish > ~/.config/fish/completions/consent.fish")]
pub(super) struct Completions {
    /// Which shell
    shell: Shell,
}

impl Completions {
    pub(super) fn run(&self) -> Report {
        let mut text = Vec::new();
        clap_complete::generate(self.shell, &mut Cli::command(), "consent", &mut text);
        String::from_utf8_lossy(&text).into_owned().into()
    }
}

/// Prints the manual page, or writes one for each command into a folder
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  consent man | man -l -
  consent man --out ~/.local/share/man/man1")]
pub(super) struct Man {
    /// The folder for consent.1, consent-build.1 and so on
    #[arg(long, value_name = "FOLDER")]
    out: Option<PathBuf>,
}

impl Man {
    pub(super) fn run(&self) -> Result<Report, Refusal> {
        let Some(folder) = &self.out else {
            let mut text = Vec::new();
            // Writing into memory does not fail.
            let _ = clap_mangen::Man::new(Cli::command()).render(&mut text);
            return Ok(String::from_utf8_lossy(&text).into_owned().into());
        };
        let written = fs::create_dir_all(folder)
            .and_then(|()| clap_mangen::generate_to(Cli::command(), folder))
            .map_err(|error| Refusal::unwritable(folder, &error));
        written?;
        Ok(format!("the manual pages are in {}", folder.display()).into())
    }
}
