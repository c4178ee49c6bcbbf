//! A lead against its rivals, at the completion of the missing cells that is worst for the lead.

use super::model::{Grade, Model};
use super::winners;

/// The necessary winner and everyone it beats. With no cell missing that is the option alone in first place.
#[derive(Debug, Clone)]
pub(crate) struct Contest {
    /// Row of the leader.
    pub(crate) leader: usize,
    /// The other options that pass the must-haves.
    pub(crate) rivals: Vec<Rival>,
}

/// One rival of a leader.
#[derive(Debug, Clone)]
pub(crate) struct Rival {
    /// Row of the rival.
    pub(crate) option: usize,
    /// `d_j = v_aj − v_bj` in whole units: the leader at its least, the rival at its greatest.
    pub(crate) differences: Vec<i128>,
    /// `D = Σ W_j d_j`, positive.
    pub(crate) lead: i128,
}

impl Contest {
    /// The contest of a model; `None` with a tie for first or while missing cells leave the winner open.
    pub(crate) fn new(model: &Model) -> Option<Self> {
        let leader = winners::necessary(model)?;
        let others = model
            .contenders()
            .into_iter()
            .filter(|option| *option != leader);
        let rivals = others.map(|option| {
            let pairs = model.low[leader].iter().zip(&model.high[option]);
            let differences: Vec<i128> = pairs.map(|(a, b)| a - b).collect();
            Rival {
                option,
                lead: model.sum(&differences),
                differences,
            }
        });
        Some(Self {
            leader,
            rivals: rivals.collect(),
        })
    }

    /// Grades of a row at that completion: missing cells worst for the leader, best for anyone else.
    pub(crate) fn grades(&self, model: &Model, option: usize) -> Vec<Grade> {
        let missing = if option == self.leader { 0 } else { 2 };
        model.grades[option]
            .iter()
            .map(|cell| cell.unwrap_or(missing))
            .collect()
    }
}
