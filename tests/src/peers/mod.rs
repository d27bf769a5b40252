//! IAB Tech Lab's own libraries, in one Node.js process that is asked by lines; `peers.mjs` says what it can be asked.
//!
//! Some texts end that process, and some keep it busy for minutes. Neither ends the one who asks: the process is begun
//! anew, and the question counts as not answered.

use std::io::{BufRead as _, BufReader, Write as _};
use std::path::PathBuf;
use std::process::{Child, ChildStdin, Command, Stdio};
use std::sync::mpsc::{Receiver, channel};
use std::thread;
use std::time::Duration;

use serde_json::Value;

/// How long one answer may take before the process counts as lost.
const PATIENCE: Duration = Duration::from_secs(20);

/// How often the process may be lost before something else must be wrong.
const MOST_LOST: usize = 25;

/// What came back.
#[derive(Clone, Debug, PartialEq)]
pub enum Answer {
    /// Values.
    Said(Value),
    /// Why the library refuses, in its words.
    Refused(String),
    /// The process ended, or did not answer in time.
    Lost,
}

/// The process, asked one question after the other.
#[derive(Debug)]
pub struct Peers {
    child: Child,
    questions: ChildStdin,
    answers: Receiver<String>,
}

impl Peers {
    /// Starts the process.
    ///
    /// # Panics
    /// When Node.js or the packages are not there.
    #[must_use]
    pub fn start() -> Self {
        let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR"));
        assert!(
            folder.join("node_modules/@iabtechlabtcf/core").is_dir(),
            "the npm packages of tests/ are missing: `cargo xtask test` installs them, `npm ci` in tests/ as well"
        );
        let mut child = Command::new("node")
            .arg("--max-old-space-size=1024")
            .arg(folder.join("src/peers/peers.mjs"))
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .expect("node, which `cargo xtask test` installs");
        let questions = child.stdin.take().expect("its input is connected");
        let mut output = BufReader::new(child.stdout.take().expect("its output is connected"));
        let (sender, answers) = channel();
        thread::spawn(move || {
            let mut line = String::new();
            // A line without its end is what was left when the process was lost.
            while output.read_line(&mut line).is_ok() && line.ends_with('\n') {
                if sender.send(std::mem::take(&mut line)).is_err() {
                    break;
                }
            }
        });
        Self {
            child,
            questions,
            answers,
        }
    }

    /// Asks one question, and waits so long for its answer. After [`Answer::Lost`] nothing more can be asked.
    pub fn ask(&mut self, question: &Value, patience: Duration) -> Answer {
        match writeln!(self.questions, "{question}") {
            Ok(()) => next(&self.answers, patience),
            Err(_) => Answer::Lost,
        }
    }
}

impl Drop for Peers {
    fn drop(&mut self) {
        // It may hang in a text, and then does not see that its input has ended.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// The next line, as an answer.
fn next(answers: &Receiver<String>, patience: Duration) -> Answer {
    let Ok(line) = answers.recv_timeout(patience) else {
        return Answer::Lost;
    };
    let mut answer: Value = serde_json::from_str(&line).expect("a line of JSON");
    match answer.get_mut("ok") {
        Some(said) => Answer::Said(said.take()),
        None => Answer::Refused(answer["error"].as_str().unwrap_or_default().to_owned()),
    }
}

/// Asks many questions, each of which gets its answer, in their order.
///
/// # Panics
/// When the process is lost too often.
#[must_use]
pub fn ask_all(questions: &[Value]) -> Vec<Answer> {
    let mut all = Vec::with_capacity(questions.len());
    let mut lost = 0;
    while all.len() < questions.len() {
        let answers = ask_until_lost(&mut Peers::start(), &questions[all.len()..]);
        if answers.is_empty() {
            all.push(Answer::Lost);
            lost += 1;
            assert!(lost <= MOST_LOST, "the process was lost {lost} times");
        }
        all.extend(answers);
    }
    all
}

/// Asks until the process is lost. What was underway then is not among the answers: it is asked again, and only who is
/// lost on the first question is lost on that one.
fn ask_until_lost(peers: &mut Peers, questions: &[Value]) -> Vec<Answer> {
    let Peers {
        child,
        questions: input,
        answers,
    } = peers;
    thread::scope(|scope| {
        // Written beside the reading: neither side may wait for the other with both pipes full.
        scope.spawn(move || {
            questions
                .iter()
                .try_for_each(|question| writeln!(input, "{question}"))
        });
        let mut all = Vec::with_capacity(questions.len());
        for _ in questions {
            match next(answers, PATIENCE) {
                Answer::Lost => {
                    // So that what is still to be written fails.
                    let _ = child.kill();
                    break;
                }
                answer => all.push(answer),
            }
        }
        all
    })
}
