//! One child program, run at the repository's root; a failure names its whole command line.

use std::ffi::OsStr;
use std::io::{BufRead, BufReader, Write};
use std::path::Path;
use std::process::{Command, Stdio};

use anyhow::{Context, Result, bail};

use crate::place;

/// A program with its arguments, not started yet.
pub(crate) fn program(name: impl AsRef<OsStr>, args: impl IntoIterator<Item = impl AsRef<OsStr>>) -> Command {
    let mut command = Command::new(name);
    command.args(args).current_dir(place::root());
    command
}

/// The cargo that started us, so that the toolchain is the same; the words of `line` are its arguments.
pub(crate) fn cargo(line: &str) -> Command {
    program(
        std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()),
        line.split_whitespace(),
    )
}

/// Everything native is compiled as one selection. Cargo merges the features of the packages it is asked for, and
/// another merge would compile the same dependencies again. Only xtask stays apart: it is there already.
pub(crate) const TOGETHER: &str = "--workspace --exclude xtask";

/// A program of this workspace, freshly compiled.
pub(crate) fn ours(name: &str) -> Result<Command> {
    run(&mut cargo(&format!("build --quiet {TOGETHER} --bin {name}")))?;
    Ok(program(place::target().join("debug").join(name), [""; 0]))
}

/// Runs it to its end. Its output goes to our standard error: standard output is for our own answers.
pub(crate) fn run(command: &mut Command) -> Result<()> {
    command.stdout(std::io::stderr());
    let status = command
        .status()
        .with_context(|| format!("cannot start `{}`", told(command)))?;
    if !status.success() {
        bail!("`{}` ended with {status}", told(command));
    }
    Ok(())
}

/// Runs it to its end and gives every line it prints to `seen`, after showing it.
/// Whether it succeeded is the answer; an error means that it could not be run at all.
pub(crate) fn follow(command: &mut Command, mut seen: impl FnMut(&str)) -> Result<bool> {
    let mut child = command
        .stdout(Stdio::piped())
        .spawn()
        .with_context(|| format!("cannot start `{}`", told(command)))?;
    let lines = BufReader::new(child.stdout.take().context("its output is not connected")?);
    for line in lines.split(b'\n') {
        let line = line?;
        let mut out = std::io::stdout().lock();
        out.write_all(&line)?;
        out.write_all(b"\n")?;
        seen(&String::from_utf8_lossy(&line));
    }
    Ok(child.wait()?.success())
}

/// What it prints, as text.
pub(crate) fn answer(command: &mut Command) -> Result<String> {
    let output = command
        .stderr(Stdio::inherit())
        .output()
        .with_context(|| format!("cannot start `{}`", told(command)))?;
    if !output.status.success() {
        bail!("`{}` ended with {}", told(command), output.status);
    }
    Ok(String::from_utf8_lossy(&output.stdout).trim().to_owned())
}

/// The command line as a person would type it.
pub(crate) fn told(command: &Command) -> String {
    let program = Path::new(command.get_program());
    let words = program.file_name().into_iter().chain(command.get_args());
    words.map(OsStr::to_string_lossy).collect::<Vec<_>>().join(" ")
}
