//! What a JPEG's frame header says: size, components, and how much of each block is needed.

use super::marker::be16;
use crate::paper::bounds::{Fault, within};

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    Sequential,
    Progressive,
}

/// One component: brightness, a colour, an ink.
pub(super) struct Part {
    pub id: u8,
    /// Sampling: blocks a unit, across and down.
    pub h: usize,
    pub v: usize,
    pub quant: usize,
    /// Blocks across and down, filled up to whole units.
    pub wide: usize,
    pub high: usize,
    /// Blocks that hold anything of the picture: what a scan of this part alone writes.
    pub own: (usize, usize),
}

pub(super) struct Frame {
    pub kind: Kind,
    pub width: u32,
    pub height: u32,
    pub parts: Vec<Part>,
    pub h: usize,
    pub v: usize,
    /// Units of all parts together, across and down.
    pub units: (usize, usize),
    /// The side of the square that becomes of a block: 1, 2, 4 or 8.
    pub n: usize,
    pub long_edge: u32,
}

impl Frame {
    pub fn read(segment: &[u8], kind: Kind, long_edge: u32) -> Result<Frame, Fault> {
        if segment.first() != Some(&8) {
            return Err(Fault::Unsupported);
        }
        let size = |at| be16(segment, at).and_then(|n| u32::try_from(n).ok()).ok_or(Fault::Broken);
        let (height, width) = (size(1)?, size(3)?);
        within(width, height)?;
        let count = usize::from(*segment.get(5).ok_or(Fault::Broken)?);
        if !matches!(count, 1 | 3 | 4) {
            return Err(Fault::Unsupported);
        }
        let listed = segment.get(6..6 + 3 * count).ok_or(Fault::Broken)?;
        let mut parts = Vec::new();
        for one in listed.chunks_exact(3) {
            let (h, v) = (usize::from(one[1] >> 4), usize::from(one[1] & 15));
            if !(1..=4).contains(&h) || !(1..=4).contains(&v) || one[2] > 3 {
                return Err(Fault::Broken);
            }
            // A single component has units of one block whatever it says of its sampling.
            let (h, v) = if count == 1 { (1, 1) } else { (h, v) };
            parts.push(Part { id: one[0], h, v, quant: one[2].into(), wide: 0, high: 0, own: (0, 0) });
        }
        let (h, v) = parts.iter().fold((1, 1), |(h, v), p| (h.max(p.h), v.max(p.v)));
        let side = |n: u32| usize::try_from(n).map_err(|_| Fault::TooLarge);
        let (w, t) = (side(width)?, side(height)?);
        let units = (w.div_ceil(8 * h), t.div_ceil(8 * v));
        for part in &mut parts {
            part.wide = units.0 * part.h;
            part.high = units.1 * part.v;
            part.own = ((w * part.h).div_ceil(8 * h), (t * part.v).div_ceil(8 * v));
        }
        let edge = width.max(height);
        let n = [1, 2, 4].into_iter().find(|n| edge * n / 8 >= long_edge).unwrap_or(8);
        let n = usize::try_from(n).map_err(|_| Fault::TooLarge)?;
        Ok(Frame { kind, width, height, parts, h, v, units, n, long_edge })
    }

    /// Blocks of all parts.
    pub fn blocks(&self) -> u64 {
        let all: usize = self.parts.iter().map(|p| p.wide * p.high).sum();
        u64::try_from(all).unwrap_or(u64::MAX)
    }

    /// The size of the picture that blocks of `n` × `n` pixels make.
    pub fn scaled(&self) -> (u32, u32) {
        let n = u32::try_from(self.n).unwrap_or(8);
        ((self.width * n).div_ceil(8), (self.height * n).div_ceil(8))
    }
}
