//! The links of a network with ids resolved to places, and who is linked to whom.

use super::places::Places;
use super::problem::{NetworkProblem, ProblemKind, small};
use super::{LinkKind, Network};

/// A checked link between two places in [`Network::packages`].
#[derive(Debug, Clone, Copy)]
pub(super) struct Link {
    pub(super) from: u32,
    pub(super) to: u32,
    pub(super) kind: LinkKind,
    /// Ticks.
    pub(super) lag: i64,
    /// The place in [`Network::links`].
    pub(super) source: u32,
}

impl Link {
    /// A finish-to-start link that lets no overlap in.
    pub(super) const fn is_plain_order(&self) -> bool {
        matches!(self.kind, LinkKind::FinishToStart) && self.lag >= 0
    }
}

/// Resolves every link; unusable ones are reported and left out.
pub(super) fn resolve(network: &Network, places: &Places<'_>) -> (Vec<Link>, Vec<NetworkProblem>) {
    let mut links = Vec::with_capacity(network.links.len());
    let mut problems = Vec::new();
    let mut last: (&str, Option<u32>) = ("", None);
    for (source, link) in network.links.iter().enumerate() {
        let from = places.of(&link.from);
        // Links are mostly entered package by package: the waiting end repeats.
        if last.0 != link.to {
            last = (&link.to, places.of(&link.to));
        }
        let to = last.1;
        let (package, id, kind) = match (from, to) {
            (Some(from), Some(to)) if from != to => {
                let (source, lag) = (small(source), link.lag.ticks(&network.calendar));
                let kind = link.kind;
                links.push(Link {
                    from,
                    to,
                    kind,
                    lag,
                    source,
                });
                continue;
            }
            (Some(_), Some(to)) => (Some(to), &link.to, ProblemKind::SelfLink),
            (None, to) => (to, &link.to, unknown(&link.from)),
            (from, None) => (from, &link.from, unknown(&link.to)),
        };
        problems.push(NetworkProblem {
            package: package.map(|place| place as usize),
            id: id.clone(),
            link: Some(source),
            kind,
        });
    }
    (links, problems)
}

fn unknown(name: &str) -> ProblemKind {
    ProblemKind::UnknownId {
        name: name.to_owned(),
    }
}

/// Lists of links, one for each package, in one array: no allocation per package.
#[derive(Debug, Clone, Default)]
pub(super) struct Grouped {
    begin: Vec<u32>,
    members: Vec<u32>,
}

impl Grouped {
    /// Groups the places of `links` by the package that `key` names; their order is kept.
    pub(super) fn by(links: &[Link], packages: usize, key: impl Fn(&Link) -> u32) -> Self {
        let mut begin = vec![0_u32; packages + 1];
        for link in links {
            begin[key(link) as usize + 1] += 1;
        }
        for place in 0..packages {
            begin[place + 1] += begin[place];
        }
        let mut next = begin.clone();
        let mut members = vec![0; links.len()];
        for (place, link) in links.iter().enumerate() {
            let slot = &mut next[key(link) as usize];
            members[*slot as usize] = small(place);
            *slot += 1;
        }
        Self { begin, members }
    }

    /// The places, in the list of links, of the links of one package.
    pub(super) fn of(&self, package: usize) -> &[u32] {
        &self.members[self.begin[package] as usize..self.begin[package + 1] as usize]
    }
}
