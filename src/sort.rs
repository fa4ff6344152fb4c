//! Sorting for size: the standard library's sorts bring 5 to 9 kB for each type, for speed that lists of certificates do not need.

/// Sorts by a heap, in place: n log n steps at most. What is equal may change places.
pub(crate) fn sort_by<T>(items: &mut [T], is_less: impl Fn(&T, &T) -> bool) {
    for root in (0..items.len() / 2).rev() {
        sift_down(items, root, &is_less);
    }
    for end in (1..items.len()).rev() {
        items.swap(0, end);
        sift_down(items.get_mut(..end).unwrap_or_default(), 0, &is_less);
    }
}

/// Moves an item down to where none below it is greater.
fn sift_down<T>(heap: &mut [T], mut parent: usize, is_less: impl Fn(&T, &T) -> bool) {
    loop {
        let mut child = 2 * parent + 1;
        if let (Some(left), Some(right)) = (heap.get(child), heap.get(child + 1)) {
            child += usize::from(is_less(left, right));
        }
        match (heap.get(parent), heap.get(child)) {
            (Some(above), Some(below)) if is_less(above, below) => heap.swap(parent, child),
            _ => return,
        }
        parent = child;
    }
}

#[cfg(test)]
mod tests {
    use super::sort_by;

    #[test]
    fn what_is_sorted_is_as_the_standard_library_sorts_it() {
        let mut state = 1_u32;
        for length in 0..300 {
            let mut items: Vec<u32> = (0..length)
                .map(|_| {
                    state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
                    (state >> 16) % (1 + length / 2)
                })
                .collect();
            let mut expected = items.clone();
            expected.sort_unstable();
            sort_by(&mut items, |one, other| one < other);
            assert_eq!(items, expected);
        }
    }
}
