//! Regions of weights and how to draw uniformly from them.

use super::model::Model;
use super::problem::LIMIT;
use super::random::Random;

/// Weight per criterion, one array for all sizes so that nothing is allocated while sampling.
pub(crate) type Weights = [f64; LIMIT];

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
    low: Vec<f64>,
    high: Vec<f64>,
    proposal: Proposal,
}

/// Where candidates come from; those outside the region are drawn again.
#[derive(Debug, Clone, Copy)]
enum Proposal {
    /// The box of all coordinates but this one, which takes what is left.
    Box { remainder: usize },
    /// The simplex of this size that hangs on the lower corner.
    Lower { size: f64 },
    /// The simplex of this size that hangs on the upper corner.
    Upper { size: f64 },
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
        let proposal = Proposal::best(&low, &high);
        Self {
            low,
            high,
            proposal,
        }
    }

    /// One candidate; false when it fell outside and must be drawn again.
    fn try_draw(&self, random: &mut Random, weights: &mut Weights) -> bool {
        let count = self.low.len();
        match self.proposal {
            Proposal::Box { remainder } => {
                let mut left = 1.0;
                for j in (0..count).filter(|j| *j != remainder) {
                    weights[j] = self.low[j] + (self.high[j] - self.low[j]) * random.unit();
                    left -= weights[j];
                }
                weights[remainder] = left;
                self.low[remainder] <= left && left <= self.high[remainder]
            }
            Proposal::Lower { size } => {
                spacings(random, count, weights);
                (0..count).for_each(|j| weights[j] = self.low[j] + size * weights[j]);
                (0..count).all(|j| weights[j] <= self.high[j])
            }
            Proposal::Upper { size } => {
                spacings(random, count, weights);
                (0..count).for_each(|j| weights[j] = self.high[j] - size * weights[j]);
                (0..count).all(|j| weights[j] >= self.low[j])
            }
        }
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
        if of_box <= 4.0 * least {
            Self::Box { remainder }
        } else if simplex(lower) <= simplex(upper) {
            Self::Lower { size: lower }
        } else {
            Self::Upper { size: upper }
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
        columns.sort_by_key(|j| std::cmp::Reverse(model.weights[*j]));
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
}

impl Region {
    /// Criteria of each group; one criterion per group near the stated weights.
    pub(crate) fn groups(&self) -> Vec<Vec<usize>> {
        match self {
            Self::Near(near) => (0..near.low.len()).map(|j| vec![j]).collect(),
            Self::Simplex(simplex) => simplex.groups.clone(),
        }
    }

    /// One try for a uniform point: the weight of each criterion of each group. False means: again.
    pub(crate) fn try_draw(&self, random: &mut Random, weights: &mut Weights) -> bool {
        match self {
            Self::Near(near) => near.try_draw(random, weights),
            Self::Simplex(simplex) => {
                spacings(random, simplex.groups.len(), weights);
                *weights = simplex.at(weights);
                true
            }
        }
    }
}

/// A uniform point of the simplex of `count` vertices: the spacings of sorted uniform numbers.
/// (Devroye, *Non-Uniform Random Variate Generation*, 1986, ch. V.2.)
fn spacings(random: &mut Random, count: usize, shares: &mut Weights) {
    let cuts = count - 1;
    for at in 0..cuts {
        let cut = random.unit();
        let mut place = at;
        while place > 0 && shares[place - 1] > cut {
            shares[place] = shares[place - 1];
            place -= 1;
        }
        shares[place] = cut;
    }
    shares[cuts] = 1.0;
    for at in (1..count).rev() {
        shares[at] -= shares[at - 1];
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

#[cfg(test)]
mod tests {
    use super::super::fixture::grid;
    use super::*;

    fn means(region: &Region, draws: u32) -> (Weights, u32) {
        let (mut random, mut weights, mut sums, mut tries) =
            (Random::new(3), [0.0; LIMIT], [0.0; LIMIT], 0);
        let mut taken = 0;
        while taken < draws {
            tries += 1;
            assert!(tries < 1000 * draws, "the region is hardly ever hit");
            if region.try_draw(&mut random, &mut weights) {
                taken += 1;
                (0..LIMIT).for_each(|j| sums[j] += weights[j] / f64::from(draws));
            }
        }
        (sums, tries)
    }

    fn model(weights: &[f64]) -> Model {
        Model::new(&grid(&[&"H".repeat(weights.len())], weights)).unwrap()
    }

    #[test]
    fn near_the_stated_weights_is_centred_and_hit_often() {
        let stated = [30.0, 20.0, 10.0, 10.0, 10.0, 10.0, 10.0];
        let (means, tries) = means(&Region::Near(Near::new(&model(&stated), 0.05)), 20_000);
        assert!(
            stated
                .iter()
                .zip(means)
                .all(|(w, mean)| (w / 100.0 - mean).abs() < 0.001)
        );
        assert!(tries < 60_000);
    }

    #[test]
    fn weights_at_nothing_do_not_make_an_endless_wait() {
        for nothing in 0..12 {
            let mut stated = [0.0; 12];
            stated[nothing..].fill(1.0);
            let (means, tries) = means(&Region::Near(Near::new(&model(&stated), 0.05)), 200);
            assert!((means.iter().sum::<f64>() - 1.0).abs() < 1e-9);
            assert!(tries < 200 * 60, "{nothing}: {tries}");
        }
    }

    #[test]
    fn the_centre_of_an_order_is_the_rank_order_centroid() {
        let (means, _) = means(
            &Region::Simplex(Simplex::order(&model(&[3.0, 2.0, 1.0]))),
            20_000,
        );
        for (mean, expected) in means.iter().zip([11.0 / 18.0, 5.0 / 18.0, 2.0 / 18.0]) {
            assert!((mean - expected).abs() < 0.005);
        }
    }

    #[test]
    fn any_weight_passes_a_half_as_often_as_theory_says() {
        // P(w_1 > ½) = (½)^(n−1).
        let region = Region::Simplex(Simplex::any(&model(&[1.0; 4])));
        let (mut random, mut weights, mut hits) = (Random::new(5), [0.0; LIMIT], 0);
        for _ in 0..40_000 {
            region.try_draw(&mut random, &mut weights);
            hits += i32::from(weights[0] > 0.5);
        }
        assert!((f64::from(hits) / 40_000.0 - 0.125).abs() < 0.006);
    }
}
