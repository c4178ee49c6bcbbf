//! Seeded random numbers: the same seed gives the same numbers on every machine.

/// A generator of 64-bit numbers: xoshiro256++ (D. Blackman, S. Vigna, "Scrambled linear
/// pseudorandom number generators", ACM Transactions on Mathematical Software 47(4), 2021).
#[derive(Debug, Clone)]
pub(super) struct Random {
    state: [u64; 4],
}

impl Random {
    /// The generator of one run: runs of one seed are independent of each other, so they may be
    /// computed in any order.
    pub(super) const fn new(seed: u64, run: u64) -> Self {
        let mut source =
            mix(seed.wrapping_add(GOLDEN)) ^ mix(run.wrapping_mul(GOLDEN).wrapping_add(1));
        let mut state = [0; 4];
        let mut at = 0;
        while at < state.len() {
            source = source.wrapping_add(GOLDEN);
            state[at] = mix(source);
            at += 1;
        }
        Self { state }
    }

    /// The next 64 bits.
    pub(super) const fn bits(&mut self) -> u64 {
        let [a, b, c, d] = self.state;
        let bits = a.wrapping_add(d).rotate_left(23).wrapping_add(a);
        let (c, d) = (c ^ a, d ^ b);
        self.state = [a ^ d, b ^ c, c ^ (b << 17), d.rotate_left(45)];
        bits
    }

    /// A number from 0 up to but without 1, in steps of 2⁻⁵³.
    #[allow(clippy::cast_precision_loss, reason = "53 bits fit")]
    pub(super) const fn unit(&mut self) -> f64 {
        (self.bits() >> 11) as f64 * (1.0 / (1_u64 << 53) as f64)
    }
}

/// 2⁶⁴ divided by the golden ratio, made odd: the step of `SplitMix64`.
const GOLDEN: u64 = 0x9e37_79b9_7f4a_7c15;

/// The finaliser of `SplitMix64` (G. Steele, D. Lea, C. Flood, "Fast splittable pseudorandom
/// number generators", OOPSLA 2014): spreads neighbouring seeds over all 64 bits.
const fn mix(value: u64) -> u64 {
    let value = (value ^ (value >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    let value = (value ^ (value >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    value ^ (value >> 31)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn gives_the_published_sequence() {
        // The first outputs for the state 1, 2, 3, 4: 5 rotated left by 23, plus 1; and so on.
        let mut random = Random {
            state: [1, 2, 3, 4],
        };
        let first = [random.bits(), random.bits(), random.bits(), random.bits()];
        assert_eq!(
            first,
            [
                41_943_041,
                58_720_359,
                3_588_806_011_781_223,
                3_591_011_842_654_386
            ]
        );
    }

    #[test]
    fn runs_and_seeds_differ() {
        let first = |seed, run| Random::new(seed, run).bits();
        let mut seen: Vec<u64> = (0..50)
            .flat_map(|seed| (0..50).map(move |run| first(seed, run)))
            .collect();
        seen.sort_unstable();
        seen.dedup();
        assert_eq!(seen.len(), 2500);
        assert_eq!(first(7, 3), first(7, 3));
    }

    #[test]
    fn unit_has_the_mean_and_variance_of_a_uniform() {
        let mut random = Random::new(1, 0);
        let values: Vec<f64> = (0..100_000).map(|_| random.unit()).collect();
        let mean = values.iter().sum::<f64>() / 100_000.0;
        let variance = values
            .iter()
            .map(|value| (value - mean).powi(2))
            .sum::<f64>()
            / 100_000.0;
        assert!((mean - 0.5).abs() < 0.005, "{mean}");
        assert!((variance - 1.0 / 12.0).abs() < 0.001, "{variance}");
        assert!(values.iter().all(|value| (0.0..1.0).contains(value)));
    }
}
