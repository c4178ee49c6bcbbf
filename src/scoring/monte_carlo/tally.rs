//! Counts ranks: for each sample the number of options ahead of each is four bits of a code, three
//! options to a code, and the codes are counted. They are taken apart once, at the end.

use wide::bytemuck;

use super::{Batch, Counts, Table};
use crate::scoring::problem::LIMIT;
use crate::scoring::random::{Bits, LANES, Lane};
use crate::scoring::region::{Drawn, EMPTY, Weights, small};

/// Options in one code.
const TOGETHER: usize = 3;
/// Bits of a code for one option; at most 11 are ahead of it.
const WIDTH: usize = 4;
/// Codes there are.
const CODES: usize = 1 << (TOGETHER * WIDTH);
/// Batches after which sums in single precision are put away, so that they stay exact enough.
const PUT_AWAY: u32 = 256;

/// What is counted while samples are drawn.
pub(super) struct Tally {
    /// How often each code of each three rows came up, no tie counted in them.
    codes: Vec<[u32; CODES]>,
    /// The codes of a batch in which the first of no pair is ahead.
    none_ahead: Codes,
    /// Rank shares of the samples with a tie.
    shared: [Weights; LIMIT],
    centre: [Weights; LIMIT],
    /// What has not been put into `centre` yet, and for how many batches.
    recent: [Drawn; LIMIT],
    batches: u32,
    /// Per pair: samples in which the first was ahead, and in which they were level.
    won: Vec<(Bits, f64)>,
}

/// One code for every three options, for each sample of a batch.
type Codes = [Bits; LIMIT / TOGETHER];

/// 1 in the place of each of the options of a code.
const ONES: [Bits; TOGETHER] = [
    Bits::splat(1),
    Bits::splat(1 << WIDTH),
    Bits::splat(1 << (2 * WIDTH)),
];
/// All bits in the place of each of the options of a code.
const MASKS: [Bits; TOGETHER] = [
    Bits::splat(0xf),
    Bits::splat(0xf << WIDTH),
    Bits::splat(0xf << (2 * WIDTH)),
];

impl Tally {
    pub(super) fn new(table: &Table) -> Self {
        let mut none_ahead = [Bits::ZERO; LIMIT / TOGETHER];
        for pair in &table.pairs {
            none_ahead[pair.a / TOGETHER] += ONES[pair.a % TOGETHER];
        }
        Self {
            codes: vec![[0; CODES]; table.rows.len().div_ceil(TOGETHER)],
            none_ahead,
            shared: [[0.0; LIMIT]; LIMIT],
            centre: [[0.0; LIMIT]; LIMIT],
            recent: [EMPTY; LIMIT],
            batches: 0,
            won: vec![(Bits::ZERO, 0.0); table.pairs.len()],
        }
    }

    /// Counts the ranks of a batch.
    pub(super) fn count(&mut self, table: &Table, batch: &Batch) {
        let mut codes = self.none_ahead;
        let mut level = Lane::ZERO;
        for ((pair, lead), won) in table.pairs.iter().zip(&batch.leads).zip(&mut self.won) {
            let ahead: Bits = bytemuck::cast(lead.simd_gt(Lane::ZERO));
            codes[pair.a / TOGETHER] -= ahead & ONES[pair.a % TOGETHER];
            codes[pair.b / TOGETHER] += ahead & ONES[pair.b % TOGETHER];
            // A mask is −1.
            won.0 -= ahead;
            level |= lead.simd_eq(Lane::ZERO);
        }
        self.centre(table, batch, &codes, level);
        let ties = level.to_bitmask();
        for (counts, codes) in self.codes.iter_mut().zip(codes) {
            for (lane, code) in codes.to_array().into_iter().enumerate() {
                counts[code as usize % CODES] += 1 - (ties >> lane & 1);
            }
        }
        if ties != 0 {
            (0..LANES)
                .filter(|lane| ties >> lane & 1 == 1)
                .for_each(|lane| self.share(table, batch, lane));
        }
    }

    /// Adds the weights of a batch to the options that are first, where nothing is level.
    fn centre(&mut self, table: &Table, batch: &Batch, codes: &Codes, level: Lane) {
        let groups = table.sizes.len();
        for (row, sums) in self.recent.iter_mut().enumerate().take(table.rows.len()) {
            let ahead = codes[row / TOGETHER] & MASKS[row % TOGETHER];
            let first: Lane = bytemuck::cast(ahead.simd_eq(Bits::ZERO));
            let first = level.select(Lane::ZERO, first);
            if first.any() {
                for (sum, weight) in sums.iter_mut().zip(&batch.weights).take(groups) {
                    *sum += first & *weight;
                }
            }
        }
        self.batches += 1;
        if self.batches == PUT_AWAY {
            self.put_away();
        }
    }

    fn put_away(&mut self) {
        self.batches = 0;
        for (sums, recent) in self.centre.iter_mut().zip(&mut self.recent) {
            for (sum, recent) in sums.iter_mut().zip(recent) {
                *sum += recent.to_array().into_iter().map(f64::from).sum::<f64>();
                *recent = Lane::ZERO;
            }
        }
    }

    /// Counts one sample with a tie: those that are level share the ranks after those ahead.
    fn share(&mut self, table: &Table, batch: &Batch, lane: usize) {
        let (mut ahead, mut level) = ([0_usize; LIMIT], [1_u8; LIMIT]);
        for ((pair, lead), won) in table.pairs.iter().zip(&batch.leads).zip(&mut self.won) {
            let lead = lead.as_array()[lane];
            if lead > 0.0 {
                ahead[pair.b] += 1;
            } else if lead < 0.0 {
                ahead[pair.a] += 1;
            } else {
                level[pair.a] += 1;
                level[pair.b] += 1;
                won.1 += 1.0;
            }
        }
        for (row, one) in table.rows.iter().enumerate() {
            let level = level[row] + one.twins;
            let part = 1.0 / f64::from(level);
            let first = ahead[row];
            self.shared[row][first..first + usize::from(level)]
                .iter_mut()
                .for_each(|share| *share += part);
            if first == 0 {
                // Twins are reckoned with at the end.
                let part = part * f64::from(1 + one.twins);
                for (sum, weights) in self.centre[row].iter_mut().zip(&batch.weights) {
                    *sum += part * f64::from(weights.as_array()[lane]);
                }
            }
        }
    }

    /// Everything together; twins share the ranks they take.
    pub(super) fn counts(mut self, table: &Table, samples: usize) -> Counts {
        self.put_away();
        let count = table.rows.len();
        let mut counts = Counts {
            samples: u32::try_from(samples).unwrap_or(u32::MAX),
            ranks: self.shared[..count].to_vec(),
            centre: self.centre[..count].to_vec(),
            wins: vec![[small(samples) / 2.0; LIMIT]; count],
        };
        for (row, ranks) in counts.ranks.iter_mut().enumerate() {
            self.take_apart(row, table.rows[row].twins, ranks);
        }
        for (centre, ranks) in counts.centre.iter_mut().zip(&counts.ranks) {
            whole(centre, &table.sizes, ranks[0]);
        }
        for (pair, (won, level)) in table.pairs.iter().zip(&self.won) {
            let won = won.to_array().into_iter().map(f64::from).sum::<f64>() + level / 2.0;
            counts.wins[pair.a][pair.b] = won;
            counts.wins[pair.b][pair.a] = small(samples) - won;
        }
        counts
    }

    /// Adds the rank shares of one row that are in the codes.
    fn take_apart(&self, row: usize, twins: u8, ranks: &mut Weights) {
        let part = 1.0 / f64::from(1 + twins);
        for (bits, times) in self.codes[row / TOGETHER].iter().enumerate() {
            if *times > 0 {
                let ahead = bits >> (WIDTH * (row % TOGETHER)) & ((1 << WIDTH) - 1);
                ranks[ahead..=ahead + usize::from(twins)]
                    .iter_mut()
                    .for_each(|share| *share += part * f64::from(*times));
            }
        }
    }
}

/// Brings sums of weights to the number of samples they are from: single precision and twins make them
/// differ.
fn whole(centre: &mut Weights, sizes: &[usize], samples: f64) {
    let sums = centre.iter().zip(sizes);
    let total: f64 = sums.map(|(sum, size)| sum * small(*size)).sum();
    if total > 0.0 {
        for sum in &mut *centre {
            *sum *= samples / total;
        }
    }
}
