//! Filing and following, with the real router on both databases.

#![allow(clippy::unwrap_used)]

mod counter;
mod every;
mod follow;
mod house;
mod level;
mod population;
mod portal;
