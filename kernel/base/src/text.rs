//! Vietnamese text: how it is brought in, searched, sorted, written and read back.
//!
//! Text is kept in Unicode NFC. Two spellings of one word are common: the tone mark of *hòa* and *hoà*, a letter broken
//! by an old font, a decomposed letter from another keyboard. [`clean`] puts right what is broken when text comes in;
//! [`search_key`] and [`compare`] see past what is merely different.

mod clean;
pub mod date;
mod fold;
pub mod format;
pub mod number;
mod plain;
pub mod sort;
mod tone;

pub use clean::{Repaired, clean, clean_lines, repair};
pub use fold::{Query, fold, search_key, squash};
pub use plain::plain;
pub use sort::{compare, compare_names, name_sort_key, sort_key};
pub use tone::{ToneStyle, in_style};
