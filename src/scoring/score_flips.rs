//! The smallest changes of scores that change who is first.

use super::contest::{Contest, Rival};
use super::model::{self, Grade, Model};
use super::must_have;
use crate::agenda::{CriterionId, Level, OptionId};
use crate::order::Arrange;

/// One cell that would have to be scored otherwise.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct ScoreChange {
    /// Whose cell.
    pub option: OptionId,
    /// On which criterion.
    pub criterion: CriterionId,
    /// The level now, as the room said it.
    pub from: Level,
    /// The level that would change the answer.
    pub to: Level,
    /// Whether the option would fail its must-have on this criterion then.
    pub fails: bool,
}

impl ScoreChange {
    /// What the change does beside moving the score, to be put behind it in a sentence; mostly nothing.
    #[must_use]
    pub const fn consequence(&self) -> &'static str {
        if self.fails {
            " (which would fail its must-have)"
        } else {
            ""
        }
    }
}

/// A change of scores after which the leader is no longer first; a mere tie with it is not enough.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ScoreFlip {
    /// Cells to change; a step is L↔M or M↔H, so H to L counts as two.
    pub changes: Vec<ScoreChange>,
    /// Who is first then; options that would be first together have an entry each.
    pub winner: OptionId,
}

/// A change of one cell by row, column and new grade.
type Change = (usize, usize, Grade);

/// Grades of every option at the completion that is worst for the leader.
struct Board<'a> {
    model: &'a Model,
    contest: &'a Contest,
    grades: Vec<Vec<Grade>>,
}

/// Every single step that changes the winner; where there is none, one example per winner with the
/// least number of steps. Options that fail a must-have take no part, but a step may make one fail.
pub(crate) fn score_flips(model: &Model, contest: &Contest) -> Vec<ScoreFlip> {
    let grades = (0..model.options.len())
        .map(|option| contest.grades(model, option))
        .collect();
    let board = Board {
        model,
        contest,
        grades,
    };
    let mut flips: Vec<ScoreFlip> = board
        .single_steps()
        .iter()
        .flat_map(|change| board.flip(&[*change]))
        .collect();
    if flips.is_empty() {
        flips = board.least_steps();
    }
    flips.arrange_by(|a, b| (&a.winner, &a.changes).cmp(&(&b.winner, &b.changes)));
    flips.dedup();
    flips
}

impl Board<'_> {
    /// All single steps on scored cells of options that pass.
    fn single_steps(&self) -> Vec<Change> {
        let columns = 0..self.model.criteria.len();
        let cells = self
            .model
            .contenders()
            .into_iter()
            .flat_map(|o| columns.clone().map(move |c| (o, c)));
        let scored = cells.filter(|(option, column)| self.model.grades[*option][*column].is_some());
        scored
            .flat_map(|(option, column)| {
                let grade = self.grades[option][column];
                let steps = [grade.checked_sub(1), (grade < 2).then_some(grade + 1)];
                steps
                    .into_iter()
                    .flatten()
                    .map(move |to| (option, column, to))
            })
            .collect()
    }

    /// One flip per option that is first after these changes; none while the leader still is.
    fn flip(&self, changes: &[Change]) -> Vec<ScoreFlip> {
        let mut changes = changes.to_vec();
        changes.sort_unstable();
        let first = self.first(&changes);
        if first.contains(&self.contest.leader) {
            return Vec::new();
        }
        let named: Vec<ScoreChange> = changes.iter().map(|change| self.name(*change)).collect();
        let flip = |row: usize| ScoreFlip {
            changes: named.clone(),
            winner: self.model.options[row].clone(),
        };
        first.into_iter().map(flip).collect()
    }

    fn name(&self, (option, column, to): Change) -> ScoreChange {
        let direction = self.model.directions[column];
        ScoreChange {
            option: self.model.options[option].clone(),
            criterion: self.model.criteria[column].clone(),
            from: model::level(self.grades[option][column], direction),
            to: model::level(to, direction),
            fails: !must_have::meets(to, self.model.demands[column]),
        }
    }

    /// Rows in first place after some changes, must-haves included.
    fn first(&self, changes: &[Change]) -> Vec<usize> {
        let mut scored: Vec<(usize, i128)> = Vec::new();
        for option in self.model.contenders() {
            let mut row = self.grades[option].clone();
            for (_, column, to) in changes.iter().filter(|change| change.0 == option) {
                row[*column] = *to;
            }
            let passes = row
                .iter()
                .zip(&self.model.demands)
                .all(|(g, d)| must_have::meets(*g, *d));
            if passes {
                let values: Vec<i128> = row.iter().map(|grade| self.model.scale[*grade]).collect();
                scored.push((option, self.model.sum(&values)));
            }
        }
        let top = scored.iter().map(|(_, sum)| *sum).max();
        scored
            .into_iter()
            .filter(|(_, sum)| Some(*sum) == top)
            .map(|(option, _)| option)
            .collect()
    }

    /// Flips with the least number of steps, over all rivals and the leader's own must-haves.
    fn least_steps(&self) -> Vec<ScoreFlip> {
        let by_rival = self
            .contest
            .rivals
            .iter()
            .filter_map(|rival| self.overtake(rival));
        let candidates: Vec<Vec<Change>> = by_rival.chain(self.failing()).collect();
        let steps = |changes: &Vec<Change>| -> usize {
            changes
                .iter()
                .map(|(o, c, to)| self.grades[*o][*c].abs_diff(*to))
                .sum()
        };
        let least = candidates.iter().map(steps).min();
        let cheapest = candidates
            .iter()
            .filter(|changes| Some(steps(changes)) == least);
        cheapest.flat_map(|changes| self.flip(changes)).collect()
    }

    /// Two-step falls of the leader below a must-have.
    fn failing(&self) -> impl Iterator<Item = Vec<Change>> + '_ {
        let leader = self.contest.leader;
        let columns = self.model.demands.iter().enumerate();
        columns
            .filter(move |(c, demand)| self.model.grades[leader][*c].is_some() && demand.is_some())
            .filter(move |(c, demand)| {
                self.grades[leader][*c] == 2 && !must_have::meets(0, **demand)
            })
            .map(move |(c, _)| vec![(leader, c, 0)])
    }

    /// The fewest steps after which a rival has more than the leader: the leader's cells down, the
    /// rival's up. `None` when even all of them are not enough.
    fn overtake(&self, rival: &Rival) -> Option<Vec<Change>> {
        let moves = self.moves(rival.option);
        let most = 2 * moves.len();
        // best[k]: greatest gain with exactly k steps, and the changes that make it.
        let mut best: Vec<Option<(i128, Vec<Change>)>> = vec![None; most + 1];
        best[0] = Some((0, Vec::new()));
        for cell in &moves {
            for steps in (1..=most).rev() {
                for (taken, (change, gain)) in (1..=steps).zip(cell) {
                    let Some((sum, changes)) = &best[steps - taken] else {
                        continue;
                    };
                    if best[steps]
                        .as_ref()
                        .is_none_or(|(known, _)| *known < sum + gain)
                    {
                        let changes = changes.iter().chain([change]).copied().collect();
                        best[steps] = Some((sum + gain, changes));
                    }
                }
            }
        }
        best.into_iter()
            .flatten()
            .find(|(gain, _)| *gain > rival.lead)
            .map(|(_, changes)| changes)
    }

    /// For each scored cell of the leader and a rival: what one step and two steps against the leader gain.
    fn moves(&self, rival: usize) -> Vec<Vec<(Change, i128)>> {
        let mut moves = Vec::new();
        for option in [self.contest.leader, rival] {
            for (column, grade) in self.grades[option].iter().copied().enumerate() {
                if self.model.grades[option][column].is_none() {
                    continue;
                }
                let targets: Vec<Grade> = if option == rival {
                    (grade + 1..=2).collect()
                } else {
                    (0..grade).rev().collect()
                };
                let scale = &self.model.scale;
                let gain =
                    |to: Grade| self.model.weights[column] * (scale[to] - scale[grade]).abs();
                moves.push(
                    targets
                        .into_iter()
                        .map(|to| ((option, column, to), gain(to)))
                        .collect(),
                );
            }
        }
        moves
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::super::fixture::{any_problem, demand, grid, missing, option};
    use super::super::problem::{Cell, Problem};
    use super::super::ranking;
    use super::*;

    fn found(problem: &Problem) -> Vec<ScoreFlip> {
        let model = Model::new(problem).unwrap();
        Contest::new(&model)
            .map(|contest| score_flips(&model, &contest))
            .unwrap_or_default()
    }

    fn told(flips: &[ScoreFlip]) -> Vec<String> {
        let change = |c: &ScoreChange| {
            format!(
                "{} {} {}{}",
                c.option,
                c.criterion,
                c.from.letter(),
                c.to.letter()
            )
        };
        flips
            .iter()
            .map(|f| {
                f.changes.iter().map(change).collect::<Vec<_>>().join(", ")
                    + " -> "
                    + f.winner.as_str()
            })
            .collect()
    }

    #[test]
    fn every_single_step_is_listed() {
        let flips = found(&grid(&["HM", "MH"], &[60.0, 40.0]));
        assert_eq!(
            told(&flips),
            ["a c1 HM -> b", "a c2 ML -> b", "b c1 MH -> b"]
        );
    }

    #[test]
    fn a_tie_is_not_a_flip() {
        // One step down on a leaves H against H.
        assert_eq!(told(&found(&grid(&["H", "M"], &[1.0]))), ["a c1 HL -> b"]);
    }

    #[test]
    fn a_step_below_a_must_have_flips() {
        let flips = found(&demand(
            grid(&["MHHH", "MLLL"], &[1.0; 4]),
            1,
            Level::Medium,
        ));
        assert_eq!(told(&flips), ["a c1 ML -> b"]);
        assert!(flips[0].changes[0].fails);
    }

    #[test]
    fn one_option_cannot_be_overtaken() {
        assert!(found(&grid(&["HM"], &[1.0, 1.0])).is_empty());
    }

    fn applied(problem: &Problem, flip: &ScoreFlip) -> Problem {
        let mut changed = problem.clone();
        for change in &flip.changes {
            let key = (change.option.clone(), change.criterion.clone());
            assert_eq!(
                changed.cells.insert(key, Cell::Level(change.to)),
                Some(Cell::Level(change.from))
            );
        }
        changed
    }

    proptest! {
        #[test]
        fn each_flip_makes_its_winner_first(problem in any_problem()) {
            prop_assume!(missing(&problem) == 0);
            for flip in found(&problem) {
                let standings = ranking::rank(&Model::new(&applied(&problem, &flip)).unwrap());
                let winner = standings.iter().find(|s| s.option == flip.winner).unwrap();
                prop_assert_eq!(winner.rank, Some(1));
            }
        }

        #[test]
        fn every_single_step_that_flips_is_found(problem in any_problem()) {
            prop_assume!(missing(&problem) == 0);
            let model = Model::new(&problem).unwrap();
            prop_assume!(Contest::new(&model).is_some());
            let before = ranking::rank(&model);
            let mut expected = 0;
            for standing in before.iter().filter(|s| !s.is_excluded()) {
                for criterion in &problem.criteria {
                    let key = (standing.option.clone(), criterion.id.clone());
                    let Cell::Level(now) = problem.cells[&key] else { continue };
                    for to in Level::ALL.into_iter().filter(|l| (*l as usize).abs_diff(now as usize) == 1) {
                        let mut changed = problem.clone();
                        changed.cells.insert(key.clone(), Cell::Level(to));
                        let after = ranking::rank(&Model::new(&changed).unwrap());
                        let leads = |s: &&ranking::Standing| s.rank == Some(1);
                        if !after.iter().filter(leads).any(|s| s.option == before[0].option) {
                            expected += after.iter().filter(leads).count();
                        }
                    }
                }
            }
            let single = found(&problem).iter().filter(|f| {
                f.changes.len() == 1 && (f.changes[0].from as usize).abs_diff(f.changes[0].to as usize) == 1
            }).count();
            prop_assert_eq!(single, expected);
        }
    }

    #[test]
    fn the_winner_is_named() {
        assert_eq!(
            found(&grid(&["HH", "LL"], &[1.0, 1.0]))[0].winner,
            option('b')
        );
    }
}
