//! The missing cell that is worth asking about first.

use std::cmp::Reverse;

use super::model::Model;
use super::must_have;
use super::winners;
use crate::agenda::{CriterionId, OptionId};

/// A cell that nobody has scored and that could change who wins.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NextCell {
    /// Whose cell.
    pub option: OptionId,
    /// On which criterion.
    pub criterion: CriterionId,
    /// Whether its answer could put the option out.
    pub must_have: bool,
}

/// Least and greatest sum of a possible winner; `None` once it is out.
type Range = Option<(i128, i128)>;

/// The missing cell of a possible winner whose answer, taken as L, M or H with equal chance, narrows the
/// overlap of the possible winners' ranges most; then must-haves, then the greater weight, then by name.
/// `None` when there is a necessary winner or when no missing cell bears on the answer.
pub(crate) fn next_cell(model: &Model) -> Option<NextCell> {
    if winners::necessary(model).is_some() {
        return None;
    }
    let contenders = model.contenders();
    let possible: Vec<usize> = contenders
        .iter()
        .copied()
        .filter(|o| winners::could_win(model, *o, &contenders))
        .collect();
    let ranges: Vec<Range> = possible
        .iter()
        .map(|option| Some(model.bounds(*option)))
        .collect();
    let cells = (0..possible.len()).flat_map(|at| (0..model.criteria.len()).map(move |j| (at, j)));
    let asked =
        cells.filter(|(at, j)| model.grades[possible[*at]][*j].is_none() && matters(model, *j));
    let best = asked.min_by_key(|(at, j)| {
        let names = (&model.options[possible[*at]], &model.criteria[*j]);
        let stakes = (can_fail(model, *j), model.weights[*j]);
        (
            expected_overlap(model, &ranges, *at, *j),
            Reverse(stakes),
            names,
        )
    });
    best.map(|(at, j)| NextCell {
        option: model.options[possible[at]].clone(),
        criterion: model.criteria[j].clone(),
        must_have: can_fail(model, j),
    })
}

/// Whether some level fails the must-have of a criterion.
fn can_fail(model: &Model, criterion: usize) -> bool {
    !must_have::meets(0, model.demands[criterion])
}

/// Whether an answer on a criterion can change anything.
fn matters(model: &Model, criterion: usize) -> bool {
    model.weights[criterion] > 0 || can_fail(model, criterion)
}

/// Overlap that would remain, summed over the three answers to one cell.
fn expected_overlap(model: &Model, ranges: &[Range], at: usize, criterion: usize) -> i128 {
    let weight = model.weights[criterion];
    let [worst, _, best] = model.scale;
    let answers = model.scale.iter().enumerate().map(|(grade, value)| {
        let mut after = ranges.to_vec();
        after[at] = after[at]
            .filter(|_| must_have::meets(grade, model.demands[criterion]))
            .map(|(low, high)| {
                (
                    low + weight * (value - worst),
                    high - weight * (best - value),
                )
            });
        overlap(&after)
    });
    answers.sum()
}

/// Sum over all pairs of the length that their ranges share.
fn overlap(ranges: &[Range]) -> i128 {
    let known: Vec<(i128, i128)> = ranges.iter().flatten().copied().collect();
    let pairs = known
        .iter()
        .enumerate()
        .flat_map(|(i, a)| known[..i].iter().map(move |b| (a, b)));
    pairs
        .map(|(a, b)| (a.1.min(b.1) - a.0.max(b.0)).max(0))
        .sum()
}

#[cfg(test)]
mod tests {
    use super::super::fixture::{demand, grid};
    use super::super::problem::Problem;
    use super::*;
    use crate::agenda::Level;

    fn asked(problem: &Problem) -> Option<String> {
        let cell = next_cell(&Model::new(problem).unwrap())?;
        Some(format!("{} {}", cell.option, cell.criterion))
    }

    #[test]
    fn the_heavier_cell_comes_first() {
        assert_eq!(asked(&grid(&["??", "MM"], &[1.0, 3.0])).unwrap(), "a c2");
    }

    #[test]
    fn nothing_is_asked_when_the_winner_stands() {
        assert_eq!(asked(&grid(&["HH?", "LL?"], &[3.0, 3.0, 1.0])), None);
        assert_eq!(asked(&grid(&["HL", "LH"], &[1.0, 1.0])), None);
    }

    #[test]
    fn options_that_cannot_win_are_not_asked_about() {
        assert_eq!(
            asked(&grid(&["H?L", "H?M", "L?L"], &[5.0, 1.0, 1.0])).unwrap(),
            "a c2"
        );
    }

    #[test]
    fn an_open_must_have_is_asked_about_even_without_weight() {
        let problem = demand(grid(&["?H", "ML"], &[0.0, 1.0]), 1, Level::Medium);
        assert_eq!(asked(&problem).unwrap(), "a c1");
    }
}
