//! A program that serves: its first line says where, and it ends with the test.

use std::io::{BufRead, BufReader, Read, Seek};
use std::net::SocketAddr;
use std::process::{Child, Command, Stdio};

/// A running program.
#[derive(Debug)]
pub(crate) struct Program {
    child: Child,
    pub(crate) address: SocketAddr,
}

impl Program {
    /// Starts it and waits for its first line, which ends in its address.
    pub(crate) fn start(command: &mut Command) -> Self {
        // A file and no pipe: nobody reads along, and a pipe would be full one day.
        let mut errors = tempfile::tempfile().expect("a file");
        let mut child = command
            .stdout(Stdio::piped())
            .stderr(errors.try_clone().expect("a file"))
            .spawn()
            .unwrap_or_else(|fault| panic!("{command:?}: {fault}"));
        let mut line = String::new();
        let output = child.stdout.as_mut().expect("its output");
        BufReader::new(output).read_line(&mut line).expect("a line");
        let address = line
            .trim()
            .rsplit("http://")
            .next()
            .and_then(|address| address.parse().ok());
        match address {
            Some(address) => Self { child, address },
            None => {
                let _ = child.kill();
                let ended = child.wait();
                let mut told = String::new();
                let _ = errors.rewind().and_then(|()| errors.read_to_string(&mut told));
                panic!("{command:?} said {line:?}, {ended:?}: {told}");
            }
        }
    }

    /// Asks it to end, and waits until it has.
    pub(crate) fn stop(mut self) {
        let asked = Command::new("kill").arg(self.child.id().to_string()).status();
        assert!(
            asked.is_ok_and(|status| status.success()),
            "{self:?} cannot be told to stop"
        );
        let ended = self.child.wait().expect("its end");
        assert!(ended.success(), "{self:?} ended with {ended}");
    }
}

impl Drop for Program {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
