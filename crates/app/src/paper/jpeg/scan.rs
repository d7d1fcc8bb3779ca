//! The scans of a JPEG: one that holds everything is painted as it is read, several are kept until the last.

use super::bits::{Bits, Huffman};
use super::block::{self, Bad, Band, Change, ZIGZAG};
use super::frame::{Frame, Kind, Part};
use super::marker::next_marker;
use super::paint::{Colours, Transform};
use super::tables::Tables;
use crate::paper::bounds::Fault;
use crate::paper::shrink::{Rows, fitted};
use image::RgbImage;

/// One scan's header.
pub(super) struct Scan {
    /// (component, its table of means, its table of the rest)
    pub parts: Vec<(usize, usize, usize)>,
    band: Band,
    /// It makes finer what was read before.
    finer: bool,
}

impl Scan {
    pub fn read(segment: &[u8], frame: &Frame) -> Result<Scan, Fault> {
        let count = usize::from(*segment.first().ok_or(Fault::Broken)?);
        if !(1..=4).contains(&count) {
            return Err(Fault::Broken);
        }
        let mut parts: Vec<(usize, usize, usize)> = Vec::new();
        for one in segment.get(1..1 + 2 * count).ok_or(Fault::Broken)?.chunks_exact(2) {
            let part = frame.parts.iter().position(|p| p.id == one[0]).ok_or(Fault::Broken)?;
            let (dc, ac) = (usize::from(one[1] >> 4), usize::from(one[1] & 15));
            if dc > 3 || ac > 3 || parts.iter().any(|(p, ..)| *p == part) {
                return Err(Fault::Broken);
            }
            parts.push((part, dc, ac));
        }
        let rest = segment.get(1 + 2 * count..4 + 2 * count).ok_or(Fault::Broken)?;
        let (from, to, high, low) =
            (usize::from(rest[0]), usize::from(rest[1]), rest[2] >> 4, u32::from(rest[2] & 15));
        if frame.kind == Kind::Sequential {
            return Ok(Scan { parts, band: Band { from: 0, to: 63, shift: 0 }, finer: false });
        }
        let sound = from <= to && to < 64 && low < 14 && if from == 0 { to == 0 } else { count == 1 };
        if !sound {
            return Err(Fault::Broken);
        }
        Ok(Scan { parts, band: Band { from, to, shift: low }, finer: high != 0 })
    }

    /// How many blocks it goes through.
    pub fn blocks(&self, frame: &Frame) -> u64 {
        let all = self.parts.iter().filter_map(|(p, ..)| frame.parts.get(*p)).map(|p| p.wide * p.high);
        u64::try_from(all.sum::<usize>()).unwrap_or(u64::MAX)
    }

    /// Units across and down: of one part alone a unit is a block.
    fn units(&self, frame: &Frame) -> (usize, usize) {
        match (self.parts.as_slice(), frame.parts.len()) {
            ([(part, ..)], 2..) => frame.parts.get(*part).map_or((0, 0), |p| p.own),
            _ => frame.units,
        }
    }

    fn alone(&self) -> bool {
        self.parts.len() == 1
    }
}

/// Follows the units of a scan with its restart marks.
struct Course<'a> {
    bits: Bits<'a>,
    /// The mean of the last block of each part.
    means: [i32; 4],
    blank: i32,
    restart: usize,
    left: usize,
}

impl<'a> Course<'a> {
    fn new(bytes: &'a [u8], at: usize, restart: usize) -> Course<'a> {
        Course { bits: Bits::new(bytes, at), means: [0; 4], blank: 0, restart, left: restart }
    }

    fn unit(&mut self) -> Result<(), Fault> {
        if self.bits.over {
            return Err(self.broken());
        }
        if self.restart == 0 {
            return Ok(());
        }
        if self.left == 0 {
            if !self.bits.restart() {
                return Err(self.broken());
            }
            (self.means, self.blank, self.left) = ([0; 4], 0, self.restart);
        }
        self.left -= 1;
        Ok(())
    }

    fn mean(&mut self, part: usize, table: &Huffman) -> Result<i32, Bad> {
        let change = block::mean(&mut self.bits, table)?;
        let mean = self.means.get_mut(part).ok_or(Bad)?;
        *mean = mean.wrapping_add(change).clamp(-65_536, 65_536);
        Ok(*mean)
    }

    /// Bits that are not there: the file ends, or what follows belongs to something else.
    fn broken(&self) -> Fault {
        match next_marker(self.bits.rest(), 0) {
            None | Some((0xD9, _)) => Fault::CutOff,
            Some(_) => Fault::Broken,
        }
    }
}

fn table(tables: &[Option<Huffman>; 4], at: usize) -> Result<&Huffman, Fault> {
    tables.get(at).and_then(Option::as_ref).ok_or(Fault::Broken)
}

fn quant<'t>(tables: &'t Tables, part: &Part) -> Result<&'t [u16; 64], Fault> {
    tables.quant.get(part.quant).and_then(Option::as_ref).ok_or(Fault::Broken)
}

/// The rows of pixels that one row of units becomes, a plane for each part.
struct Strip {
    planes: Vec<Vec<u8>>,
    transform: Transform,
    colours: Colours,
    rows: Rows,
    left: usize,
}

impl Strip {
    fn new(frame: &Frame, colours: Colours) -> Strip {
        let n = frame.n;
        let (width, height) = frame.scaled();
        let (w, h) = fitted(frame.width, frame.height, frame.long_edge);
        let to = (w.min(width), h.min(height));
        Strip {
            planes: frame.parts.iter().map(|p| vec![0; p.wide * n * p.v * n]).collect(),
            transform: Transform::new(n),
            colours,
            rows: Rows::new((width, height), to),
            left: usize::try_from(height).unwrap_or(0),
        }
    }

    /// Paints one block: column and row of blocks within the band.
    fn block(&mut self, frame: &Frame, part: usize, (x, y): (usize, usize), block: &[f32]) {
        let n = frame.n;
        let (Some(plane), Some(p)) = (self.planes.get_mut(part), frame.parts.get(part)) else { return };
        let line = p.wide * n;
        let corner = y * n * line + x * n;
        self.transform.paint(block, |dx, dy, value| {
            if let Some(cell) = plane.get_mut(corner + dy * line + dx) {
                *cell = value;
            }
        });
    }

    /// Hands the finished rows on.
    fn finish(&mut self, frame: &Frame) {
        let n = frame.n;
        for y in 0..(frame.v * n).min(self.left) {
            let mut lines: [(&[u8], usize); 4] = [(&[], 1); 4];
            for ((line, plane), p) in lines.iter_mut().zip(&self.planes).zip(&frame.parts) {
                let from = (y * p.v / frame.v) * p.wide * n;
                *line = (plane.get(from..from + p.wide * n).unwrap_or_default(), p.h);
            }
            let (colours, across) = (self.colours, frame.h);
            self.rows.row(|x| {
                colours.rgb(lines.map(|(line, h)| {
                    let at = if h == across { x } else { x * h / across };
                    line.get(at).copied().unwrap_or(0)
                }))
            });
        }
        self.left = self.left.saturating_sub(frame.v * n);
    }
}

/// Reads a sequential scan of all parts and paints it as it comes.
pub(super) fn stream(
    bytes: &[u8],
    at: usize,
    frame: &Frame,
    scan: &Scan,
    tables: &Tables,
    colours: Colours,
) -> Result<RgbImage, Fault> {
    let n = frame.n;
    let mut course = Course::new(bytes, at, tables.restart);
    let mut band = Strip::new(frame, colours);
    for _ in 0..frame.units.1 {
        for unit in 0..frame.units.0 {
            course.unit()?;
            for (index, dc, ac) in &scan.parts {
                let part = frame.parts.get(*index).ok_or(Fault::Broken)?;
                let (dc, ac) = (table(&tables.dc, *dc)?, table(&tables.ac, *ac)?);
                let quant = quant(tables, part)?;
                for place in 0..part.h * part.v {
                    let mut block = [0f32; 64];
                    let mean = course.mean(*index, dc).map_err(|_| course.broken())?;
                    block[0] = mean as f32 * f32::from(quant[0]);
                    block::sequential(&mut course.bits, ac, |k, value| {
                        let natural = usize::from(ZIGZAG[k & 63]);
                        let (row, column) = (natural / 8, natural % 8);
                        if row < n && column < n {
                            block[row * n + column] = value as f32 * f32::from(quant[natural]);
                        }
                    })
                    .map_err(|_| course.broken())?;
                    let (x, y) = (unit * part.h + place % part.h, place / part.h);
                    band.block(frame, *index, (x, y), block.get(..n * n).unwrap_or_default());
                }
            }
        }
        if course.bits.over {
            return Err(course.broken());
        }
        band.finish(frame);
    }
    band.rows.done().ok_or(Fault::Broken)
}

/// What several scans have said so far.
pub(super) struct Store {
    /// The side of the square of coefficients kept of each block.
    n: usize,
    /// One list a part, block after block.
    kept: Vec<Vec<i16>>,
    /// Which coefficients of each block are not zero; needed by scans that make others finer.
    known: Vec<Vec<u64>>,
    /// Stands for the list above in sequential photos, which need none.
    unused: u64,
    means: usize,
}

impl Store {
    /// Room for the coefficients the small picture needs; `frame` is told when fewer can be kept.
    pub fn new(frame: &mut Frame, most: usize) -> Store {
        let blocks: usize = frame.parts.iter().map(|p| p.wide * p.high).sum();
        while frame.n > 1 && blocks.saturating_mul(2 * frame.n * frame.n + 8) > most {
            frame.n /= 2;
        }
        let progressive = frame.kind == Kind::Progressive;
        let each = |size: usize| frame.parts.iter().map(move |p| p.wide * p.high * size);
        Store {
            n: frame.n,
            kept: each(frame.n * frame.n).map(|size| vec![0; size]).collect(),
            known: each(usize::from(progressive)).map(|size| vec![0; size]).collect(),
            unused: 0,
            means: 0,
        }
    }

    /// Every part has at least its means.
    pub fn begun(&self) -> bool {
        self.means >= self.kept.len()
    }
}

/// Reads a scan into the store and returns where it ends.
pub(super) fn keep(
    bytes: &[u8],
    at: usize,
    frame: &Frame,
    scan: &Scan,
    tables: &Tables,
    store: &mut Store,
) -> Result<usize, Fault> {
    let mut course = Course::new(bytes, at, tables.restart);
    let (across, down) = scan.units(frame);
    if scan.band.from == 0 && !scan.finer {
        store.means += scan.parts.len();
    }
    for row in 0..down {
        for unit in 0..across {
            course.unit()?;
            for (index, dc, ac) in &scan.parts {
                let part = frame.parts.get(*index).ok_or(Fault::Broken)?;
                let (h, v) = if scan.alone() { (1, 1) } else { (part.h, part.v) };
                for place in 0..h * v {
                    let (x, y) = (unit * h + place % h, row * v + place / h);
                    let mut block = Block::of(store, *index, y * part.wide + x)?;
                    one(&mut course, scan, tables, (*index, *dc, *ac), &mut block, frame.kind)
                        .map_err(|_| course.broken())?;
                }
            }
        }
    }
    if course.bits.over { Err(course.broken()) } else { Ok(course.bits.at) }
}

fn one(
    course: &mut Course,
    scan: &Scan,
    tables: &Tables,
    (index, dc, ac): (usize, usize, usize),
    block: &mut Block,
    kind: Kind,
) -> Result<(), Bad> {
    let band = scan.band;
    let ac = || table(&tables.ac, ac).map_err(|_| Bad);
    if band.from == 0 {
        if scan.finer {
            if course.bits.bit() {
                block.add(0, 1 << band.shift);
            }
            return Ok(());
        }
        let mean = course.mean(index, table(&tables.dc, dc).map_err(|_| Bad)?)?;
        block.set(0, mean << band.shift);
        if kind == Kind::Progressive {
            return Ok(());
        }
        return block::sequential(&mut course.bits, ac()?, |k, value| block.set(k, value));
    }
    if !scan.finer {
        let known = &mut *block.known;
        let kept = &mut block.kept;
        return block::first(&mut course.bits, ac()?, band, &mut course.blank, |k, value| {
            if value != 0 {
                *known |= 1 << k;
            }
            kept.set(k, value);
        });
    }
    let kept = &mut block.kept;
    block::finer(&mut course.bits, ac()?, band, &mut course.blank, block.known, |k, change| match change {
        Change::New(value) => kept.set(k, value),
        Change::Finer(one) => kept.grow(k, one),
    })
}

/// The kept coefficients of one block.
struct Kept<'s> {
    n: usize,
    values: &'s mut [i16],
}

impl Kept<'_> {
    fn cell(&mut self, k: usize) -> Option<&mut i16> {
        let natural = usize::from(*ZIGZAG.get(k)?);
        let (row, column) = (natural / 8, natural % 8);
        if row < self.n && column < self.n { self.values.get_mut(row * self.n + column) } else { None }
    }

    fn set(&mut self, k: usize, value: i32) {
        if let Some(cell) = self.cell(k) {
            *cell = i16::try_from(value).unwrap_or(if value < 0 { i16::MIN } else { i16::MAX });
        }
    }

    fn grow(&mut self, k: usize, one: i32) {
        if let Some(cell) = self.cell(k) {
            let value = i32::from(*cell);
            if value & one == 0 {
                let grown = if value >= 0 { value + one } else { value - one };
                *cell = i16::try_from(grown).unwrap_or(*cell);
            }
        }
    }
}

struct Block<'s> {
    kept: Kept<'s>,
    known: &'s mut u64,
}

impl<'s> Block<'s> {
    fn of(store: &'s mut Store, part: usize, at: usize) -> Result<Block<'s>, Fault> {
        let size = store.n * store.n;
        let kept = store.kept.get_mut(part).ok_or(Fault::Broken)?;
        let values = kept.get_mut(at * size..(at + 1) * size).ok_or(Fault::Broken)?;
        let known = store.known.get_mut(part).ok_or(Fault::Broken)?;
        let known =
            if known.is_empty() { &mut store.unused } else { known.get_mut(at).ok_or(Fault::Broken)? };
        Ok(Block { kept: Kept { n: store.n, values }, known })
    }

    fn set(&mut self, k: usize, value: i32) {
        self.kept.set(k, value);
    }

    fn add(&mut self, k: usize, bit: i32) {
        if let Some(cell) = self.kept.cell(k) {
            *cell = i16::try_from(i32::from(*cell) | bit).unwrap_or(*cell);
        }
    }
}

/// Paints what was kept.
pub(super) fn paint(
    frame: &Frame,
    store: &Store,
    tables: &Tables,
    colours: Colours,
) -> Result<RgbImage, Fault> {
    let n = store.n;
    let mut band = Strip::new(frame, colours);
    for row in 0..frame.units.1 {
        for (index, (part, kept)) in frame.parts.iter().zip(&store.kept).enumerate() {
            let quant = quant(tables, part)?;
            for place in 0..part.wide * part.v {
                let (x, y) = (place % part.wide, place / part.wide);
                let at = ((row * part.v + y) * part.wide + x) * n * n;
                let values = kept.get(at..at + n * n).ok_or(Fault::Broken)?;
                let mut block = [0f32; 64];
                for (place, (cell, value)) in block.iter_mut().zip(values).enumerate() {
                    *cell = f32::from(*value) * f32::from(quant[(place / n * 8 + place % n) & 63]);
                }
                band.block(frame, index, (x, y), block.get(..n * n).unwrap_or_default());
            }
        }
        band.finish(frame);
    }
    band.rows.done().ok_or(Fault::Broken)
}
