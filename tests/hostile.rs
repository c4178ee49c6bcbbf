//! Hostile text through the real program: what it prints, and what it sends to a terminal.
#![cfg(unix)]

#[path = "hostile/corpus.rs"]
mod corpus;
#[allow(dead_code, reason = "shared with the tests of exports")]
#[path = "exports/fixture.rs"]
mod fixture;
#[allow(dead_code, reason = "shared with the tests of exports")]
#[path = "exports/hostile.rs"]
mod hostile;
#[allow(dead_code, reason = "shared with the journeys")]
#[path = "support/terminal.rs"]
mod terminal;
#[path = "hostile/wire.rs"]
mod wire;

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use flipchart::journal::{Session, read};
use flipchart::workshop::{Act, Change, Entry, State};
use terminal::Terminal;
use uuid::Uuid;

const SIZE: (u16, u16) = (100, 30);

/// Texts that go into one workshop together.
const TOGETHER: usize = 150;

fn program(folder: &Path, arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_flipchart"))
        .current_dir(folder)
        .env("FLIPCHART_DATA_DIR", folder.join("data"))
        .env("FLIPCHART_CONFIG_DIR", folder.join("config"))
        .args(arguments)
        .output()
        .expect("the program starts")
}

/// A workshop file that holds a state as it is, as no version of the program may ever have written it.
fn stored(folder: &Path, name: &str, state: State) -> PathBuf {
    let file = folder.join(name);
    let first = Entry {
        id: Uuid::from_u128(1),
        at: fixture::moment(9, 0),
        by: "\u{1b}]0;stolen\u{7}\u{202e}".to_owned(),
        act: Act::Do(vec![Change::Replace(Box::new(state))]),
    };
    let session = Session::create_in(&folder.join("data"), &file, &first).expect("it is made");
    session.close().expect("it is closed");
    file
}

/// States that hold the whole corpus, unclean as it is.
fn states() -> Vec<State> {
    let texts = corpus::texts();
    let texts: Vec<&str> = texts.iter().map(String::as_str).collect();
    let filled = texts
        .chunks(TOGETHER)
        .map(|together| hostile::with_each(fixture::full(), together));
    filled.collect()
}

/// Nothing hidden is in what was sent; the sequences are the program's own, and did nothing but draw.
fn is_harmless(raw: &[u8]) {
    let (text, foreign) = wire::parts(raw);
    assert_eq!(foreign, Vec::<String>::new());
    let left: Vec<char> = corpus::left_in(&text)
        .into_iter()
        .filter(|c| *c != '\r')
        .collect();
    assert!(left.is_empty(), "{left:?}");
    assert_eq!(wire::steered(raw, SIZE).0, Vec::<String>::new());
}

/// Keys that lead through the program, and what the screen shows then.
const TOUR: [(&str, &str); 15] = [
    ("1", "DAY 1"),
    ("[2", "LI-1"),
    ("j", "DAY 1"),
    ("e", "Esc close"),
    ("\u{1b}", "commands"),
    ("3", "DAY 1"),
    ("]]2", "DAY 1"),
    ("gr", " Recommendation"),
    ("gp", " Roadmap"),
    ("gl", " History"),
    ("gm", " What is missing"),
    ("ge", " Report"),
    ("jjjjGgg", " Report"),
    ("g/", "Esc close"),
    ("\u{1b}", "Esc back"),
];

#[test]
fn whatever_a_workshop_holds_the_terminal_is_not_steered() {
    let folder = tempfile::tempdir().expect("a folder can be made");
    let mut harmless = String::new();
    let all = std::iter::once(fixture::full()).chain(states());
    for (nth, state) in all.enumerate() {
        let name = format!("w{nth}\u{202e}\u{9b}31m.flipchart");
        stored(folder.path(), &name, state);
        let mut terminal = Terminal::start(folder.path(), &[&name], SIZE);
        terminal.shows("saved");
        for (keys, text) in TOUR {
            terminal.send(keys).shows(text);
        }
        let modes = wire::modes(terminal.screen());
        if nth == 0 {
            harmless.clone_from(&modes);
        }
        assert_eq!(
            modes, harmless,
            "the terminal is as it is with harmless text"
        );
        terminal.send("q");
        assert!(terminal.ends().success());
        is_harmless(&terminal.raw);
        assert!(!terminal.screen().alternate_screen() && !terminal.screen().bracketed_paste());
    }
}

#[test]
fn what_is_pasted_and_typed_is_kept_clean() {
    let folder = tempfile::tempdir().expect("a folder can be made");
    assert!(
        program(folder.path(), &["new", "w.flipchart"])
            .status
            .success()
    );
    let mut terminal = Terminal::start(folder.path(), &["w.flipchart"], SIZE);
    terminal.shows("saved").send("a").shows("Enter keep");
    // A terminal takes the end of a paste out of what is pasted.
    let lines: Vec<String> = corpus::lines()
        .into_iter()
        .filter(|line| line.len() < 2_000 && !line.contains("\u{1b}[201~"))
        .collect();
    for some in lines.chunks(150) {
        let list: Vec<String> = some.iter().map(|line| format!("- {line}")).collect();
        terminal.send(&format!("\u{1b}[200~{}\u{1b}[201~", list.join("\n")));
        terminal
            .send("\r")
            .shows("points of the list")
            .shows("saved");
        // What was said of them is gone before the next come.
        terminal
            .send("\u{1b}")
            .shows("commands")
            .send("a")
            .shows("Enter keep");
    }
    let typed: String = corpus::hidden().filter(|c| !c.is_control()).collect();
    terminal
        .send(&format!("typed {typed} text"))
        .shows("text")
        .send("\r")
        .shows("Kept as");
    terminal.send("\u{1b}").shows("commands").send("q");
    assert!(terminal.ends().success());
    is_harmless(&terminal.raw);
    let entries = read(&folder.path().join("w.flipchart")).expect("it is a workshop");
    let kept = serde_json::to_value(
        entries
            .into_iter()
            .map(|stored| stored.entry)
            .collect::<Vec<_>>(),
    );
    let (mut texts, mut left) = (0, Vec::new());
    each_text(&kept.expect("entries are JSON"), &mut |text| {
        texts += 1;
        left.extend(corpus::left_in(text));
    });
    assert!(left.is_empty(), "{left:?}");
    assert!(
        texts > lines.len(),
        "{texts} texts of {} lines",
        lines.len()
    );
}

fn each_text(value: &serde_json::Value, take: &mut impl FnMut(&str)) {
    match value {
        serde_json::Value::String(text) => take(text),
        serde_json::Value::Array(all) => all.iter().for_each(|one| each_text(one, take)),
        serde_json::Value::Object(all) => all.values().for_each(|one| each_text(one, take)),
        _ => {}
    }
}

/// Nothing hidden is in what was printed, and there was no panic.
fn is_printed_clean(arguments: &[&str], output: &Output) {
    for text in [&output.stdout, &output.stderr] {
        let text = String::from_utf8(text.clone()).expect("it is text");
        let left = corpus::left_in(&text);
        assert!(left.is_empty(), "{arguments:?}: {left:?} in {text}");
        assert!(!text.contains("panicked"), "{arguments:?}: {text}");
    }
}

#[test]
fn whatever_a_workshop_holds_is_printed_clean() {
    let folder = tempfile::tempdir().expect("a folder can be made");
    for (nth, state) in states().into_iter().enumerate() {
        let name = format!("{nth}\u{1b}[31m\u{202e}.flipchart");
        stored(folder.path(), &name, state);
        for arguments in [
            &["log", &name][..],
            &["check", &name],
            &["plan", &name],
            &["score", &name],
            &["export", &name, "--format", "md,csv,toml,json,ics"],
        ] {
            is_printed_clean(arguments, &program(folder.path(), arguments));
        }
        for arguments in [["plan", &name, "--json"], ["score", &name, "--json"]] {
            let output = program(folder.path(), &arguments);
            is_printed_clean(&arguments, &output);
            let json: Result<serde_json::Value, _> = serde_json::from_slice(&output.stdout);
            assert!(json.is_ok(), "{arguments:?}");
        }
    }
}

#[test]
fn errors_quote_files_and_names_clean() {
    let folder = tempfile::tempdir().expect("a folder can be made");
    let put = |name: &str, bytes: &[u8]| {
        fs::write(folder.path().join(name), bytes).expect("it can be written");
    };
    assert!(
        program(folder.path(), &["new", "w.flipchart"])
            .status
            .success()
    );
    let evil = "\u{1b}]0;stolen\u{7}\u{9b}2J\u{202e}\u{200b}";
    let names = ["toml", "json", "csv", "xyz"].map(|ending| format!("{evil}.{ending}"));
    let text = format!("[[record]]\nsheet = \"{evil}\"\n{evil} = 1\n");
    for name in &names {
        put(name, text.as_bytes());
    }
    put(
        "data.toml",
        "[[record]]\nsheet = \"\\u001B]0;x\\u0007\\u202e\"\n\"\\u001b[2J\" = 1\n".as_bytes(),
    );
    put("line-items.csv", format!("id,{evil}\n1,2\n").as_bytes());
    put(
        "risks.csv",
        format!("id,text,due\nR-9{evil},{evil},{evil}\n").as_bytes(),
    );
    put(
        "book.toml",
        format!(
            "[playbook]\nid = \"x\"\ntitle = 'a{}b'\nversion = 1\n\"\\u001b\\u202e\" = 1\n",
            '\u{202e}'
        )
        .as_bytes(),
    );
    let mut all: Vec<Vec<&str>> = names
        .iter()
        .map(|name| vec!["import", "w.flipchart", name])
        .collect();
    all.extend(
        ["data.toml", "line-items.csv", "risks.csv"]
            .map(|name| vec!["import", "w.flipchart", name]),
    );
    all.extend([
        vec!["playbook", "check", "book.toml"],
        vec!["playbook", "check", evil],
        vec!["playbook", "show", &names[0]],
        vec!["log", evil],
        vec!["plan", &names[0]],
        vec!["score", &names[1]],
        vec!["export", "w.flipchart", "--format", evil],
        vec!["export", "w.flipchart", "--at", evil],
        vec![evil],
        vec!["log", "w.flipchart", evil],
        vec!["new", "w.flipchart", "--start", evil],
        vec!["--author", evil, "import", "w.flipchart", "risks.csv"],
    ]);
    for arguments in all {
        let output = program(folder.path(), &arguments);
        is_printed_clean(&arguments, &output);
        assert!(!output.status.success(), "{arguments:?}");
        assert!(!output.stderr.is_empty(), "{arguments:?} says why");
    }
}

#[test]
fn what_is_no_text_is_refused_with_its_line() {
    let folder = tempfile::tempdir().expect("a folder can be made");
    assert!(
        program(folder.path(), &["new", "w.flipchart"])
            .status
            .success()
    );
    let broken: [&[u8]; 6] = [
        b"\xff",
        b"\xc0\x80",
        b"\xed\xa0\x80",
        b"\xf5\x80\x80\x80",
        b"\xe2\x82",
        b"\x80",
    ];
    for bytes in broken {
        for name in ["d.toml", "d.json", "d.csv", "d.txt", "d.md"] {
            let text = [b"one\ntwo ", bytes, b"\n"].concat();
            fs::write(folder.path().join(name), text).expect("it can be written");
            let arguments = ["import", "w.flipchart", name];
            let output = program(folder.path(), &arguments);
            is_printed_clean(&arguments, &output);
            let said = String::from_utf8_lossy(&output.stderr).into_owned();
            assert!(
                said.contains(&format!("{name}:2:")) && said.contains("UTF-8"),
                "{said}"
            );
        }
        let arguments = ["playbook", "check", "d.toml"];
        let output = program(folder.path(), &arguments);
        is_printed_clean(&arguments, &output);
        let said = String::from_utf8_lossy(&output.stderr).into_owned();
        assert!(said.contains("d.toml"), "{said}");
    }
}

/// The control: the same texts sent as they are do all that must not happen, and the judge sees it.
#[test]
fn the_judge_catches_what_is_sent_as_it_is() {
    let texts = corpus::texts();
    let all = texts.concat();
    let steered = wire::steered(all.as_bytes(), SIZE).0;
    for what in ["title", "copy", "bell"] {
        assert!(
            steered.iter().any(|did| did == what),
            "{what} in {steered:?}"
        );
    }
    let (text, foreign) = wire::parts(all.as_bytes());
    assert!(foreign.len() > 10 && !corpus::left_in(&text).is_empty());
    let missed = corpus::hidden().filter(|c| corpus::left_in(&format!("a{c}b")).is_empty());
    assert_eq!(missed.count(), 0);
}
