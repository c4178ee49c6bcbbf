//! Finds the one bit that was flipped in the stored bytes of an entry, when all else of it is known.

use blake3::CHUNK_LEN;
use blake3::hazmat::{
    ChainingValue, HasherExt as _, Mode, left_subtree_len, merge_subtrees_non_root,
    merge_subtrees_root,
};

use super::super::chain::ChainHash;

/// The bytes of the entry after `before` of which `body` differs in one bit, so that they have the hash `wanted`.
///
/// The hash proves the result. BLAKE3 is a tree, so that a bit costs one leaf and the way up, not the whole body;
/// `near` is where to look first.
pub(super) fn mend(
    before: ChainHash,
    body: &[u8],
    wanted: ChainHash,
    near: usize,
) -> Option<Vec<u8>> {
    let own = before.as_bytes().len();
    let mut bytes = [before.as_bytes(), body].concat();
    let near = near.saturating_add(own).min(bytes.len().saturating_sub(1));
    let found = if bytes.len() <= CHUNK_LEN {
        flip(&mut bytes, own, |bytes| {
            blake3::hash(bytes).as_bytes() == wanted.as_bytes()
        })
    } else {
        split(&mut bytes, 0, near, &|left, right| {
            merge_subtrees_root(left, right, Mode::Hash).as_bytes() == wanted.as_bytes()
        })
    };
    let body = bytes.split_off(own);
    // The hash before is known: a bit of it is not what was flipped.
    (found && before.after(&body) == wanted).then_some(body)
}

/// Looks in both halves of a part of the tree; `fits` says whether its two values lead to the hash.
fn split(
    bytes: &mut [u8],
    offset: u64,
    near: usize,
    fits: &dyn Fn(&ChainingValue, &ChainingValue) -> bool,
) -> bool {
    let middle = left_subtree_len(bytes.len() as u64);
    let (left, right) = bytes.split_at_mut(usize::try_from(middle).unwrap_or(usize::MAX));
    let after = offset + middle;
    let (first, second) = (value(left, offset), value(right, after));
    let in_left = near < left.len();
    let near_right = near.saturating_sub(left.len());
    let mut look = |in_left: bool| {
        if in_left {
            part(left, offset, near, &|value| fits(value, &second))
        } else {
            part(right, after, near_right, &|value| fits(&first, value))
        }
    };
    look(in_left) || look(!in_left)
}

fn part(bytes: &mut [u8], offset: u64, near: usize, fits: &dyn Fn(&ChainingValue) -> bool) -> bool {
    if bytes.len() > CHUNK_LEN {
        return split(bytes, offset, near, &|left, right| {
            fits(&merge_subtrees_non_root(left, right, Mode::Hash))
        });
    }
    flip(bytes, 0, |bytes| fits(&value(bytes, offset)))
}

fn value(bytes: &[u8], offset: u64) -> ChainingValue {
    let mut hasher = blake3::Hasher::new();
    hasher.set_input_offset(offset).update(bytes);
    hasher.finalize_non_root()
}

/// Flips one bit after another until it fits; else the bytes are as they were.
fn flip(bytes: &mut [u8], from: usize, fits: impl Fn(&[u8]) -> bool) -> bool {
    for at in from..bytes.len() {
        for bit in 0..8 {
            bytes[at] ^= 1 << bit;
            if fits(bytes) {
                return true;
            }
            bytes[at] ^= 1 << bit;
        }
    }
    false
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn any_one_bit_is_found_and_two_are_not() {
        let before = ChainHash::ROOT.after(b"before");
        for long in [1, 900, 1024, 3000, 5000] {
            let body: Vec<u8> = (0..=250_u8).cycle().take(long).collect();
            let wanted = before.after(&body);
            for at in [0, long / 2, long - 1] {
                let mut hit = body.clone();
                hit[at] ^= 16;
                assert_eq!(
                    mend(before, &hit, wanted, 0),
                    Some(body.clone()),
                    "{long} {at}"
                );
                assert_eq!(mend(before, &hit, wanted, at), Some(body.clone()));
            }
        }
        let body = vec![7; 2000];
        let mut hit = body.clone();
        hit[3] ^= 1;
        hit[1500] ^= 4;
        assert_eq!(mend(before, &hit, before.after(&body), 3), None);
    }
}
