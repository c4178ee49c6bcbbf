//! A list or text that moved by a few lines is moved by the terminal itself: only the new lines are sent.

use ratatui_core::buffer::{Buffer, Cell};

use super::wire::Wire;

/// By how many lines at most something is looked for: half of a high screen, which is how far lists move on.
const FAR: usize = 30;
/// So many lines must have moved together, or sending them is as cheap.
const LEAST: usize = 6;

/// Lines that moved together.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Moved {
    /// The first line of the part that moves.
    top: usize,
    /// The line after its last.
    end: usize,
    by: usize,
    up: bool,
}

/// Moves what the terminal shows to where it stands next; gives the bytes that do so, none when nothing moved.
///
/// `shown` is what the terminal shows, afterwards too: lines that came in are blank.
pub(super) fn scroll(shown: &mut Buffer, next: &Buffer) -> Wire {
    let Some(moved) = find(shown, next) else {
        return Wire::default();
    };
    shift(shown, moved);
    let Moved { top, end, by, up } = moved;
    let row = |line: usize| u16::try_from(line).unwrap_or(u16::MAX);
    let mut out = Wire::default();
    out.sequence(&[row(top + 1), row(end)], "r");
    let (line, step) = if up { (end, "\n") } else { (top + 1, "\x1bM") };
    out.sequence(&[row(line), 1], "H");
    out.code(step, by);
    out.code("\x1b[r", 1);
    out
}

fn find(shown: &Buffer, next: &Buffer) -> Option<Moved> {
    let width = usize::from(shown.area.width);
    if width == 0 || shown.area != next.area {
        return None;
    }
    let before: Vec<&[Cell]> = shown.content.chunks(width).collect();
    let after: Vec<&[Cell]> = next.content.chunks(width).collect();
    let changed: Vec<usize> = (0..after.len())
        .filter(|y| before[*y] != after[*y])
        .collect();
    if changed.len() < LEAST {
        return None;
    }
    let ways = (1..=FAR).flat_map(|by| [(by, true), (by, false)]);
    let found = ways.filter_map(|(by, up)| {
        let from = |y: usize| if up { Some(y + by) } else { y.checked_sub(by) };
        let came = |y: &usize| {
            let line = from(*y).and_then(|from| before.get(from));
            line.is_some_and(|line| *line == after[*y] && !is_blank(line))
        };
        let lines: Vec<usize> = changed.iter().copied().filter(came).collect();
        let (first, last) = (*lines.first()?, *lines.last()?);
        let (top, end) = if up {
            (first, last + 1 + by)
        } else {
            (first - by, last + 1)
        };
        // What stands still among them has to be sent again.
        let still = (first..=last).filter(|y| before[*y] == after[*y] && !is_blank(after[*y]));
        let won = lines.len().checked_sub(still.count())?;
        (won >= LEAST).then_some((won, Moved { top, end, by, up }))
    });
    found.max_by_key(|(won, _)| *won).map(|(_, moved)| moved)
}

fn is_blank(line: &[Cell]) -> bool {
    line.iter().all(|cell| cell.symbol() == " ")
}

fn shift(shown: &mut Buffer, Moved { top, end, by, up }: Moved) {
    let width = usize::from(shown.area.width);
    let part = &mut shown.content[top * width..end * width];
    let count = by * width;
    let fresh = if up {
        part.rotate_left(count);
        part.len() - count..part.len()
    } else {
        part.rotate_right(count);
        0..count
    };
    for cell in &mut part[fresh] {
        cell.reset();
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::super::change::bytes;
    use super::*;

    fn buffer(lines: &[String]) -> Buffer {
        Buffer::with_lines(lines.iter().map(|line| format!("{line:<8}")))
    }

    fn words(numbers: impl Iterator<Item = usize>) -> Vec<String> {
        numbers.map(|number| format!("line {number}")).collect()
    }

    #[test]
    fn a_text_that_moves_up_costs_its_new_line() {
        let (mut shown, next) = (buffer(&words(0..20)), buffer(&words(1..21)));
        let moved = scroll(&mut shown, &next);
        assert_eq!(moved.as_str(), "\x1b[1;20r\x1b[20;1H\n\x1b[r");
        assert_eq!(bytes(&shown, &next).as_str(), "\x1b[20;1Hline 20");
    }

    #[test]
    fn a_few_lines_are_sent_as_they_are() {
        let (mut shown, next) = (buffer(&words(0..5)), buffer(&words(1..6)));
        assert!(scroll(&mut shown, &next).is_empty());
    }

    proptest! {
        #[test]
        fn an_emulator_ends_with_what_is_to_be_seen(
            before in prop::collection::vec(0_usize..30, 24),
            start in 0_usize..6,
            length in 0_usize..24,
            by in 0_usize..5,
            up in any::<bool>(),
        ) {
            let mut after = before.clone();
            let part = start..(start + length).min(24);
            if up {
                let far = by.min(part.len());
                after[part].rotate_left(far);
            } else {
                let far = by.min(part.len());
                after[part].rotate_right(far);
            }
            let (mut shown, next) = (buffer(&words(before.into_iter())), buffer(&words(after.into_iter())));
            let mut emulator = vt100::Parser::new(24.try_into().unwrap(), 8.try_into().unwrap(), 0);
            emulator.process(bytes(&Buffer::empty(shown.area), &shown).as_str().as_bytes());
            let moved = scroll(&mut shown, &next);
            emulator.process(moved.as_str().as_bytes());
            emulator.process(bytes(&shown, &next).as_str().as_bytes());
            let seen: Vec<String> = emulator.screen().rows(0, 8).map(|row| format!("{row:<8}")).collect();
            let wanted: Vec<String> = next.content.chunks(8).map(|row| row.iter().map(Cell::symbol).collect()).collect();
            prop_assert_eq!(seen, wanted);
        }
    }
}
