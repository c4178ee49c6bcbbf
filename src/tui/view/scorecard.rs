//! What is the scorecard's own in its grid: environments and lock above, marks in the cells, totals below.

use ratatui::layout::Rect;

use super::flow::Flow;
use crate::agenda::{Criterion, CriterionId, Direction, Level, OptionId};
use crate::tui::app::desk::Desk;
use crate::tui::app::scorecard::Foot;
use crate::tui::app::tab::Head;
use crate::tui::app::verdict::told;
use crate::tui::canvas::Canvas;
use crate::tui::layout::Places;
use crate::tui::text::width;
use crate::tui::theme::{Role, Symbols};
use crate::workshop::{CellKey, Mark, Provenance, Round, Score};

/// The sign of a level that was taken over from the other environment.
const INHERITED: &str = "=";
/// The sign of a level that is the facilitators' draft.
const DRAFT: &str = "~";

/// The environments, and whether the weights of the one in front are locked.
pub(super) fn draw_top(canvas: &mut Canvas<'_>, desk: &Desk, area: Rect) {
    let mut x = area.x;
    for environment in &desk.state().rubric.header.environments {
        let front = desk.environment() == Some(environment);
        let mark = if front { canvas.symbols().now } else { " " };
        canvas.text(x, area.y, 1, mark, Role::Accent);
        let role = if front { Role::Strong } else { Role::Quiet };
        let room = area.right().saturating_sub(x + 2);
        x += canvas.text(x + 2, area.y, room, environment.as_str(), role) + 5;
    }
    let locked = desk
        .environment()
        .and_then(|environment| desk.state().locked.get(environment));
    let text = match locked {
        Some(stamp) => format!(
            "weights locked {} {}",
            stamp.at.format("%H:%M"),
            canvas.symbols().lock
        ),
        None => "weights not locked".to_owned(),
    };
    let free = Rect {
        x,
        width: area.right().saturating_sub(x),
        ..area
    };
    if width(&text) <= usize::from(free.width) {
        canvas.right(free, &text, Role::Quiet);
    }
}

/// The criterion of a row of the scorecard.
pub(super) fn criterion<'d>(desk: &'d Desk, row: &Head) -> Option<&'d Criterion> {
    desk.shows_scorecard().then_some(())?;
    desk.state()
        .rubric
        .criteria
        .iter()
        .find(|criterion| criterion.id.as_str() == row.key)
}

/// Direction and weight of a criterion.
pub(super) fn side(desk: &Desk, criterion: &Criterion, [up, down]: [&str; 2]) -> String {
    let arrow = match criterion.direction {
        Direction::HigherIsBetter => up,
        Direction::LowerIsBetter => down,
    };
    let points = desk
        .environment()
        .map(|environment| criterion.points(environment));
    format!("{arrow} {:>2}", points.unwrap_or_default())
}

/// A cell: its level, how it came by it, whether somebody said why, whether it puts the option out.
pub(super) fn cell(desk: &Desk, row: &Head, column: &Head, symbols: &Symbols) -> (String, Role) {
    let key = desk.environment().map(|environment| CellKey {
        environment: environment.clone(),
        option: OptionId::new(column.key.clone()),
        criterion: CriterionId::new(row.key.clone()),
    });
    let Some(key) = key else {
        return (String::new(), Role::Text);
    };
    let score = desk.state().score(&key);
    match score.and_then(|score| Some((score, score.mark?))) {
        Some((_, Mark::NotApplicable)) => ("n/a".to_owned(), Role::Quiet),
        Some((score, mark)) if desk.index.scorecard.fails(&key) => {
            let text = format!("{mark}{} {}", signs(score, symbols), symbols.fails);
            (text, Role::Warning)
        }
        Some((score, mark)) => (format!("{mark}{}", signs(score, symbols)), Role::Text),
        None => ("?".to_owned(), Role::Line),
    }
}

fn signs(score: &Score, symbols: &Symbols) -> String {
    let how = match score.provenance {
        Provenance::Voted => symbols.done,
        Provenance::Accepted => "",
        Provenance::Inherited => INHERITED,
        Provenance::Draft => DRAFT,
    };
    let why = if score.rationale.is_empty() {
        ""
    } else {
        symbols.dot
    };
    format!("{how}{why}")
}

/// What the signs of the cells stand for; as many words as fit.
fn legend(symbols: &Symbols, room: u16) -> String {
    let [done, dot, fails] = [symbols.done, symbols.dot, symbols.fails];
    let all = [
        format!(
            " no mark: accepted   {done} voted   {INHERITED} as in the other   {DRAFT} our draft   {dot} says why   {fails} below a must-have "
        ),
        format!(
            " no mark: accepted  {done} voted  {INHERITED} same  {DRAFT} draft  {dot} why  {fails} must-have "
        ),
        format!(" {done} voted  {INHERITED} same  {DRAFT} draft  {dot} why  {fails} must-have "),
    ];
    let fits = |one: &&String| width(one) <= usize::from(room);
    let short = format!(" {done} voted {INHERITED} same {DRAFT} draft {fails} must ");
    all.iter().find(fits).cloned().unwrap_or(short)
}

/// A line below the cells: its label and what it shows of an option.
type FootLine = (&'static str, fn(&Foot) -> &str);

/// The lines below the cells; where there is room for two only, the first goes.
const FOOT: [FootLine; 3] = [
    ("scored", |foot| &foot.coverage),
    ("total", |foot| &foot.total),
    ("rank", |foot| &foot.rank),
];

/// Coverage, total and rank of each option below its column.
pub(super) fn draw_foot(canvas: &mut Canvas<'_>, desk: &Desk, places: &Places, columns: usize) {
    let mut area = places.foot;
    let whole = area.height >= 4;
    if whole {
        draw_legend(canvas, desk, Rect { height: 1, ..area });
        area.y += 1;
        area.height -= 1;
    }
    let card = &desk.index.scorecard;
    if let Some(problem) = card.problem.as_deref().filter(|_| area.height > 0) {
        let room = area.width - 2;
        canvas.text(area.x + 2, area.y, room, problem, Role::Warning);
        return;
    }
    let lines = FOOT.iter().skip(usize::from(!whole));
    for (y, (label, of)) in (area.top()..area.bottom()).zip(lines) {
        canvas.text(area.x + 2, y, places.heads - 4, label, Role::Quiet);
        let visible = places.grid_columns(columns);
        let mut x = area.x + places.heads;
        for foot in card.columns.iter().skip(desk.spot().left).take(visible) {
            let role = match (*label, foot.rank.as_str()) {
                (_, "out") | ("scored", _) => Role::Quiet,
                ("rank", _) => Role::Accent,
                _ => Role::Strong,
            };
            canvas.text(x, y, places.cell - 1, of(foot), role);
            x += places.cell;
        }
    }
}

/// The verdict on the scores as they stand, and what the signs of the cells mean, in the line above the totals.
fn draw_legend(canvas: &mut Canvas<'_>, desk: &Desk, line: Rect) {
    canvas.across(line);
    let mut used = 0;
    if let Some(verdict) = verdict(desk) {
        let wide = u16::try_from(width(&verdict)).unwrap_or(u16::MAX);
        let place = Rect {
            x: line.x + 1,
            width: wide.min(line.width.saturating_sub(40)),
            ..line
        };
        canvas.clear(place);
        used = canvas.text(place.x, place.y, place.width, &verdict, Role::Strong) + 1;
    }
    let text = legend(canvas.symbols(), line.width.saturating_sub(used + 3));
    let place = Rect {
        width: line.width.saturating_sub(1),
        ..line
    };
    canvas.right(place, &text, Role::Quiet);
}

/// The verdict of the environment in front; marked while the engine is still at the latest scores.
fn verdict(desk: &Desk) -> Option<String> {
    let environment = desk.environment()?;
    let (analysis, right) = desk.assessment.known(None, environment)?;
    let mark = if right { "" } else { " …" };
    let told = told(analysis, &desk.state().rubric);
    Some(format!(" {}{mark} ", told.answer))
}

/// What is known of a score and what the levels mean.
pub(super) fn draw_details(flow: &mut Flow<'_, '_>, desk: &Desk, cell: &CellKey) {
    let state = desk.state();
    let first = flow.area.y;
    if let Some(score) = state.score(cell) {
        flow.paragraph("", Role::Text, &said(desk, cell, score), Role::Text);
    }
    flow.fill(first + 2, ROOM);
    let barred = desk.index.scorecard.barred(&cell.option);
    let draw_barred = |flow: &mut Flow<'_, '_>| {
        if let Some(barred) = barred {
            let fails = flow.canvas.symbols().fails;
            flow.paragraph(fails, Role::Warning, barred, Role::Warning);
        }
    };
    let criterion = state.rubric.criterion(&cell.criterion);
    let levels = criterion.map_or(0, |criterion| criterion.anchors.len());
    // Behind the levels it moves none of them from one option to the next; before them where there is no room for all.
    let last = usize::from(flow.area.height) > levels;
    if !last {
        draw_barred(flow);
    }
    if let Some(criterion) = criterion {
        draw_anchors(flow, criterion, u16::from(last && barred.is_some()));
    }
    if last {
        draw_barred(flow);
    }
}

/// Lines that what follows a reason may need.
const ROOM: u16 = 4;

/// What must be: `must-have: at least M`.
pub(super) fn must_have(desk: &Desk, cell: &CellKey) -> Option<String> {
    let criterion = desk.state().rubric.criterion(&cell.criterion)?;
    let least = criterion.must_have.get(&cell.environment)?;
    let bound = match criterion.direction {
        Direction::HigherIsBetter => "at least",
        Direction::LowerIsBetter => "at most",
    };
    Some(format!("must-have: {bound} {least}"))
}

/// A score in a sentence: level, how it came about, why, what speaks for it.
pub(super) fn said(desk: &Desk, cell: &CellKey, score: &Score) -> String {
    let mark = score
        .mark
        .map_or("not scored".to_owned(), |mark| mark.to_string());
    let mut text = format!("{mark}, {}", score.provenance.word());
    if let Some(round) = Round::deciding(desk.state().rounds(cell)) {
        text = format!("{text} ({})", round.words());
    }
    if !score.rationale.is_empty() {
        text.push_str(": ");
        text.push_str(&score.rationale);
    }
    let evidence: Vec<&str> = desk
        .state()
        .evidence(cell)
        .map(|record| record.id.as_str())
        .collect();
    if !evidence.is_empty() {
        text.push_str(" ← ");
        text.push_str(&evidence.join(", "));
    }
    text
}

/// What the levels mean; each gets a line before one gets a second, and so many lines stay free behind them.
fn draw_anchors(flow: &mut Flow<'_, '_>, criterion: &Criterion, free: u16) {
    let anchors: Vec<(&Level, &String)> = criterion.anchors.iter().collect();
    for (at, (level, text)) in anchors.iter().enumerate() {
        let after = u16::try_from(anchors.len() - at - 1).unwrap_or(0) + free;
        let most = flow.area.height.saturating_sub(after).max(1);
        flow.at_most(most, |flow| {
            flow.paragraph(&level.to_string(), Role::Accent, text, Role::Quiet);
        });
    }
}
