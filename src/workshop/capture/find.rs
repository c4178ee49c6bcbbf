//! Finds what someone means by a few letters: an option, a block, a topic.

/// How freely a name may be shortened.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Freely {
    /// Its beginning.
    Beginning,
    /// Its beginning, a word of it or the beginning of a word.
    Word,
    /// Also letters of a word of its first two names in their order, the first one included: `ops` for `operations`.
    Letters,
}

/// Whether a name is meant by what was written.
type Test = fn(&str, &str) -> bool;

/// The one candidate that `wanted` names; none when it names none or more than one.
///
/// A name in full goes before every shortening, a closer shortening before a freer one.
pub(super) fn find<'n, T: Copy>(
    wanted: &str,
    freely: Freely,
    candidates: impl Iterator<Item = (T, Vec<&'n str>)>,
) -> Option<T> {
    let wanted = wanted.trim().to_lowercase();
    if wanted.is_empty() {
        return None;
    }
    let names: Vec<(T, Vec<String>)> = candidates
        .map(|(of, names)| (of, names.into_iter().map(str::to_lowercase).collect()))
        .collect();
    let tiers: [(Freely, Test); 5] = [
        (Freely::Beginning, |name, wanted| name == wanted),
        (Freely::Beginning, |name, wanted| name.starts_with(wanted)),
        (Freely::Word, |name, wanted| {
            words(name).any(|word| word == wanted)
        }),
        (Freely::Word, |name, wanted| {
            words(name).any(|word| word.starts_with(wanted))
        }),
        (Freely::Letters, |name, wanted| {
            words(name).any(|word| has_letters(word, wanted))
        }),
    ];
    for (needs, test) in tiers.iter().filter(|(needs, _)| *needs <= freely) {
        // Titles are sentences: nearly any letters can be found in them.
        let short = if *needs == Freely::Letters {
            2
        } else {
            usize::MAX
        };
        let mut hits = names
            .iter()
            .filter(|(_, names)| names.iter().take(short).any(|name| test(name, &wanted)));
        if let Some((found, _)) = hits.next() {
            return hits.next().is_none().then_some(*found);
        }
    }
    None
}

fn words(name: &str) -> impl Iterator<Item = &str> {
    name.split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty())
}

/// True when the letters of `wanted` stand in `word` in this order and both begin alike.
fn has_letters(word: &str, wanted: &str) -> bool {
    let mut letters = word.chars();
    word.chars().next() == wanted.chars().next()
        && wanted.chars().count() >= 2
        && wanted
            .chars()
            .all(|wanted| letters.any(|letter| letter == wanted))
}

#[cfg(test)]
mod tests {
    use super::*;

    const OPTIONS: [(u8, [&str; 3]); 5] = [
        (
            0,
            ["confluent-enterprise", "Conf.Ent", "Confluent Enterprise"],
        ),
        (
            1,
            ["confluent-community", "Conf.Comm", "Confluent Community"],
        ),
        (2, ["confluent-cloud", "Conf.Cloud", "Confluent Cloud"]),
        (3, ["aws-msk", "MSK", "AWS MSK"]),
        (
            4,
            [
                "kafka-oss",
                "Kafka OSS",
                "Kafka OSS and complementary tools",
            ],
        ),
    ];

    fn option(wanted: &str, freely: Freely) -> Option<u8> {
        find(
            wanted,
            freely,
            OPTIONS.iter().map(|(nth, names)| (*nth, names.to_vec())),
        )
    }

    #[test]
    fn a_short_word_finds_its_option() {
        for (wanted, nth) in [
            ("msk", 3),
            ("AWS", 3),
            ("cloud", 2),
            ("enterprise", 0),
            ("community", 1),
            ("oss", 4),
            ("kafka", 4),
            ("ent", 0),
            ("confluent cl", 2),
            ("Kafka OSS", 4),
        ] {
            assert_eq!(option(wanted, Freely::Word), Some(nth), "{wanted}");
        }
    }

    #[test]
    fn what_is_ambiguous_or_unknown_finds_nothing() {
        for wanted in ["confluent", "conf", "", " ", "pulsar", "co"] {
            assert_eq!(option(wanted, Freely::Letters), None, "{wanted}");
        }
        assert_eq!(option("mk", Freely::Word), None);
        assert_eq!(option("mk", Freely::Letters), Some(3));
        assert_eq!(option("cloud", Freely::Beginning), None);
        assert_eq!(option("kafka", Freely::Beginning), Some(4));
    }
}
