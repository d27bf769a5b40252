//! `consent serve` as it runs: started on a free port, asked over loopback, stopped by a signal.

use std::fs::File;
use std::io::{BufRead as _, BufReader};
use std::process::{Child, ChildStdout, ExitStatus, Stdio};
use std::time::{Duration, Instant};

use serde_json::{Value, json};

use crate::run::command;
use crate::site::Site;

/// A server, killed if a test ends before it has stopped.
#[derive(Debug)]
pub(crate) struct Server {
    child: Child,
    out: BufReader<ChildStdout>,
    address: String,
    http: reqwest::blocking::Client,
}

impl Server {
    /// Serves the site from the file `consent.db` beside it.
    pub(crate) fn start(site: &Site) -> Self {
        Self::start_with(site, &[])
    }

    /// The same with more arguments.
    pub(crate) fn start_with(site: &Site, more: &[&str]) -> Self {
        let (published, data, keys) = (site.published(), site.path("consent.db"), site.path("keys.json"));
        let admin = site.path("admin.key");
        let mut arguments = vec!["serve", &published, "--listen", "127.0.0.1:0", "--rate", "0"];
        arguments.extend([
            "--data",
            &data,
            "--keys",
            &keys,
            "--name",
            "here",
            "--admin-key-file",
            &admin,
        ]);
        arguments.extend(["--origin", ORIGIN]);
        arguments.extend(more);
        let mut child = command(&arguments)
            .env("RUST_LOG", "warn")
            .stdout(Stdio::piped())
            .stderr(File::create(site.file("server.log")).unwrap())
            .spawn()
            .unwrap();
        let mut out = BufReader::new(child.stdout.take().unwrap());
        let mut line = String::new();
        out.read_line(&mut line).unwrap();
        let address = line
            .strip_prefix("listening on ")
            .unwrap_or_else(|| panic!("it said {line:?}"))
            .trim()
            .to_owned();
        assert!(address.starts_with("http://127.0.0.1:"), "{address}");
        Self {
            child,
            out,
            address,
            http: reqwest::blocking::Client::new(),
        }
    }

    pub(crate) fn port(&self) -> &str {
        self.address.rsplit(':').next().unwrap()
    }

    /// Sends events as a page does, and returns the receipts.
    pub(crate) fn post(&self, site: &str, events: &[Value]) -> Vec<Value> {
        let answer = self
            .http
            .post(format!("{}/v1/events", self.address))
            .header("origin", ORIGIN)
            .json(&json!({ "site": site, "events": events }))
            .send()
            .unwrap();
        let status = answer.status();
        let body: Value = answer.json().unwrap();
        assert!(status.is_success(), "{status}: {body}");
        body["receipts"].as_array().unwrap().clone()
    }

    /// What a path answers, with its status.
    pub(crate) fn get(&self, path: &str) -> (u16, String) {
        let answer = self.http.get(format!("{}{path}", self.address)).send().unwrap();
        (answer.status().as_u16(), answer.text().unwrap())
    }

    /// The same with an API key.
    pub(crate) fn get_with(&self, path: &str, key: &str) -> (u16, String) {
        let request = self.http.get(format!("{}{path}", self.address)).bearer_auth(key);
        let answer = request.send().unwrap();
        (answer.status().as_u16(), answer.text().unwrap())
    }

    /// Erases a visitor's records, as the page does for them.
    pub(crate) fn erase(&self, site: &str, subject: &str) {
        let url = format!("{}/v1/subjects/{subject}?site={site}", self.address);
        let answer = self.http.delete(url).header("origin", ORIGIN).send().unwrap();
        assert!(answer.status().is_success(), "{:?}", answer.text());
    }

    /// Sends SIGTERM and waits for the end. Returns what else it said on standard output.
    pub(crate) fn stop(self) -> (ExitStatus, String) {
        self.stop_by("-TERM")
    }

    /// The same with another signal.
    pub(crate) fn stop_by(mut self, signal: &str) -> (ExitStatus, String) {
        let killed = std::process::Command::new("kill")
            .args([signal, &self.child.id().to_string()])
            .status()
            .unwrap();
        assert!(killed.success());
        let began = Instant::now();
        let status = loop {
            if let Some(status) = self.child.try_wait().unwrap() {
                break status;
            }
            assert!(began.elapsed() < Duration::from_secs(60), "it does not stop");
            std::thread::sleep(Duration::from_millis(10));
        };
        let mut rest = String::new();
        std::io::Read::read_to_string(&mut self.out, &mut rest).unwrap();
        (status, rest)
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// Where the site's pages are, for these tests.
pub(crate) const ORIGIN: &str = "https://shop.example";
