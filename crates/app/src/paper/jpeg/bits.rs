//! The packed bits of a JPEG's scan, and the Huffman tables that read them.

/// Reads bits until a marker or the end; beyond it there are zeros, and [`Bits::over`] says that some were used.
pub(super) struct Bits<'a> {
    data: &'a [u8],
    /// Where the next byte is taken from; at the end of a scan the place of the marker after it.
    pub at: usize,
    held: u64,
    count: u32,
    pub over: bool,
}

impl<'a> Bits<'a> {
    pub fn new(data: &'a [u8], at: usize) -> Bits<'a> {
        Bits { data, at, held: 0, count: 0, over: false }
    }

    fn fill(&mut self) {
        while self.count <= 48 {
            let Some(byte) = self.data.get(self.at) else { return };
            if *byte == 0xFF {
                match self.data.get(self.at + 1) {
                    Some(0) => self.at += 1,
                    Some(0xFF) => {
                        self.at += 1;
                        continue;
                    }
                    _ => return,
                }
            }
            self.at += 1;
            self.held |= u64::from(*byte) << (56 - self.count);
            self.count += 8;
        }
    }

    fn take(&mut self, bits: u32) {
        if bits > self.count {
            self.over = true;
            self.held = 0;
            self.count = 0;
        } else {
            self.held <<= bits;
            self.count -= bits;
        }
    }

    /// So many bits as a number, at most sixteen.
    pub fn get(&mut self, bits: u32) -> i32 {
        if bits == 0 {
            return 0;
        }
        if self.count < bits {
            self.fill();
        }
        let value = self.held >> (64 - bits);
        self.take(bits);
        i32::try_from(value).unwrap_or(0)
    }

    pub fn bit(&mut self) -> bool {
        self.get(1) == 1
    }

    /// A difference or coefficient of so many bits.
    pub fn signed(&mut self, bits: u32) -> i32 {
        let value = self.get(bits);
        if bits == 0 || value >= 1 << (bits - 1) { value } else { value - (1 << bits) + 1 }
    }

    /// The next symbol of a table; `None` for a code that it does not have.
    pub fn symbol(&mut self, table: &Huffman) -> Option<u8> {
        if self.count < 16 {
            self.fill();
        }
        let ahead = usize::try_from(self.held >> 48).unwrap_or(0);
        let (length, symbol) = table.find(ahead)?;
        self.take(length);
        Some(symbol)
    }

    /// What is not read yet.
    pub fn rest(&self) -> &'a [u8] {
        self.data.get(self.at..).unwrap_or_default()
    }

    /// Goes behind the restart marker that is next, if one is.
    pub fn restart(&mut self) -> bool {
        (self.held, self.count) = (0, 0);
        while self.data.get(self.at) == Some(&0xFF) && self.data.get(self.at + 1) == Some(&0xFF) {
            self.at += 1;
        }
        let found =
            self.data.get(self.at) == Some(&0xFF) && matches!(self.data.get(self.at + 1), Some(0xD0..=0xD7));
        if found {
            self.at += 2;
        }
        found
    }
}

const FAST: u32 = 9;

/// A Huffman table: short codes by looking up, long ones by length.
pub(super) struct Huffman {
    fast: Vec<(u8, u8)>,
    /// For each length: the first code beyond it, left-aligned to sixteen bits, and what leads to its symbol.
    long: [(usize, isize); 17],
    symbols: Vec<u8>,
}

impl Huffman {
    /// From how many codes each length has and the symbols in their order; `None` if they are too many.
    pub fn new(counts: &[u8; 16], symbols: &[u8]) -> Option<Huffman> {
        let mut fast = vec![(0u8, 0u8); 1 << FAST];
        let mut long = [(0usize, 0isize); 17];
        let (mut code, mut at) = (0usize, 0usize);
        for (length, count) in (1u32..=16).zip(counts) {
            let first = isize::try_from(at).ok()? - isize::try_from(code).ok()?;
            for _ in 0..*count {
                let symbol = *symbols.get(at)?;
                if code >> length != 0 {
                    return None;
                }
                if length <= FAST {
                    let from = code << (FAST - length);
                    for entry in fast.get_mut(from..from + (1 << (FAST - length)))? {
                        *entry = (u8::try_from(length).ok()?, symbol);
                    }
                }
                code += 1;
                at += 1;
            }
            *long.get_mut(usize::try_from(length).ok()?)? = (code << (16 - length), first);
            code <<= 1;
        }
        Some(Huffman { fast, long, symbols: symbols.to_vec() })
    }

    /// The length of the code that sixteen bits begin with, and its symbol.
    fn find(&self, ahead: usize) -> Option<(u32, u8)> {
        let (length, symbol) = *self.fast.get(ahead >> (16 - FAST))?;
        if length > 0 {
            return Some((u32::from(length), symbol));
        }
        for length in FAST + 1..=16 {
            let (beyond, first) = *self.long.get(usize::try_from(length).ok()?)?;
            if ahead < beyond {
                let at = isize::try_from(ahead >> (16 - length)).ok()? + first;
                return Some((length, *self.symbols.get(usize::try_from(at).ok()?)?));
            }
        }
        None
    }
}
