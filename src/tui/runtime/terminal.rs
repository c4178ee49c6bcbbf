//! The terminal: taken over and given back, whatever happens.

use std::io::{self, BufWriter, Stdout, Write};
use std::sync::Once;
use std::sync::atomic::{AtomicBool, Ordering};

use crossterm::event::{DisableBracketedPaste, EnableBracketedPaste};
use crossterm::terminal::{
    BeginSynchronizedUpdate, EndSynchronizedUpdate, EnterAlternateScreen, LeaveAlternateScreen,
    disable_raw_mode, enable_raw_mode,
};
use crossterm::{cursor, execute, queue};
use ratatui::Terminal;
use ratatui::backend::CrosstermBackend;
use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

/// True while the terminal is ours.
static TAKEN: AtomicBool = AtomicBool::new(false);

/// The terminal while it is ours; dropping it gives the terminal back.
pub(super) struct Screen {
    terminal: Terminal<CrosstermBackend<BufWriter<Stdout>>>,
}

impl Screen {
    /// Takes the terminal over, and makes sure that a panic gives it back before it is reported.
    pub(super) fn enter() -> io::Result<Self> {
        hook();
        take()?;
        let out = BufWriter::with_capacity(1 << 16, io::stdout());
        match Terminal::new(CrosstermBackend::new(out)) {
            Ok(terminal) => Ok(Self { terminal }),
            Err(error) => {
                give_back();
                Err(error)
            }
        }
    }

    /// Columns and rows.
    pub(super) fn size(&self) -> io::Result<(u16, u16)> {
        self.terminal.size().map(|size| (size.width, size.height))
    }

    /// Draws a frame: only what has changed is sent, as one update.
    pub(super) fn draw(
        &mut self,
        draw: impl FnOnce(&mut Buffer) -> Option<Position>,
    ) -> io::Result<()> {
        queue!(self.terminal.backend_mut(), BeginSynchronizedUpdate)?;
        self.terminal.draw(|frame| {
            if let Some(place) = draw(frame.buffer_mut()) {
                frame.set_cursor_position(place);
            }
        })?;
        execute!(self.terminal.backend_mut(), EndSynchronizedUpdate)
    }

    /// Sounds the bell.
    pub(super) fn ring(&mut self) -> io::Result<()> {
        self.terminal.backend_mut().write_all(b"\x07")?;
        io::Write::flush(self.terminal.backend_mut())
    }

    /// Gives the terminal back and stops the program until it is called again.
    pub(super) fn suspend(&mut self) -> io::Result<()> {
        give_back();
        stop()?;
        self.resume()
    }

    /// Takes the terminal again and draws everything anew.
    pub(super) fn resume(&mut self) -> io::Result<()> {
        take()?;
        // Unlike clearing, this asks the terminal nothing: the answer would come among the keys.
        let size = self.terminal.size()?;
        self.terminal
            .resize(Rect::new(0, 0, size.width, size.height))
    }
}

impl Drop for Screen {
    fn drop(&mut self) {
        give_back();
    }
}

#[cfg(unix)]
fn stop() -> io::Result<()> {
    signal_hook::low_level::emulate_default_handler(signal_hook::consts::SIGTSTP)
}

#[cfg(not(unix))]
fn stop() -> io::Result<()> {
    Ok(())
}

fn take() -> io::Result<()> {
    enable_raw_mode()?;
    TAKEN.store(true, Ordering::SeqCst);
    execute!(
        io::stdout(),
        EnterAlternateScreen,
        EnableBracketedPaste,
        cursor::Hide
    )
}

/// Gives the terminal back, once; errors have no one to go to by then.
fn give_back() {
    if TAKEN.swap(false, Ordering::SeqCst) {
        let _ = execute!(
            io::stdout(),
            EndSynchronizedUpdate,
            DisableBracketedPaste,
            cursor::Show,
            LeaveAlternateScreen
        );
        let _ = disable_raw_mode();
    }
}

/// Puts giving the terminal back before whatever a panic does.
fn hook() {
    static ONCE: Once = Once::new();
    ONCE.call_once(|| {
        let before = std::panic::take_hook();
        std::panic::set_hook(Box::new(move |info| {
            give_back();
            before(info);
        }));
    });
}

#[cfg(test)]
mod tests {
    use std::io::Read as _;

    use portable_pty::{CommandBuilder, PtySize, native_pty_system};

    use super::*;

    /// Run by the test below, in a terminal of its own.
    #[test]
    #[ignore = "needs a terminal"]
    #[should_panic(expected = "the roof is on fire")]
    fn panics_with_the_terminal_taken() {
        let _screen = Screen::enter().unwrap();
        panic!("the roof is on fire");
    }

    #[test]
    fn a_panic_gives_the_terminal_back_before_it_is_reported() {
        let pair = native_pty_system().openpty(PtySize::default()).unwrap();
        let mut command = CommandBuilder::new(std::env::current_exe().unwrap());
        let test = concat!(module_path!(), "::panics_with_the_terminal_taken");
        let test = test.split_once("::").map_or(test, |(_, path)| path);
        command.args(["--exact", test, "--ignored", "--nocapture"]);
        let mut child = pair.slave.spawn_command(command).unwrap();
        drop(pair.slave);
        let mut said = Vec::new();
        // The end of a terminal is an error on some systems.
        let _ended = pair
            .master
            .try_clone_reader()
            .unwrap()
            .read_to_end(&mut said);
        assert!(child.wait().unwrap().success());
        let said = String::from_utf8_lossy(&said);
        let place = |text: &str| said.find(text).unwrap_or(usize::MAX);
        assert!(place("\x1b[?1049h") < place("\x1b[?1049l"), "{said}");
        assert!(
            place("\x1b[?1049l") < place("the roof is on fire"),
            "{said}"
        );
        assert!(place("the roof is on fire") < usize::MAX, "{said}");
    }
}
