//! The bar of a work package: what stands in each cell of its row of the gantt.

use super::rows::{Row, Standing};
use super::scale::Scale;

/// What stands in a cell of the gantt.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Piece {
    /// Work that has time to spare.
    Work,
    /// Work that moves the end, or a deadline, when it moves.
    Critical,
    /// A point in time; critical or not.
    Milestone(bool),
    /// Work whose duration nobody has estimated.
    Unknown,
    /// Time to spare.
    Slack,
    /// The day by which it must be done; missed or not.
    Deadline(bool),
    /// The first day on which it may begin.
    NotBefore,
    /// Another package sets its start.
    Link,
    /// Where it stood before a change that is tried out.
    Before,
}

/// The cells of a row; none where nothing stands.
pub(crate) fn bar(row: &Row, scale: &Scale) -> Vec<Option<Piece>> {
    let mut cells = vec![None; usize::from(scale.cells)];
    let Some((start, finish)) = row.span else {
        return cells;
    };
    let (from, to) = (scale.cell(start), scale.cell(finish));
    let critical = matches!(row.standing, Standing::Critical | Standing::Late);
    let latest = row.latest.filter(|latest| *latest > finish);
    if let Some(latest) = latest {
        fill(&mut cells, to + 1, scale.cell(latest), Piece::Slack);
    }
    if row.driven {
        fill(&mut cells, from - 1, from - 1, Piece::Link);
    }
    if let Some(date) = row.not_before {
        let cell = scale.cell(date).min(from - 1);
        fill(&mut cells, cell, cell, Piece::NotBefore);
    }
    let piece = match () {
        () if row.milestone => Piece::Milestone(critical),
        () if !row.estimated => Piece::Unknown,
        () if critical => Piece::Critical,
        () => Piece::Work,
    };
    fill(&mut cells, from, to, piece);
    if let Some(deadline) = row.deadline {
        let missed = deadline < finish;
        let cell = scale.cell(deadline);
        // Within the cell of the end it still stands behind the work, or before it when it is missed.
        let cell = match missed {
            true if cell <= from => cell.min(from - 1),
            true => cell,
            false => cell.max(to + 1),
        };
        fill(&mut cells, cell, cell, Piece::Deadline(missed));
    }
    cells
}

/// Puts a piece into the cells from one to another, as far as they are visible.
fn fill(cells: &mut [Option<Piece>], from: i64, to: i64, piece: Piece) {
    let from = usize::try_from(from.max(0)).unwrap_or(usize::MAX);
    let end = usize::try_from(to.saturating_add(1))
        .unwrap_or(0)
        .min(cells.len());
    if let Some(cells) = cells.get_mut(from..end) {
        cells.fill(Some(piece));
    }
}

#[cfg(test)]
mod tests {
    use chrono::TimeDelta;
    use proptest::prelude::*;

    use super::super::scale::NO_START;
    use super::*;
    use crate::workshop::Reference;

    fn row(start: i64, length: i64) -> Row {
        let day = |number| NO_START + TimeDelta::days(number);
        Row {
            id: Reference::new("WP-1"),
            span: Some((day(start), day(start + length))),
            ..Row::default()
        }
    }

    fn drawn(row: &Row, cells: u16) -> String {
        let last = NO_START + TimeDelta::days(i64::from(cells) - 1);
        let scale = Scale::of((NO_START, last), cells, 0, 0);
        let sign = |piece: Option<Piece>| match piece {
            None => ' ',
            Some(Piece::Work) => '=',
            Some(Piece::Critical) => '#',
            Some(Piece::Milestone(_)) => '*',
            Some(Piece::Unknown) => '?',
            Some(Piece::Slack) => '.',
            Some(Piece::Deadline(false)) => '!',
            Some(Piece::Deadline(true)) => '/',
            Some(Piece::NotBefore) => '[',
            Some(Piece::Link | Piece::Before) => '`',
        };
        bar(row, &scale).into_iter().map(sign).collect()
    }

    #[test]
    fn everything_has_its_place() {
        let day = |number| Some(NO_START + TimeDelta::days(number));
        let mut one = row(3, 2);
        assert_eq!(drawn(&one, 10), "   ===    ");
        (one.latest, one.driven) = (day(7), true);
        assert_eq!(drawn(&one, 10), "  `===..  ");
        (one.not_before, one.deadline) = (day(1), day(5));
        assert_eq!(drawn(&one, 10), " [`===!.  ");
        (one.not_before, one.deadline, one.standing) = (day(3), day(4), Standing::Late);
        one.latest = None;
        assert_eq!(drawn(&one, 10), "  [#/#    ");
        one.deadline = day(1);
        assert_eq!(drawn(&one, 10), " /[###    ");
        let mut point = row(0, 0);
        point.milestone = true;
        assert_eq!(drawn(&point, 3), "*  ");
        point.deadline = day(0);
        assert_eq!(drawn(&point, 3), "*! ");
        let unknown = Row {
            estimated: false,
            ..row(2, 0)
        };
        assert_eq!(drawn(&unknown, 4), "  ? ");
    }

    proptest! {
        #[test]
        fn bars_follow_their_dates_and_stay_in_their_room(
            start in 0_i64..900, length in 0_i64..400, later in 0_i64..400, cells in 1_u16..120,
            zoom in -2_i8..=4, scrolled in 0_i64..900, slack in 0_i64..300, due in 0_i64..1200,
        ) {
            let last = NO_START + TimeDelta::days(2000);
            let scale = Scale::of((NO_START, last), cells, zoom, scrolled);
            let mut row = row(start, length);
            row.latest = row.span.map(|(_, finish)| finish + TimeDelta::days(slack));
            row.deadline = Some(NO_START + TimeDelta::days(due));
            let pieces = bar(&row, &scale);
            prop_assert_eq!(pieces.len(), usize::from(cells));
            // The work stands exactly in the cells of its days that are visible.
            row.deadline = None;
            let pieces = bar(&row, &scale);
            let (from, to) = (scale.cell(row.span.unwrap().0), scale.cell(row.span.unwrap().1));
            for (cell, piece) in (0_i64..).zip(&pieces) {
                prop_assert_eq!((from..=to).contains(&cell), *piece == Some(Piece::Work));
            }
            // A package that starts and finishes later never stands further left.
            let moved = Row { span: row.span.map(|(start, finish)| (start + TimeDelta::days(later), finish + TimeDelta::days(later))), ..row.clone() };
            let first = |row: &Row| bar(row, &scale).iter().position(|piece| *piece == Some(Piece::Work));
            if let (Some(one), Some(other)) = (first(&row), first(&moved)) {
                prop_assert!(one <= other);
            }
        }
    }
}
