//! The typefaces of every paper, embedded in the binary: Tinos (the widths of Times New Roman, which Nghị định 30/2020
//! asks for and which may not be shipped) for the text, Be Vietnam Pro for what belongs to the screen's face.
//! Nothing else is ever used, so a paper looks the same on every machine.

use std::sync::LazyLock;

use typst::foundations::Bytes;
use typst::text::{Font, FontBook};
use typst::utils::LazyHash;

use crate::Error;

macro_rules! font {
    ($name:literal) => {
        include_bytes!(concat!(env!("CARGO_MANIFEST_DIR"), "/../../assets/dist/print-fonts/", $name))
            .as_slice()
    };
}

static FILES: [&[u8]; 6] = [
    font!("Tinos-Regular.ttf"),
    font!("Tinos-Bold.ttf"),
    font!("Tinos-Italic.ttf"),
    font!("Tinos-BoldItalic.ttf"),
    font!("BeVietnamPro-Regular.ttf"),
    font!("BeVietnamPro-Bold.ttf"),
];

pub(crate) struct Fonts {
    pub book: LazyHash<FontBook>,
    pub list: Vec<Font>,
}

static FONTS: LazyLock<Option<Fonts>> = LazyLock::new(|| {
    let list: Vec<Font> = FILES.into_iter().filter_map(|file| Font::new(Bytes::new(file), 0)).collect();
    (list.len() == FILES.len()).then(|| Fonts { book: LazyHash::new(FontBook::from_fonts(&list)), list })
});

pub(crate) fn fonts() -> Result<&'static Fonts, Error> {
    FONTS.as_ref().ok_or(Error::Embedded("fonts"))
}

impl Fonts {
    /// Whether every face of the text family, on which all templates fall back, has the character: a paper in an
    /// archival format may not hold a single missing glyph.
    pub fn draw(&self, c: char) -> bool {
        self.list
            .iter()
            .map(Font::info)
            .filter(|info| info.family == "Tinos")
            .all(|info| info.coverage.contains(u32::from(c)))
    }
}
