//! Regions of weights and how to draw uniformly from them.

use super::model::Model;
use super::problem::LIMIT;
use super::random::{LANES, Lane, Streams};
use crate::order::Arrange;

/// Weight per criterion, one array for all sizes so that nothing is allocated while sampling.
pub(crate) type Weights = [f64; LIMIT];

/// Weights of a batch of samples: per criterion (or group) one number for each sample.
pub(crate) type Drawn = [Lane; LIMIT];

/// A set of weight vectors. *Groups* are criteria whose weights are the same throughout the region.
#[derive(Debug, Clone)]
pub(crate) enum Region {
    /// All weight vectors within a margin of the stated ones.
    Near(Near),
    /// All that keep the stated order, or all there are: a simplex.
    Simplex(Simplex),
}

/// `{Σw = 1, low ≤ w ≤ high}`: a box cut by the plane of the weights.
#[derive(Debug, Clone)]
pub(crate) struct Near {
    low: Vec<Lane>,
    high: Vec<Lane>,
    width: Vec<Lane>,
    proposal: Proposal,
}

/// Where candidates come from; those outside the region are drawn again.
#[derive(Debug, Clone, Copy)]
enum Proposal {
    /// The box of all coordinates but this one, which takes what is left.
    Box { remainder: usize },
    /// The simplex of this size that hangs on the lower corner.
    Lower { size: Lane },
    /// The simplex of this size that hangs on the upper corner.
    Upper { size: Lane },
}

/// A simplex whose vertex `k` shares the weight among the criteria of groups 0 to `k` (an order), or
/// gives it to criterion `k` alone (any weights).
#[derive(Debug, Clone)]
pub(crate) struct Simplex {
    /// Criteria of each group.
    pub(crate) groups: Vec<Vec<usize>>,
    /// Whether vertex `k` reaches back over the groups before it.
    pub(crate) ordered: bool,
}

impl Near {
    /// Weights within `margin` (a share, 0.05 for 5 points) of the stated ones.
    pub(crate) fn new(model: &Model, margin: f64) -> Self {
        let stated = (0..model.criteria.len()).map(|j| model.share(j).to_f64());
        let (low, high): (Vec<f64>, Vec<f64>) = stated
            .map(|w| ((w - margin).max(0.0), (w + margin).min(1.0)))
            .unzip();
        let wide = |end: &f64| Lane::splat(single(*end));
        Self {
            proposal: Proposal::best(&low, &high),
            width: low.iter().zip(&high).map(|(l, h)| wide(&(h - l))).collect(),
            low: low.iter().map(wide).collect(),
            high: high.iter().map(wide).collect(),
        }
    }

    /// One candidate per lane, and a bit for each that is in the region.
    fn propose(&self, streams: &mut Streams, weights: &mut Drawn) -> u32 {
        let count = self.low.len();
        match self.proposal {
            Proposal::Box { remainder } => self.propose_box(remainder, streams, weights),
            Proposal::Lower { size } => {
                spacings(streams, count, weights);
                let mut inside = Lane::ZERO.simd_eq(Lane::ZERO);
                for ((all, low), high) in weights.iter_mut().zip(&self.low).zip(&self.high) {
                    *all = *low + *all * size;
                    inside &= all.simd_le(*high);
                }
                inside.to_bitmask()
            }
            Proposal::Upper { size } => {
                spacings(streams, count, weights);
                let mut inside = Lane::ZERO.simd_eq(Lane::ZERO);
                for ((all, low), high) in weights.iter_mut().zip(&self.low).zip(&self.high) {
                    *all = *high - *all * size;
                    inside &= all.simd_ge(*low);
                }
                inside.to_bitmask()
            }
        }
    }

    /// Candidates from the box: only the coordinate that takes what is left can fall outside.
    fn propose_box(&self, remainder: usize, streams: &mut Streams, weights: &mut Drawn) -> u32 {
        let mut left = Lane::ONE;
        for j in (0..self.low.len()).filter(|j| *j != remainder) {
            weights[j] = self.low[j] + self.width[j] * streams.unit();
            left -= weights[j];
        }
        weights[remainder] = left;
        let (low, high) = (self.low[remainder], self.high[remainder]);
        (left.simd_ge(low) & left.simd_le(high)).to_bitmask()
    }
}

impl Proposal {
    /// The proposal of least volume, hence of most hits; a simplex costs more per draw and must earn it.
    /// Many weights near 0 make a box useless: eleven of them in twelve hit once in eleven factorial.
    fn best(low: &[f64], high: &[f64]) -> Self {
        let width = |j: &usize| high[*j] - low[*j];
        let remainder = (0..low.len())
            .max_by(|a, b| width(a).total_cmp(&width(b)))
            .unwrap_or(0);
        let of_box: f64 = (0..low.len())
            .filter(|j| *j != remainder)
            .map(|j| width(&j))
            .product();
        let simplex = |size: f64| (1..low.len()).fold(1.0, |volume, k| volume * size / small(k));
        let lower = 1.0 - low.iter().sum::<f64>();
        let upper = high.iter().sum::<f64>() - 1.0;
        let least = simplex(lower).min(simplex(upper));
        if of_box <= 2.0 * least {
            Self::Box { remainder }
        } else if simplex(lower) <= simplex(upper) {
            let size = Lane::splat(single(lower));
            Self::Lower { size }
        } else {
            let size = Lane::splat(single(upper));
            Self::Upper { size }
        }
    }
}

impl Simplex {
    /// All weight vectors there are.
    pub(crate) fn any(model: &Model) -> Self {
        Self {
            groups: (0..model.criteria.len()).map(|j| vec![j]).collect(),
            ordered: false,
        }
    }

    /// All that keep the order of the stated weights, equal ones staying equal.
    pub(crate) fn order(model: &Model) -> Self {
        let mut columns: Vec<usize> = (0..model.criteria.len()).collect();
        columns.arrange_by_key(|j| std::cmp::Reverse(model.weights[*j]));
        let groups = columns.chunk_by(|a, b| model.weights[*a] == model.weights[*b]);
        Self {
            groups: groups.map(<[usize]>::to_vec).collect(),
            ordered: true,
        }
    }

    /// Weights of the groups at a point given by its shares of the vertices.
    pub(crate) fn at(&self, shares: &Weights) -> Weights {
        let count = self.groups.len();
        let mut weights = [0.0; LIMIT];
        if !self.ordered {
            weights[..count].copy_from_slice(&shares[..count]);
            return weights;
        }
        let (mut reached, mut sum) = (self.groups.iter().map(Vec::len).sum::<usize>(), 0.0);
        for group in (0..count).rev() {
            sum += shares[group] / small(reached);
            weights[group] = sum;
            reached -= self.groups[group].len();
        }
        weights
    }

    /// Part of a vertex's share that each of its criteria gets; empty for any weights.
    fn parts(&self) -> Vec<Lane> {
        let groups = self.groups.iter().filter(|_| self.ordered);
        let reached = groups.scan(0, |reached, columns| {
            *reached += columns.len();
            Some(*reached)
        });
        reached
            .map(|count| Lane::splat(single(1.0 / small(count))))
            .collect()
    }
}

impl Region {
    /// Criteria of each group; one criterion per group near the stated weights.
    pub(crate) fn groups(&self) -> Vec<Vec<usize>> {
        match self {
            Self::Near(near) => (0..near.low.len()).map(|j| vec![j]).collect(),
            Self::Simplex(simplex) => simplex.groups.clone(),
        }
    }
}

/// Uniform points of a region, a batch at a time.
pub(crate) struct Source<'a> {
    region: &'a Region,
    /// Where the random numbers come from.
    pub(crate) streams: Streams,
    /// The last candidates, and a bit for each that is inside and has not been taken.
    candidates: Drawn,
    waiting: u32,
    /// Of the simplex of an order, its parts.
    parts: Vec<Lane>,
}

impl<'a> Source<'a> {
    /// A source; the same region and seed give the same points.
    pub(crate) fn new(region: &'a Region, seed: u64) -> Self {
        Self {
            region,
            streams: Streams::new(seed),
            candidates: EMPTY,
            waiting: 0,
            parts: match region {
                Region::Near(_) => Vec::new(),
                Region::Simplex(simplex) => simplex.parts(),
            },
        }
    }

    /// Draws the weight of each criterion of each group.
    pub(crate) fn draw(&mut self, weights: &mut Drawn) {
        match self.region {
            Region::Near(near) => self.accept(near, weights),
            Region::Simplex(simplex) => {
                spacings(&mut self.streams, simplex.groups.len(), weights);
                // As `Simplex::at` for a whole batch, in place.
                let mut sum = Lane::ZERO;
                for (share, part) in weights[..self.parts.len()]
                    .iter_mut()
                    .zip(&self.parts)
                    .rev()
                {
                    sum += *share * *part;
                    *share = sum;
                }
            }
        }
    }

    /// Fills a batch with the candidates that are inside.
    fn accept(&mut self, near: &Near, weights: &mut Drawn) {
        let count = near.low.len();
        let mut chosen = [[0.0; LANES]; LIMIT];
        for filled in 0..LANES {
            while self.waiting == 0 {
                self.waiting = near.propose(&mut self.streams, &mut self.candidates);
            }
            let lane = self.waiting.trailing_zeros() as usize;
            self.waiting &= self.waiting - 1;
            for (all, from) in chosen.iter_mut().zip(&self.candidates).take(count) {
                all[filled] = from.as_array()[lane];
            }
        }
        for (all, chosen) in weights.iter_mut().zip(chosen).take(count) {
            *all = Lane::new(chosen);
        }
    }
}

/// Weights before anything was drawn.
pub(crate) const EMPTY: Drawn = [Lane::ZERO; LIMIT];

/// Uniform points of the simplex of `count` vertices: the spacings of sorted uniform numbers.
/// (Devroye, *Non-Uniform Random Variate Generation*, 1986, ch. V.2.)
fn spacings(streams: &mut Streams, count: usize, shares: &mut Drawn) {
    let cuts = count - 1;
    for at in 0..cuts {
        // The new number goes up through the sorted ones, the same comparisons in every lane.
        let mut cut = streams.unit();
        for known in &mut shares[..at] {
            (*known, cut) = (known.fast_min(cut), known.fast_max(cut));
        }
        shares[at] = cut;
    }
    shares[cuts] = Lane::ONE;
    for at in (1..count).rev() {
        let below = shares[at - 1];
        shares[at] -= below;
    }
}

/// A small count as a floating-point number.
#[allow(
    clippy::cast_precision_loss,
    reason = "counts of criteria are at most 12"
)]
pub(crate) const fn small(count: usize) -> f64 {
    count as f64
}

/// A number in single precision, which is far finer than the error of a sample.
#[allow(clippy::cast_possible_truncation, reason = "shares and small numbers")]
pub(crate) const fn single(number: f64) -> f32 {
    number as f32
}

#[cfg(test)]
mod tests {
    use super::super::fixture::grid;
    use super::*;

    fn means(region: &Region, batches: u16) -> Weights {
        let mut source = Source::new(region, 3);
        let (mut weights, mut means) = (EMPTY, [0.0; LIMIT]);
        let samples = f64::from(batches) * small(LANES);
        for _ in 0..batches {
            source.draw(&mut weights);
            for (mean, all) in means.iter_mut().zip(&weights) {
                *mean += all.to_array().map(f64::from).iter().sum::<f64>() / samples;
            }
        }
        means
    }

    /// Share of the candidates that are in a region, from 1,000 batches of them.
    fn hits(near: &Near) -> f64 {
        let (mut streams, mut weights) = (Streams::new(4), EMPTY);
        let mut hit = 0;
        for _ in 0..1_000 {
            hit += near.propose(&mut streams, &mut weights).count_ones();
        }
        f64::from(hit) / (1_000.0 * small(LANES))
    }

    fn model(weights: &[f64]) -> Model {
        Model::new(&grid(&[&"H".repeat(weights.len())], weights)).unwrap()
    }

    #[test]
    fn near_the_stated_weights_is_centred_and_hit_often() {
        let stated = [30.0, 20.0, 10.0, 10.0, 10.0, 10.0, 10.0];
        let near = Near::new(&model(&stated), 0.05);
        assert!(hits(&near) > 1.0 / 3.0);
        let means = means(&Region::Near(near), 2_500);
        assert!(
            stated
                .iter()
                .zip(means)
                .all(|(w, mean)| (w / 100.0 - mean).abs() < 0.001)
        );
    }

    #[test]
    fn weights_at_nothing_do_not_make_an_endless_wait() {
        for nothing in 0..12 {
            let mut stated = [0.0; 12];
            stated[nothing..].fill(1.0);
            let near = Near::new(&model(&stated), 0.05);
            assert!(hits(&near) > 1.0 / 60.0, "{nothing}: {}", hits(&near));
            let means = means(&Region::Near(near), 100);
            assert!((means.iter().sum::<f64>() - 1.0).abs() < 1e-6);
        }
    }

    #[test]
    fn the_centre_of_an_order_is_the_rank_order_centroid() {
        let means = means(
            &Region::Simplex(Simplex::order(&model(&[3.0, 2.0, 1.0]))),
            2_500,
        );
        for (mean, expected) in means.iter().zip([11.0 / 18.0, 5.0 / 18.0, 2.0 / 18.0]) {
            assert!((mean - expected).abs() < 0.005);
        }
    }

    #[test]
    fn any_weight_passes_a_half_as_often_as_theory_says() {
        // P(w_1 > ½) = (½)^(n−1).
        let region = Region::Simplex(Simplex::any(&model(&[1.0; 4])));
        let (mut source, mut weights, mut hits) = (Source::new(&region, 5), EMPTY, [0; 4]);
        for _ in 0..5_000 {
            source.draw(&mut weights);
            for (hits, all) in hits.iter_mut().zip(&weights) {
                *hits += all.to_array().iter().filter(|w| **w > 0.5).count();
            }
        }
        for hits in hits {
            assert!((small(hits) / 40_000.0 - 0.125).abs() < 0.006);
        }
    }
}
