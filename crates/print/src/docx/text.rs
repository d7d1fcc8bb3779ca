//! Runs and paragraphs of WordprocessingML. Lengths are twips (1/1440 inch), sizes half-points, as the format counts.

use std::fmt::Write as _;
use unicode_normalization::UnicodeNormalization;

/// Width of the type area: A4 less 30 mm on the left and 18 mm on the right.
pub(super) const WIDTH: u32 = 9184;
/// The same of a page that lies on its side.
pub(super) const WIDE: u32 = 14116;

/// Text as XML may hold it: marks composed, no control characters but the line break.
pub(super) fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.replace("\r\n", "\n").nfc() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\t' => out.push(' '),
            '\n' => out.push('\n'),
            // Direction marks could make a line read otherwise than it is written.
            '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{fffe}' | '\u{ffff}' => {}
            c if c.is_control() => {}
            c => out.push(c),
        }
    }
    out
}

#[derive(Clone, Copy, Default)]
pub(super) struct Look {
    pub bold: bool,
    pub italic: bool,
    /// In half-points; 0: as the paragraph has it.
    pub size: u16,
    pub colour: Option<&'static str>,
}

impl Look {
    pub const BOLD: Look = Look { bold: true, italic: false, size: 0, colour: None };
    pub const ITALIC: Look = Look { bold: false, italic: true, size: 0, colour: None };

    pub fn size(self, size: u16) -> Look {
        Look { size, ..self }
    }
}

pub(super) fn run(text: &str, look: Look) -> String {
    let mut props = String::new();
    if look.bold {
        props.push_str("<w:b/>");
    }
    if look.italic {
        props.push_str("<w:i/>");
    }
    if let Some(colour) = look.colour {
        let _ = write!(props, "<w:color w:val=\"{colour}\"/>");
    }
    if look.size > 0 {
        let _ = write!(props, "<w:sz w:val=\"{0}\"/><w:szCs w:val=\"{0}\"/>", look.size);
    }
    let props = if props.is_empty() { props } else { format!("<w:rPr>{props}</w:rPr>") };
    let mut out = String::new();
    for (i, line) in escape(text.trim_matches('\n')).split('\n').enumerate() {
        let turn = if i > 0 { "<w:br/>" } else { "" };
        let _ = write!(out, "<w:r>{props}{turn}<w:t xml:space=\"preserve\">{line}</w:t></w:r>");
    }
    out
}

#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Align {
    Left,
    Center,
    Right,
    /// Running text.
    Both,
}

/// A paragraph in the making.
pub(super) struct P {
    align: Align,
    style: &'static str,
    first: u32,
    left: u32,
    right: u32,
    rule: bool,
    before: u32,
    after: u32,
    keep: bool,
    page: bool,
    tabs: String,
    runs: String,
}

impl P {
    pub fn new() -> P {
        P {
            align: Align::Left,
            style: "",
            first: 0,
            left: 0,
            right: 0,
            rule: false,
            before: 0,
            after: 120,
            keep: false,
            page: false,
            tabs: String::new(),
            runs: String::new(),
        }
    }

    /// Justified, first line 1.27 cm in.
    pub fn body() -> P {
        P { align: Align::Both, first: 720, ..P::new() }
    }

    pub fn centered() -> P {
        P { align: Align::Center, after: 0, ..P::new() }
    }

    /// Within a table.
    pub fn cell() -> P {
        P { after: 40, ..P::new() }
    }

    pub fn heading(level: u8) -> P {
        let style = ["Heading1", "Heading2", "Heading3"][usize::from(level.clamp(1, 3)) - 1];
        P { style, keep: true, before: 160, ..P::new() }
    }

    pub fn align(self, align: Align) -> P {
        P { align, ..self }
    }

    pub fn space(self, before: u32, after: u32) -> P {
        P { before, after, ..self }
    }

    /// Set in from both edges.
    pub fn narrow(self, by: u32) -> P {
        P { left: by, right: by, ..self }
    }

    /// A line alone, set in from both edges.
    pub fn ruled(self, by: u32) -> P {
        P { rule: true, ..self.narrow(by) }
    }

    /// In the right part of the page, where signatures stand.
    pub fn on_the_right(self) -> P {
        P { left: WIDTH * 45 / 100, ..self }
    }

    /// Not parted from the paragraph that follows.
    pub fn keep(self) -> P {
        P { keep: true, ..self }
    }

    pub fn on_new_page(self) -> P {
        P { page: true, ..self }
    }

    pub fn text(self, text: &str) -> P {
        self.look(text, Look::default())
    }

    pub fn bold(self, text: &str) -> P {
        self.look(text, Look::BOLD)
    }

    pub fn italic(self, text: &str) -> P {
        self.look(text, Look::ITALIC)
    }

    pub fn look(mut self, text: &str, look: Look) -> P {
        self.runs.push_str(&run(text, look));
        self
    }

    /// Dots to write on, up to a place `width` from the left edge.
    pub fn dots(mut self, width: u32) -> P {
        let _ = write!(self.tabs, "<w:tab w:val=\"right\" w:leader=\"dot\" w:pos=\"{width}\"/>");
        self.runs.push_str("<w:r><w:tab/></w:r>");
        self
    }

    pub fn raw(mut self, xml: &str) -> P {
        self.runs.push_str(xml);
        self
    }

    pub fn build(&self) -> String {
        let mut p = String::new();
        if !self.style.is_empty() {
            let _ = write!(p, "<w:pStyle w:val=\"{}\"/>", self.style);
        }
        if self.keep {
            p.push_str("<w:keepNext/>");
        }
        if self.page {
            p.push_str("<w:pageBreakBefore/>");
        }
        if self.rule {
            p.push_str(
                "<w:pBdr><w:bottom w:val=\"single\" w:sz=\"6\" w:space=\"0\" w:color=\"auto\"/></w:pBdr>",
            );
        }
        if !self.tabs.is_empty() {
            let _ = write!(p, "<w:tabs>{}</w:tabs>", self.tabs);
        }
        // A line alone takes no more room than itself.
        let line = if self.rule { " w:line=\"60\" w:lineRule=\"exact\"" } else { "" };
        let _ = write!(p, "<w:spacing w:before=\"{}\" w:after=\"{}\"{line}/>", self.before, self.after);
        if self.first + self.left + self.right > 0 {
            let (left, right, first) = (self.left, self.right, self.first);
            let _ = write!(p, "<w:ind w:left=\"{left}\" w:right=\"{right}\" w:firstLine=\"{first}\"/>");
        }
        let align = match self.align {
            Align::Left => "left",
            Align::Center => "center",
            Align::Right => "right",
            Align::Both => "both",
        };
        format!("<w:p><w:pPr>{p}<w:jc w:val=\"{align}\"/></w:pPr>{}</w:p>", self.runs)
    }
}
