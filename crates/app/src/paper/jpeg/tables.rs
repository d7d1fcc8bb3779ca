//! What stands in a JPEG before and between its scans.

use super::bits::Huffman;
use super::block;
use super::marker::be16;
use crate::paper::bounds::Fault;

#[derive(Default)]
pub(super) struct Tables {
    pub quant: [Option<[u16; 64]>; 4],
    pub dc: [Option<Huffman>; 4],
    pub ac: [Option<Huffman>; 4],
    pub restart: usize,
    /// What Adobe's programs say of the colours.
    pub adobe: Option<u8>,
}

impl Tables {
    pub fn quantisation(&mut self, mut segment: &[u8]) -> Result<(), Fault> {
        while let Some((head, rest)) = segment.split_first() {
            let wide = head >> 4 != 0;
            let size = if wide { 128 } else { 64 };
            let values = rest.get(..size).ok_or(Fault::Broken)?;
            let mut table = [0u16; 64];
            for (n, place) in block::ZIGZAG.iter().enumerate() {
                let value = if wide { be16(values, 2 * n) } else { values.get(n).map(|v| usize::from(*v)) };
                if let (Some(cell), Some(value)) = (table.get_mut(usize::from(*place)), value) {
                    *cell = u16::try_from(value).unwrap_or(u16::MAX);
                }
            }
            *self.quant.get_mut(usize::from(head & 15)).ok_or(Fault::Broken)? = Some(table);
            segment = rest.get(size..).unwrap_or_default();
        }
        Ok(())
    }

    pub fn huffman(&mut self, mut segment: &[u8]) -> Result<(), Fault> {
        while let Some((head, rest)) = segment.split_first() {
            let counts: &[u8; 16] = rest.first_chunk().ok_or(Fault::Broken)?;
            let total: usize = counts.iter().map(|c| usize::from(*c)).sum();
            let symbols = rest.get(16..16 + total).ok_or(Fault::Broken)?;
            let table = Huffman::new(counts, symbols).ok_or(Fault::Broken)?;
            let class = if head >> 4 == 0 { &mut self.dc } else { &mut self.ac };
            *class.get_mut(usize::from(head & 15)).ok_or(Fault::Broken)? = Some(table);
            segment = rest.get(16 + total..).unwrap_or_default();
        }
        Ok(())
    }
}
