//! Writers that promise too much: the controls that the harnesses must catch.
//!
//! They write the same file through the same SQLite and say `saved LI-7` like the program, but are not as careful. The
//! harness starts its own executable again for them.

use std::path::Path;
use std::process::Command;

use flipchart::agenda::{ColumnId, SheetId};
use flipchart::journal::{ChainHash, read};
use flipchart::workshop::{Act, Change, Entry, NewRecord, Value};
use rusqlite::Connection;
use uuid::Uuid;

use super::desk::noon;

const FILE: &str = "FLIPCHART_CONTROL_FILE";
const HOW: &str = "FLIPCHART_CONTROL";

/// How a control writes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Control {
    /// As the program does; it must not be caught.
    Careful,
    /// Leaves the flush to the next checkpoint.
    Normal,
    /// Says that a line is saved before it is.
    Early,
    /// Keeps a rollback journal, which takes several flushes.
    Rollback,
}

impl Control {
    const ALL: [Self; 4] = [Self::Careful, Self::Normal, Self::Early, Self::Rollback];

    fn name(self) -> String {
        format!("{self:?}")
    }

    const fn pragmas(self) -> [(&'static str, &'static str); 2] {
        match self {
            Self::Careful | Self::Early => [("journal_mode", "wal"), ("synchronous", "FULL")],
            Self::Normal => [("journal_mode", "wal"), ("synchronous", "NORMAL")],
            Self::Rollback => [("journal_mode", "delete"), ("synchronous", "FULL")],
        }
    }
}

/// A child that keeps lines in a workshop file like a control; `child` is the test that calls [`run`].
pub(crate) fn control(how: Control, file: &Path, child: &str, wrapper: &[&str]) -> Command {
    let this = std::env::current_exe().expect("it has a name");
    let mut command = match wrapper {
        [] => Command::new(this),
        [first, rest @ ..] => {
            let mut command = Command::new(first);
            command.args(rest).arg(this);
            command
        }
    };
    command.args([child, "--exact", "--include-ignored", "--nocapture"]);
    command.env(HOW, how.name()).env(FILE, file);
    command
}

/// Does what [`control`] asked this process for; nothing when it was not asked.
pub(crate) fn run() {
    let (Ok(name), Some(file)) = (std::env::var(HOW), std::env::var_os(FILE)) else {
        return;
    };
    let how = Control::ALL.into_iter().find(|how| how.name() == name);
    keep(how.expect("it is known"), Path::new(&file));
}

fn keep(how: Control, file: &Path) {
    let mut stored = read(file).expect("the file is sound");
    let last = stored.pop().expect("a workshop has begun");
    let (mut seq, mut hash) = (last.seq, last.hash);
    let mut conn = Connection::open(file).expect("it opens");
    let checkpoints = ("wal_autocheckpoint", "0");
    for (name, value) in how.pragmas().into_iter().chain([checkpoints]) {
        set(&conn, name, value).expect("it can be set");
    }
    // Standard output goes on line by line.
    let say = |seq: u64| println!("saved LI-{}", seq - 1);
    for line in std::io::stdin().lines() {
        let (id, body) = entry(&line.expect("it is text"));
        seq += 1;
        hash = hash.after(body.as_bytes());
        if how == Control::Early {
            say(seq);
        }
        insert(&mut conn, seq, id, &body, hash).expect("it is kept");
        if how != Control::Early {
            say(seq);
        }
    }
}

/// Some pragmas answer, some do not.
fn set(conn: &Connection, name: &str, value: &str) -> rusqlite::Result<()> {
    let mut statement = conn.prepare(&format!("PRAGMA {name} = {value}"))?;
    let mut rows = statement.query([])?;
    while rows.next()?.is_some() {}
    Ok(())
}

fn entry(text: &str) -> (Uuid, String) {
    let fields = [(ColumnId::new("text"), Value::Text(text.to_owned()))].into();
    let add = Change::Add(Box::new(NewRecord {
        sheet: SheetId::new("line-items"),
        fields,
        ..NewRecord::default()
    }));
    let entry = Entry {
        id: Uuid::new_v4(),
        at: noon(),
        by: "Ada".to_owned(),
        act: Act::Do(vec![add]),
    };
    let body = serde_json::to_string(&entry).expect("it can be written");
    (entry.id, body)
}

fn insert(
    conn: &mut Connection,
    seq: u64,
    id: Uuid,
    body: &str,
    hash: ChainHash,
) -> rusqlite::Result<()> {
    let within = conn.transaction()?;
    within
        .prepare_cached("INSERT INTO entry (seq, id, body, hash) VALUES (?1, ?2, ?3, ?4)")?
        .execute((
            i64::try_from(seq).unwrap_or(i64::MAX),
            id.as_bytes(),
            body,
            hash.as_bytes(),
        ))?;
    within.commit()
}
