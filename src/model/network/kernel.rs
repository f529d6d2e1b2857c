//! The sum of products, which is nearly all that the network does, for the vector units that there are.
//!
//! [`Simd`] chooses at run time and compiles what it is given for each of them, loops turned into vectors by the compiler. That
//! stops at half of the width that AVX-512 has, so there the sum is spelled out. The numbers are whole ones: every kernel
//! gives the same sum.

use pulp::{Arch, Simd, WithSimd};

/// What sums up products.
pub(super) trait Kernel: Copy {
    /// The sum of the products of weights and values, as many as the shorter one has. No sum overflows
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

    /// The sums of products with four rows of weights, each as long as the others.
    #[inline(always)]
    fn four(self, rows: [&[i8]; 4], values: &[i16]) -> [i32; 4] {
        let [one, two, three, four] = rows;
        [self.dot(one, values), self.dot(two, values), self.dot(three, values), self.dot(four, values)]
    }
}

/// Leaves the loop to the compiler.
#[derive(Clone, Copy)]
pub(super) struct Plain;

impl Kernel for Plain {}

/// Work that is compiled for each kernel; its functions have to be `#[inline(always)]`.
pub(super) trait Work {
    type Output;

    fn run<K: Kernel>(self, kernel: K) -> Self::Output;
}

struct Plainly<W>(W);

impl<W: Work> WithSimd for Plainly<W> {
    type Output = W::Output;

    #[inline(always)]
    fn with_simd<S: Simd>(self, _: S) -> W::Output {
        self.0.run(Plain)
    }
}

/// Does some work with the best kernel that this machine has.
#[inline(always)]
pub(super) fn dispatch<W: Work>(arch: Arch, work: W) -> W::Output {
    match arch {
        #[cfg(target_arch = "x86_64")]
        Arch::V4(simd) => x86::dispatch(simd, work),
        arch => arch.dispatch(Plainly(work)),
    }
}

#[cfg(target_arch = "x86_64")]
mod x86 {
    use std::arch::x86_64::{__m128i, __m256i, __m512i};

    use pulp::x86::V4;
    use pulp::{NullaryFnOnce, cast};

    use super::{Kernel, Plain, Work};

    const LANES: usize = 32;

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

    /// The sums of lanes two by two, of four vectors at once: adding up the lanes of one takes as long as a short product.
    #[inline(always)]
    fn fold(simd: V4, sums: [__m512i; 4]) -> [i32; 4] {
        let (one, two) = (half(simd, sums[0]), half(simd, sums[1]));
        let (three, four) = (half(simd, sums[2]), half(simd, sums[3]));
        let (first, last) = (simd.ssse3._mm_hadd_epi32(one, two), simd.ssse3._mm_hadd_epi32(three, four));
        cast(simd.ssse3._mm_hadd_epi32(first, last))
    }

    impl Kernel for V4 {
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
                    folded[row] = folded[row].wrapping_add(Plain.dot(&rows[row][from..], rest));
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
            self.avx512f._mm512_reduce_add_epi32(sum).wrapping_add(Plain.dot(weights, values))
        }
    }

    struct Wide<W>(V4, W);

    impl<W: Work> NullaryFnOnce for Wide<W> {
        type Output = W::Output;

        #[inline(always)]
        fn call(self) -> W::Output {
            self.1.run(self.0)
        }
    }

    #[inline(always)]
    pub(super) fn dispatch<W: Work>(simd: V4, work: W) -> W::Output {
        simd.vectorize(Wide(simd, work))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    struct Dot<'a>(&'a [i8], &'a [i16]);

    impl Work for Dot<'_> {
        type Output = i32;

        #[inline(always)]
        fn run<K: Kernel>(self, kernel: K) -> i32 {
            kernel.dot(self.0, self.1)
        }
    }

    struct Four<'a>([&'a [i8]; 4], &'a [i16]);

    impl Work for Four<'_> {
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
            prop_assert_eq!(dispatch(Arch::new(), Dot(&weights, &values)), sum);
            prop_assert_eq!(Arch::new().dispatch(Plainly(Dot(&weights, &values))), sum);
            prop_assert_eq!(Plain.dot(&weights, &values), sum);
            let rows = [&weights[..], &vec![1; weights.len()], &vec![0; weights.len()], &vec![-128; weights.len()]];
            let wanted = rows.map(|row| Plain.dot(row, &values));
            prop_assert_eq!(dispatch(Arch::new(), Four(rows, &values)), wanted);
        }
    }
}
