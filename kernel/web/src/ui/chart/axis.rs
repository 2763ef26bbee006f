//! Round numbers for an axis.

/// The step between round numbers so that about `wanted` of them span the range: 1, 2, 2.5 or 5 times a power of ten.
pub(super) fn step(span: f64, wanted: u32) -> f64 {
    let rough = span / f64::from(wanted.max(1));
    if !rough.is_finite() || rough <= 0.0 {
        return 1.0;
    }
    let power = 10f64.powf(rough.log10().floor());
    let factor = [1.0, 2.0, 2.5, 5.0].into_iter().find(|factor| factor * power >= rough * 0.999).unwrap_or(10.0);
    factor * power
}

/// The round numbers from below the least to above the most.
pub(super) fn ticks(least: f64, most: f64, wanted: u32) -> Vec<f64> {
    let span = if most > least { most - least } else { least.abs().max(1.0) };
    let step = step(span, wanted);
    let first = (least / step).floor();
    let count = ((most / step).ceil() - first).max(1.0) as usize;
    (0..=count).map(|n| (first + n as f64) * step).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn percentages_near_the_top_get_even_steps() {
        assert_eq!(ticks(94.1, 99.6, 3), [94.0, 96.0, 98.0, 100.0]);
        assert_eq!(ticks(0.0, 1_204.0, 4), [0.0, 500.0, 1000.0, 1500.0]);
    }

    proptest! {
        #[test]
        fn the_ticks_hold_every_value(least in -1e6..1e6f64, more in 0.001..1e6f64) {
            let ticks = ticks(least, least + more, 4);
            prop_assert!(ticks.len() >= 2 && ticks.len() <= 12);
            prop_assert!(ticks[0] <= least + 1e-9 * least.abs());
            prop_assert!(ticks[ticks.len() - 1] >= (least + more) * (1.0 - 1e-9) - 1e-9);
        }
    }
}
