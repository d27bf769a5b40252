//! What the figures were measured on: cores, and how long its disk takes to make something durable.

use std::fs::{self, File};
use std::io::Write as _;
use std::path::Path;
use std::thread;
use std::time::{Duration, Instant};

/// Clock ticks in a second, in which Linux counts computing time for programs (`getconf CLK_TCK`).
const TICKS: u64 = 100;

/// The machine in a sentence.
pub(crate) fn told(folder: &Path) -> Result<String, String> {
    let cores = thread::available_parallelism().map_or(1, usize::from);
    let model = fs::read_to_string("/proc/cpuinfo").unwrap_or_default();
    let model = model
        .lines()
        .find_map(|line| line.strip_prefix("model name")?.split_once(": "));
    let model = model.map_or("a processor", |(_, model)| model).to_owned();
    let load = fs::read_to_string("/proc/loadavg").unwrap_or_default();
    let load = load.split(' ').next().unwrap_or("?").to_owned();
    let sync = sync_takes(folder).map_err(|error| format!("the disk cannot be tried: {error}"))?;
    Ok(format!(
        "{cores} cores ({model}), load before {load}; 4 KiB are durable after {:.2} ms in {}",
        sync.as_secs_f64() * 1e3,
        folder.parent().unwrap_or(folder).display()
    ))
}

/// The median of a hundred times.
fn sync_takes(folder: &Path) -> std::io::Result<Duration> {
    let mut file = File::create(folder.join("tried"))?;
    let mut times = Vec::new();
    for _ in 0..100 {
        let began = Instant::now();
        file.write_all(&[0x5a; 4096])?;
        file.sync_data()?;
        times.push(began.elapsed());
    }
    times.sort_unstable();
    Ok(times[times.len() / 2])
}

/// How long a process has computed so far, on all cores together.
pub(crate) fn computed(process: u32) -> Result<Duration, String> {
    let file = format!("/proc/{process}/stat");
    let text = fs::read_to_string(&file).map_err(|error| format!("{file}: {error}"))?;
    // The program's name, in brackets, may have spaces; user and system time are fields 14 and 15 (proc(5)).
    let after = text.rsplit_once(") ").map_or("", |(_, after)| after);
    let ticks = after
        .split(' ')
        .skip(11)
        .take(2)
        .filter_map(|field| field.parse::<u64>().ok());
    Ok(Duration::from_millis(ticks.sum::<u64>() * 1_000 / TICKS))
}
