//! A picture made smaller while its rows come out of a decoder: each pixel of the small picture is the mean of those it
//! covers. Only one row of sums is held, so that the size of the picture that comes in costs no memory.

use image::RgbImage;

/// How large a picture becomes whose long edge may have so many pixels; never larger than it is.
pub(super) fn fitted(width: u32, height: u32, long_edge: u32) -> (u32, u32) {
    let edge = width.max(height);
    if edge <= long_edge {
        return (width, height);
    }
    let of = |side: u32| {
        let scaled = (u64::from(side) * u64::from(long_edge) + u64::from(edge) / 2) / u64::from(edge);
        u32::try_from(scaled).unwrap_or(long_edge).max(1)
    };
    (of(width), of(height))
}

/// Takes the rows from top to bottom.
pub(super) struct Rows {
    map: Map,
    sums: Vec<[u32; 3]>,
    /// How many rows `sums` holds, and of which row of the small picture.
    held: u32,
    at: usize,
    next: usize,
    out: Vec<u8>,
}

/// Which column and row of the small picture a pixel falls into.
struct Map {
    columns: Vec<u32>,
    /// How many columns each column of the small picture covers.
    covers: Vec<u32>,
    from: usize,
    to: (u32, u32),
}

impl Map {
    fn new(from: (u32, u32), to: (u32, u32)) -> Map {
        let mut covers = vec![0; size(to.0)];
        let columns = (0..from.0)
            .map(|x| {
                let column = scaled(x, from.0, to.0);
                if let Some(count) = covers.get_mut(size(column)) {
                    *count += 1;
                }
                column
            })
            .collect();
        Map { columns, covers, from: size(from.1), to }
    }

    fn row(&self, y: usize) -> usize {
        y * size(self.to.1) / self.from.max(1)
    }
}

fn scaled(at: u32, from: u32, to: u32) -> u32 {
    u32::try_from(u64::from(at) * u64::from(to) / u64::from(from.max(1))).unwrap_or(0)
}

fn size(n: u32) -> usize {
    usize::try_from(n).unwrap_or(usize::MAX)
}

impl Rows {
    pub fn new(from: (u32, u32), to: (u32, u32)) -> Rows {
        Rows {
            map: Map::new(from, to),
            sums: vec![[0; 3]; size(to.0)],
            held: 0,
            at: 0,
            next: 0,
            out: Vec::with_capacity(size(to.0) * size(to.1) * 3),
        }
    }

    /// The next row: `rgb` gives the colour of a column.
    pub fn row(&mut self, rgb: impl Fn(usize) -> [u8; 3]) {
        let at = self.map.row(self.next);
        if at != self.at {
            self.flush();
            self.at = at;
        }
        self.next += 1;
        self.held += 1;
        for (x, column) in self.map.columns.iter().enumerate() {
            if let Some(sum) = self.sums.get_mut(size(*column)) {
                let [r, g, b] = rgb(x);
                sum[0] += u32::from(r);
                sum[1] += u32::from(g);
                sum[2] += u32::from(b);
            }
        }
    }

    fn flush(&mut self) {
        for (sum, covers) in self.sums.iter_mut().zip(&self.map.covers) {
            let count = (self.held * covers).max(1);
            self.out.extend(sum.map(|s| mean(s, count)));
            *sum = [0; 3];
        }
        self.held = 0;
    }

    /// The small picture; `None` if rows are missing.
    pub fn done(mut self) -> Option<RgbImage> {
        self.flush();
        RgbImage::from_raw(self.map.to.0, self.map.to.1, self.out)
    }
}

fn mean(sum: u32, count: u32) -> u8 {
    u8::try_from((sum + count / 2) / count).unwrap_or(u8::MAX)
}

/// Takes pixels in any order, as interlaced pictures send them; holds sums for the whole small picture.
pub(super) struct Scattered {
    map: Map,
    sums: Vec<[u32; 3]>,
}

impl Scattered {
    pub fn new(from: (u32, u32), to: (u32, u32)) -> Scattered {
        Scattered { map: Map::new(from, to), sums: vec![[0; 3]; size(to.0) * size(to.1)] }
    }

    pub fn pixel(&mut self, x: usize, y: usize, rgb: [u8; 3]) {
        let column = self.map.columns.get(x).map_or(0, |c| size(*c));
        let at = self.map.row(y) * size(self.map.to.0) + column;
        if let Some(sum) = self.sums.get_mut(at) {
            for (all, one) in sum.iter_mut().zip(rgb) {
                *all += u32::from(one);
            }
        }
    }

    pub fn done(self) -> Option<RgbImage> {
        let mut rows = vec![0u32; size(self.map.to.1)];
        for y in 0..self.map.from {
            if let Some(count) = rows.get_mut(self.map.row(y)) {
                *count += 1;
            }
        }
        let mut out = Vec::with_capacity(self.sums.len() * 3);
        for (row, high) in self.sums.chunks(size(self.map.to.0).max(1)).zip(rows) {
            for (sum, wide) in row.iter().zip(&self.map.covers) {
                out.extend(sum.map(|s| mean(s, (high * wide).max(1))));
            }
        }
        RgbImage::from_raw(self.map.to.0, self.map.to.1, out)
    }
}
