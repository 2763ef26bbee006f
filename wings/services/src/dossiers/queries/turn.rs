//! Going through a long list by the key of its rows, forth and back: never by counting what one does not look at.

use base::DossierId;

/// Where in a list a page begins. The key is what the list is ordered by, the dossier's id after it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Turn<K> {
    /// At the beginning.
    #[default]
    First,
    /// After this row.
    After(K, DossierId),
    /// Before this row.
    Before(K, DossierId),
}

impl<K> Turn<K> {
    /// The row at the edge of the page before.
    pub(super) fn edge(&self) -> Option<(&K, DossierId)> {
        match self {
            Self::First => None,
            Self::After(key, id) | Self::Before(key, id) => Some((key, *id)),
        }
    }

    /// Whether the list is gone through from its end to its beginning.
    pub(super) const fn is_back(&self) -> bool {
        matches!(self, Self::Before(..))
    }

    /// The comparison with the edge and the direction of the order, for a list that begins with the least or the greatest.
    pub(super) const fn sql(&self, greatest_first: bool) -> (&'static str, &'static str) {
        if self.is_back() == greatest_first { (">", "asc") } else { ("<", "desc") }
    }

    /// The page, of rows read in the direction of the turn, one more than a page holds.
    pub(super) fn slice<T>(&self, mut rows: Vec<T>, size: usize) -> Slice<T> {
        let more = rows.len() > size;
        rows.truncate(size);
        if self.is_back() {
            rows.reverse();
        }
        let (before, after) = match self {
            Self::First => (false, more),
            Self::After(..) => (true, more),
            Self::Before(..) => (more, true),
        };
        Slice { rows, before, after }
    }
}

/// A page of a list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Slice<T> {
    /// Its rows.
    pub rows: Vec<T>,
    /// Whether there are rows before these.
    pub before: bool,
    /// Whether there are rows after these.
    pub after: bool,
}

#[cfg(test)]
mod tests {
    use super::*;

    const ID: DossierId = DossierId(uuid::Uuid::nil());

    #[test]
    fn a_page_knows_whether_there_is_more_on_either_side() {
        let first = Turn::<i64>::First.slice(vec![1, 2, 3], 2);
        assert_eq!(first, Slice { rows: vec![1, 2], before: false, after: true });
        let last = Turn::After(2, ID).slice(vec![3], 2);
        assert_eq!(last, Slice { rows: vec![3], before: true, after: false });
    }

    #[test]
    fn going_back_shows_the_rows_in_the_order_of_the_list() {
        let back = Turn::Before(3, ID).slice(vec![2, 1], 2);
        assert_eq!(back, Slice { rows: vec![1, 2], before: false, after: true });
        assert_eq!(Turn::Before(3, ID).sql(false), ("<", "desc"));
        assert_eq!(Turn::Before(3, ID).sql(true), (">", "asc"));
        assert_eq!(Turn::<i64>::First.sql(true), ("<", "desc"));
    }
}
