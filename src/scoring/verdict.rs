//! Clear, leaning, or too close to call; and why.

use super::acceptability::{Acceptability, Method};
use super::contest::Contest;
use super::decimal;
use super::flips::Flip;
use super::model::Model;
use super::next_cell::NextCell;
use super::rational::Rational;
use super::reason::Reason;
use super::score_flips::ScoreFlip;
use super::winners::Winners;
use crate::agenda::{OptionId, Thresholds};
use crate::order::Arrange;

/// How sure the recommendation is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Word {
    /// First on at least `clear_share` of the weights near the stated ones, at least `clear_points` of
    /// weight must move to flip it, and it wins whatever the missing cells turn out to be.
    Clear,
    /// First on at least `leaning_share` of the weights near the stated ones.
    Leaning,
    /// Neither.
    TooClose,
    /// Nothing passes the must-haves.
    Hold,
}

impl Word {
    /// The word as it is printed.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Clear => "clear",
            Self::Leaning => "leaning",
            Self::TooClose => "too close to call",
            Self::Hold => "hold",
        }
    }

    /// What to do about it: adopt, trial, assess, hold.
    #[must_use]
    pub const fn verb(self) -> &'static str {
        match self {
            Self::Clear => "adopt",
            Self::Leaning => "trial",
            Self::TooClose => "assess",
            Self::Hold => "hold",
        }
    }
}

impl Verdict {
    /// The word for people: that of the contract, but where nothing could be compared that is said.
    #[must_use]
    pub fn text(&self) -> &'static str {
        match self.reasons.first() {
            Some(Reason::NothingScored) => "not scored yet",
            Some(Reason::Alone(_, 1)) => "nothing to compare",
            _ => self.word.word(),
        }
    }
}

/// The answer for one environment.
#[derive(Debug, Clone, PartialEq)]
pub struct Verdict {
    /// How sure it is.
    pub word: Word,
    /// Who leads; `None` with a tie, when nothing is scored or sure to pass the must-haves, with one option only, or
    /// when samples cannot tell two options apart.
    pub leader: Option<OptionId>,
    /// Share of the weights near the stated ones in which the leader is first.
    pub share: Option<f64>,
    /// Why, the strongest first.
    pub reasons: Vec<Reason>,
}

/// What the verdict rests on.
pub(crate) struct Grounds<'a> {
    pub(crate) model: &'a Model,
    pub(crate) thresholds: Thresholds,
    pub(crate) contest: Option<&'a Contest>,
    pub(crate) winners: &'a Winners,
    /// Rank shares near the stated weights; `None` when nothing passes.
    pub(crate) stated: Option<&'a Acceptability>,
    pub(crate) flips: &'a [Flip],
    pub(crate) score_flips: &'a [ScoreFlip],
    pub(crate) next_cell: Option<&'a NextCell>,
}

impl Grounds<'_> {
    /// Weighs the grounds.
    pub(crate) fn verdict(&self) -> Verdict {
        if self.model.contenders().is_empty() {
            let reasons = vec![Reason::NothingPasses];
            return Verdict {
                word: Word::Hold,
                leader: None,
                share: None,
                reasons,
            };
        }
        if self.nothing_scored() {
            let mut reasons = vec![Reason::NothingScored];
            reasons.extend(self.ask());
            return Verdict {
                word: Word::TooClose,
                leader: None,
                share: None,
                reasons,
            };
        }
        let leader = self.leader();
        let share = leader.and_then(|row| self.share(row));
        Verdict {
            word: self.word(share),
            leader: leader.map(|row| self.model.options[row].clone()),
            share,
            reasons: self.reasons(leader, share),
        }
    }

    fn nothing_scored(&self) -> bool {
        let rows = self.model.contenders();
        rows.into_iter()
            .all(|option| self.model.grades[option].iter().all(Option::is_none))
    }

    /// Whether there is nothing to compare with.
    const fn is_only(&self) -> bool {
        self.model.options.len() == 1
    }

    /// The necessary winner, else, while cells are missing, who is first most often beyond the error.
    fn leader(&self) -> Option<usize> {
        let contenders = self.model.contenders();
        if self.is_only() || !contenders.iter().any(|o| self.model.is_certain(*o)) {
            return None;
        }
        if let Some(contest) = self.contest {
            return Some(contest.leader);
        }
        if self.model.is_scored() && contenders.iter().all(|o| self.model.is_certain(*o)) {
            return None;
        }
        let stated = self.stated?;
        let error = if let Method::MonteCarlo { error, .. } = stated.method {
            error
        } else {
            0.0
        };
        let mut firsts: Vec<(f64, &OptionId)> = stated
            .options
            .iter()
            .map(|shares| (shares.ranks[0], &shares.option))
            .collect();
        firsts.arrange_by(|a, b| b.0.total_cmp(&a.0).then_with(|| a.1.cmp(b.1)));
        let (most, leader) = *firsts.first()?;
        let next = firsts.get(1).map_or(0.0, |(share, _)| *share);
        let ahead = most - next > 2.0 * error;
        self.model
            .options
            .iter()
            .position(|id| ahead && id == leader)
    }

    fn share(&self, leader: usize) -> Option<f64> {
        let name = &self.model.options[leader];
        let shares = self
            .stated?
            .options
            .iter()
            .find(|shares| shares.option == *name)?;
        Some(shares.ranks[0])
    }

    fn word(&self, share: Option<f64>) -> Word {
        let Thresholds {
            clear_share,
            clear_points,
            leaning_share,
            ..
        } = self.thresholds;
        let least = decimal::fraction(clear_points).unwrap_or(Rational::ZERO);
        let firm = self.flips.first().is_none_or(|flip| flip.points >= least);
        match share {
            Some(share) if share >= clear_share && firm && self.contest.is_some() => Word::Clear,
            Some(share) if share >= leaning_share => Word::Leaning,
            _ => Word::TooClose,
        }
    }

    fn reasons(&self, leader: Option<usize>, share: Option<f64>) -> Vec<Reason> {
        let mut reasons = Vec::new();
        let sole = match self.model.contenders().as_slice() {
            [row] => Some(*row),
            _ => None,
        };
        match leader.or(sole) {
            Some(row) => self.about_leader(row, share, &mut reasons),
            None if self.model.is_scored() => {
                reasons.push(Reason::Tied(self.winners.possible.clone()));
            }
            None => {}
        }
        let missing = self.missing();
        if missing > 0 {
            reasons.push(match (self.contest, leader) {
                (Some(_), Some(row)) => Reason::Settled(self.model.options[row].clone(), missing),
                _ => Reason::Open(missing, self.winners.possible.clone()),
            });
        }
        let cheapest = self
            .score_flips
            .iter()
            .min_by_key(|flip| flip.changes.len());
        reasons.extend(cheapest.map(|flip| {
            let same = self
                .score_flips
                .iter()
                .filter(|f| f.changes == flip.changes);
            let winners = same.map(|f| f.winner.clone()).collect();
            Reason::Rescore(flip.changes.clone(), winners)
        }));
        reasons.extend(self.ask());
        reasons
    }

    fn about_leader(&self, row: usize, share: Option<f64>, reasons: &mut Vec<Reason>) {
        let model = self.model;
        let name = || model.options[row].clone();
        if model.contenders().len() == 1 {
            let of = model.options.len();
            reasons.push(if of == 1 || model.is_certain(row) {
                Reason::Alone(name(), of)
            } else {
                Reason::Left(name(), of)
            });
        } else {
            reasons.extend(self.ahead());
            reasons.extend(share.map(|share| Reason::Share(name(), share)));
            reasons.extend(self.contest.map(|_| self.cheapest_move(row)));
        }
        let open = &model.must_haves[row].open;
        if !open.is_empty() {
            let criteria = open.iter().map(|j| model.criteria[*j].clone()).collect();
            reasons.push(Reason::Conditional(name(), criteria));
        }
    }

    /// How far the leader is ahead, said only where no cell is missing.
    fn ahead(&self) -> Option<Reason> {
        let (model, contest) = (self.model, self.contest?);
        if !model.is_scored() {
            return None;
        }
        let least = contest.rivals.iter().map(|rival| rival.lead).min()?;
        let level = contest.rivals.iter().filter(|rival| rival.lead == least);
        let mut rivals: Vec<OptionId> = level.map(|r| model.options[r.option].clone()).collect();
        rivals.arrange();
        let [worst, _, best] = model.scale;
        let points = |sum: i128| {
            Rational::new(100 * sum, model.total * (best - worst)).map(Rational::to_f64)
        };
        Some(Reason::Ahead {
            leader: model.options[contest.leader].clone(),
            score: points(model.bounds(contest.leader).0 - worst * model.total)?,
            rivals,
            margin: points(least)?,
        })
    }

    fn cheapest_move(&self, leader: usize) -> Reason {
        match self.flips.first() {
            Some(flip) => Reason::Move {
                rival: flip.rival.clone(),
                points: flip.points.to_f64(),
                from: flip
                    .from
                    .iter()
                    .map(|(criterion, _)| criterion.clone())
                    .collect(),
                to: flip.to.clone(),
            },
            None => Reason::NoMove(self.model.options[leader].clone()),
        }
    }

    /// Missing cells of options that pass.
    fn missing(&self) -> usize {
        let rows = self.model.contenders().into_iter();
        rows.map(|option| {
            self.model.grades[option]
                .iter()
                .filter(|cell| cell.is_none())
                .count()
        })
        .sum()
    }

    fn ask(&self) -> Option<Reason> {
        self.next_cell
            .map(|cell| Reason::Ask(cell.option.clone(), cell.criterion.clone()))
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::super::analysis::{Analysis, Settings, analyse};
    use super::super::fixture::{any_problem, completions, demand, grid, missing, option};
    use super::super::problem::Problem;
    use super::super::reason::Names;
    use super::*;
    use crate::agenda::Level;

    fn analysed(problem: &Problem) -> Analysis {
        analyse(
            problem,
            &Settings {
                samples: 2_000,
                ..Settings::default()
            },
        )
        .unwrap()
    }

    fn told(analysis: &Analysis) -> String {
        let names = Names::default();
        analysis
            .verdict
            .reasons
            .iter()
            .map(|r| r.sentence(&names))
            .collect::<Vec<_>>()
            .join("\n")
    }

    #[test]
    fn a_wide_lead_is_clear() {
        let found = analysed(&grid(&["HHM", "MLH", "LMM"], &[50.0, 30.0, 20.0]));
        assert_eq!(
            (found.verdict.word, found.verdict.leader.clone()),
            (Word::Clear, Some(option('a')))
        );
        assert_eq!(
            told(&found),
            "a scores 90.0 of 100, 45.0 points of score ahead of b.\n\
             a is first in 100 of 100 weightings within 5 points of the stated ones (this is not a probability of being right).\n\
             At least 30.0 points of weight must move before b draws level: from c2 to c3.\n\
             b would be first with a at L instead of H on c1."
        );
    }

    #[test]
    fn a_narrow_lead_is_not_clear_however_often_it_wins() {
        // Level at 50 : 50, so 6 points flip it although no weight within 5 points does.
        let found = analysed(&grid(&["HL", "LH"], &[56.0, 44.0]));
        assert_eq!(found.verdict.share, Some(1.0));
        assert_eq!(found.verdict.word, Word::Leaning);
    }

    #[test]
    fn a_tie_is_too_close_and_says_so() {
        let found = analysed(&grid(&["HL", "LH"], &[1.0, 1.0]));
        assert_eq!(
            (found.verdict.word, found.verdict.leader.clone()),
            (Word::TooClose, None)
        );
        assert_eq!(told(&found), "a and b share first place.");
        assert_eq!(found.gaps.len(), 2);
    }

    #[test]
    fn all_equal_is_a_tie_for_all() {
        let found = analysed(&grid(&["MM", "MM", "MM"], &[1.0, 2.0]));
        assert_eq!(told(&found), "a, b and c share first place.");
        assert!(found.ranking.iter().all(|s| s.rank_label() == "1="));
    }

    #[test]
    fn nothing_scored_asks_for_the_first_cell() {
        let found = analysed(&grid(&["??", "??"], &[1.0, 2.0]));
        assert_eq!(
            (found.verdict.word, found.verdict.leader.clone()),
            (Word::TooClose, None)
        );
        assert_eq!(
            told(&found),
            "No cell has been scored yet, so nothing can be compared.\n\
             Ask next about c2 for a: it narrows the answer most."
        );
    }

    #[test]
    fn must_haves_that_nobody_meets_hold() {
        let found = analysed(&demand(grid(&["LH", "LM"], &[1.0, 1.0]), 1, Level::Medium));
        assert_eq!(
            (found.verdict.word, found.verdict.word.verb()),
            (Word::Hold, "hold")
        );
        assert_eq!(found.verdict.leader, None);
        assert!(found.gaps[0].must_have && found.gaps[0].option == option('a'));
        assert!(found.acceptability.is_empty() && found.winners.possible.is_empty());
    }

    #[test]
    fn one_option_is_not_a_comparison() {
        let found = analysed(&grid(&["HM"], &[1.0, 1.0]));
        assert_eq!(
            (found.verdict.word, found.verdict.leader.clone()),
            (Word::TooClose, None)
        );
        assert_eq!(found.verdict.text(), "nothing to compare");
        assert_eq!(
            told(&found),
            "a is the only option, so nothing was compared: add another to compare it with."
        );
    }

    #[test]
    fn nothing_that_is_not_sure_to_pass_leads() {
        let found = analysed(&demand(grid(&["H?", "LL"], &[9.0, 1.0]), 2, Level::Medium));
        assert_eq!(
            (found.verdict.word, found.verdict.leader.clone()),
            (Word::TooClose, None)
        );
        let told = told(&found);
        assert!(
            told.starts_with(
                "a is the only one of 2 options that has not failed a must-have.\n\
             a has yet to show that it passes the must-have on c2."
            ),
            "{told}"
        );
    }

    #[test]
    fn options_that_would_be_first_together_are_named_together() {
        let found = analysed(&grid(&["HH", "HL", "HL"], &[1.0, 9.0]));
        let rescored = |reason: &&Reason| matches!(reason, Reason::Rescore(..));
        let reason = found.verdict.reasons.iter().find(rescored).unwrap();
        let Reason::Rescore(changes, winners) = reason else {
            unreachable!()
        };
        let alike = found.score_flips.iter().filter(|f| f.changes == *changes);
        assert_eq!(winners.len(), alike.count());
    }

    #[test]
    fn an_open_must_have_keeps_a_leader_from_being_clear() {
        let found = analysed(&demand(
            grid(&["H?", "LH", "LM"], &[9.0, 1.0]),
            2,
            Level::Medium,
        ));
        assert_eq!(
            (found.verdict.word, found.verdict.leader.clone()),
            (Word::Leaning, Some(option('a')))
        );
        assert!(told(&found).contains("a has yet to show that it passes the must-have on c2."));
    }

    #[test]
    fn twelve_by_twelve_with_nothing_scored_is_answered() {
        let found = analysed(&grid(&["????????????"; 12], &[1.0; 12]));
        assert_eq!(found.verdict.word, Word::TooClose);
        assert_eq!((found.coverage.scored, found.coverage.total), (0, 144));
        assert_eq!(found.winners.possible.len(), 12);
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(96))]

        #[test]
        fn an_option_that_is_out_never_leads(problem in any_problem()) {
            let found = analysed(&problem);
            let out = |id: &OptionId| found.ranking.iter().any(|s| s.option == *id && s.is_excluded());
            prop_assert!(!found.verdict.leader.iter().chain(&found.winners.possible).any(out));
        }

        #[test]
        fn clear_holds_in_every_completion(problem in any_problem()) {
            prop_assume!(missing(&problem) <= 4);
            let found = analysed(&problem);
            let firsts: Vec<Vec<OptionId>> = completions(&problem)
                .iter()
                .map(|filled| {
                    let all = super::super::ranking::rank(&Model::new(filled).unwrap());
                    all.into_iter().filter(|s| s.rank == Some(1)).map(|s| s.option).collect()
                })
                .collect();
            let alone = firsts.iter().all(|f| f.len() == 1 && *f == firsts[0]).then(|| firsts[0][0].clone());
            prop_assert_eq!(&found.winners.necessary, &alone);
            let mut possible: Vec<OptionId> = firsts.concat();
            possible.sort();
            possible.dedup();
            prop_assert_eq!(&found.winners.possible, &possible);
            if found.verdict.word == Word::Clear {
                prop_assert_eq!(&found.verdict.leader, &alone);
            }
        }
    }
}
