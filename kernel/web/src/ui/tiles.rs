//! A map of districts as tiles in their rough places: it needs no borders, works on a phone and prints.

use maud::{Markup, html};

/// How a tile is doing. The value is written on it, so the shade only helps.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Level {
    /// Among the best.
    Best,
    /// At or above the target.
    Good,
    /// Just below the target.
    Near,
    /// Well below the target: needs looking at.
    Low,
    /// No figure.
    None,
}

impl Level {
    const fn class(self) -> &'static str {
        match self {
            Self::Best => "best",
            Self::Good => "good",
            Self::Near => "near",
            Self::Low => "low",
            Self::None => "none",
        }
    }

    const fn shape(self) -> &'static str {
        match self {
            Self::Best | Self::Good | Self::None => "",
            Self::Near => "◆",
            Self::Low => "▲",
        }
    }
}

/// One unit on the map.
#[derive(Debug, Clone)]
pub struct Tile {
    /// Its name.
    pub label: String,
    /// Its row, from 1 at the north, at most 8.
    pub row: u8,
    /// Its column, from 1 at the west, at most 8.
    pub col: u8,
    /// Its value as written, such as `98,9`.
    pub value: String,
    /// How it is doing.
    pub level: Level,
    /// Where its value opens down to.
    pub href: Option<String>,
}

/// The map, with what each shade means: `(Level::Best, "từ 99%")` and so on.
pub fn tiles(label: &str, units: &[Tile], legend: &[(Level, String)]) -> Markup {
    let inside = |tile: &Tile| {
        html! {
            span.name { (tile.label) } " "
            span.value { (tile.value) @if !tile.level.shape().is_empty() { span.shape aria-hidden="true" { (tile.level.shape()) } } }
        }
    };
    html! {
        div.tile-map {
            ul.tiles aria-label=(label) {
                @for tile in units {
                    li class={(tile.level.class()) " r" (tile.row.clamp(1, 8)) " c" (tile.col.clamp(1, 8))} {
                        @match &tile.href {
                            Some(href) => a href=(href) { (inside(tile)) },
                            None => div { (inside(tile)) },
                        }
                    }
                }
            }
            @if !legend.is_empty() {
                ul.legend {
                    @for (level, words) in legend {
                        li { span.swatch.{ (level.class()) } aria-hidden="true" { (level.shape()) } " " (words) }
                    }
                }
            }
        }
    }
}
