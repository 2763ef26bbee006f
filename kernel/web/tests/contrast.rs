//! The colours of `web/styles/tokens.css` can be read, in light and in dark (WCAG 2.2, 1.4.3 and 1.4.11).

#![allow(clippy::unwrap_used, reason = "a test stops where it goes wrong")]

use std::collections::HashMap;

const TOKENS: &str = include_str!("../../../web/styles/tokens.css");

/// Text and what it stands on: at least 4.5 to 1.
const TEXT: [(&str, &str); 33] = [
    ("ink", "ground"),
    ("ink", "paper"),
    ("ink", "sunk"),
    ("ink", "tint"),
    ("ink", "good-ground"),
    ("ink", "warn-ground"),
    ("ink", "bad-ground"),
    ("ink-2", "ground"),
    ("ink-2", "paper"),
    ("ink-2", "sunk"),
    ("ink-2", "tint"),
    ("ink-2", "warn-ground"),
    ("ink-2", "bad-ground"),
    ("link", "ground"),
    ("link", "paper"),
    ("link", "tint"),
    ("link", "warn-ground"),
    ("link", "bad-ground"),
    ("good", "good-ground"),
    ("warn", "warn-ground"),
    ("bad", "bad-ground"),
    ("info", "info-ground"),
    ("good", "paper"),
    ("warn", "paper"),
    ("bad", "ground"),
    ("on-brand", "brand-2"),
    ("on-brand-2", "brand-2"),
    ("on-act", "act"),
    ("on-act", "act-over"),
    ("on-gold", "gold"),
    ("on-t", "t-good"),
    ("on-t-near", "t-near"),
    ("on-t-low", "t-low"),
];

/// Edges of controls and lines of charts: at least 3 to 1.
const SHAPES: [(&str, &str); 10] = [
    ("edge", "paper"),
    ("edge", "ground"),
    ("focus", "ground"),
    ("act", "ground"),
    ("tint-edge", "tint"),
    ("s1", "paper"),
    ("s2", "paper"),
    ("s3", "paper"),
    ("target", "paper"),
    ("on-t", "t-best"),
];

fn tokens(css: &str) -> HashMap<&str, &str> {
    let lines = css.lines().filter_map(|line| line.trim().strip_prefix("--")?.strip_suffix(';')?.split_once(": "));
    lines.filter(|(_, value)| value.starts_with('#')).collect()
}

fn luminance(hex: &str) -> f64 {
    let digits = &hex[1..];
    let wide: String =
        if digits.len() == 3 { digits.chars().flat_map(|c| [c, c]).collect() } else { digits.to_owned() };
    let part = |at: usize| {
        let value = f64::from(u8::from_str_radix(&wide[at..at + 2], 16).unwrap()) / 255.0;
        if value <= 0.040_45 { value / 12.92 } else { ((value + 0.055) / 1.055).powf(2.4) }
    };
    0.2126 * part(0) + 0.7152 * part(2) + 0.0722 * part(4)
}

fn contrast(a: &str, b: &str) -> f64 {
    let (a, b) = (luminance(a), luminance(b));
    (a.max(b) + 0.05) / (a.min(b) + 0.05)
}

fn check(mode: &str, colours: &HashMap<&str, &str>) -> Vec<String> {
    let texts = TEXT.iter().map(|pair| (pair, 4.5));
    let shapes = SHAPES.iter().map(|pair| (pair, 3.0));
    texts
        .chain(shapes)
        .map(|((a, b), least)| (a, b, least, contrast(colours[a], colours[b])))
        .filter(|(_, _, least, ratio)| ratio < least)
        .map(|(a, b, least, ratio)| format!("{mode}: {a} on {b} is {ratio:.2}, less than {least}"))
        .collect()
}

#[test]
fn every_pair_of_colours_can_be_read_in_light_and_in_dark() {
    let (light, dark) = TOKENS.split_once("@media (prefers-color-scheme: dark)").unwrap();
    let light = tokens(light);
    let mut night = light.clone();
    night.extend(tokens(dark));
    let wrong = [check("light", &light), check("dark", &night)].concat();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
