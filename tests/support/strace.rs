//! strace around a program: system calls that fail, are late, kill, or are counted.

use std::path::Path;

/// What strace is told, for `desk::under` and `Terminal::start_under`.
pub(crate) struct Strace(Vec<String>);

impl Strace {
    /// Writes the named calls into a log.
    pub(crate) fn log(log: &Path, calls: &str) -> Self {
        let log = log.to_str().expect("its name is text");
        Self::words_of(&["--seccomp-bpf", "-o", log, "-e", &format!("trace={calls}")])
    }

    /// Does with the named calls what a rule of strace's `inject` says, which may count them.
    pub(crate) fn inject(calls: &str, rule: &str) -> Self {
        let (trace, inject) = (format!("trace={calls}"), format!("inject={calls}:{rule}"));
        Self::words_of(&["-o", "/dev/null", "-e", &trace, "-e", &inject])
    }

    /// The same for a rule that does not count, which slows down only the named calls: with a filter in the kernel
    /// strace counts no further than one.
    pub(crate) fn always(calls: &str, rule: &str) -> Self {
        let mut all = Self::inject(calls, rule);
        all.0.insert(1, "--seccomp-bpf".to_owned());
        all
    }

    /// The command and its arguments.
    pub(crate) fn words(&self) -> Vec<&str> {
        self.0.iter().map(String::as_str).collect()
    }

    /// With -D the program is our child, and strace its grandchild.
    fn words_of(more: &[&str]) -> Self {
        let first = [found(), "-D", "-f", "-qq", "-e", "signal=none"];
        Self(
            first
                .iter()
                .chain(more)
                .map(|word| (*word).to_owned())
                .collect(),
        )
    }
}

fn found() -> &'static str {
    let places = ["/usr/bin/strace", "/usr/local/bin/strace", "/bin/strace"];
    let there = places.into_iter().find(|place| Path::new(place).exists());
    there.expect("strace is installed")
}
