//! The chain of hashes that tells damage.

use std::fmt;
use std::str::FromStr;

/// The hash of a journal up to and with one entry.
///
/// BLAKE3 of the hash before it followed by the stored bytes of the entry; before the first entry it is 32 zeros.
/// It tells damage, not forgery: who rewrites the whole file can rewrite the hashes.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct ChainHash([u8; 32]);

impl ChainHash {
    /// The hash before the first entry.
    pub const ROOT: Self = Self([0; 32]);

    /// The hash after an entry with these stored bytes.
    #[must_use]
    pub fn after(self, body: &[u8]) -> Self {
        let mut hasher = blake3::Hasher::new();
        hasher.update(&self.0).update(body);
        Self(*hasher.finalize().as_bytes())
    }

    /// The hash as it is stored.
    #[must_use]
    pub const fn as_bytes(&self) -> &[u8] {
        &self.0
    }

    /// A stored hash; none when it has not 32 bytes.
    #[must_use]
    pub fn from_bytes(bytes: &[u8]) -> Option<Self> {
        bytes.try_into().ok().map(Self)
    }
}

impl FromStr for ChainHash {
    type Err = ();

    /// Reads 64 hexadecimal digits.
    fn from_str(text: &str) -> Result<Self, ()> {
        let hash = blake3::Hash::from_hex(text).map_err(drop)?;
        Ok(Self(*hash.as_bytes()))
    }
}

impl fmt::Display for ChainHash {
    /// 64 hexadecimal digits.
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.iter().try_for_each(|byte| write!(out, "{byte:02x}"))
    }
}

impl fmt::Debug for ChainHash {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, out)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_hash_depends_on_all_before_it() {
        let first = ChainHash::ROOT.after(b"a");
        let second = first.after(b"b");
        assert_ne!(second, ChainHash::ROOT.after(b"b"));
        assert_ne!(second, ChainHash::ROOT.after(b"ab"));
        assert_eq!(ChainHash::from_bytes(second.as_bytes()), Some(second));
        assert_eq!(ChainHash::from_bytes(b"short"), None);
        assert_eq!(second.to_string().len(), 64);
        assert_eq!(second.to_string().parse(), Ok(second));
        assert!("12".parse::<ChainHash>().is_err());
    }

    #[test]
    fn the_hash_is_that_of_the_documented_formula() {
        let by_hand = blake3::hash(&[&[0_u8; 32][..], b"body"].concat());
        assert_eq!(
            ChainHash::ROOT.after(b"body").to_string(),
            by_hand.to_hex().as_str()
        );
    }
}
