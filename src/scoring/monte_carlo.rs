//! Rank shares by sampling: for regions that cannot be cut up, and for cells that are not scored.

use super::model::{Grade, Model};
use super::must_have;
use super::problem::LIMIT;
use super::random::Random;
use super::region::{Region, Weights};

/// What a run of samples counted; rows and columns are contenders in the order of the model.
#[derive(Debug, Clone)]
pub(crate) struct Tally {
    /// Samples taken.
    pub(crate) samples: u32,
    /// Times that each option took each rank; ties share.
    pub(crate) ranks: Vec<Weights>,
    /// Sum of the weights (per group) over the samples in which each option was first; ties share.
    pub(crate) centre: Vec<Weights>,
    /// Times that the row scored more than the column; ties count half.
    pub(crate) wins: Vec<Weights>,
}

/// A cell of a contender that is not scored.
struct Hole {
    row: usize,
    group: usize,
    demand: Option<Grade>,
}

struct Drawer<'a> {
    model: &'a Model,
    /// Per contender and group: sum of the values of its scored cells, whole numbers as floating point.
    values: Vec<Weights>,
    groups: usize,
    holes: Vec<Hole>,
}

/// Draws weights uniformly from a region and missing cells uniformly from L, M, H. An option whose drawn
/// cell fails a must-have comes behind all that pass in that sample.
pub(crate) fn sample(model: &Model, region: &Region, samples: u32, seed: u64) -> Tally {
    let drawer = Drawer::new(model, region);
    let count = drawer.values.len();
    let mut tally = Tally {
        samples: samples.max(1),
        ranks: vec![[0.0; LIMIT]; count],
        centre: vec![[0.0; LIMIT]; count],
        wins: vec![[0.0; LIMIT]; count],
    };
    let (mut random, mut weights) = (Random::new(seed), [0.0; LIMIT]);
    for _ in 0..tally.samples {
        while !region.try_draw(&mut random, &mut weights) {}
        let scores = drawer.scores(&weights, &mut random);
        tally.count(&scores[..count], &weights);
    }
    tally
}

impl<'a> Drawer<'a> {
    fn new(model: &'a Model, region: &Region) -> Self {
        let groups = region.groups();
        let contenders = model.contenders();
        let mut holes = Vec::new();
        for (row, option) in contenders.iter().enumerate() {
            for (group, columns) in groups.iter().enumerate() {
                let open = columns
                    .iter()
                    .filter(|j| model.grades[*option][**j].is_none());
                holes.extend(open.map(|j| Hole {
                    row,
                    group,
                    demand: model.demands[*j],
                }));
            }
        }
        let values = contenders
            .iter()
            .map(|option| scored_values(model, *option, &groups))
            .collect();
        Self {
            model,
            values,
            groups: groups.len(),
            holes,
        }
    }

    /// Scores at some weights; the same cells give the same bits, so that a tie is seen as one.
    fn scores(&self, weights: &Weights, random: &mut Random) -> Weights {
        let mut scores = [0.0; LIMIT];
        if self.holes.is_empty() {
            for (score, row) in scores.iter_mut().zip(&self.values) {
                *score = self.dot(row, weights);
            }
            return scores;
        }
        let mut values = self.values.clone();
        let mut out = [false; LIMIT];
        for hole in &self.holes {
            let grade = random.third();
            values[hole.row][hole.group] += as_float(self.model.scale[grade]);
            out[hole.row] |= !must_have::meets(grade, hole.demand);
        }
        for (row, own) in values.iter().enumerate() {
            scores[row] = if out[row] {
                f64::NEG_INFINITY
            } else {
                self.dot(own, weights)
            };
        }
        scores
    }

    fn dot(&self, row: &Weights, weights: &Weights) -> f64 {
        let pairs = row[..self.groups].iter().zip(&weights[..self.groups]);
        pairs.map(|(value, weight)| value * weight).sum()
    }
}

impl Tally {
    #[allow(
        clippy::float_cmp,
        reason = "equal cells give equal bits; other ties have no volume"
    )]
    fn count(&mut self, scores: &[f64], weights: &Weights) {
        for (row, own) in scores.iter().enumerate() {
            let (mut ahead, mut level) = (0_usize, 0_u32);
            for (other, score) in scores.iter().enumerate() {
                ahead += usize::from(score > own);
                level += u32::from(score == own);
                self.wins[row][other] +=
                    f64::from(u8::from(own > score)) + 0.5 * f64::from(u8::from(own == score));
            }
            let part = 1.0 / f64::from(level);
            for rank in ahead..ahead + level as usize {
                self.ranks[row][rank] += part;
            }
            if ahead == 0 {
                self.centre[row]
                    .iter_mut()
                    .zip(weights)
                    .for_each(|(sum, w)| *sum += part * w);
            }
        }
    }
}

/// Sum of the values of the scored cells of each group.
fn scored_values(model: &Model, option: usize, groups: &[Vec<usize>]) -> Weights {
    let mut values = [0.0; LIMIT];
    for (value, columns) in values.iter_mut().zip(groups) {
        let scored = columns
            .iter()
            .filter_map(|j| model.grades[option][*j].map(|g| model.scale[g]));
        *value = as_float(scored.sum());
    }
    values
}

#[allow(
    clippy::cast_precision_loss,
    reason = "exact below 2^53, which scales of 15 digits stay below"
)]
const fn as_float(whole: i128) -> f64 {
    whole as f64
}
