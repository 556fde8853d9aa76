//! The machine, and what this program has used of it. Read from `/proc`, so on Linux only; elsewhere the figures are zero.

use std::fs;
use std::time::Duration;

use rightsdesk::adapters::system::SystemClock;
use rightsdesk::ports::time::Clock;

/// Linux counts CPU time for programs in hundredths of a second.
const TICK: Duration = Duration::from_millis(10);

/// The day, the machine and how busy it was, without its name.
pub fn sentence() -> String {
    let day = SystemClock.now().format("%-d %B %Y");
    let cores = std::thread::available_parallelism().map_or(1, std::num::NonZero::get);
    let model = field("/proc/cpuinfo", "model name").unwrap_or_else(|| "an unknown processor".to_owned());
    let memory = field("/proc/meminfo", "MemTotal").and_then(|size| size.split(' ').next()?.parse::<u64>().ok());
    let memory = memory.unwrap_or_default() / 1024 / 1024;
    let load = fs::read_to_string("/proc/loadavg").unwrap_or_default();
    let load = load.split(' ').next().unwrap_or("unknown");
    let build = if cfg!(debug_assertions) { "without optimisation" } else { "release build" };
    format!("{day}; {cores} cores of {model}, {memory} GiB of memory; {build}; load average {load} at the beginning.")
}

fn field(file: &str, name: &str) -> Option<String> {
    let text = fs::read_to_string(file).ok()?;
    let line = text.lines().find(|line| line.starts_with(name))?;
    Some(line.split_once(':')?.1.trim().to_owned())
}

/// CPU time, of this program and of the children it has waited for.
#[derive(Clone, Copy, Debug, Default)]
pub struct Cpu {
    /// This program's, in itself and in the kernel.
    pub own: Duration,
    /// Its children's.
    pub children: Duration,
}

impl Cpu {
    /// What has been used up to now.
    pub fn now() -> Self {
        let text = fs::read_to_string("/proc/self/stat").unwrap_or_default();
        // The name of the program stands in brackets and may hold blanks; the fields behind it are counted from 3.
        let fields: Vec<u32> = text
            .rsplit_once(')')
            .map(|(_, rest)| rest.split_whitespace().skip(11).take(4).filter_map(|n| n.parse().ok()).collect())
            .unwrap_or_default();
        let sum = |from: usize| TICK * fields.iter().skip(from).take(2).sum::<u32>();
        Self { own: sum(0), children: sum(2) }
    }

    /// What has been used since.
    pub fn since(self) -> Self {
        let now = Self::now();
        Self { own: now.own.saturating_sub(self.own), children: now.children.saturating_sub(self.children) }
    }
}

/// The most memory this program has had, in bytes.
pub fn peak_memory() -> u64 {
    memory("self", "VmHWM")
}

/// A figure of the memory of a program, in bytes.
pub fn memory(program: &str, name: &str) -> u64 {
    let size = field(&format!("/proc/{program}/status"), name).unwrap_or_default();
    size.split(' ').next().and_then(|kilobytes| kilobytes.parse::<u64>().ok()).unwrap_or_default() * 1024
}
