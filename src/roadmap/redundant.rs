//! Links that say nothing new: a path of other links already implies them.

use super::Plan;
use super::order::{Order, UNDATED};

/// Targets handled in one sweep: eight words, one cache line per package.
const WORDS: usize = 8;
const TARGETS: usize = WORDS * 64;
type Row = [u64; WORDS];

/// A plain link (finish to start, lag 0 or more) between two ranks.
#[derive(Debug, Clone, Copy)]
struct Plain {
    from: u32,
    to: u32,
    zero_lag: bool,
    link: u32,
}

impl Plan {
    /// Places, in [`super::Network::links`], of the zero-lag finish-to-start links that a path of
    /// finish-to-start links with lag 0 or more implies; of identical links all but the first.
    ///
    /// Packages in or behind a cycle are left out. Costs packages + links for each 512 packages
    /// that have several such links coming in, with memory linear in the packages.
    #[must_use]
    pub fn redundant(&self) -> Vec<usize> {
        let mut plain = self.plain_links();
        let mut redundant = repeated(&mut plain);
        let targets = targets(&plain, self.order.len());
        let mut rows = vec![[0; WORDS]; self.order.len()];
        for window in targets.chunks(TARGETS) {
            redundant.extend(implied(&plain, window, &mut rows));
        }
        let mut sources: Vec<usize> = redundant
            .into_iter()
            .map(|link| self.links[link as usize].source as usize)
            .collect();
        sources.sort_unstable();
        sources
    }

    /// The plain links by rank of their package that comes first.
    fn plain_links(&self) -> Vec<Plain> {
        let order: &Order = &self.order;
        let rank = ranks(order);
        let mut plain = Vec::with_capacity(self.links.len());
        for to in 0..order.len() {
            for edge in order.edges_into(to) {
                if self.links[edge.link as usize].is_plain_order() {
                    plain.push(Plain {
                        from: rank[edge.from as usize],
                        to: rank[to],
                        zero_lag: edge.lag == 0,
                        link: edge.link,
                    });
                }
            }
        }
        plain.sort_unstable_by_key(|link| (link.from, link.to, link.zero_lag, link.link));
        plain
    }
}

/// By position, the rank of each package in an order that keeps what is linked close together.
///
/// [`Order`] begins with everything that waits for nothing, so a link from there may span the whole plan,
/// and every window of targets would be swept from the beginning. Here a package stands as in the
/// network, or just before the first that needs it.
fn ranks(order: &Order) -> Vec<u32> {
    let mut rank = vec![UNDATED; order.len()];
    let mut next = 0;
    let mut open = Vec::new();
    for position in order
        .position
        .iter()
        .filter(|position| **position != UNDATED)
    {
        open.push(*position);
        while let Some(top) = open.last().map(|top| *top as usize) {
            let waiting = open.len();
            if rank[top] == UNDATED {
                let before = order.edges_into(top).iter().map(|edge| edge.from);
                open.extend(before.filter(|from| rank[*from as usize] == UNDATED));
            }
            if open.len() > waiting {
                continue;
            }
            if rank[top] == UNDATED {
                rank[top] = next;
                next += 1;
            }
            open.pop();
        }
    }
    rank
}

/// Takes all but one link of each pair out; returns the zero-lag ones taken.
fn repeated(plain: &mut Vec<Plain>) -> Vec<u32> {
    let mut taken = Vec::new();
    plain.dedup_by(|later, first| {
        let same = (later.from, later.to) == (first.from, first.to);
        if same && later.zero_lag {
            taken.push(later.link);
        }
        same
    });
    taken
}

/// A package, by its rank, that a redundant link can end at.
#[derive(Debug, Clone, Copy)]
struct Target {
    position: u32,
    /// The lowest position that a plain link to it comes from: a path need not be known further back.
    lowest: u32,
}

/// The ranks with several plain links coming in.
fn targets(plain: &[Plain], positions: usize) -> Vec<Target> {
    let mut incoming = vec![(0_u32, u32::MAX); positions];
    for link in plain {
        let (count, lowest) = &mut incoming[link.to as usize];
        *count += 1;
        *lowest = link.from.min(*lowest);
    }
    (0..)
        .zip(incoming)
        .filter(|(_, (count, _))| *count > 1)
        .map(|(position, (_, lowest))| Target { position, lowest })
        .collect()
}

/// The zero-lag links to one window of targets that a longer path implies.
///
/// Row by row from the last position back: a row holds the targets that a package reaches; before
/// its own links are added, those it reaches by two links or more. `rows` is room for a row per
/// position; what earlier windows left there is overwritten before it is read.
fn implied(plain: &[Plain], window: &[Target], rows: &mut [Row]) -> Vec<u32> {
    let mut redundant = Vec::new();
    let lowest = window.iter().map(|target| target.lowest).min();
    let (Some(lowest), Some(last)) = (lowest, window.last().map(|target| target.position)) else {
        return redundant;
    };
    let columns = Columns::new(window);
    let mut end = plain.partition_point(|link| link.from <= last);
    for position in (lowest..=last).rev() {
        let group = plain[..end]
            .iter()
            .rev()
            .take_while(|link| link.from == position);
        let links = &plain[end - group.count()..end];
        end -= links.len();
        let mut row: Row = [0; WORDS];
        for link in links.iter().filter(|link| link.to <= last) {
            for (word, beyond) in row.iter_mut().zip(rows[link.to as usize]) {
                *word |= beyond;
            }
        }
        for link in links {
            let Some((word, bit)) = columns.of(link.to) else {
                continue;
            };
            if row[word] & bit != 0 && link.zero_lag {
                redundant.push(link.link);
            }
            row[word] |= bit;
        }
        rows[position as usize] = row;
    }
    redundant
}

/// Which bit of a row stands for which position.
struct Columns {
    first: u32,
    numbers: Vec<u16>,
}

impl Columns {
    fn new(window: &[Target]) -> Self {
        let (first, last) = (window[0].position, window[window.len() - 1].position);
        let mut numbers = vec![u16::MAX; (last - first + 1) as usize];
        for (number, target) in (0..).zip(window) {
            numbers[(target.position - first) as usize] = number;
        }
        Self { first, numbers }
    }

    /// The word and the bit of a position; `None` when it is no target of the window.
    fn of(&self, position: u32) -> Option<(usize, u64)> {
        let at = position.checked_sub(self.first)?;
        let number = *self.numbers.get(at as usize)?;
        (number != u16::MAX).then(|| (usize::from(number) / 64, 1 << (number % 64)))
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use crate::roadmap::{Dependency, Network, Package, Plan};

    const NONE: [usize; 0] = [];

    fn network(packages: usize, links: &[(usize, usize, &str)]) -> Network {
        Network {
            packages: (0..packages)
                .map(|number| Package::new(&number.to_string(), "1d".parse().unwrap()))
                .collect(),
            links: links
                .iter()
                .map(|(from, to, how)| {
                    let mut link = Dependency::finish_to_start(&from.to_string(), &to.to_string());
                    let (kind, lag) = how.split_at(2);
                    link.kind = kind.parse().unwrap();
                    link.lag = lag.parse().unwrap();
                    link
                })
                .collect(),
            ..Network::default()
        }
    }

    fn redundant(links: &[(usize, usize, &str)]) -> Vec<usize> {
        Plan::new(network(5, links)).unwrap().redundant()
    }

    #[test]
    fn only_paths_of_plain_links_imply() {
        assert_eq!(
            redundant(&[(0, 1, "FS0d"), (1, 2, "FS0d"), (0, 2, "FS0d")]),
            [2]
        );
        assert_eq!(
            redundant(&[(0, 1, "FS0d"), (1, 2, "FS2d"), (0, 2, "FS0d")]),
            [2]
        );
        assert_eq!(
            redundant(&[(0, 1, "FS0d"), (1, 2, "FS-1h"), (0, 2, "FS0d")]),
            NONE
        );
        assert_eq!(
            redundant(&[(0, 1, "FS0d"), (1, 2, "SS0d"), (0, 2, "FS0d")]),
            NONE
        );
        assert_eq!(
            redundant(&[(0, 1, "FS0d"), (1, 2, "FS0d"), (0, 2, "FS1d")]),
            NONE,
            "a lag says something"
        );
        assert_eq!(
            redundant(&[(0, 1, "FS0d"), (1, 2, "FS0d"), (0, 2, "SS0d")]),
            NONE
        );
    }

    #[test]
    fn of_identical_links_the_first_stays() {
        assert_eq!(
            redundant(&[(0, 1, "FS0d"), (0, 1, "FS0d"), (0, 1, "FS0d")]),
            [1, 2]
        );
        assert_eq!(redundant(&[(0, 1, "FS0d"), (0, 1, "FS1d")]), [0]);
        assert_eq!(redundant(&[(0, 1, "FS0d"), (0, 1, "SS0d")]), NONE);
    }

    #[test]
    fn leaves_cycles_alone() {
        assert_eq!(
            redundant(&[
                (0, 1, "FS0d"),
                (1, 0, "FS0d"),
                (1, 2, "FS0d"),
                (0, 2, "FS0d")
            ]),
            NONE
        );
    }

    proptest! {
        /// Enough packages for several windows; a search per link is the second implementation.
        #[test]
        fn agrees_with_a_search_for_each_link(
            pairs in prop::collection::vec((0_usize..1500, 1_usize..40, 0_usize..3), 1..4000),
        ) {
            let links: Vec<_> = pairs.iter().filter(|(from, ahead, _)| from + ahead < 1500)
                .map(|(from, ahead, how)| (*from, from + ahead, ["FS0d", "FS1d", "SS0d"][*how])).collect();
            let mut seen = std::collections::HashSet::new();
            let links: Vec<_> = links.into_iter().filter(|(from, to, _)| seen.insert((*from, *to))).collect();
            let plain: Vec<_> = links.iter().filter(|link| link.2 != "SS0d").collect();
            let mut next = vec![Vec::new(); 1500];
            for (from, to, _) in &plain { next[*from].push(*to); }
            let expected: Vec<usize> = links.iter().enumerate()
                .filter(|(_, (from, to, how))| *how == "FS0d" && {
                    let mut open: Vec<usize> = next[*from].iter().copied().filter(|step| step != to).collect();
                    let mut reached = std::collections::HashSet::new();
                    while let Some(node) = open.pop() {
                        if node <= *to && reached.insert(node) { open.extend(&next[node]); }
                    }
                    reached.contains(to)
                })
                .map(|(number, _)| number).collect();
            prop_assert_eq!(Plan::new(network(1500, &links)).unwrap().redundant(), expected);
        }
    }
}
