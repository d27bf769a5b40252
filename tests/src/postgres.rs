//! A real PostgreSQL for tests: its own folder, port and user, gone when the program ends, however it ends.

use std::io::{BufRead as _, BufReader};
use std::net::{Ipv4Addr, SocketAddr, TcpListener};
use std::os::unix::fs::{MetadataExt as _, chown};
use std::os::unix::process::CommandExt as _;
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStderr, Command, Stdio};
use std::sync::OnceLock;
use std::sync::atomic::{AtomicUsize, Ordering};

use tempfile::TempDir;
use tokio_postgres::{Client, NoTls};

/// Where Debian keeps it: a folder for each version, with the programs in `bin`.
const INSTALLED: &str = "/usr/lib/postgresql";

/// Users that it may run as when we are root, whom it refuses; the first that there is.
const USERS: [&str; 2] = ["postgres", "nobody"];

/// How often another port is tried when somebody else was quicker to take one.
const ATTEMPTS: usize = 5;

/// Starts the server and, when this program is gone, stops it and removes its folder. A destructor could not:
/// what all tests share is never dropped. The end of the pipe on standard input is a sign that cannot be missed.
const LIFELINE: &str = r#"
folder=$1; shift
"$@" </dev/null &
server=$!
exec 2>/dev/null
cat >/dev/null
kill -QUIT $server
wait $server
rm -rf "$folder"
"#;

/// A running server.
#[derive(Debug)]
pub struct Postgres {
    port: u16,
    databases: AtomicUsize,
    lifeline: Child,
}

impl Postgres {
    /// The one that all tests of a program share.
    ///
    /// # Panics
    /// When it cannot be started; the message says why.
    #[must_use]
    pub fn shared() -> &'static Self {
        static SHARED: OnceLock<Postgres> = OnceLock::new();
        SHARED.get_or_init(Self::start)
    }

    /// Starts one in a folder of its own, durable as in service (`fsync` is on).
    ///
    /// # Panics
    /// When it cannot be started; the message says why.
    #[must_use]
    pub fn start() -> Self {
        let programs = programs();
        let user = User::to_run_as();
        let folder = TempDir::new().expect("a temporary folder");
        user.owns(folder.path());
        create(&programs, &user, folder.path());
        let folder = folder.keep();
        let mut said = String::new();
        for _ in 0..ATTEMPTS {
            let port = free_port();
            let mut lifeline = launch(&programs, &user, &folder, port);
            let words = lifeline.stderr.take().expect("standard error");
            match ready(words) {
                Ok(()) => {
                    return Self {
                        port,
                        databases: AtomicUsize::new(0),
                        lifeline,
                    };
                }
                Err(words) => said = words,
            }
            // Closing its standard input ends the shell, which takes the folder with it.
            drop(lifeline.stdin.take());
            lifeline.wait().expect("the shell ends");
            std::fs::create_dir(&folder).expect("the folder again");
            user.owns(&folder);
            create(&programs, &user, &folder);
        }
        panic!("PostgreSQL does not start:\n{said}");
    }

    /// Where it listens.
    #[must_use]
    pub fn address(&self) -> SocketAddr {
        (Ipv4Addr::LOCALHOST, self.port).into()
    }

    /// The address of a database, as `DATABASE_URL` has it.
    #[must_use]
    pub fn url(&self, database: &str) -> String {
        format!("postgres://postgres@127.0.0.1:{}/{database}", self.port)
    }

    /// The address of a new, empty database.
    ///
    /// # Panics
    /// When it cannot be made.
    pub async fn database(&self) -> String {
        let name = format!("consent_{}", self.databases.fetch_add(1, Ordering::Relaxed));
        connect(&self.url("postgres"))
            .await
            .batch_execute(&format!("CREATE DATABASE {name}"))
            .await
            .expect("a new database");
        self.url(&name)
    }
}

/// Connects to a database by itself, past any store.
///
/// # Panics
/// When it cannot be reached.
pub async fn connect(url: &str) -> Client {
    let (client, connection) = tokio_postgres::connect(url, NoTls)
        .await
        .expect("the server can be spoken to");
    // It ends with the client, or with the server; the client's next word tells.
    tokio::spawn(connection);
    client
}

impl Drop for Postgres {
    fn drop(&mut self) {
        drop(self.lifeline.stdin.take());
        // Nothing is left to do if the shell cannot be waited for.
        let _ = self.lifeline.wait();
    }
}

/// Who runs the server.
#[derive(Debug)]
struct User(Option<(u32, u32)>);

impl User {
    /// Ourselves, or another when we are root.
    fn to_run_as() -> Self {
        let own = std::fs::metadata("/proc/self").expect("/proc").uid();
        if own != 0 {
            return Self(None);
        }
        let users = std::fs::read_to_string("/etc/passwd").expect("/etc/passwd");
        let known = |name: &&str| {
            let fields = users.lines().map(|line| line.split(':').collect::<Vec<_>>());
            let own = fields.filter(|fields| fields.first() == Some(name));
            own.filter_map(|fields| Some((fields.get(2)?.parse().ok()?, fields.get(3)?.parse().ok()?)))
                .next()
        };
        let found = USERS.iter().find_map(known);
        assert!(
            found.is_some(),
            "PostgreSQL does not run as root, and none of the users {USERS:?} is there to run it"
        );
        Self(found)
    }

    fn owns(&self, folder: &Path) {
        if let Some((user, group)) = self.0 {
            chown(folder, Some(user), Some(group)).expect("root may give a folder away");
        }
    }

    fn runs(&self, program: impl AsRef<Path>) -> Command {
        let mut command = Command::new(program.as_ref());
        if let Some((user, group)) = self.0 {
            command.uid(user).gid(group);
        }
        // Of what a person may have set for other servers, nothing is for this one. An interrupt at the terminal
        // is for us alone: the pipe tells the server.
        command.env_clear().env("PATH", "/usr/bin:/bin").process_group(0);
        command
    }
}

/// The folder with its programs.
fn programs() -> PathBuf {
    let folder = std::env::var_os("CONSENT_POSTGRES")
        .map(PathBuf::from)
        .or_else(newest)
        .unwrap_or_else(|| INSTALLED.into());
    assert!(
        folder.join("postgres").is_file() && folder.join("initdb").is_file(),
        "these tests need PostgreSQL: {} has no `postgres` and `initdb`. Install it (apt-get install postgresql), \
         or name the folder of its programs in CONSENT_POSTGRES",
        folder.display()
    );
    folder
}

fn newest() -> Option<PathBuf> {
    let versions = std::fs::read_dir(INSTALLED).ok()?;
    let number = |path: &PathBuf| path.file_name()?.to_str()?.parse::<u32>().ok();
    let paths = versions.filter_map(|entry| Some(entry.ok()?.path()));
    let newest = paths.filter(|path| number(path).is_some()).max_by_key(number)?;
    Some(newest.join("bin"))
}

/// An empty cluster in the folder.
fn create(programs: &Path, user: &User, folder: &Path) {
    let output = user
        .runs(programs.join("initdb"))
        .arg("--pgdata")
        .arg(folder.join("cluster"))
        .args(["--username=postgres", "--auth=trust", "--encoding=UTF8"])
        .args(["--no-locale", "--no-sync", "--no-instructions"])
        .output()
        .expect("initdb can be run");
    assert!(
        output.status.success(),
        "initdb failed:\n{}",
        String::from_utf8_lossy(&output.stderr)
    );
}

fn free_port() -> u16 {
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).expect("a free port");
    listener.local_addr().expect("its address").port()
}

fn launch(programs: &Path, user: &User, folder: &Path, port: u16) -> Child {
    user.runs("/bin/sh")
        .args(["-c", LIFELINE, "sh"])
        .arg(folder)
        .arg(programs.join("postgres"))
        .arg("-D")
        .arg(folder.join("cluster"))
        .arg("-k")
        .arg(folder)
        .args(["-h", "127.0.0.1", "-p", &port.to_string()])
        .args(["-c", "max_connections=300"])
        .stdin(Stdio::piped())
        .stdout(Stdio::null())
        .stderr(Stdio::piped())
        .spawn()
        .expect("a shell to start PostgreSQL from")
}

/// Reads what it says until it is ready, or all that it said if it is not.
fn ready(words: ChildStderr) -> Result<(), String> {
    let mut words = BufReader::new(words);
    let mut said = String::new();
    loop {
        let mut line = String::new();
        if words.read_line(&mut line).expect("what the server says") == 0 {
            return Err(said);
        }
        said += &line;
        if line.contains("ready to accept connections") {
            // What it says later must be read, or it would stop at a full pipe.
            std::thread::spawn(move || std::io::copy(&mut words, &mut std::io::sink()));
            return Ok(());
        }
    }
}
