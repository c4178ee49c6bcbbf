//! Rank shares by sampling: for regions that cannot be cut up, and for cells that are not scored.
//!
//! Samples go through in batches of [`LANES`], one array per quantity, so that the compiler can work on
//! several at once.

use super::model::{Grade, Model};
use super::must_have;
use super::problem::LIMIT;
use super::random::Random;
use super::region::{Region, Weights};

/// Samples in one batch.
const LANES: usize = 16;

/// One number per sample of a batch.
type Lane = [f64; LANES];

/// What a run of samples counted; rows and columns are contenders in the order of the model.
#[derive(Debug, Clone)]
pub(crate) struct Counts {
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

/// The contenders as floating-point numbers.
struct Table {
    /// Value of each grade.
    scale: [f64; 3],
    /// Per contender and group: sum of the values of its scored cells.
    values: Vec<Weights>,
    groups: usize,
    /// Sorted by row, then group.
    holes: Vec<Hole>,
}

/// Weights (per group) and scores (per contender) of one batch.
struct Batch {
    weights: [Lane; LIMIT],
    scores: [Lane; LIMIT],
}

/// Draws weights uniformly from a region and missing cells uniformly from L, M, H. An option whose drawn
/// cell fails a must-have comes behind all that pass in that sample.
pub(crate) fn sample(model: &Model, region: &Region, samples: u32, seed: u64) -> Counts {
    let table = Table::new(model, region);
    let count = table.values.len();
    let mut counts = Counts {
        samples: samples.max(1),
        ranks: vec![[0.0; LIMIT]; count],
        centre: vec![[0.0; LIMIT]; count],
        wins: vec![[0.0; LIMIT]; count],
    };
    let mut random = Random::new(seed);
    let mut batch = Batch {
        weights: [[0.0; LANES]; LIMIT],
        scores: [[0.0; LANES]; LIMIT],
    };
    let mut left = counts.samples as usize;
    while left > 0 {
        table.fill(&mut batch, region, &mut random);
        let taken = left.min(LANES);
        counts.count(&batch, count, taken);
        left -= taken;
    }
    counts
}

impl Table {
    fn new(model: &Model, region: &Region) -> Self {
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
            scale: model.scale.map(as_float),
            values,
            groups: groups.len(),
            holes,
        }
    }

    /// Draws weights and scores of a whole batch. Every row sums in the same order, so that equal cells
    /// give equal bits and a tie is seen as one.
    fn fill(&self, batch: &mut Batch, region: &Region, random: &mut Random) {
        let mut weights = [0.0; LIMIT];
        for lane in 0..LANES {
            while !region.try_draw(random, &mut weights) {}
            for (all, weight) in batch.weights.iter_mut().zip(weights) {
                all[lane] = weight;
            }
        }
        let mut holes = self.holes.iter().peekable();
        for (row, own) in self.values.iter().enumerate() {
            let (mut scores, mut out) = ([0.0; LANES], [false; LANES]);
            for (group, value) in own.iter().enumerate().take(self.groups) {
                let mut values = [*value; LANES];
                while let Some(hole) = holes.next_if(|h| h.row == row && h.group == group) {
                    self.guess(hole, random, &mut values, &mut out);
                }
                for lane in 0..LANES {
                    scores[lane] += values[lane] * batch.weights[group][lane];
                }
            }
            for lane in (0..LANES).filter(|lane| out[*lane]) {
                scores[lane] = f64::NEG_INFINITY;
            }
            batch.scores[row] = scores;
        }
    }

    /// Draws a missing cell for each sample of a batch and marks those that fail its must-have.
    fn guess(&self, hole: &Hole, random: &mut Random, values: &mut Lane, out: &mut [bool; LANES]) {
        for lane in 0..LANES {
            let grade = random.third();
            values[lane] += self.scale[grade];
            out[lane] |= !must_have::meets(grade, hole.demand);
        }
    }
}

impl Counts {
    /// Counts the first `taken` samples of a batch.
    fn count(&mut self, batch: &Batch, options: usize, taken: usize) {
        let (mut ahead, mut level) = ([[0.0; LANES]; LIMIT], [[1.0; LANES]; LIMIT]);
        for row in 1..options {
            for other in 0..row {
                let (more, same) = compare(&batch.scores[row], &batch.scores[other]);
                for lane in 0..LANES {
                    ahead[other][lane] += more[lane];
                    ahead[row][lane] += 1.0 - more[lane] - same[lane];
                    level[row][lane] += same[lane];
                    level[other][lane] += same[lane];
                }
                let half = |lane: usize| more[lane] + 0.5 * same[lane];
                let won: f64 = (0..taken).map(half).sum();
                self.wins[row][other] += won;
                self.wins[other][row] += as_float(taken as i128) - won;
            }
        }
        for row in 0..options {
            for lane in 0..taken {
                self.place(row, (ahead[row][lane], level[row][lane]), batch, lane);
            }
        }
    }

    /// Counts one rank: `level` options, this one included, share the ranks after the `ahead` first.
    #[allow(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "counts of options, small and whole"
    )]
    fn place(&mut self, row: usize, (ahead, level): (f64, f64), batch: &Batch, lane: usize) {
        let part = 1.0 / level;
        let first = ahead as usize;
        for rank in first..first + level as usize {
            self.ranks[row][rank] += part;
        }
        if first == 0 {
            for (sum, weights) in self.centre[row].iter_mut().zip(&batch.weights) {
                *sum += part * weights[lane];
            }
        }
    }
}

/// 1 where the first is more, and 1 where both are the same.
#[allow(
    clippy::float_cmp,
    reason = "equal cells give equal bits; other ties have no volume"
)]
fn compare(a: &Lane, b: &Lane) -> (Lane, Lane) {
    let (mut more, mut same) = ([0.0; LANES], [0.0; LANES]);
    for lane in 0..LANES {
        more[lane] = f64::from(u8::from(a[lane] > b[lane]));
        same[lane] = f64::from(u8::from(a[lane] == b[lane]));
    }
    (more, same)
}

/// Sum of the values of the scored cells of each group.
fn scored_values(model: &Model, option: usize, groups: &[Vec<usize>]) -> Weights {
    let mut values = [0.0; LIMIT];
    for (value, columns) in values.iter_mut().zip(groups) {
        let scored = columns.iter().filter_map(|j| model.grades[option][*j]);
        *value = as_float(scored.map(|grade| model.scale[grade]).sum());
    }
    values
}

#[allow(
    clippy::cast_precision_loss,
    reason = "whole numbers of at most 16 digits"
)]
const fn as_float(whole: i128) -> f64 {
    whole as f64
}
