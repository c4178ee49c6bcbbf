//! The real program in a pseudo-terminal: keys go in, an emulator shows what comes out.
//!
//! Nothing here sleeps: every step waits until the screen says what it must say, or gives up after a limit.

use std::io::{Read, Write};
use std::num::NonZeroU16;
use std::path::{Path, PathBuf};
use std::sync::mpsc::{Receiver, channel};
use std::time::{Duration, Instant};

use portable_pty::{Child, CommandBuilder, ExitStatus, MasterPty, PtySize, native_pty_system};

/// How long a step may take on a machine under load.
const LIMIT: Duration = Duration::from_secs(60);

/// The program under test: that of this build, or another one that `FLIPCHART_UNDER_TEST` names.
pub(crate) fn under_test() -> PathBuf {
    let named = std::env::var_os("FLIPCHART_UNDER_TEST");
    let program = named.map_or_else(|| env!("CARGO_BIN_EXE_flipchart").into(), PathBuf::from);
    // It is started in other folders.
    std::path::absolute(program).expect("there is a folder to start from")
}

/// The program in a terminal.
pub(crate) struct Terminal {
    child: Box<dyn Child + Send + Sync>,
    keys: Box<dyn Write + Send>,
    output: Receiver<Vec<u8>>,
    emulator: vt100::Parser,
    /// Everything that the program has sent.
    pub(crate) raw: Vec<u8>,
    master: Box<dyn MasterPty + Send>,
}

impl Terminal {
    /// Starts the program with these arguments in a folder that is also its home.
    pub(crate) fn start(folder: &Path, arguments: &[&str], size: (u16, u16)) -> Self {
        Self::start_with(folder, arguments, size, &[])
    }

    /// The same with more in its environment.
    pub(crate) fn start_with(
        folder: &Path,
        arguments: &[&str],
        size: (u16, u16),
        environment: &[(&str, &str)],
    ) -> Self {
        let program = under_test();
        let program = program.to_str().expect("its name is text");
        let program = [&[program], arguments].concat();
        Self::run(folder, &program, size, environment)
    }

    /// The program run by another one that takes it as its last arguments and becomes it, such as `strace -D`.
    pub(crate) fn start_under(
        folder: &Path,
        wrapper: &[&str],
        program: &Path,
        arguments: &[&str],
    ) -> Self {
        let program = program.to_str().expect("its name is text");
        let program = [wrapper, &[program], arguments].concat();
        Self::run(folder, &program, (120, 40), &[])
    }

    /// The program as a job of a shell, which takes the terminal while the program is stopped; a line typed then
    /// brings it back.
    pub(crate) fn start_as_job(folder: &Path, arguments: &[&str], size: (u16, u16)) -> Self {
        let script = "set -m; \"$0\" \"$@\"; echo stopped; read -r line; fg";
        let program = under_test();
        let program = program.to_str().expect("its name is text");
        let program = ["/bin/sh", "-c", script, program];
        Self::run(folder, &[&program, arguments].concat(), size, &[])
    }

    fn run(
        folder: &Path,
        program: &[&str],
        (columns, rows): (u16, u16),
        environment: &[(&str, &str)],
    ) -> Self {
        let size = PtySize {
            rows,
            cols: columns,
            pixel_width: 0,
            pixel_height: 0,
        };
        let pair = native_pty_system()
            .openpty(size)
            .expect("a pseudo-terminal can be had");
        let mut command = CommandBuilder::new(program[0]);
        command.args(&program[1..]);
        command.cwd(folder);
        command.env_clear();
        command.env("HOME", folder);
        command.env("TERM", "xterm-256color");
        command.env("USER", "ada");
        command.env("FLIPCHART_DATA_DIR", folder.join("data"));
        command.env("FLIPCHART_CONFIG_DIR", folder.join("config"));
        for (name, value) in environment {
            command.env(name, value);
        }
        let child = pair
            .slave
            .spawn_command(command)
            .expect("the program starts");
        drop(pair.slave);
        let mut reader = pair
            .master
            .try_clone_reader()
            .expect("the terminal can be read");
        let (sender, output) = channel();
        std::thread::spawn(move || {
            let mut chunk = [0; 4096];
            while let Ok(count) = reader.read(&mut chunk) {
                if count == 0 || sender.send(chunk[..count].to_vec()).is_err() {
                    return;
                }
            }
        });
        let keys = pair
            .master
            .take_writer()
            .expect("the terminal can be typed at");
        let emulator = vt100::Parser::new(number(rows), number(columns), 0);
        Self {
            child,
            keys,
            output,
            emulator,
            raw: Vec::new(),
            master: pair.master,
        }
    }

    /// Types.
    pub(crate) fn send(&mut self, keys: &str) -> &mut Self {
        self.keys
            .write_all(keys.as_bytes())
            .expect("the terminal takes keys");
        self.keys.flush().expect("the terminal takes keys");
        self
    }

    /// Waits until the screen shows this text.
    pub(crate) fn shows(&mut self, text: &str) -> &mut Self {
        self.until(&format!("\"{text}\" on the screen"), |screen| {
            screen.contents().contains(text)
        })
    }

    /// Waits until the screen is as it must be.
    pub(crate) fn until(&mut self, what: &str, is: impl Fn(&vt100::Screen) -> bool) -> &mut Self {
        let end = Instant::now() + LIMIT;
        while !is(self.emulator.screen()) {
            let left = end.saturating_duration_since(Instant::now());
            let chunk = self.output.recv_timeout(left);
            assert!(
                chunk.is_ok(),
                "waited in vain for {what}; the screen is\n{}",
                self.screen().contents()
            );
            self.take(&chunk.unwrap_or_default());
        }
        self
    }

    /// Waits until the program has sent this.
    pub(crate) fn hears(&mut self, bytes: &str) -> &mut Self {
        let end = Instant::now() + LIMIT;
        let has = |raw: &[u8]| {
            raw.windows(bytes.len())
                .any(|part| part == bytes.as_bytes())
        };
        while !has(&self.raw) {
            let left = end.saturating_duration_since(Instant::now());
            let chunk = self.output.recv_timeout(left);
            assert!(chunk.is_ok(), "waited in vain for {bytes:?}");
            self.take(&chunk.unwrap_or_default());
        }
        self
    }

    /// Takes in what comes within this time, if anything does.
    pub(crate) fn listen(&mut self, most: Duration) -> bool {
        let chunk = self.output.recv_timeout(most);
        chunk.is_ok_and(|chunk| {
            self.take(&chunk);
            true
        })
    }

    /// Gives the terminal another size.
    pub(crate) fn resize(&mut self, columns: u16, rows: u16) -> &mut Self {
        let size = PtySize {
            rows,
            cols: columns,
            pixel_width: 0,
            pixel_height: 0,
        };
        self.emulator.set_size(number(rows), number(columns));
        self.master.resize(size).expect("a terminal can be resized");
        self
    }

    /// How often the threads of the program have gone to sleep, by what Linux counts.
    #[cfg(target_os = "linux")]
    pub(crate) fn sleeps(&self) -> u64 {
        let id = self.child.process_id().expect("the program runs");
        let threads = std::fs::read_dir(format!("/proc/{id}/task")).expect("the program runs");
        let states = threads.map(|thread| {
            let thread = thread.expect("threads can be listed").path();
            std::fs::read_to_string(thread.join("status")).unwrap_or_default()
        });
        let counts = states.filter_map(|state| {
            let mut lines = state.lines();
            let count = lines.find_map(|line| line.strip_prefix("voluntary_ctxt_switches:"))?;
            count.trim().parse::<u64>().ok()
        });
        counts.sum()
    }

    /// Sends the program a signal by its name.
    pub(crate) fn signal(&mut self, name: &str) -> &mut Self {
        let id = self
            .child
            .process_id()
            .expect("the program runs")
            .to_string();
        let sent = std::process::Command::new("kill")
            .args(["-s", name, &id])
            .status();
        assert!(sent.expect("kill can be run").success());
        self
    }

    /// Sends a signal again and again until the screen is as it must be: a program that is about to stop misses the
    /// first one.
    pub(crate) fn signal_until(
        &mut self,
        name: &str,
        is: impl Fn(&vt100::Screen) -> bool,
    ) -> &mut Self {
        let end = Instant::now() + LIMIT;
        while !is(self.emulator.screen()) {
            assert!(Instant::now() < end, "{name} was sent in vain");
            self.signal(name);
            if let Ok(chunk) = self.output.recv_timeout(Duration::from_millis(200)) {
                self.take(&chunk);
            }
        }
        self
    }

    /// Waits until the program is stopped.
    pub(crate) fn is_stopped(&mut self) -> &mut Self {
        let id = self
            .child
            .process_id()
            .expect("the program runs")
            .to_string();
        let end = Instant::now() + LIMIT;
        let state = || {
            let asked = std::process::Command::new("ps")
                .args(["-o", "stat=", "-p", &id])
                .output();
            asked.expect("ps can be run").stdout
        };
        while !state().starts_with(b"T") {
            assert!(Instant::now() < end, "the program is not stopped");
            if let Ok(chunk) = self.output.recv_timeout(Duration::from_millis(20)) {
                self.take(&chunk);
            }
        }
        self
    }

    /// Waits for the program's end and takes in what it still says.
    pub(crate) fn ends(&mut self) -> ExitStatus {
        let end = Instant::now() + LIMIT;
        let status = loop {
            if let Some(status) = self.child.try_wait().expect("the program can be asked") {
                break status;
            }
            let screen = self.emulator.screen().contents();
            assert!(
                Instant::now() < end,
                "the program does not end; the screen is\n{screen}"
            );
            if let Ok(chunk) = self.output.recv_timeout(Duration::from_millis(20)) {
                self.take(&chunk);
            }
        };
        while let Ok(chunk) = self.output.recv_timeout(Duration::from_millis(200)) {
            self.take(&chunk);
        }
        status
    }

    /// What the emulator shows.
    pub(crate) fn screen(&self) -> &vt100::Screen {
        self.emulator.screen()
    }

    fn take(&mut self, chunk: &[u8]) {
        self.raw.extend_from_slice(chunk);
        self.emulator.process(chunk);
    }
}

impl Drop for Terminal {
    fn drop(&mut self) {
        let _ended_already = self.child.kill();
    }
}

const fn number(size: u16) -> NonZeroU16 {
    NonZeroU16::new(size).expect("a terminal has rows and columns")
}
