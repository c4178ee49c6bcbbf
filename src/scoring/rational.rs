//! Exact fractions, so that a tie is a tie.

use std::cmp::Ordering;
use std::fmt;

/// A fraction of two whole numbers in lowest terms; the denominator is positive.
///
/// Scores and weights are sums over one common denominator, so what remains for this type is small:
/// reduce, compare, add, multiply, print. Operations that could pass 128 bits give `None` instead.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Rational {
    numerator: i128,
    denominator: i128,
}

/// Greatest common divisor; `gcd(0, n)` is `n`.
pub(crate) const fn gcd(mut a: u128, mut b: u128) -> u128 {
    while b != 0 {
        (a, b) = (b, a % b);
    }
    a
}

impl Rational {
    /// 0.
    pub const ZERO: Self = Self {
        numerator: 0,
        denominator: 1,
    };
    /// 1.
    pub const ONE: Self = Self {
        numerator: 1,
        denominator: 1,
    };

    /// `numerator / denominator` in lowest terms; `None` for a zero denominator or past 127 bits.
    #[must_use]
    pub fn new(numerator: i128, denominator: i128) -> Option<Self> {
        if denominator == 0 {
            return None;
        }
        let divisor = gcd(numerator.unsigned_abs(), denominator.unsigned_abs());
        let top = i128::try_from(numerator.unsigned_abs() / divisor).ok()?;
        let bottom = i128::try_from(denominator.unsigned_abs() / divisor).ok()?;
        let negative = (numerator < 0) != (denominator < 0);
        Some(Self {
            numerator: if negative { -top } else { top },
            denominator: bottom,
        })
    }

    /// The number above the line; carries the sign.
    #[must_use]
    pub const fn numerator(self) -> i128 {
        self.numerator
    }

    /// The number below the line; positive.
    #[must_use]
    pub const fn denominator(self) -> i128 {
        self.denominator
    }

    /// The nearest floating-point number, to within two units in the last place.
    #[must_use]
    #[allow(
        clippy::cast_precision_loss,
        reason = "the exact value stays beside it"
    )]
    pub const fn to_f64(self) -> f64 {
        self.numerator as f64 / self.denominator as f64
    }

    /// The sum; `None` past 127 bits.
    #[must_use]
    pub fn checked_add(self, other: Self) -> Option<Self> {
        let shared = gcd(
            self.denominator.unsigned_abs(),
            other.denominator.unsigned_abs(),
        );
        let shared = i128::try_from(shared).ok()?;
        let left = self.numerator.checked_mul(other.denominator / shared)?;
        let right = other.numerator.checked_mul(self.denominator / shared)?;
        let bottom = self.denominator.checked_mul(other.denominator / shared)?;
        Self::new(left.checked_add(right)?, bottom)
    }

    /// The difference; `None` past 127 bits.
    #[must_use]
    pub fn checked_sub(self, other: Self) -> Option<Self> {
        self.checked_add(Self {
            numerator: -other.numerator,
            ..other
        })
    }

    /// The product; `None` past 127 bits.
    #[must_use]
    pub fn checked_mul(self, other: Self) -> Option<Self> {
        let left = Self::new(self.numerator, other.denominator)?;
        let right = Self::new(other.numerator, self.denominator)?;
        let top = left.numerator.checked_mul(right.numerator)?;
        Self::new(top, left.denominator.checked_mul(right.denominator)?)
    }
}

impl Ord for Rational {
    /// Compares the continued fractions term by term, which never multiplies and so never overflows.
    fn cmp(&self, other: &Self) -> Ordering {
        let (mut a, mut b) = (*self, *other);
        loop {
            let (whole_a, whole_b) = (
                a.numerator.div_euclid(a.denominator),
                b.numerator.div_euclid(b.denominator),
            );
            if whole_a != whole_b {
                return whole_a.cmp(&whole_b);
            }
            let (rest_a, rest_b) = (
                a.numerator.rem_euclid(a.denominator),
                b.numerator.rem_euclid(b.denominator),
            );
            match (rest_a, rest_b) {
                (0, 0) => return Ordering::Equal,
                (0, _) => return Ordering::Less,
                (_, 0) => return Ordering::Greater,
                _ => {
                    // Comparing reciprocals turns the order round, so the sides change places.
                    let flipped = Self {
                        numerator: b.denominator,
                        denominator: rest_b,
                    };
                    b = Self {
                        numerator: a.denominator,
                        denominator: rest_a,
                    };
                    a = flipped;
                }
            }
        }
    }
}

impl PartialOrd for Rational {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl fmt::Display for Rational {
    /// `23/40`; a whole number has no line: `1`.
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.denominator == 1 {
            write!(out, "{}", self.numerator)
        } else {
            write!(out, "{}/{}", self.numerator, self.denominator)
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn ratio(top: i128, bottom: i128) -> Rational {
        Rational::new(top, bottom).unwrap()
    }

    #[test]
    fn fractions_are_in_lowest_terms() {
        assert_eq!(ratio(46, -80).to_string(), "-23/40");
        assert_eq!(ratio(7, 7).to_string(), "1");
        assert_eq!(ratio(0, -5), Rational::ZERO);
        assert_eq!(Rational::new(1, 0), None);
        assert_eq!(Rational::new(i128::MIN, 1), None);
    }

    #[test]
    fn order_holds_where_cross_products_would_overflow() {
        let big = i128::MAX - 1;
        assert!(ratio(big, big - 1) < ratio(big - 1, big - 2));
        assert!(ratio(-big, big - 1) > ratio(-(big - 1), big - 2));
    }

    #[test]
    fn sums_past_the_limit_are_refused() {
        let big = ratio(i128::MAX, 1);
        assert_eq!(big.checked_add(Rational::ONE), None);
        assert_eq!(big.checked_mul(ratio(2, 1)), None);
        assert_eq!(big.checked_mul(ratio(1, i128::MAX)), Some(Rational::ONE));
    }

    proptest! {
        #[test]
        fn order_and_sums_agree_with_cross_multiplication(
            a in -1000_i128..1000, b in 1_i128..1000, c in -1000_i128..1000, d in 1_i128..1000,
        ) {
            let (x, y) = (ratio(a, b), ratio(c, d));
            prop_assert_eq!(x.cmp(&y), (a * d).cmp(&(c * b)));
            prop_assert_eq!(x.checked_add(y), Rational::new(a * d + c * b, b * d));
            prop_assert_eq!(x.checked_sub(y), Rational::new(a * d - c * b, b * d));
            prop_assert_eq!(x.checked_mul(y), Rational::new(a * c, b * d));
        }
    }
}
