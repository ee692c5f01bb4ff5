//! How sure one can be of a share that was counted on few cases.

/// The standard normal's 97.5 % point: 95 % lie within it on both sides.
const Z: f64 = 1.959_963_984_540_054;

/// The 95 % interval of a share by Wilson's score method, without a correction for continuity: from and to, between 0 and
/// 1. Of nothing it is everything.
///
/// E. B. Wilson, "Probable inference, the law of succession, and statistical inference", Journal of the American
/// Statistical Association 22 (1927), 209–212; recommended for small numbers by L. D. Brown, T. T. Cai and A. DasGupta,
/// "Interval estimation for a binomial proportion", Statistical Science 16 (2001), 101–133.
pub fn wilson(hits: u64, of: u64) -> (f64, f64) {
    wilson_of(hits.min(of) as f64 / of.max(1) as f64, of as f64)
}

/// The same of a share that counts for so many separate cases, which need not be whole.
pub fn wilson_of(share: f64, n: f64) -> (f64, f64) {
    if n <= 0.0 {
        return (0.0, 1.0);
    }
    let z2 = Z * Z;
    let middle = share + z2 / (2.0 * n);
    let reach = Z * (share * (1.0 - share) / n + z2 / (4.0 * n * n)).sqrt();
    let whole = 1.0 + z2 / n;
    (
        ((middle - reach) / whole).max(0.0),
        ((middle + reach) / whole).min(1.0),
    )
}

#[cfg(test)]
mod tests {
    use super::wilson;

    /// R. G. Newcombe, "Two-sided confidence intervals for the single proportion: comparison of seven methods",
    /// Statistics in Medicine 17 (1998), 857–872, table I, method 3 (score, without continuity correction).
    #[test]
    fn it_gives_the_published_intervals() {
        for (hits, of, from, to) in [
            (81, 263, 0.2553, 0.3662),
            (15, 148, 0.0624, 0.1605),
            (0, 20, 0.0, 0.1611),
            (1, 29, 0.0061, 0.1718),
        ] {
            let (low, high) = wilson(hits, of);
            assert!((low - from).abs() < 5e-5, "{hits} of {of}: {low}");
            assert!((high - to).abs() < 5e-5, "{hits} of {of}: {high}");
        }
    }

    #[test]
    fn it_is_the_same_from_either_side_and_never_leaves_nought_to_one() {
        for of in 1..60 {
            for hits in 0..=of {
                let (low, high) = wilson(hits, of);
                let (low_of_rest, high_of_rest) = wilson(of - hits, of);
                assert!((low - (1.0 - high_of_rest)).abs() < 1e-12);
                assert!((high - (1.0 - low_of_rest)).abs() < 1e-12);
                let share = hits as f64 / of as f64;
                assert!(0.0 <= low && low <= share + 1e-12 && share <= high + 1e-12 && high <= 1.0);
            }
        }
        assert_eq!(wilson(0, 0), (0.0, 1.0));
    }
}
