//! Durations drawn from three-point estimates, in real-valued ticks.

use super::Distribution;
use super::estimate::EstimateTicks;
use super::random::Random;

/// How the duration of one package is drawn.
#[derive(Debug, Clone, Copy)]
pub(super) enum Sampler {
    Fixed(f64),
    /// Between `low` and `low + width`.
    Uniform {
        low: f64,
        width: f64,
    },
    Triangular {
        low: f64,
        likely: f64,
        high: f64,
    },
    /// `low + width · Beta(α, β)` with α = 1 + 4(m−o)/(p−o), β = 1 + 4(p−m)/(p−o).
    BetaPert {
        low: f64,
        width: f64,
        alpha: Gamma,
        beta: Gamma,
    },
}

impl Sampler {
    /// Prepares what does not change between draws.
    #[allow(
        clippy::cast_precision_loss,
        reason = "durations are far below 2^53 ticks"
    )]
    pub(super) fn new(estimate: EstimateTicks, distribution: Distribution) -> Self {
        let low = estimate.optimistic.max(0) as f64;
        let likely = estimate.likely.max(0) as f64;
        let high = estimate.pessimistic.max(0) as f64;
        let width = high - low;
        if width <= 0.0 || likely < low || likely > high {
            return Self::Fixed(likely);
        }
        match distribution {
            Distribution::Uniform => Self::Uniform { low, width },
            Distribution::Triangular => Self::Triangular { low, likely, high },
            Distribution::BetaPert => Self::BetaPert {
                low,
                width,
                alpha: Gamma::new(1.0 + 4.0 * (likely - low) / width),
                beta: Gamma::new(1.0 + 4.0 * (high - likely) / width),
            },
        }
    }

    /// Draws a duration.
    pub(super) fn draw(&self, random: &mut Random) -> f64 {
        match self {
            Self::Fixed(ticks) => *ticks,
            Self::Uniform { low, width } => low + width * random.unit(),
            Self::Triangular { low, likely, high } => {
                let (share, width) = (random.unit(), high - low);
                if share * width < likely - low {
                    low + (share * width * (likely - low)).sqrt()
                } else {
                    high - ((1.0 - share) * width * (high - likely)).sqrt()
                }
            }
            Self::BetaPert {
                low,
                width,
                alpha,
                beta,
            } => {
                let (up, down) = (alpha.draw(random), beta.draw(random));
                low + width * (up / (up + down))
            }
        }
    }
}

/// Draws from a gamma distribution of shape 1 or more and scale 1 (G. Marsaglia, W. Tsang, "A
/// simple method for generating gamma variables", ACM Transactions on Mathematical Software 26(3),
/// 2000).
#[derive(Debug, Clone, Copy)]
pub(super) struct Gamma {
    shape_less_third: f64,
    spread: f64,
}

impl Gamma {
    fn new(shape: f64) -> Self {
        let shape_less_third = shape - 1.0 / 3.0;
        Self {
            shape_less_third,
            spread: 1.0 / (9.0 * shape_less_third).sqrt(),
        }
    }

    fn draw(&self, random: &mut Random) -> f64 {
        loop {
            let normal = normal(random);
            let base = 1.0 + self.spread * normal;
            if base <= 0.0 {
                continue;
            }
            let (cube, square) = (base * base * base, normal * normal);
            // 1 − unit lies in (0, 1], so the logarithm is finite.
            let chance = 1.0 - random.unit();
            // The squeeze of the paper spares most draws the logarithms.
            if chance < 1.0 - 0.0331 * square * square
                || chance.ln() < 0.5 * square + self.shape_less_third * (1.0 - cube + cube.ln())
            {
                return self.shape_less_third * cube;
            }
        }
    }
}

/// Draws from the standard normal distribution (polar method: G. Marsaglia, T. Bray, SIAM Review
/// 6(3), 1964). Its second value is dropped, so that a draw leaves no state behind.
fn normal(random: &mut Random) -> f64 {
    loop {
        let (across, up) = (2.0 * random.unit() - 1.0, 2.0 * random.unit() - 1.0);
        let square = across * across + up * up;
        if square > 0.0 && square < 1.0 {
            return across * (-2.0 * square.ln() / square).sqrt();
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Mean and variance of 200,000 draws.
    fn moments(mut draw: impl FnMut(&mut Random) -> f64) -> (f64, f64) {
        let mut random = Random::new(42, 0);
        let values: Vec<f64> = (0..200_000).map(|_| draw(&mut random)).collect();
        let mean = values.iter().sum::<f64>() / 200_000.0;
        (
            mean,
            values
                .iter()
                .map(|value| (value - mean).powi(2))
                .sum::<f64>()
                / 200_000.0,
        )
    }

    fn close(found: f64, expected: f64) {
        assert!(
            (found - expected).abs() < 0.02 * expected.abs().max(0.5),
            "{found} is not {expected}"
        );
    }

    fn estimate(optimistic: i64, likely: i64, pessimistic: i64) -> EstimateTicks {
        EstimateTicks {
            optimistic,
            likely,
            pessimistic,
        }
    }

    #[test]
    fn normal_and_gamma_have_their_moments() {
        let (mean, variance) = moments(normal);
        close(mean, 0.0);
        close(variance, 1.0);
        for shape in [1.0, 2.5, 5.0] {
            let gamma = Gamma::new(shape);
            let (mean, variance) = moments(|random| gamma.draw(random));
            close(mean, shape);
            close(variance, shape);
        }
    }

    #[test]
    fn beta_pert_has_its_moments() {
        for (low, likely, high) in [(100, 200, 900), (0, 0, 600), (10, 500, 500)] {
            let sampler = Sampler::new(estimate(low, likely, high), Distribution::BetaPert);
            let (mean, variance) = moments(|random| sampler.draw(random));
            let [low, likely, high] =
                [low, likely, high].map(|value| f64::from(i32::try_from(value).unwrap()));
            let expected = (low + 4.0 * likely + high) / 6.0;
            close(mean, expected);
            close(variance, (expected - low) * (high - expected) / 7.0);
        }
    }

    #[test]
    fn triangular_and_uniform_have_their_moments() {
        let sampler = Sampler::new(estimate(100, 200, 900), Distribution::Triangular);
        let (mean, variance) = moments(|random| sampler.draw(random));
        close(mean, 400.0);
        close(variance, (1e4 + 4e4 + 81e4 - 2e4 - 9e4 - 18e4) / 18.0);
        let sampler = Sampler::new(estimate(100, 200, 900), Distribution::Uniform);
        let (mean, variance) = moments(|random| sampler.draw(random));
        close(mean, 500.0);
        close(variance, 64e4 / 12.0);
    }

    #[test]
    fn draws_stay_within_the_estimate() {
        let mut random = Random::new(3, 0);
        for distribution in [
            Distribution::BetaPert,
            Distribution::Triangular,
            Distribution::Uniform,
        ] {
            let sampler = Sampler::new(estimate(100, 100, 101), distribution);
            assert!((0..10_000).all(|_| (100.0..=101.0).contains(&sampler.draw(&mut random))));
        }
        assert!(matches!(
            Sampler::new(estimate(5, 5, 5), Distribution::BetaPert),
            Sampler::Fixed(_)
        ));
    }
}
