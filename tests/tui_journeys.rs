//! Journeys on the real program in a real terminal.
#![cfg(unix)]

#[path = "support/day_one.rs"]
mod day_one;
#[path = "support/picture.rs"]
mod picture;
#[path = "support/terminal.rs"]
#[allow(dead_code, reason = "the harnesses use more of it")]
mod terminal;
#[path = "support/tour.rs"]
mod tour;

use std::path::Path;
use std::process::Command;
use std::time::{Duration, Instant};

use terminal::Terminal;

/// The program on the command line, at home in this folder.
fn program(folder: &Path) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_flipchart"));
    command
        .current_dir(folder)
        .env("FLIPCHART_DATA_DIR", folder.join("data"))
        .env("FLIPCHART_CONFIG_DIR", folder.join("config"));
    command
}

/// A folder with a new workshop `kickoff.flipchart` in it.
fn folder_with_workshop() -> tempfile::TempDir {
    let folder = tempfile::tempdir().expect("a folder can be made");
    let made = program(folder.path())
        .args(["new", "kickoff.flipchart", "--client", "Northwind Bank"])
        .status()
        .expect("the program starts");
    assert!(made.success());
    folder
}

fn open(folder: &Path) -> Terminal {
    let mut terminal = Terminal::start(folder, &["kickoff.flipchart"], (120, 40));
    terminal.shows("Northwind Bank").shows("saved");
    terminal
}

/// True when the terminal is as it was before the program came.
fn is_given_back(terminal: &Terminal) -> bool {
    let screen = terminal.screen();
    !screen.alternate_screen() && !screen.hide_cursor() && !screen.bracketed_paste()
}

#[test]
fn what_was_captured_is_there_when_the_workshop_is_opened_again() {
    let folder = folder_with_workshop();
    let mut terminal = open(folder.path());
    terminal.send("\t").send("a").shows("Enter keep");
    terminal
        .send("the ledger is 東京 late #batch")
        .shows("#batch")
        .send("\r");
    terminal.shows("Kept as LI-1").shows("saved");
    terminal.send("\x1b").shows("commands").send("q");
    assert!(terminal.ends().success());
    assert!(is_given_back(&terminal));
    let mut again = open(folder.path());
    again
        .send("\t")
        .shows("LI-1")
        .shows("the ledger is 東京 late");
    again.send("q");
    assert!(again.ends().success());
}

#[test]
fn a_key_that_comes_in_the_instant_of_a_new_size_waits_for_no_other_key() {
    let folder = folder_with_workshop();
    let mut terminal = open(folder.path());
    terminal.send("a").shows("Enter keep");
    let mut typed = String::new();
    for columns in [100, 101, 102, 103].into_iter().cycle().take(200) {
        let letter = if typed.len() % 10 == 9 { " " } else { "x" };
        typed.push_str(letter);
        terminal.resize(columns, 30).send(letter);
        // What is shown of a long line is its end.
        let end = typed.trim_end().split(' ').next_back().unwrap_or_default();
        let end = format!(" {end}");
        terminal.until(&typed, |screen| screen.contents().contains(&end));
    }
    terminal.send("\x1b").shows("a goes on").send("q");
    assert!(terminal.ends().success());
}

#[test]
fn a_damaged_workshop_is_recovered_when_one_agrees() {
    let folder = folder_with_workshop();
    let file = folder.path().join("kickoff.flipchart");
    let mut bytes = std::fs::read(&file).expect("it can be read");
    let said = b"Northwind Bank";
    let at = bytes.windows(said.len()).position(|part| part == said);
    bytes[at.expect("it is said in the file")] ^= 1;
    std::fs::write(&file, &bytes).expect("it can be written");
    let mut terminal = Terminal::start(folder.path(), &["kickoff.flipchart"], (120, 40));
    terminal
        .shows("This workshop is damaged")
        .shows("at entry 1")
        .send("\r")
        .shows("Nothing is missing")
        .shows("Northwind Bank")
        .send("q");
    assert!(terminal.ends().success());
    assert_eq!(std::fs::read(&file).expect("it is there"), bytes);
    let new = folder.path().join("kickoff (recovered).flipchart");
    assert!(new.exists());
    let mut again = Terminal::start(folder.path(), &[], (120, 40));
    again.shows("kickoff (recovered).flipchart").send("q");
    assert!(again.ends().success());
}

#[test]
fn a_window_with_a_data_folder_of_its_own_follows_the_one_that_writes() {
    let folder = folder_with_workshop();
    let mut first = open(folder.path());
    let elsewhere = folder.path().join("elsewhere");
    let environment = [(
        "FLIPCHART_DATA_DIR",
        elsewhere.to_str().expect("it is text"),
    )];
    let mut second = Terminal::start_with(
        folder.path(),
        &["kickoff.flipchart"],
        (120, 40),
        &environment,
    );
    second
        .shows("another program has this workshop open")
        .shows("read-only");
    first
        .send("\ta")
        .shows("Enter keep")
        .send("the ledger is late\r");
    first.shows("Kept as LI-1").shows("saved ✓");
    second.send("\t").shows("the ledger is late").send("q");
    assert!(second.ends().success());
    first.send("\x1b").shows("commands").send("q");
    assert!(first.ends().success());
}

#[test]
fn a_workshop_begins_at_home_and_stands_in_the_list_afterwards() {
    let folder = tempfile::tempdir().expect("a folder can be made");
    let mut terminal = Terminal::start(folder.path(), &[], (80, 24));
    terminal
        .shows("No workshop was open here yet")
        .send("n")
        .shows("New workshop");
    terminal
        .send("Fabrikam")
        .shows("Fabrikam")
        .send("\r")
        .shows("DAY 1")
        .shows("Fabrikam");
    terminal
        .send("gh")
        .shows("WORKSHOPS")
        .shows("fabrikam.flipchart")
        .send("q");
    assert!(terminal.ends().success());
    assert!(folder.path().join("fabrikam.flipchart").exists());
}

#[test]
fn the_sample_is_opened_from_home() {
    let folder = tempfile::tempdir().expect("a folder can be made");
    let mut terminal = Terminal::start(folder.path(), &[], (120, 40));
    terminal
        .shows("sample")
        .send("s")
        .shows("DAY 1")
        .shows("saved");
    terminal.send("q");
    assert!(terminal.ends().success());
}

#[test]
fn a_plan_is_simulated_and_changed_while_keys_go_on() {
    let folder = tempfile::tempdir().expect("a folder can be made");
    let mut terminal = Terminal::start(folder.path(), &[], (120, 40));
    terminal.shows("sample").send("s").shows("DAY 1");
    terminal.send("gp").shows("done Thu 10 Jun 2027");
    terminal.send("pG").shows("Switch off the old telematics");
    terminal.shows("P80").shows("How sure is the end?");
    // A change makes another plan of it, about which nothing is known yet.
    terminal
        .send("ggw")
        .shows("What if")
        .send("20d")
        .shows("+15 d");
    terminal.send("\r").shows("Kept for WP-1");
    terminal.shows("undo").send("u").shows("Undid");
    terminal.send("q");
    assert!(terminal.ends().success());
}

#[test]
fn a_signal_ends_the_program_and_what_was_typed_comes_back() {
    let folder = folder_with_workshop();
    let mut terminal = open(folder.path());
    terminal
        .send("a")
        .shows("Enter keep")
        .send("half a sentence")
        .shows("half a sentence");
    terminal.signal("TERM");
    assert!(terminal.ends().success());
    assert!(is_given_back(&terminal));
    let mut again = open(folder.path());
    again
        .shows("half a sentence")
        .send("a")
        .shows("Enter keep")
        .send(" more\r")
        .shows("Kept as");
}

#[test]
fn a_kill_loses_no_more_than_the_last_twenty_characters() {
    let folder = folder_with_workshop();
    let mut terminal = open(folder.path());
    terminal.send("a").shows("Enter keep");
    terminal
        .send("half a sentence that goes on")
        .shows("that goes on");
    terminal.signal("KILL");
    assert!(!terminal.ends().success());
    let mut again = open(folder.path());
    again.shows("half a sentence that").send("q");
    assert!(again.ends().success());
}

/// True when a file of the folder, or of a folder in it, holds this text.
fn stored(folder: &Path, text: &str) -> bool {
    let files = std::fs::read_dir(folder).into_iter().flatten().flatten();
    let mut paths = files.map(|file| file.path());
    paths.any(|path| {
        let read = std::fs::read(&path).unwrap_or_default();
        String::from_utf8_lossy(&read).contains(text) || (path.is_dir() && stored(&path, text))
    })
}

#[test]
fn the_last_words_are_stored_though_no_key_follows_them() {
    let folder = folder_with_workshop();
    let mut terminal = open(folder.path());
    terminal.send("a").shows("Enter keep");
    terminal.send("few words").shows("few words");
    let limit = Instant::now() + Duration::from_secs(60);
    while !stored(&folder.path().join("data"), "few words") {
        assert!(Instant::now() < limit, "what was typed is not stored");
        std::thread::yield_now();
    }
    terminal.signal("KILL");
    assert!(!terminal.ends().success());
    open(folder.path()).shows("few words");
}

#[test]
fn a_kill_loses_no_form_and_a_second_window_shows_nothing_of_it() {
    let folder = folder_with_workshop();
    let mut terminal = open(folder.path());
    terminal.send("\ta").shows("Enter keep");
    terminal.send("the ledger\r").shows("Kept as LI-1");
    terminal
        .send("\x1b")
        .shows("filter")
        .send("e")
        .shows("Ctrl-e");
    let more = " is late whenever the month ends";
    terminal.send(more).shows("whenever the month ends");
    let mut second = Terminal::start(folder.path(), &["kickoff.flipchart"], (120, 40));
    second.shows("read-only").send("\t").shows("the ledger");
    assert!(!second.screen().contents().contains("draft"));
    second.send("q");
    assert!(second.ends().success());
    terminal.signal("KILL");
    assert!(!terminal.ends().success());
    let mut again = open(folder.path());
    again.send("\t").shows("draft");
    again
        .send("e")
        .shows("drop draft")
        .shows("the ledger is late");
    again.send("\x18").until("the draft gone", |screen| {
        !screen.contents().contains("is late")
    });
    again.send("\x1b").shows("filter").send("q");
    assert!(again.ends().success());
}

#[test]
fn a_window_that_shrinks_and_grows_keeps_the_draft() {
    let folder = folder_with_workshop();
    let mut terminal = open(folder.path());
    terminal
        .send("a")
        .shows("Enter keep")
        .send("half")
        .shows("half");
    terminal.resize(20, 5).shows("Nothing is lost");
    terminal
        .resize(100, 30)
        .shows("half")
        .send(" done\r")
        .shows("Kept as");
}

#[test]
fn a_paste_is_text_and_never_a_command() {
    let folder = folder_with_workshop();
    let mut terminal = open(folder.path());
    terminal
        .send("\x1b[200~q\rdd\x1b[201~")
        .shows("Nothing here takes text");
    terminal
        .send("a")
        .shows("Enter keep")
        .send("\x1b[200~one\rtwo\rq\x1b[201~")
        .shows("one two q");
    terminal.send("\r").shows("Kept as LI-1");
    // A terminal may not say that it is a paste.
    terminal
        .send("three\r\rfour\r  five\tsix")
        .shows("three  four   five six");
    terminal.send("\r").shows("Kept as LI-2");
}

#[test]
fn a_keymap_with_a_mistake_is_named_and_the_program_starts() {
    let folder = folder_with_workshop();
    std::fs::create_dir(folder.path().join("config")).expect("a folder can be made");
    let keymap = folder.path().join("config").join("keymap.toml");
    std::fs::write(&keymap, "[keys]\nundoo = \"U\"\n").expect("a file can be written");
    for (file, text) in [
        ("theme.toml", "[dark]\naccent = \"pinkish\"\n"),
        ("config.toml", "theem = \"dark\"\n"),
    ] {
        let file = folder.path().join("config").join(file);
        std::fs::write(file, text).expect("a file can be written");
    }
    let mut terminal = Terminal::start(folder.path(), &["kickoff.flipchart"], (120, 40));
    terminal
        .shows("keymap.toml:2:1: unknown action \"undoo\"")
        .shows("theme.toml:2")
        .shows("config.toml:1")
        .shows("Northwind Bank");
    terminal.send("q");
    assert!(terminal.ends().success());
}

#[test]
fn the_program_is_suspended_and_comes_back() {
    let folder = folder_with_workshop();
    let mut terminal = open(folder.path());
    terminal
        .send("\x1a")
        .until("the terminal given back", |screen| {
            !screen.alternate_screen()
        });
    terminal
        .signal_until("CONT", vt100::Screen::alternate_screen)
        .shows("Northwind Bank");
    terminal.send("q");
    assert!(terminal.ends().success());
}

#[test]
fn a_window_that_grew_while_the_program_was_stopped_is_drawn_whole() {
    let folder = folder_with_workshop();
    let mut terminal = Terminal::start_as_job(folder.path(), &["kickoff.flipchart"], (80, 24));
    terminal.shows("Northwind Bank").shows("saved");
    terminal.send("\x1a").shows("stopped").resize(120, 40);
    terminal
        .send("\r")
        .until("a footer in the last row", |screen| {
            screen
                .rows(0, 120)
                .last()
                .is_some_and(|row| row.contains("saved"))
        });
    terminal.send("q");
    assert!(terminal.ends().success());
}

#[test]
fn an_editor_can_be_suspended_and_the_program_with_it() {
    let folder = folder_with_workshop();
    let editor = "sh -c 'kill -s TSTP 0; read line </dev/tty; printf %s \"$line\" >\"$1\"' sh";
    let arguments = ["kickoff.flipchart"];
    let size = (120, 40);
    let mut terminal = Terminal::start_with(folder.path(), &arguments, size, &[("EDITOR", editor)]);
    terminal.shows("Northwind Bank").shows("saved");
    terminal
        .send("\ta")
        .shows("Enter keep")
        .send("half")
        .shows("half");
    terminal.send("\x05").is_stopped().signal("CONT");
    terminal
        .send("said in full\r")
        .shows("said in full")
        .shows("Enter keep");
    terminal.send("\r").shows("Kept as LI-1");
    terminal.send("\x1b").shows("commands").send("q");
    assert!(terminal.ends().success() && is_given_back(&terminal));
}

#[test]
fn text_goes_to_the_users_editor_which_hears_every_key() {
    let folder = folder_with_workshop();
    // Takes a line from the terminal in the place of what was typed.
    let editor = "sh -c 'read line </dev/tty; printf %s \"$line\" >\"$1\"' sh";
    let arguments = ["kickoff.flipchart"];
    let size = (120, 40);
    let mut terminal = Terminal::start_with(folder.path(), &arguments, size, &[("EDITOR", editor)]);
    terminal.shows("Northwind Bank").shows("saved");
    terminal.send("\ta").shows("Enter keep").send("half");
    terminal.shows("half").send("\x05");
    terminal.until("the terminal lent", |screen| !screen.alternate_screen());
    terminal.send("jjq said in full\r");
    terminal.until("the screen back", vt100::Screen::alternate_screen);
    terminal.shows("jjq said in full").send("\r");
    terminal
        .shows("Kept as LI-1")
        .send("\x1b")
        .shows("commands")
        .send("q");
    assert!(terminal.ends().success() && is_given_back(&terminal));
}

#[test]
fn a_light_terminal_gets_dark_text_and_its_answer_is_no_command() {
    let folder = folder_with_workshop();
    let mut terminal = open(folder.path());
    terminal.hears("\x1b]11;?");
    terminal
        .send("\x1b]11;rgb:ffff/ffff/ffff\x1b\\:")
        .shows("Commands");
    // The accent of the light theme, in the 256 colours.
    let lit = String::from_utf8_lossy(&terminal.raw).into_owned();
    assert!(lit.contains("38;5;25m"), "the colours did not change");
    assert!(!terminal.screen().contents().contains("rgb"));
    terminal
        .send("\x1b")
        .until("the commands closed", |screen| {
            !screen.contents().contains("Commands")
        });
    terminal.send("q");
    assert!(terminal.ends().success());
}

#[test]
fn the_mouse_selects_a_block_and_is_given_back() {
    let folder = folder_with_workshop();
    let mut terminal = open(folder.path());
    terminal.until("the mouse", |screen| {
        screen.mouse_protocol_mode() != vt100::MouseProtocolMode::None
    });
    terminal.send("\x1b[<0;6;6M\x1b[<0;6;6m").shows("Lunch");
    terminal.send("gM").until("no mouse", |screen| {
        screen.mouse_protocol_mode() == vt100::MouseProtocolMode::None
    });
    terminal.send("q");
    assert!(terminal.ends().success() && is_given_back(&terminal));
}

#[test]
fn a_second_window_follows_and_never_writes() {
    let folder = folder_with_workshop();
    let mut first = open(folder.path());
    let mut second = Terminal::start(folder.path(), &["kickoff.flipchart"], (120, 40));
    second.shows("read-only").send("\t").shows("Line items");
    first.send("\ta").shows("Enter keep");
    first
        .send("said in the first window\r")
        .shows("Kept as LI-1");
    second.shows("said in the first window");
    second
        .send("d")
        .shows("Read-only, so this does nothing here");
    first.send("\x1b").shows("filter").send("u").shows("Undid");
    second.until("the record gone again", |screen| {
        !screen.contents().contains("said in the first window")
    });
    first.send("q");
    assert!(first.ends().success());
    second.shows("The window that wrote is closed").send("q");
    assert!(second.ends().success());
}

#[test]
fn a_megabyte_is_pasted_and_what_was_taken_is_said() {
    let folder = folder_with_workshop();
    let mut terminal = open(folder.path());
    terminal.send("\ta").shows("Enter keep");
    let text = "the ledger is late again \t\x1b[31m".repeat(32_000);
    terminal
        .send("\x1b[200~")
        .send(&text)
        .send("\x1b[201~")
        .shows("its beginning was taken");
    terminal.send("\r").shows("Kept as LI-1").shows("saved");
    terminal.send("\x1b").shows("filter").send("q");
    assert!(terminal.ends().success());
}

#[test]
fn a_form_keeps_what_was_typed_through_a_change_of_size() {
    let folder = folder_with_workshop();
    let mut terminal = open(folder.path());
    terminal.send("\ta").shows("Enter keep");
    terminal.send("the ledger\r").shows("Kept as LI-1");
    terminal
        .send("\x1b")
        .shows("filter")
        .send("e")
        .shows("Still empty");
    terminal.send(" is late").shows("the ledger is late");
    // A key that comes in the same moment as a resize is read with the next key only, so each size is waited for.
    let foot = |screen: &vt100::Screen, row: usize| {
        let rows: Vec<String> = screen.rows(0, 200).collect();
        rows.get(row)
            .is_some_and(|foot| foot.contains("Enter keep"))
    };
    terminal.resize(62, 16).until("a narrow form", |screen| {
        screen.contents().contains("the ledger is late") && foot(screen, 15)
    });
    terminal
        .resize(120, 40)
        .until("a wide form", |screen| foot(screen, 39))
        .send("\x13")
        .shows("Set text of LI-1");
}
