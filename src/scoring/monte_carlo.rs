//! Rank shares by sampling: for regions that cannot be cut up, and for cells that are not scored.
//!
//! Samples go through in batches, one place of a wide number per sample. Options are compared by their
//! differences, not by their scores: what two options have in common cancels exactly, so equal cells are
//! seen as a tie however coarse the numbers are.

mod pair;
mod row;
mod tally;

use self::pair::Pair;
use self::row::Row;
use self::tally::Tally;
use super::model::Model;
use super::random::{LANES, Lane};
use super::region::{Drawn, EMPTY, Region, Source, Weights, single};

/// What a run of samples counted; rows and columns are contenders in the order of the model.
#[derive(Debug, Clone)]
pub(crate) struct Counts {
    /// Samples taken: those asked for, rounded up to whole batches.
    pub(crate) samples: u32,
    /// Times that each option took each rank; ties share.
    pub(crate) ranks: Vec<Weights>,
    /// Sum of the weights (per group) over the samples in which each option was first; ties share.
    pub(crate) centre: Vec<Weights>,
    /// Times that the row scored more than the column; ties count half.
    pub(crate) wins: Vec<Weights>,
}

/// The contenders as floating-point numbers.
struct Table {
    rows: Vec<Row>,
    /// Pairs that are not level throughout; those that are share their ranks at the end.
    pairs: Vec<Pair>,
    /// Number of criteria in each group.
    sizes: Vec<usize>,
    /// Value of M, with L at 0 and H at 1.
    medium: Lane,
}

/// What is known of one batch.
struct Batch {
    weights: Drawn,
    /// Value per row and group; only rows with missing cells and their rivals use it.
    values: Vec<Drawn>,
    /// Mask per row: a drawn cell fails its must-have.
    out: Vec<Lane>,
    /// Lead of the first of each pair over the second.
    leads: Vec<Lane>,
}

/// Draws weights uniformly from a region and missing cells uniformly from L, M, H. An option whose drawn
/// cell fails a must-have comes behind all that pass in that sample.
pub(crate) fn sample(model: &Model, region: &Region, samples: u32, seed: u64) -> Counts {
    let table = Table::new(model, region);
    let mut tally = Tally::new(&table);
    let mut source = Source::new(region, seed);
    let mut batch = Batch::new(&table);
    let batches = (samples.max(1) as usize).div_ceil(LANES);
    for _ in 0..batches {
        source.draw(&mut batch.weights);
        table.guess(&mut batch, &mut source);
        table.compare(&mut batch);
        tally.count(&table, &batch);
    }
    tally.counts(&table, batches * LANES)
}

impl Table {
    fn new(model: &Model, region: &Region) -> Self {
        let groups = region.groups();
        let contenders = model.contenders();
        let (low, span) = (model.scale[0], model.scale[2] - model.scale[0]);
        let medium = single(as_float(model.scale[1] - low) / as_float(span));
        let row = |option: &usize| Row::new(model, *option, &groups);
        let mut table = Self {
            rows: contenders.iter().map(row).collect(),
            pairs: Vec::new(),
            sizes: groups.iter().map(Vec::len).collect(),
            medium: Lane::splat(medium),
        };
        for b in 1..contenders.len() {
            for a in 0..b {
                let pair = Pair::new(model, (contenders[a], contenders[b]), (a, b), &groups);
                if pair.is_level() {
                    table.rows[a].twins += 1;
                    table.rows[b].twins += 1;
                } else {
                    table.pairs.push(pair);
                }
            }
        }
        table
    }

    /// Draws the missing cells of a batch.
    fn guess(&self, batch: &mut Batch, source: &mut Source<'_>) {
        let rows = self.rows.iter().zip(&mut batch.values).zip(&mut batch.out);
        for ((row, values), out) in rows {
            if row.is_open() {
                *out = row.guess(self.medium, &mut source.streams, values);
            }
        }
    }

    /// Leads of a batch.
    fn compare(&self, batch: &mut Batch) {
        for (pair, lead) in self.pairs.iter().zip(&mut batch.leads) {
            *lead = match &pair.differences {
                Some(differences) => pair::fixed(&batch.weights, differences),
                None => pair::drawn(
                    &batch.weights[..self.sizes.len()],
                    [&batch.values[pair.a], &batch.values[pair.b]],
                    [batch.out[pair.a], batch.out[pair.b]],
                ),
            };
        }
    }
}

impl Batch {
    fn new(table: &Table) -> Self {
        let values = table.rows.iter().map(|row| row.values(table.medium));
        Self {
            weights: EMPTY,
            values: values.collect(),
            out: vec![Lane::ZERO; table.rows.len()],
            leads: vec![Lane::ZERO; table.pairs.len()],
        }
    }
}

#[allow(
    clippy::cast_precision_loss,
    reason = "whole numbers of at most 18 digits"
)]
const fn as_float(whole: i128) -> f64 {
    whole as f64
}
