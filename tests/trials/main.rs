//! The programs behind `cargo xtask faults server` and `cargo xtask bench server`, run small: that they work, not what
//! they measure.

use std::process::{Command, Output};

fn said(output: &Output) -> String {
    String::from_utf8_lossy(&output.stdout).into_owned() + &String::from_utf8_lossy(&output.stderr)
}

fn faults(arguments: &[&str]) -> String {
    let output = Command::new(env!("CARGO_BIN_EXE_server-faults"))
        .args(["--kills", "4", "--clients", "3", "--seed", "7"])
        .args(arguments)
        .output()
        .expect("the program");
    let said = said(&output);
    assert!(
        output.status.success() && said.contains("nothing was lost"),
        "{said}"
    );
    said
}

#[test]
fn nothing_is_lost_to_kills_on_a_file() {
    let said = faults(&[]);
    assert!(
        said.contains("killed 4 times") && said.matches(": sound").count() == 2,
        "{said}"
    );
}

#[test]
fn nothing_is_lost_to_kills_on_postgresql() {
    let said = faults(&["--postgres"]);
    assert!(
        said.contains("killed 4 times") && said.matches(": sound").count() == 1,
        "{said}"
    );
}

#[test]
fn a_server_is_measured() {
    let output = Command::new(env!("CARGO_BIN_EXE_server-bench"))
        .args(["--seconds", "1", "--clients", "2", "--only", "sqlite"])
        .output()
        .expect("the program");
    let said = said(&output);
    assert!(output.status.success(), "{said}");
    let loads: Vec<&str> = said
        .lines()
        .filter(|line| line.trim_start().starts_with("2 "))
        .collect();
    assert_eq!(loads.len(), 2, "singles and batches: {said}");
    assert!(
        said.contains("commit and sign") && said.contains("on one core"),
        "{said}"
    );
}

#[test]
fn wrong_use_is_told() {
    for program in [
        env!("CARGO_BIN_EXE_server-faults"),
        env!("CARGO_BIN_EXE_server-bench"),
    ] {
        let output = Command::new(program)
            .arg("--nonsense")
            .output()
            .expect("the program");
        assert_eq!(output.status.code(), Some(2), "{}", said(&output));
    }
}
