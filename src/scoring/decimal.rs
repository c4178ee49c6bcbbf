//! Decimals as people type them, taken exactly: 0.1 is 1/10, not the nearest binary fraction.

use super::rational::{Rational, gcd};

/// `digits × 10^exponent`.
#[derive(Debug, Clone, Copy)]
struct Decimal {
    digits: i128,
    exponent: i32,
}

/// The shortest decimal that reads back as this number; `None` for NaN and infinities.
fn shortest(number: f64) -> Option<Decimal> {
    if !number.is_finite() {
        return None;
    }
    let text = format!("{number:e}");
    let (mantissa, exponent) = text.split_once('e')?;
    let (whole, fraction) = mantissa.split_once('.').unwrap_or((mantissa, ""));
    let digits = format!("{whole}{fraction}").parse().ok()?;
    let places = i32::try_from(fraction.len()).ok()?;
    Some(Decimal {
        digits,
        exponent: exponent.parse::<i32>().ok()? - places,
    })
}

/// Whole numbers over one power of ten: `numbers[i] = whole[i] / denominator`.
///
/// `None` when a number is not finite or when a whole number or the denominator would pass `limit`
/// (the numbers differ too much in size and precision to be held exactly).
pub(crate) fn common_denominator(numbers: &[f64], limit: i128) -> Option<(Vec<i128>, i128)> {
    let decimals: Vec<Decimal> = numbers
        .iter()
        .copied()
        .map(shortest)
        .collect::<Option<_>>()?;
    let lowest = decimals
        .iter()
        .filter(|d| d.digits != 0)
        .map(|d| d.exponent)
        .min()
        .unwrap_or(0)
        .min(0);
    let scaled = |digits: i128, places: i32| -> Option<i128> {
        let power = 10_i128.checked_pow(u32::try_from(places).ok()?)?;
        digits
            .checked_mul(power)
            .filter(|whole| whole.abs() <= limit)
    };
    let whole = decimals
        .iter()
        .map(|d| {
            if d.digits == 0 {
                Some(0)
            } else {
                scaled(d.digits, d.exponent - lowest)
            }
        })
        .collect::<Option<Vec<_>>>()?;
    Some((whole, scaled(1, -lowest)?))
}

/// One decimal as a fraction; `None` when it is not finite or has more than 18 digits.
pub(crate) fn fraction(number: f64) -> Option<Rational> {
    let (whole, denominator) = common_denominator(&[number], 1_000_000_000_000_000_000)?;
    Rational::new(whole[0], denominator)
}

/// Divides all numbers by their greatest common divisor; all zero stays all zero.
pub(crate) fn reduce(numbers: &mut [i128]) {
    let divisor = numbers.iter().fold(0, |acc, n| gcd(acc, n.unsigned_abs()));
    if let Ok(divisor) = i128::try_from(divisor)
        && divisor > 1
    {
        for number in numbers.iter_mut() {
            *number /= divisor;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_tenth_is_a_tenth() {
        assert_eq!(fraction(0.1).unwrap().to_string(), "1/10");
        assert_eq!(fraction(-2.5e-3).unwrap().to_string(), "-1/400");
        assert_eq!(fraction(1e3).unwrap().to_string(), "1000");
        assert_eq!(
            fraction(0.1 + 0.2).unwrap().to_string(),
            "7500000000000001/25000000000000000"
        );
    }

    #[test]
    fn weights_share_a_power_of_ten() {
        let limit = 1_000_000_000_000_000_000;
        assert_eq!(
            common_denominator(&[0.333, 15.0, 0.0], limit),
            Some((vec![333, 15000, 0], 1000))
        );
        assert_eq!(
            common_denominator(&[0.0, -0.0], limit),
            Some((vec![0, 0], 1))
        );
        assert_eq!(common_denominator(&[f64::NAN], limit), None);
        assert_eq!(common_denominator(&[1e300], limit), None);
        assert_eq!(common_denominator(&[1e-300, 1.0], limit), None);
    }

    #[test]
    fn common_factors_go() {
        let mut numbers = [40, 40, 20];
        reduce(&mut numbers);
        assert_eq!(numbers, [2, 2, 1]);
        let mut zeros = [0, 0];
        reduce(&mut zeros);
        assert_eq!(zeros, [0, 0]);
    }
}
