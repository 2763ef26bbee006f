//! The styles, scripts and fonts are embedded: a change of any of them, or a new one, builds this crate again.

fn main() {
    println!("cargo:rerun-if-changed=../../web/dist");
}
