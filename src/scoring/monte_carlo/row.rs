//! One option as floating-point numbers, its missing cells drawn batch by batch.

use wide::bytemuck;

use crate::scoring::model::{Grade, Model};
use crate::scoring::problem::LIMIT;
use crate::scoring::random::{Bits, Lane, Streams};
use crate::scoring::region::{Drawn, EMPTY, single, small};

/// Every grade, for all samples of a batch.
const GRADES: [Bits; 3] = [Bits::splat(0), Bits::splat(1), Bits::splat(2)];

/// A cell that is not scored.
struct Hole {
    group: usize,
    /// The least grade that its must-have accepts.
    demand: Option<Grade>,
}

/// One contender.
pub(super) struct Row {
    /// Per group: how many of its scored cells are M, and how many H.
    scored: [(Lane, Lane); LIMIT],
    /// Sorted by group.
    holes: Vec<Hole>,
    /// Other contenders that are level with it throughout the region.
    pub(super) twins: u8,
}

impl Row {
    pub(super) fn new(model: &Model, option: usize, groups: &[Vec<usize>]) -> Self {
        let cells = &model.grades[option];
        let times = |columns: &[usize], grade| {
            let same = columns.iter().filter(|j| cells[**j] == Some(grade));
            Lane::splat(single(small(same.count())))
        };
        let (mut scored, mut holes) = ([(Lane::ZERO, Lane::ZERO); LIMIT], Vec::new());
        for (group, columns) in groups.iter().enumerate() {
            scored[group] = (times(columns, 1), times(columns, 2));
            let open = columns.iter().filter(|j| cells[**j].is_none());
            holes.extend(open.map(|j| Hole {
                group,
                demand: model.demands[*j],
            }));
        }
        Self {
            scored,
            holes,
            twins: 0,
        }
    }

    /// Whether a cell is missing.
    pub(super) const fn is_open(&self) -> bool {
        !self.holes.is_empty()
    }

    /// Values of a batch with the missing cells at L, for M at this value. Counts of levels are whole, so
    /// equal counts give equal bits.
    pub(super) fn values(&self, medium: Lane) -> Drawn {
        let mut values = EMPTY;
        for (value, (middle, high)) in values.iter_mut().zip(self.scored) {
            *value = high + medium * middle;
        }
        values
    }

    /// Draws the missing cells of a batch into the values of their groups; gives a mask of the samples in
    /// which one of them fails its must-have.
    pub(super) fn guess(&self, medium: Lane, streams: &mut Streams, values: &mut Drawn) -> Lane {
        let mut out = Lane::ZERO;
        for holes in self.holes.chunk_by(|a, b| a.group == b.group) {
            let group = holes[0].group;
            let (mut middle, mut high) = self.scored[group];
            for hole in holes {
                let grades = streams.third();
                let [worst, same, best] = GRADES.map(|grade| mask(grades.simd_eq(grade)));
                middle += same & Lane::ONE;
                high += best & Lane::ONE;
                out |= match hole.demand {
                    None | Some(0) => Lane::ZERO,
                    Some(1) => worst,
                    Some(_) => worst | same,
                };
            }
            values[group] = high + medium * middle;
        }
        out
    }
}

/// A mask of whole numbers as one of floating-point numbers.
fn mask(bits: Bits) -> Lane {
    bytemuck::cast(bits)
}
