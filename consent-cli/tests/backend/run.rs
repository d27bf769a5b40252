//! The command, run to its end.

use std::io::Write as _;
use std::process::{Command, Output, Stdio};

use serde_json::Value;

/// What a command printed, and how it ended.
#[derive(Debug)]
pub(crate) struct Said {
    pub(crate) code: i32,
    pub(crate) out: String,
    pub(crate) err: String,
}

impl Said {
    /// The one JSON object that it printed.
    pub(crate) fn json(&self) -> Value {
        serde_json::from_str(&self.out).unwrap_or_else(|error| panic!("{error}: {self:?}"))
    }
}

/// The command, without what the machine's environment might add.
pub(crate) fn command(arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_consent"));
    command.args(arguments).env_remove("DATABASE_URL");
    command
}

pub(crate) fn consent(arguments: &[&str]) -> Said {
    consent_reading("", arguments)
}

/// The same, with a text on its standard input.
pub(crate) fn consent_reading(text: &str, arguments: &[&str]) -> Said {
    consent_reading_bytes(text.as_bytes(), arguments)
}

/// The same, with any bytes on its standard input.
pub(crate) fn consent_reading_bytes(bytes: &[u8], arguments: &[&str]) -> Said {
    let mut child = command(arguments)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    // It may not want to read, and end before.
    let _ = child.stdin.take().unwrap().write_all(bytes);
    said(&child.wait_with_output().unwrap())
}

fn said(output: &Output) -> Said {
    let text = |bytes: &[u8]| String::from_utf8(bytes.to_vec()).unwrap();
    Said {
        code: output.status.code().unwrap_or(-1),
        out: text(&output.stdout),
        err: text(&output.stderr),
    }
}
