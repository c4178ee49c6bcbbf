//! Seeded random numbers: the same seed gives the same streams on every machine.

use wide::{bytemuck, f32x8, u32x8};

/// Samples that are drawn side by side, each from a stream of its own.
pub(crate) const LANES: usize = 8;

/// One number per sample of a batch.
pub(crate) type Lane = f32x8;

/// Whole numbers or masks, one per sample of a batch.
pub(crate) type Bits = u32x8;

/// xoshiro128++ in as many streams as there are lanes (Blackman & Vigna, *ACM Transactions on
/// Mathematical Software* 47(4), 2021), their states filled by splitmix64 as its authors advise.
/// For sampling only, never for secrets.
#[derive(Debug, Clone)]
pub(crate) struct Streams {
    state: [Bits; 4],
}

impl Streams {
    /// Streams from a seed; any seed will do.
    #[allow(clippy::cast_possible_truncation, reason = "the two halves of 64 bits")]
    pub(crate) fn new(seed: u64) -> Self {
        let mut counter = seed;
        let words: [[u64; 2]; LANES] =
            std::array::from_fn(|_| [splitmix(&mut counter), splitmix(&mut counter)]);
        let half =
            |word: usize, shift: u32| Bits::new(words.map(|lane| (lane[word] >> shift) as u32));
        Self {
            state: [half(0, 0), half(0, 32), half(1, 0), half(1, 32)],
        }
    }

    /// 32 random bits per lane.
    fn next(&mut self) -> Bits {
        let [a, b, c, d] = self.state;
        let sum = a + d;
        let result = ((sum << 7) | (sum >> 25)) + a;
        let (mixed_c, mixed_d) = (c ^ a, d ^ b);
        self.state = [
            a ^ mixed_d,
            b ^ mixed_c,
            mixed_c ^ (b << 9),
            (mixed_d << 11) | (mixed_d >> 21),
        ];
        result
    }

    /// Uniform in [0, 1) with 23 bits: they become the fraction of a number between 1 and 2.
    pub(crate) fn unit(&mut self) -> Lane {
        const ONE: Bits = Bits::splat(1.0_f32.to_bits());
        bytemuck::cast::<Bits, Lane>((self.next() >> 9) | ONE) - Lane::ONE
    }

    /// 0, 1 or 2 with equal chance, to within 2⁻³⁰.
    pub(crate) fn third(&mut self) -> Bits {
        let part = self.next() >> 2;
        (part + part + part) >> 30
    }
}

/// The next output of splitmix64.
const fn splitmix(counter: &mut u64) -> u64 {
    *counter = counter.wrapping_add(0x9e37_79b9_7f4a_7c15);
    let mut mixed = *counter;
    mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    mixed ^ (mixed >> 31)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_stream_is_that_of_the_reference() {
        // Reference state {1, 2, 3, 4}: first outputs of the authors' C code.
        let mut streams = Streams {
            state: [1, 2, 3, 4].map(Bits::splat),
        };
        for expected in [641, 1_573_767, 3_222_811_527, 3_517_856_514, 836_907_274] {
            assert_eq!(streams.next(), Bits::splat(expected));
        }
    }

    #[test]
    fn the_seed_is_spread_as_the_reference_does() {
        // First outputs of splitmix64 for the seed 1234567, as its authors' C code prints them.
        let mut counter = 1_234_567;
        let first = [splitmix(&mut counter), splitmix(&mut counter)];
        assert_eq!(
            first,
            [6_457_827_717_110_365_317, 3_203_168_211_198_807_973]
        );
    }

    #[test]
    fn lanes_differ_and_units_and_thirds_are_even() {
        let mut streams = Streams::new(7);
        let mut first = streams.next().to_array().to_vec();
        first.sort_unstable();
        first.dedup();
        assert_eq!(first.len(), LANES);
        let (mut sum, mut seen) = (0.0, [0_u32; 3]);
        for _ in 0..2_000 {
            let unit = streams.unit().to_array();
            assert!(unit.iter().all(|one| (0.0..1.0).contains(one)));
            sum += unit.iter().map(|one| f64::from(*one)).sum::<f64>();
            for third in streams.third().to_array() {
                seen[third as usize] += 1;
            }
        }
        assert!((sum / 16_000.0 - 0.5).abs() < 0.01);
        assert!(seen.iter().all(|count| (5_100..5_570).contains(count)));
    }
}
