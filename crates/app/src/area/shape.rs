//! Boundaries of the present map, simplified, from `data/areas`: parsed once, on first use, into whole
//! ten-thousandths of a degree. Hoàng Sa and Trường Sa are kept on purpose.

use serde::Deserialize;
use std::collections::HashMap;
use std::sync::OnceLock;

const COMMUNES: &str = include_str!("../../../../data/areas/communes_simplified.geojson");
const PROVINCES: &str = include_str!("../../../../data/areas/provinces_simplified.geojson");

/// Longitude and latitude in ten-thousandths of a degree.
pub type Point = (i32, i32);

/// The rings of one unit, outer and inner alike: drawn with the even-odd rule.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Shape {
    pub rings: Vec<Vec<Point>>,
}

/// The shape of a commune of the present map, by its code.
pub fn commune(code: &str) -> Option<&'static Shape> {
    static SHAPES: OnceLock<HashMap<String, Shape>> = OnceLock::new();
    SHAPES.get_or_init(|| parse(COMMUNES)).get(code)
}

/// The shape of a present province, by its code.
pub fn province(code: &str) -> Option<&'static Shape> {
    static SHAPES: OnceLock<HashMap<String, Shape>> = OnceLock::new();
    SHAPES.get_or_init(|| parse(PROVINCES)).get(code)
}

#[derive(Deserialize)]
struct Collection {
    features: Vec<Feature>,
}

#[derive(Deserialize)]
struct Feature {
    id: String,
    geometry: Geometry,
}

type Ring = Vec<(f64, f64)>;

#[derive(Deserialize)]
#[serde(tag = "type", content = "coordinates")]
enum Geometry {
    Polygon(Vec<Ring>),
    MultiPolygon(Vec<Vec<Ring>>),
}

/// The files are part of the program and a test reads them whole; if one could not be read, maps are left out.
fn parse(text: &str) -> HashMap<String, Shape> {
    let Ok(all) = serde_json::from_str::<Collection>(text) else {
        tracing::error!("a boundary file cannot be read");
        return HashMap::new();
    };
    let shape = |g: Geometry| match g {
        Geometry::Polygon(rings) => rings,
        Geometry::MultiPolygon(parts) => parts.into_iter().flatten().collect(),
    };
    let whole = |r: &Ring| r.iter().map(|(x, y)| (scale(*x), scale(*y))).collect();
    all.features
        .into_iter()
        .map(|f| (f.id, Shape { rings: shape(f.geometry).iter().map(whole).collect() }))
        .collect()
}

fn scale(degrees: f64) -> i32 {
    (degrees * 10_000.0).round() as i32
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_shape_is_there_and_lies_in_vietnam() {
        for (text, count) in [(COMMUNES, 3321), (PROVINCES, 34)] {
            let shapes = parse(text);
            assert_eq!(shapes.len(), count);
            for p in shapes.values().flat_map(|s| s.rings.iter().flatten()) {
                assert!((1_020_000..1_180_000).contains(&p.0) && (65_000..235_000).contains(&p.1), "{p:?}");
            }
        }
        assert!(commune("20333").unwrap().rings.len() >= 40, "Hoàng Sa");
        assert!(commune("22736").unwrap().rings.len() >= 130, "Trường Sa");
    }
}
