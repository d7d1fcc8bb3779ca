//! From coefficients to colours: blocks become squares of one, two, four or eight pixels, and components one picture.

use std::f32::consts::PI;

/// The inverse transform of a block onto `n` × `n` pixels; only the `n` × `n` lowest coefficients count for it.
pub(super) struct Transform {
    pub n: usize,
    /// Row x, column u: what coefficient u does to pixel x.
    waves: Vec<f32>,
}

impl Transform {
    pub fn new(n: usize) -> Transform {
        let waves = (0..n * n).map(|at| {
            let (x, u) = ((at / n) as f32, at % n);
            let size = if u == 0 { 0.5 / 2f32.sqrt() } else { 0.5 };
            size * ((2.0 * x + 1.0) * u as f32 * PI / (2.0 * n as f32)).cos()
        });
        Transform { n, waves: waves.collect() }
    }

    /// `block` holds the coefficients row by row, `n` to a row, made whole again; `put` takes (column, row, value).
    pub fn paint(&self, block: &[f32], mut put: impl FnMut(usize, usize, u8)) {
        let n = self.n;
        let mut half = [0f32; 64];
        for (row, line) in block.chunks_exact(n).enumerate() {
            for (x, waves) in self.waves.chunks_exact(n).enumerate() {
                let sum = line.iter().zip(waves).map(|(c, w)| c * w).sum();
                if let Some(cell) = half.get_mut(row * n + x) {
                    *cell = sum;
                }
            }
        }
        for (y, waves) in self.waves.chunks_exact(n).enumerate() {
            for x in 0..n {
                let column = half.iter().skip(x).step_by(n);
                let sum: f32 = column.zip(waves).map(|(c, w)| c * w).sum();
                put(x, y, (sum + 128.5).clamp(0.0, 255.0) as u8);
            }
        }
    }
}

/// What the components of a picture mean.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Colours {
    Grey,
    Rgb,
    Ycc,
    /// Four inks; `luma` when the first three are written as luminance, `inverted` when full is none.
    Inks {
        luma: bool,
        inverted: bool,
    },
}

impl Colours {
    pub fn rgb(self, c: [u8; 4]) -> [u8; 3] {
        match self {
            Colours::Grey => [c[0]; 3],
            Colours::Rgb => [c[0], c[1], c[2]],
            Colours::Ycc => ycc(c),
            Colours::Inks { luma, inverted } => {
                let inks = if luma { ycc(c) } else { [c[0], c[1], c[2]] };
                let light = |v: u8| if inverted { v } else { 255 - v };
                let key = u32::from(light(c[3]));
                inks.map(|v| u8::try_from(u32::from(light(v)) * key / 255).unwrap_or(u8::MAX))
            }
        }
    }
}

fn ycc(c: [u8; 4]) -> [u8; 3] {
    let (y, b, r) = (i32::from(c[0]) << 16, i32::from(c[1]) - 128, i32::from(c[2]) - 128);
    let cut = |v: i32| u8::try_from(((v + (1 << 15)) >> 16).clamp(0, 255)).unwrap_or(0);
    [cut(y + 91_881 * r), cut(y - 22_554 * b - 46_802 * r), cut(y + 116_130 * b)]
}
