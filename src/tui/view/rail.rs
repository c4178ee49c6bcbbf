//! The agenda rail: both days, what is done, what runs, what is missing.

use ratatui::layout::{Position, Rect};

use crate::agenda::Block;
use crate::tui::app::desk::Desk;
use crate::tui::canvas::Canvas;
use crate::tui::drift::drift;
use crate::tui::effect::Now;
use crate::tui::layout::Places;
use crate::tui::text::{told_apart, wrap};
use crate::tui::theme::Role;
use crate::workshop::Clock;

/// One line of the rail.
enum Row<'d> {
    Day(&'d str),
    Block(usize, &'d Block),
}

pub(super) fn draw(canvas: &mut Canvas<'_>, desk: &Desk, now: Now, places: &Places) {
    let area = places.rail;
    let late = drift(desk.state(), now);
    canvas.down(Rect {
        x: area.right(),
        width: 1,
        ..area
    });
    let rows = rows(desk);
    let top = first_row(&rows, desk, area);
    for (y, row) in (area.top()..area.bottom()).zip(rows.iter().skip(top)) {
        let line = Rect {
            y,
            height: 1,
            ..area
        };
        match row {
            Row::Day(title) => {
                canvas.text(
                    line.x + 1,
                    y,
                    line.width - 2,
                    &title.to_uppercase(),
                    Role::Quiet,
                );
            }
            Row::Block(at, block) => {
                let late = late.get(&block.id).copied();
                draw_block(canvas, desk, line, (*at == desk.block, block), late);
            }
        }
    }
    let used = u16::try_from(rows.len()).unwrap_or(u16::MAX);
    draw_outputs(canvas, desk, area, used);
}

/// The first row that is seen.
fn first_row(rows: &[Row<'_>], desk: &Desk, area: Rect) -> usize {
    let front = rows
        .iter()
        .position(|row| matches!(row, Row::Block(at, _) if *at == desk.block));
    let height = usize::from(area.height);
    // The block in front stays in the upper two thirds, so that what comes next is seen.
    let wanted = front.unwrap_or(0).saturating_sub(height * 2 / 3);
    wanted.min(rows.len().saturating_sub(height))
}

/// The block whose line in the rail is at a place.
pub(crate) fn block_at(desk: &Desk, places: &Places, at: Position) -> Option<usize> {
    let area = places.rail;
    if !area.contains(at) {
        return None;
    }
    let rows = rows(desk);
    let top = first_row(&rows, desk, area);
    match rows.get(top + usize::from(at.y - area.y))? {
        Row::Block(block, _) => Some(*block),
        Row::Day(_) => None,
    }
}

fn rows(desk: &Desk) -> Vec<Row<'_>> {
    let mut rows = Vec::new();
    let mut number = 0;
    for day in &desk.state().playbook.days {
        rows.push(Row::Day(&day.title));
        for block in &day.blocks {
            rows.push(Row::Block(number, block));
            number += 1;
        }
    }
    rows
}

/// How far a block has got.
struct Progress {
    runs: bool,
    ended: bool,
    begun: bool,
}

impl Progress {
    fn of(desk: &Desk, block: &Block) -> Self {
        let clock = desk.state().clocks.get(&block.id);
        Self {
            runs: clock.is_some_and(Clock::is_running),
            ended: clock.is_some_and(|clock| clock.ended.is_some()),
            begun: clock.is_some_and(|clock| clock.started().is_some()),
        }
    }

    /// The role of a block's name and time.
    const fn role(&self, front: bool) -> Role {
        if self.runs {
            Role::Accent
        } else if front {
            Role::Strong
        } else if self.ended {
            Role::Done
        } else {
            Role::Text
        }
    }
}

fn draw_block(
    canvas: &mut Canvas<'_>,
    desk: &Desk,
    line: Rect,
    (front, block): (bool, &Block),
    late: Option<i64>,
) {
    let symbols = canvas.symbols();
    let progress = Progress::of(desk, block);
    if front && desk.in_rail {
        canvas.tint(line, Role::Selected);
    }
    if front {
        canvas.text(line.x, line.y, 1, symbols.cursor, Role::Accent);
    }
    let mark = match &progress {
        Progress { runs: true, .. } => symbols.now,
        Progress { ended: true, .. } => symbols.done,
        Progress { begun: true, .. } => symbols.paused,
        _ => " ",
    };
    let role = progress.role(front);
    canvas.text(line.x + 1, line.y, 1, mark, role);
    let time = if progress.runs {
        Role::Accent
    } else {
        Role::Quiet
    };
    canvas.text(line.x + 3, line.y, 5, &block.start.to_string(), time);
    let missing = desk.index.missing(&block.id);
    let (end, end_role) = if missing > 0 && progress.begun {
        (format!("{}{missing}", symbols.missing), Role::Warning)
    } else if let Some(late) = late {
        // The plan stays readable at the left; this is what it has become.
        (late_words(late), Role::Warning)
    } else if block.locked {
        (symbols.lock.to_owned(), Role::Quiet)
    } else {
        (String::new(), Role::Quiet)
    };
    let used = canvas.right(
        Rect {
            width: line.width - 1,
            ..line
        },
        &end,
        end_role,
    );
    let room = (line.width - 10).saturating_sub(used + u16::from(used > 0));
    canvas.text(line.x + 9, line.y, room, block.short(), role);
}

/// `+12` minutes, `+1:05` hours, or `+11 h`.
fn late_words(minutes: i64) -> String {
    match (minutes / 60, minutes % 60) {
        (0, minutes) => format!("+{minutes}"),
        (hours @ 1..=2, minutes) => format!("+{hours}:{minutes:02}"),
        (hours, _) => format!("+{hours} h"),
    }
}

/// The outputs of the block in front, where the agenda leaves room for them; their titles in full where it leaves more.
fn draw_outputs(canvas: &mut Canvas<'_>, desk: &Desk, area: Rect, used: u16) {
    let outputs = desk
        .block()
        .and_then(|block| desk.index.outputs.get(&block.id));
    let Some(outputs) = outputs.filter(|outputs| !outputs.is_empty()) else {
        return;
    };
    let width = area.width - 4;
    let room = usize::from(area.height.saturating_sub(used + 2));
    let rows = |lines| -> Vec<(Vec<String>, Option<&str>)> {
        let titles: Vec<&str> = outputs.iter().map(|one| one.title.as_str()).collect();
        let titles = if lines == 1 {
            let titles = told_apart(&titles, usize::from(width)).into_iter();
            titles.map(|title| vec![title]).collect()
        } else {
            let titles = titles.into_iter();
            let wrapped = titles.map(|title| wrap(title, usize::from(width), lines));
            wrapped.collect::<Vec<_>>()
        };
        let missing = outputs.iter().map(|one| one.missing.as_deref());
        titles.into_iter().zip(missing).collect()
    };
    let height = |rows: &[(Vec<String>, Option<&str>)]| -> usize {
        rows.iter()
            .map(|(title, missing)| title.len() + usize::from(missing.is_some()))
            .sum()
    };
    let Some(rows) = [3, 1]
        .map(rows)
        .into_iter()
        .find(|rows| height(rows) <= room)
    else {
        return;
    };
    let symbols = canvas.symbols();
    let mut y = area.y + used + 1;
    canvas.text(area.x + 1, y, width, "OUTPUTS HERE", Role::Quiet);
    for (title, missing) in rows {
        let (mark, mark_role, role) = match missing {
            None => (symbols.done, Role::Done, Role::Done),
            Some(_) => (symbols.missing, Role::Warning, Role::Text),
        };
        canvas.text(area.x + 1, y + 1, 1, mark, mark_role);
        for line in title {
            y += 1;
            canvas.text(area.x + 3, y, width, &line, role);
        }
        if let Some(missing) = missing {
            y += 1;
            canvas.text(area.x + 3, y, width, missing, Role::Quiet);
        }
    }
}
