//! `docs/backend.md`: every block that can run is run, in its order, in one folder, and says what the document says.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;
use std::process::Command;

use consent_server::ProblemType;
use serde_json::Value;
use tempfile::TempDir;

use crate::http::ask;
use crate::program::Program;
use crate::recording::{config, root};

/// Where the document's server listens; the test's is wherever a port is free.
const DOCUMENTED: &str = "127.0.0.1:8090";

/// What is between two fences.
struct Block {
    language: String,
    text: String,
    /// Whether nothing stands between the block before and this one: then it is what that one says.
    follows: bool,
}

fn document() -> String {
    fs::read_to_string(root().join("docs/backend.md")).expect("the document")
}

fn blocks(document: &str) -> Vec<Block> {
    let mut blocks = Vec::new();
    let mut fences = document.split("\n```");
    let mut before = fences.next().expect("a beginning");
    while let (Some(block), Some(after)) = (fences.next(), fences.next()) {
        let (language, text) = block.split_once('\n').expect("a first line");
        blocks.push(Block {
            language: language.to_owned(),
            text: text.to_owned(),
            follows: before.trim().is_empty(),
        });
        before = after;
    }
    blocks
}

/// A reader's folder: a `consent.json`, the command, and this repository's documents.
struct Reader {
    room: TempDir,
    server: Option<Program>,
}

impl Reader {
    fn new(record: &Value) -> Self {
        let room = tempfile::tempdir().expect("a folder");
        let folder = room.path();
        fs::write(folder.join("consent.json"), config(record)).expect("a config");
        fs::create_dir(folder.join("bin")).expect("a folder");
        let link = |to: &Path, name: &str| std::os::unix::fs::symlink(to, folder.join(name)).expect("a link");
        link(Path::new(env!("CARGO_BIN_EXE_documented_consent")), "bin/consent");
        link(&root().join("docs"), "docs");
        Self { room, server: None }
    }

    fn command(&self, program: &str) -> Command {
        let path = std::env::var("PATH").unwrap_or_default();
        let mut command = Command::new(program);
        command
            .current_dir(self.room.path())
            .env(
                "PATH",
                format!("{}:{path}", self.room.path().join("bin").display()),
            )
            // Nothing on this machine but the document decides what happens.
            .env_remove("DATABASE_URL")
            .env("NO_PROXY", "127.0.0.1")
            .env("NO_COLOR", "1");
        command
    }

    /// The text with the server's true address in it.
    fn here(&self, text: &str) -> String {
        match &self.server {
            Some(server) => text.replace(DOCUMENTED, &server.address.to_string()),
            None => text.to_owned(),
        }
    }

    /// Runs a block and returns what it printed.
    fn run(&mut self, block: &Block) -> String {
        match block.language.as_str() {
            "sh" => {
                let (before, serve) = match block.text.find("consent serve ") {
                    Some(at) => block.text.split_at(at),
                    None => (block.text.as_str(), ""),
                };
                let printed = self.shell(before);
                if !serve.is_empty() {
                    self.serve(serve);
                }
                printed
            }
            "js" => self.file("block.mjs", "node", &block.text),
            "python" => self.file("block.py", "python3", &block.text),
            other => panic!("{other} cannot be run"),
        }
    }

    fn shell(&self, script: &str) -> String {
        let script = self.here(script);
        self.printed(
            self.command("bash").args(["-euo", "pipefail", "-c", &script]),
            &script,
        )
    }

    fn file(&self, name: &str, program: &str, text: &str) -> String {
        fs::write(self.room.path().join(name), self.here(text)).expect("a file");
        self.printed(self.command(program).arg(name), text)
    }

    fn printed(&self, command: &mut Command, what: &str) -> String {
        let output = command.output().unwrap_or_else(|fault| panic!("{what}: {fault}"));
        let (out, errors) = (
            String::from_utf8_lossy(&output.stdout),
            String::from_utf8_lossy(&output.stderr),
        );
        assert!(output.status.success(), "{what}\n{out}\n{errors}");
        out.into_owned()
    }

    /// Starts the server as it is written, on a free port; one that runs is stopped first, as a reader stops it.
    fn serve(&mut self, line: &str) {
        if let Some(running) = self.server.take() {
            running.stop();
        }
        let script = format!("exec {} --listen 127.0.0.1:0", line.trim().replace("\\\n", " "));
        self.server = Some(Program::start(self.command("bash").args(["-euc", &script])));
    }
}

/// Tells whether a text says what is expected, line by line; `…` stands for anything.
fn says(printed: &str, expected: &str) -> bool {
    let mut rest = printed.lines();
    expected
        .lines()
        .all(|line| rest.any(|printed| fits(printed, line)))
}

fn fits(printed: &str, expected: &str) -> bool {
    let parts: Vec<&str> = expected.split('…').collect();
    let [first, between @ .., last] = parts.as_slice() else {
        return printed == expected;
    };
    let Some(mut rest) = printed
        .strip_prefix(first)
        .and_then(|rest| rest.strip_suffix(last))
    else {
        return false;
    };
    between.iter().all(|part| {
        let found = rest.split_once(part);
        rest = found.map_or("", |(_, after)| after);
        found.is_some()
    })
}

#[test]
fn every_block_runs_in_its_order_and_says_what_is_written() {
    let document = document();
    let blocks = blocks(&document);
    let record = blocks
        .iter()
        .find(|block| block.language == "json")
        .expect("where decisions are recorded");
    let record: Value = serde_json::from_str(&format!("{{{}}}", record.text)).expect("a key and its value");
    let mut reader = Reader::new(&record["record"]);
    let (mut ran, mut compared) = (0, 0);
    for (index, block) in blocks.iter().enumerate() {
        if !matches!(block.language.as_str(), "sh" | "js" | "python") {
            continue;
        }
        let mut printed = reader.run(block);
        ran += 1;
        if let Some(next) = blocks
            .get(index + 1)
            .filter(|next| next.follows && next.language == "text")
        {
            let expected = reader.here(&next.text);
            // A block that begins by waiting gets more time where the machine is slow.
            for _ in 0..if block.text.starts_with("sleep ") { 30 } else { 0 } {
                if says(&printed, &expected) {
                    break;
                }
                printed = reader.run(block);
            }
            assert!(
                says(&printed, &expected),
                "{}\nsays\n{printed}\nand not\n{expected}",
                block.text
            );
            compared += 1;
        }
    }
    assert!(
        ran >= 8 && compared >= 4,
        "{ran} blocks ran, {compared} were compared"
    );
}

#[test]
fn no_block_is_of_a_kind_that_nobody_checks() {
    // Rust is compiled with the documentation of consent-server; the others show what a file or an answer looks like.
    let known = [
        "sh",
        "js",
        "python",
        "rust",
        "rust,no_run",
        "json",
        "text",
        "toml",
        "nginx",
    ];
    for block in blocks(&document()) {
        assert!(known.contains(&block.language.as_str()), "```{}", block.language);
    }
}

/// Everything between back ticks.
fn quoted(document: &str) -> BTreeSet<&str> {
    document
        .lines()
        .flat_map(|line| line.split('`').skip(1).step_by(2))
        .collect()
}

#[test]
fn every_route_and_every_type_of_problem_is_documented() {
    let document = document();
    let quoted = quoted(&document);
    let recording = crate::recording::Recording::start();
    let description = ask(recording.address(), "/openapi.json", &[], None).json();
    let mut routes = 0;
    for (path, methods) in description["paths"].as_object().expect("paths") {
        for method in methods.as_object().expect("methods").keys() {
            let route = format!("{} {path}", method.to_uppercase());
            assert!(
                quoted.contains(route.as_str()),
                "docs/backend.md does not say `{route}`"
            );
            routes += 1;
        }
    }
    assert!(routes > 15, "{routes} routes");
    for kind in ProblemType::ALL {
        let (name, status) = (kind.name(), kind.status().as_u16());
        let retry = if kind.retry() { "yes" } else { "no" };
        let row = format!(
            "| `{name}` | {status} | {retry} | {} |",
            kind.title().trim_end_matches('.')
        );
        assert!(document.contains(&row), "docs/backend.md has not the row\n{row}");
    }
}

#[test]
fn a_line_fits_with_anything_in_place_of_the_dots() {
    for (printed, expected, is_so) in [
        ("valid: a receipt", "valid: a receipt", true),
        ("valid: a receipt.", "valid: a receipt", false),
        ("kid abc here", "kid … here", true),
        ("kid abc there", "kid … here", false),
        ("  \"act\": 1, x", "…\"act\": 1…", true),
        ("x", "…", true),
    ] {
        assert_eq!(fits(printed, expected), is_so, "{printed} {expected}");
    }
}
