//! What the journal says was done, for the history.

use anyhow::Context as _;

use crate::journal::{Session, Stored};
use crate::tui::app::pages::history::Past;
use crate::workshop::{Act, Difference, State, Workshop, differences};

/// Every entry of the journal, the newest first.
pub(super) fn history(session: &Session) -> anyhow::Result<Vec<Past>> {
    let mut past: Vec<Past> = Vec::new();
    fold(session.entries()?, u64::MAX, |stored, applied, state| {
        let number = stored.seq;
        let target = applied
            .of
            .and_then(|of| usize::try_from(of).ok()?.checked_sub(1));
        if let Some(entry) = target.and_then(|at| past.get_mut(at)) {
            entry.undone = matches!(stored.entry.act, Act::Undo);
        }
        let first = number == 1;
        past.push(Past {
            number,
            at: stored.entry.at,
            by: stored.entry.by.clone(),
            what: if first {
                format!("began \"{}\"", state.info.title)
            } else {
                applied.what
            },
            undone: false,
            mark: matches!(stored.entry.act, Act::Mark(_)),
            record: applied.touched.into_iter().next().filter(|_| !first),
        });
    })?;
    past.reverse();
    Ok(past)
}

/// What changed between an entry and now, and when the entry was.
pub(super) fn since(session: &Session, number: u64) -> anyhow::Result<(String, Vec<Difference>)> {
    let entries = session.entries()?;
    let entry = entries.iter().find(|stored| stored.seq == number);
    let entry = &entry.context("the journal has no such entry")?.entry;
    let title = match &entry.act {
        Act::Mark(name) => format!("\"{name}\""),
        _ => entry.at.format("%-d %b %H:%M").to_string(),
    };
    let then = fold(entries, number, |_, _, _| {})?;
    Ok((title, differences(then.state(), session.workshop().state())))
}

/// Folds the entries up to and with a number, each let go of as soon as it is done with; `seen` is told of each with
/// the state after it.
fn fold(
    entries: Vec<Stored>,
    last: u64,
    mut seen: impl FnMut(&Stored, crate::workshop::Applied, &State),
) -> anyhow::Result<Workshop> {
    let mut entries = entries.into_iter();
    let first = entries.next().context("the journal is empty")?;
    let mut workshop = Workshop::begin(&first.entry)?;
    seen(
        &first,
        crate::workshop::Applied::default(),
        workshop.state(),
    );
    for stored in entries.filter(|stored| stored.seq <= last) {
        let applied = workshop.apply(&stored.entry)?;
        seen(&stored, applied, workshop.state());
    }
    Ok(workshop)
}
