//! Seeded random numbers: the same seed gives the same stream on every machine.

/// xoshiro256++ (Blackman & Vigna, *ACM Transactions on Mathematical Software* 47(4), 2021), its state
/// filled by splitmix64 as its authors advise. For sampling only, never for secrets.
#[derive(Debug, Clone)]
pub(crate) struct Random {
    state: [u64; 4],
}

impl Random {
    /// A stream from a seed; any seed will do.
    pub(crate) fn new(seed: u64) -> Self {
        let mut counter = seed;
        let mut next = || {
            counter = counter.wrapping_add(0x9e37_79b9_7f4a_7c15);
            let mut mixed = counter;
            mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
            mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
            mixed ^ (mixed >> 31)
        };
        Self {
            state: [next(), next(), next(), next()],
        }
    }

    /// 64 random bits.
    pub(crate) const fn next(&mut self) -> u64 {
        let [a, b, c, d] = &mut self.state;
        let result = a.wrapping_add(*d).rotate_left(23).wrapping_add(*a);
        let shifted = *b << 17;
        *c ^= *a;
        *d ^= *b;
        *b ^= *c;
        *a ^= *d;
        *c ^= shifted;
        *d = d.rotate_left(45);
        result
    }

    /// Uniform in [0, 1) with 53 bits.
    #[allow(clippy::cast_precision_loss, reason = "53 bits fit exactly")]
    pub(crate) const fn unit(&mut self) -> f64 {
        (self.next() >> 11) as f64 * (1.0 / 9_007_199_254_740_992.0)
    }

    /// 0, 1 or 2 with equal chance, to within 2⁻³².
    pub(crate) const fn third(&mut self) -> usize {
        (((self.next() >> 32) * 3) >> 32) as usize
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_stream_is_that_of_the_reference() {
        // Reference state {1, 2, 3, 4}: first outputs of the authors' C code.
        let mut random = Random {
            state: [1, 2, 3, 4],
        };
        let first: Vec<u64> = (0..4).map(|_| random.next()).collect();
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
    fn units_and_thirds_are_even() {
        let mut random = Random::new(7);
        let mean: f64 = (0..10_000).map(|_| random.unit()).sum::<f64>() / 10_000.0;
        assert!((mean - 0.5).abs() < 0.01);
        let mut seen = [0_u32; 3];
        (0..9_000).for_each(|_| seen[random.third()] += 1);
        assert!(seen.iter().all(|n| (2_800..3_200).contains(n)));
    }
}
