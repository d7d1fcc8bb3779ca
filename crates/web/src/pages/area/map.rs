//! Maps drawn on the server as SVG from our own boundaries: no tiles, no scripts. Shapes are links for the mouse; the
//! same places stand as a list beside the map, so the drawing is hidden from screen readers and from the tab key.

use ocop_app::area::shape::{self, Point, Shape};
use std::fmt::Write;

/// Hoàng Sa and Trường Sa lie so far out that their province is drawn with them in frames of their own.
const FAR: [(&str, &str); 2] = [("20333", "Hoàng Sa"), ("22736", "Trường Sa")];
const WIDTH: f64 = 1000.0;

/// One place on a map. `tone` 1–5 colours a choropleth; 0 leaves it plain.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Spot {
    pub code: String,
    pub name: String,
    pub href: String,
    pub here: bool,
    pub tone: u8,
}

/// A box in ten-thousandths of a degree.
#[derive(Debug, Clone, Copy)]
struct Frame {
    west: i32,
    south: i32,
    east: i32,
    north: i32,
}

impl Frame {
    fn around<'a>(points: impl Iterator<Item = &'a Point>) -> Option<Frame> {
        points.fold(None, |frame, &(x, y)| {
            let f = frame.unwrap_or(Frame { west: x, south: y, east: x, north: y });
            Some(Frame {
                west: f.west.min(x),
                south: f.south.min(y),
                east: f.east.max(x),
                north: f.north.max(y),
            })
        })
    }

    fn grown(self, by: i32) -> Frame {
        Frame { west: self.west - by, south: self.south - by, east: self.east + by, north: self.north + by }
    }

    fn within(self, outer: Frame) -> Frame {
        Frame {
            west: self.west.max(outer.west),
            south: self.south.max(outer.south),
            east: self.east.min(outer.east),
            north: self.north.min(outer.north),
        }
    }

    fn touches(self, other: Frame) -> bool {
        self.west <= other.east
            && other.west <= self.east
            && self.south <= other.north
            && other.south <= self.north
    }

    fn longest(self) -> i32 {
        (self.east - self.west).max(self.north - self.south)
    }
}

/// Degrees to paper: east–west distances shrink with the cosine of the latitude in the middle.
struct Paper {
    frame: Frame,
    scale: f64,
    cos: f64,
}

impl Paper {
    fn fit(frame: Frame, width: f64, height: f64) -> Paper {
        let middle = f64::from(frame.south + frame.north) / 20_000.0;
        let cos = middle.to_radians().cos();
        let (dx, dy) =
            (f64::from(frame.east - frame.west).max(1.0), f64::from(frame.north - frame.south).max(1.0));
        Paper { frame, cos, scale: (width / (dx * cos)).min(height / dy) }
    }

    fn at(&self, (x, y): Point) -> (i64, i64) {
        (
            (f64::from(x - self.frame.west) * self.cos * self.scale).round() as i64,
            (f64::from(self.frame.north - y) * self.scale).round() as i64,
        )
    }

    fn size(&self) -> (i64, i64) {
        self.at((self.frame.east, self.frame.south))
    }

    /// The `d` of a path. An island smaller than a point stays as a point: none is lost to rounding.
    fn path(&self, shape: &Shape) -> String {
        let mut d = String::new();
        for ring in &shape.rings {
            let mut last = None;
            let mut drawn = 0;
            for p in ring {
                let (x, y) = self.at(*p);
                match last {
                    None => {
                        let _ = write!(d, "M{x} {y}");
                    }
                    Some((lx, ly)) if (lx, ly) == (x, y) => continue,
                    Some((lx, ly)) => {
                        let _ = write!(d, "l{} {}", x - lx, y - ly);
                        drawn += 1;
                    }
                }
                last = Some((x, y));
            }
            d.push_str(if drawn < 2 { "h2v2h-2z" } else { "z" });
        }
        d
    }
}

fn shape_of(code: &str) -> Option<&'static Shape> {
    if code.len() == 2 { shape::province(code) } else { shape::commune(code) }
}

fn frame_of(code: &str) -> Option<Frame> {
    shape_of(code).and_then(|s| Frame::around(s.rings.iter().flatten()))
}

fn far_name(code: &str) -> Option<&'static str> {
    FAR.iter().find(|(c, _)| *c == code).map(|(_, name)| *name)
}

fn union(a: Option<Frame>, b: Frame) -> Frame {
    a.map_or(b, |a| Frame {
        west: a.west.min(b.west),
        south: a.south.min(b.south),
        east: a.east.max(b.east),
        north: a.north.max(b.north),
    })
}

/// The whole country by provinces, with Hoàng Sa and Trường Sa where they lie. Empty if there is nothing to draw.
pub fn country_map_svg(spots: &[Spot]) -> String {
    let Some(frame) = whole(spots.iter()) else { return String::new() };
    let paper = Paper::fit(frame.grown(1_500), WIDTH, 1_300.0);
    let mut labels = String::new();
    for (code, name) in FAR {
        if let Some(f) = frame_of(code) {
            let (x, y) = paper.at(((f.west + f.east) / 2, f.north));
            label(&mut labels, x, y - 14, &format!("Quần đảo {name}"));
        }
    }
    let shapes: String = spots.iter().map(|s| drawn(s, &paper)).collect();
    svg(paper.size(), &(shapes + &labels))
}

/// A province by its communes; those marked `here` stand out. The far archipelagos get frames at the side.
pub fn province_map_svg(spots: &[Spot]) -> String {
    let (far, near): (Vec<&Spot>, Vec<&Spot>) = spots.iter().partition(|s| far_name(&s.code).is_some());
    let Some(frame) = whole(near.iter().copied()) else { return String::new() };
    let paper =
        Paper::fit(frame.grown(frame.longest() / 60), if far.is_empty() { WIDTH } else { 700.0 }, 1_100.0);
    let (mut width, height) = paper.size();
    let mut body: String = near.iter().map(|s| drawn(s, &paper)).collect();
    for spot in far {
        let Some(f) = frame_of(&spot.code) else { continue };
        let inset = Paper::fit(f.grown(f.longest() / 20), 280.0, 400.0);
        let ((w, h), x) = (inset.size(), width + 20);
        let y = (height - h - 40).max(0) / 2;
        let _ = write!(
            body,
            "<g transform=\"translate({x} {y})\">{}<rect class=\"map__frame\" width=\"{w}\" height=\"{h}\"/>",
            drawn(spot, &inset)
        );
        label(&mut body, w / 2, h + 28, far_name(&spot.code).unwrap_or_default());
        body.push_str("</g>");
        width += w + 20;
    }
    svg((width, height), &body)
}

/// The neighbourhood of the marked communes: as much around them as tells where they lie.
pub fn neighbourhood_svg(spots: &[Spot]) -> String {
    let all = whole(spots.iter().filter(|s| s.here || far_name(&s.code).is_none()));
    let here = spots.iter().filter(|s| s.here).filter_map(|s| frame_of(&s.code));
    let (Some(all), Some(here)) = (all, here.fold(None, |f, b| Some(union(f, b)))) else {
        return String::new();
    };
    let around = here.longest().max(300);
    let frame = here.grown(around).within(all.grown(around / 8));
    let paper = Paper::fit(frame, WIDTH, 800.0);
    let inside = |s: &&Spot| frame_of(&s.code).is_some_and(|f| f.touches(frame));
    svg(paper.size(), &spots.iter().filter(inside).map(|s| drawn(s, &paper)).collect::<String>())
}

fn whole<'a>(spots: impl Iterator<Item = &'a Spot>) -> Option<Frame> {
    spots.filter_map(|s| frame_of(&s.code)).fold(None, |f, b| Some(union(f, b)))
}

fn svg((width, height): (i64, i64), body: &str) -> String {
    format!(
        "<svg viewBox=\"0 0 {} {}\" aria-hidden=\"true\" focusable=\"false\">{body}</svg>",
        width.max(1),
        height.max(1)
    )
}

fn drawn(spot: &Spot, paper: &Paper) -> String {
    let Some(shape) = shape_of(&spot.code) else { return String::new() };
    let tone = if spot.tone > 0 { format!(" map__shape--{}", spot.tone.min(5)) } else { String::new() };
    let here = if spot.here { " map__shape--here" } else { "" };
    format!(
        "<a href=\"{}\" tabindex=\"-1\"><path class=\"map__shape{tone}{here}\" d=\"{}\"><title>{}</title></path></a>",
        escape(&spot.href),
        paper.path(shape),
        escape(&spot.name)
    )
}

fn label(out: &mut String, x: i64, y: i64, text: &str) {
    let _ = write!(out, "<text class=\"map__label\" x=\"{x}\" y=\"{y}\">{}</text>", escape(text));
}

fn escape(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn spot(code: &str, here: bool) -> Spot {
        Spot { code: code.into(), name: format!("<{code}>"), href: format!("/areas/{code}"), here, tone: 0 }
    }

    #[test]
    fn the_archipelagos_are_drawn_with_their_provinces() {
        let da_nang = province_map_svg(&[spot("20194", false), spot("20333", false)]);
        assert!(da_nang.contains("Hoàng Sa") && da_nang.contains("href=\"/areas/20333\""));
        let country = country_map_svg(&[spot("48", false), spot("56", true)]);
        assert!(country.contains("Quần đảo Hoàng Sa") && country.contains("Quần đảo Trường Sa"));
        assert!(country.contains("map__shape--here"));
    }

    #[test]
    fn a_ward_is_drawn_among_its_neighbours_only() {
        let spots = [spot("27259", true), spot("27265", false), spot("26732", false)];
        let svg = neighbourhood_svg(&spots);
        assert!(svg.contains("/areas/27265") && !svg.contains("/areas/26732"), "Côn Đảo is far away");
        assert!(svg.contains("&lt;27259&gt;") && !svg.contains("style="));
        assert_eq!(neighbourhood_svg(&[spot("99999", true)]), "");
    }
}
