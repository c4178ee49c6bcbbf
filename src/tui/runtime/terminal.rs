//! The terminal: taken over and given back, whatever happens.

use std::io::{self, BufWriter, Stdout, Write};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Mutex, Once, PoisonError};

use crossterm::event::{DisableBracketedPaste, EnableBracketedPaste};
use crossterm::terminal::{
    BeginSynchronizedUpdate, EndSynchronizedUpdate, EnterAlternateScreen, LeaveAlternateScreen,
    disable_raw_mode, enable_raw_mode,
};
use crossterm::{cursor, execute, queue};
use ratatui::backend::{Backend, ClearType, CrosstermBackend};
use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use crate::document::{Clean, is_clean};
use crate::frames::update;

/// True while the mouse is to be ours when the terminal is.
static MOUSE: AtomicBool = AtomicBool::new(false);
/// Presses and the wheel, with places in decimal; movements would wake the program for nothing.
const MOUSE_ON: &str = "\x1b[?1000h\x1b[?1006h";
const MOUSE_OFF: &str = "\x1b[?1006l\x1b[?1000l";

/// True while the terminal is ours.
static TAKEN: AtomicBool = AtomicBool::new(false);

/// What threads that panicked meanwhile have to say once the terminal is given back.
static LATER: Mutex<Vec<String>> = Mutex::new(Vec::new());

/// True while the terminal is ours.
pub(super) fn is_taken() -> bool {
    TAKEN.load(Ordering::SeqCst)
}

/// The terminal while it is ours; dropping it gives the terminal back.
pub(super) struct Screen {
    backend: CrosstermBackend<BufWriter<Stdout>>,
    /// What the terminal shows, and what it is to show next.
    shown: Buffer,
    next: Buffer,
    /// Where the cursor is seen; none while it is hidden.
    cursor: Option<Position>,
}

impl Screen {
    /// Takes the terminal over, and makes sure that a panic gives it back before it is reported.
    pub(super) fn enter() -> io::Result<Self> {
        hook();
        take()?;
        let out = BufWriter::with_capacity(1 << 16, stdout());
        Ok(Self {
            backend: CrosstermBackend::new(out),
            shown: Buffer::default(),
            next: Buffer::default(),
            cursor: None,
        })
    }

    /// Columns and rows.
    pub(super) fn size(&self) -> io::Result<(u16, u16)> {
        self.backend.size().map(|size| (size.width, size.height))
    }

    /// Draws a frame of this many columns and rows: only what has changed is sent, as one update.
    pub(super) fn draw(
        &mut self,
        (columns, rows): (u16, u16),
        draw: impl FnOnce(&mut Buffer) -> Option<Position>,
    ) -> io::Result<()> {
        let area = Rect::new(0, 0, columns, rows);
        let anew = self.shown.area != area;
        if anew {
            self.shown = Buffer::empty(area);
            self.next = Buffer::empty(area);
        }
        self.next.reset();
        let cursor = draw(&mut self.next);
        let changed = update(&mut self.shown, &mut self.next);
        if !anew && changed.is_empty() && cursor == self.cursor {
            return Ok(());
        }
        queue!(self.backend, BeginSynchronizedUpdate)?;
        if anew {
            self.backend.clear_region(ClearType::All)?;
        }
        self.backend.write_all(changed.as_str().as_bytes())?;
        if let Some(place) = cursor {
            self.backend.set_cursor_position(place)?;
        }
        match (self.cursor.is_some(), cursor.is_some()) {
            (false, true) => self.backend.show_cursor()?,
            (true, false) => self.backend.hide_cursor()?,
            _ => {}
        }
        self.cursor = cursor;
        std::mem::swap(&mut self.shown, &mut self.next);
        execute!(self.backend, EndSynchronizedUpdate)
    }

    /// Asks the terminal something; the answer comes among the keys.
    pub(super) fn ask(&mut self, question: &'static str) -> io::Result<()> {
        self.backend.write_all(question.as_bytes())?;
        io::Write::flush(&mut self.backend)
    }

    /// Takes the mouse, or leaves it to the terminal.
    pub(super) fn mouse(&mut self, ours: bool) -> io::Result<()> {
        MOUSE.store(ours, Ordering::SeqCst);
        let switch = if ours { MOUSE_ON } else { MOUSE_OFF };
        self.backend.write_all(switch.as_bytes())?;
        io::Write::flush(&mut self.backend)
    }

    /// Leaves the terminal to another program while `work` is done.
    pub(super) fn lend<T>(&mut self, work: impl FnOnce() -> T) -> io::Result<T> {
        give_back();
        let done = work();
        self.resume()?;
        Ok(done)
    }

    /// Sounds the bell.
    pub(super) fn ring(&mut self) -> io::Result<()> {
        self.backend.write_all(b"\x07")?;
        io::Write::flush(&mut self.backend)
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
        self.shown = Buffer::default();
        self.cursor = None;
        Ok(())
    }
}

impl Drop for Screen {
    fn drop(&mut self) {
        give_back();
        let mut later = LATER.lock().unwrap_or_else(PoisonError::into_inner);
        for said in later.drain(..) {
            report(&said);
        }
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
        stdout(),
        EnterAlternateScreen,
        EnableBracketedPaste,
        cursor::Hide
    )?;
    if MOUSE.load(Ordering::SeqCst) {
        stdout().write_all(MOUSE_ON.as_bytes())?;
        stdout().flush()?;
    }
    Ok(())
}

/// Gives the terminal back, once; errors have no one to go to by then.
fn give_back() {
    if TAKEN.swap(false, Ordering::SeqCst) {
        // First the mode of the line: what is typed from here on belongs to whoever comes next.
        let _ = disable_raw_mode();
        let _ = stdout().write_all(MOUSE_OFF.as_bytes());
        let _ = execute!(
            stdout(),
            EndSynchronizedUpdate,
            DisableBracketedPaste,
            cursor::Show,
            LeaveAlternateScreen
        );
    }
}

/// Puts giving the terminal back before whatever a panic does.
///
/// A panic of another thread does not end the program, which goes on in its terminal: it is reported at the end.
fn hook() {
    static ONCE: Once = Once::new();
    let main = std::thread::current().id();
    ONCE.call_once(|| {
        let before = std::panic::take_hook();
        std::panic::set_hook(Box::new(move |info| {
            if is_taken() && std::thread::current().id() != main {
                let mut later = LATER.lock().unwrap_or_else(PoisonError::into_inner);
                return later.push(info.to_string());
            }
            give_back();
            let said = info.to_string();
            // What went wrong may quote what somebody typed.
            if is_clean(&said) {
                before(info);
            } else {
                report(&said);
            }
        }));
    });
}

/// Says something on standard error; there is nobody to tell when that fails.
#[expect(clippy::disallowed_methods, reason = "what is said is clean")]
pub(super) fn report(said: &str) {
    let _ = writeln!(io::stderr(), "{}", Clean::named(said));
}

/// Standard output, for the sequences of the program's own and for [`Wire`](crate::frames::Wire).
#[expect(clippy::disallowed_methods, reason = "nothing else is written to it")]
fn stdout() -> Stdout {
    io::stdout()
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

    /// Run by the test below, in a terminal of its own.
    #[test]
    #[ignore = "needs a terminal"]
    fn a_thread_panics_with_the_terminal_taken() {
        let mut screen = Screen::enter().unwrap();
        let panics = std::thread::spawn(|| panic!("the roof is on fire"));
        assert!(panics.join().is_err());
        screen.ask("still here").unwrap();
    }

    #[test]
    fn a_panic_of_another_thread_leaves_the_terminal_to_the_program() {
        let said = said_by("a_thread_panics_with_the_terminal_taken");
        let place = |text: &str| said.find(text).unwrap_or(usize::MAX);
        assert!(place("still here") < place("\x1b[?1049l"), "{said}");
        assert!(
            place("\x1b[?1049l") < place("the roof is on fire"),
            "{said}"
        );
        assert!(place("the roof is on fire") < usize::MAX, "{said}");
    }

    #[test]
    fn a_panic_gives_the_terminal_back_before_it_is_reported() {
        let said = said_by("panics_with_the_terminal_taken");
        let place = |text: &str| said.find(text).unwrap_or(usize::MAX);
        assert!(place("\x1b[?1049h") < place("\x1b[?1049l"), "{said}");
        assert!(
            place("\x1b[?1049l") < place("the roof is on fire"),
            "{said}"
        );
        assert!(place("the roof is on fire") < usize::MAX, "{said}");
    }

    /// What a test of this module sends to a terminal of its own.
    fn said_by(test: &str) -> String {
        let pair = native_pty_system().openpty(PtySize::default()).unwrap();
        let mut command = CommandBuilder::new(std::env::current_exe().unwrap());
        let test = format!("{}::{test}", module_path!());
        let test = test
            .split_once("::")
            .map_or(test.as_str(), |(_, path)| path);
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
        String::from_utf8_lossy(&said).into_owned()
    }
}
