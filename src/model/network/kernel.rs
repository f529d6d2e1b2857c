//! The sum of products (dot product), which is nearly all that the network computes, for the vector units of this
//! machine.
//!
//! [`Simd`] chooses at run time and compiles what it is given for each of them, loops turned into vectors by the
//! compiler. That stops at half of the width that AVX-512 has, so there the sum is spelled out. The numbers are
//! integers: every kernel gives the same sum.

use pulp::{Arch, Simd, WithSimd};

/// How many outputs of a matrix are added up together ([`super::matrix`]): their sums fit into the registers of AVX-512.
pub(super) const BLOCK: usize = 128;

/// Dot products of weights and activations on one kind of vector unit.
pub(super) trait Kernel: Copy {
    /// The dot product of weights and values, over as many as the shorter one has. No sum overflows
    /// ([`super::rows::LARGEST`]), so none is checked for it.
    #[inline(always)]
    fn dot(self, weights: &[i8], values: &[i16]) -> i32 {
        // The adapters of iterators are functions of their own, which the compiler may leave in the code for machines without
        // wide vectors: here as below loops count places and call nothing.
        let len = weights.len().min(values.len());
        let (weights, values) = (&weights[..len], &values[..len]);
        let mut sum = 0;
        for at in 0..len {
            sum = i32::wrapping_add(sum, i32::from(weights[at]).wrapping_mul(i32::from(values[at])));
        }
        sum
    }

    /// The dot products of four rows of weights of equal length with the same values.
    #[inline(always)]
    fn four(self, rows: [&[i8]; 4], values: &[i16]) -> [i32; 4] {
        let [one, two, three, four] = rows;
        [self.dot(one, values), self.dot(two, values), self.dot(three, values), self.dot(four, values)]
    }

    /// The sums of products of a whole block of a matrix: for each pair of values the two weights of each output.
    #[inline(always)]
    fn block(self, weights: &[i8], values: &[[i16; 2]], sums: &mut [i32; BLOCK]) {
        portable_block(weights, values, sums);
    }
}

/// The sums of products of a block of a matrix of as many outputs as there are sums.
#[inline(always)]
pub(super) fn portable_block(weights: &[i8], values: &[[i16; 2]], sums: &mut [i32]) {
    let count = sums.len();
    sums.fill(0);
    for pair in 0..values.len() {
        let (one, other) = (i32::from(values[pair][0]), i32::from(values[pair][1]));
        let weights = &weights[2 * count * pair..2 * count * (pair + 1)];
        for at in 0..count {
            let products = i32::from(weights[2 * at]) * one + i32::from(weights[2 * at + 1]) * other;
            sums[at] = sums[at].wrapping_add(products);
        }
    }
}

/// The kernel that leaves vectorising to the compiler.
#[derive(Clone, Copy)]
pub(super) struct Portable;

impl Kernel for Portable {}

/// A computation that is compiled for each kernel; its functions have to be `#[inline(always)]`.
pub(super) trait KernelWork {
    type Output;

    fn run<K: Kernel>(self, kernel: K) -> Self::Output;
}

struct WithPortable<W>(W);

impl<W: KernelWork> WithSimd for WithPortable<W> {
    type Output = W::Output;

    #[inline(always)]
    fn with_simd<S: Simd>(self, _: S) -> W::Output {
        self.0.run(Portable)
    }
}

/// Runs a computation with the best kernel that this machine has.
#[inline(always)]
pub(super) fn dispatch<W: KernelWork>(arch: Arch, work: W) -> W::Output {
    match arch {
        #[cfg(target_arch = "x86_64")]
        Arch::V4(simd) => simd.vectorize(x86::With(simd, work)),
        #[cfg(target_arch = "x86_64")]
        Arch::V3(simd) => simd.vectorize(x86::With(simd, work)),
        arch => arch.dispatch(WithPortable(work)),
    }
}

#[cfg(target_arch = "x86_64")]
mod x86 {
    use std::arch::x86_64::{__m128i, __m256i, __m512i};

    use pulp::x86::{V3, V4};
    use pulp::{NullaryFnOnce, cast};

    use super::{BLOCK, Kernel, KernelWork, Portable};

    const LANES: usize = 32;

    /// Vectors of sums: of a block for AVX-512, of half a block for AVX2, which has registers for no more.
    const VECTORS: usize = BLOCK / 16;

    /// Sums in a vector of AVX2, and bytes of weights that are added to them in one step.
    const HALF: usize = 8;

    /// Two values as one number, for all lanes.
    #[inline(always)]
    fn packed([one, other]: [i16; 2]) -> i32 {
        (i32::from(other) << 16) | i32::from(one as u16)
    }

    #[inline(always)]
    fn add_products(simd: V4, sums: __m512i, weights: [i8; LANES], values: __m512i) -> __m512i {
        let weights = simd.avx512bw._mm512_cvtepi8_epi16(cast(weights));
        simd.avx512f._mm512_add_epi32(sums, simd.avx512bw._mm512_madd_epi16(weights, values))
    }

    #[inline(always)]
    fn half(simd: V4, sums: __m512i) -> __m128i {
        let [low, high]: [__m256i; 2] = cast(sums);
        let sums = simd.avx2._mm256_add_epi32(low, high);
        let [low, high]: [__m128i; 2] = cast(sums);
        simd.sse2._mm_add_epi32(low, high)
    }

    /// Adds up the lanes of four vectors at once: for one vector alone that takes as long as a short dot product.
    #[inline(always)]
    fn fold(simd: V4, sums: [__m512i; 4]) -> [i32; 4] {
        let (one, two) = (half(simd, sums[0]), half(simd, sums[1]));
        let (three, four) = (half(simd, sums[2]), half(simd, sums[3]));
        let (first, last) = (simd.ssse3._mm_hadd_epi32(one, two), simd.ssse3._mm_hadd_epi32(three, four));
        cast(simd.ssse3._mm_hadd_epi32(first, last))
    }

    impl Kernel for V4 {
        #[inline(always)]
        fn block(self, weights: &[i8], values: &[[i16; 2]], sums: &mut [i32; BLOCK]) {
            let weights = &weights.as_chunks::<LANES>().0[..VECTORS * values.len()];
            let mut totals = [self.avx512f._mm512_setzero_si512(); VECTORS];
            for pair in 0..values.len() {
                let values = self.avx512f._mm512_set1_epi32(packed(values[pair]));
                let weights = &weights[VECTORS * pair..VECTORS * (pair + 1)];
                for at in 0..VECTORS {
                    totals[at] = add_products(self, totals[at], weights[at], values);
                }
            }
            *sums = cast(totals);
        }

        #[inline(always)]
        fn four(self, rows: [&[i8]; 4], values: &[i16]) -> [i32; 4] {
            let (numbers, rest) = values.as_chunks::<LANES>();
            let [one, two, three, four] = rows;
            let count = numbers.len();
            // Rows of one length: no place is checked in the loop.
            let (one, two) = (&one.as_chunks::<LANES>().0[..count], &two.as_chunks::<LANES>().0[..count]);
            let (three, four) = (&three.as_chunks::<LANES>().0[..count], &four.as_chunks::<LANES>().0[..count]);
            let mut sums = [self.avx512f._mm512_setzero_si512(); 4];
            for at in 0..count {
                let numbers = cast(numbers[at]);
                sums[0] = add_products(self, sums[0], one[at], numbers);
                sums[1] = add_products(self, sums[1], two[at], numbers);
                sums[2] = add_products(self, sums[2], three[at], numbers);
                sums[3] = add_products(self, sums[3], four[at], numbers);
            }
            let mut folded = fold(self, sums);
            if !rest.is_empty() {
                let from = values.len() - rest.len();
                for row in 0..4 {
                    folded[row] = folded[row].wrapping_add(Portable.dot(&rows[row][from..], rest));
                }
            }
            folded
        }

        #[inline(always)]
        fn dot(self, weights: &[i8], values: &[i16]) -> i32 {
            let len = weights.len().min(values.len());
            let (wide, weights) = weights[..len].as_chunks::<LANES>();
            let (numbers, values) = values[..len].as_chunks::<LANES>();
            let mut sum = self.avx512f._mm512_setzero_si512();
            for at in 0..wide.len() {
                sum = add_products(self, sum, wide[at], cast(numbers[at]));
            }
            self.avx512f._mm512_reduce_add_epi32(sum).wrapping_add(Portable.dot(weights, values))
        }
    }

    impl Kernel for V3 {
        #[inline(always)]
        fn block(self, weights: &[i8], values: &[[i16; 2]], sums: &mut [i32; BLOCK]) {
            let weights = &weights.as_chunks::<{ 2 * HALF }>().0[..2 * VECTORS * values.len()];
            let (halves, _) = sums.as_chunks_mut::<{ VECTORS * HALF }>();
            for (half, sums) in halves.iter_mut().enumerate() {
                let mut totals = [self.avx._mm256_setzero_si256(); VECTORS];
                for pair in 0..values.len() {
                    let values = self.avx._mm256_set1_epi32(packed(values[pair]));
                    let first = VECTORS * (2 * pair + half);
                    let weights = &weights[first..first + VECTORS];
                    for at in 0..VECTORS {
                        let weights = self.avx2._mm256_cvtepi8_epi16(cast(weights[at]));
                        let products = self.avx2._mm256_madd_epi16(weights, values);
                        totals[at] = self.avx2._mm256_add_epi32(totals[at], products);
                    }
                }
                *sums = cast(totals);
            }
        }
    }

    /// A computation with the kernel of a vector unit.
    pub(super) struct With<S, W>(pub(super) S, pub(super) W);

    impl<S: Kernel, W: KernelWork> NullaryFnOnce for With<S, W> {
        type Output = W::Output;

        #[inline(always)]
        fn call(self) -> W::Output {
            self.1.run(self.0)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    struct Dot<'a>(&'a [i8], &'a [i16]);

    impl KernelWork for Dot<'_> {
        type Output = i32;

        #[inline(always)]
        fn run<K: Kernel>(self, kernel: K) -> i32 {
            kernel.dot(self.0, self.1)
        }
    }

    struct Block<'a>(&'a [i8], &'a [[i16; 2]]);

    impl KernelWork for Block<'_> {
        type Output = [i32; BLOCK];

        #[inline(always)]
        fn run<K: Kernel>(self, kernel: K) -> [i32; BLOCK] {
            let mut sums = [7; BLOCK];
            kernel.block(self.0, self.1, &mut sums);
            sums
        }
    }

    /// Runs a computation with every kernel that this machine has.
    fn everywhere<T>(work: impl Fn() -> T) -> Vec<T::Output>
    where
        T: KernelWork,
    {
        let mut all =
            vec![work().run(Portable), Arch::new().dispatch(WithPortable(work())), dispatch(Arch::new(), work())];
        #[cfg(target_arch = "x86_64")]
        all.extend(pulp::x86::V3::try_new().map(|simd| dispatch(Arch::V3(simd), work())));
        all
    }

    struct Four<'a>([&'a [i8]; 4], &'a [i16]);

    impl KernelWork for Four<'_> {
        type Output = [i32; 4];

        #[inline(always)]
        fn run<K: Kernel>(self, kernel: K) -> [i32; 4] {
            kernel.four(self.0, self.1)
        }
    }

    proptest! {
        #[test]
        fn every_kernel_gives_the_sum(pairs in prop::collection::vec((any::<i8>(), -8191_i16..=8191), 0..300)) {
            let (weights, values): (Vec<i8>, Vec<i16>) = pairs.iter().copied().unzip();
            let sum: i32 = pairs.iter().map(|(weight, value)| i32::from(*weight) * i32::from(*value)).sum();
            prop_assert!(everywhere(|| Dot(&weights, &values)).iter().all(|found| *found == sum));
            let rows = [&weights[..], &vec![1; weights.len()], &vec![0; weights.len()], &vec![-128; weights.len()]];
            let wanted = rows.map(|row| Portable.dot(row, &values));
            prop_assert!(everywhere(|| Four(rows, &values)).iter().all(|found| *found == wanted));
        }

        #[test]
        fn every_kernel_gives_the_sums_of_a_block(
            values in prop::collection::vec([-8191_i16..=8191, -8191_i16..=8191], 0..40),
            seed: i8,
        ) {
            let weights: Vec<i8> = (0..2 * BLOCK * values.len())
                .map(|at| (at as u32).wrapping_mul(2_654_435_761).to_be_bytes()[0] as i8 ^ seed)
                .collect();
            let wanted: [i32; BLOCK] = std::array::from_fn(|output| {
                let at = |pair: usize, which: usize| i32::from(weights[2 * (BLOCK * pair + output) + which]);
                let products = values.iter().enumerate().map(|(pair, [one, other])| {
                    at(pair, 0) * i32::from(*one) + at(pair, 1) * i32::from(*other)
                });
                products.sum()
            });
            prop_assert!(everywhere(|| Block(&weights, &values)).iter().all(|found| *found == wanted));
        }
    }
}
