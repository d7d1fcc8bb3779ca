//! Papers and pictures broken anywhere: whatever the bytes, intake answers with a code or takes the file in, never with a
//! panic, and what it takes in is a file of its kind.

use super::intake::{anew_for_the_public, look_into, plain};
use super::pdf;
use super::{MediaType, SentFile};
use image::codecs::png::PngEncoder;
use image::{DynamicImage, Rgb, RgbImage};
use proptest::prelude::*;
use proptest::sample::Index;
use std::sync::LazyLock;

const PHOTO: &[u8] = include_bytes!("../../tests/data/paper/progressive.jpg");
const INKS: &[u8] = include_bytes!("../../tests/data/paper/inks.jpg");
const LOCKED: &[u8] = include_bytes!("../../tests/data/paper/owner-locked.pdf");
const PASSWORD: &[u8] = include_bytes!("../../tests/data/paper/password.pdf");
static SCAN: LazyLock<Vec<u8>> = LazyLock::new(|| {
    let picture = RgbImage::from_fn(40, 30, |x, y| Rgb([(x * 6) as u8, (y * 8) as u8, 90]));
    let mut out = Vec::new();
    DynamicImage::ImageRgb8(picture).write_with_encoder(PngEncoder::new(&mut out)).unwrap();
    out
});

/// What happens to a file on its way.
#[derive(Debug, Clone)]
enum Harm {
    /// A byte is another.
    Byte(Index, u8),
    Cut(Index),
    /// A stretch stands a second time.
    Twice(Index, u8),
    Gone(Index, u8),
    /// A number of the format (a length, a size, a count) is the greatest there is.
    Greatest(Index),
    Added(Index, Vec<u8>),
}

fn harm() -> impl Strategy<Value = Harm> {
    let at = any::<Index>();
    prop_oneof![
        4 => (at.clone(), any::<u8>()).prop_map(|(i, b)| Harm::Byte(i, b)),
        1 => at.clone().prop_map(Harm::Cut),
        1 => (at.clone(), any::<u8>()).prop_map(|(i, n)| Harm::Twice(i, n)),
        1 => (at.clone(), any::<u8>()).prop_map(|(i, n)| Harm::Gone(i, n)),
        2 => at.clone().prop_map(Harm::Greatest),
        1 => (at, prop::collection::vec(any::<u8>(), 1..40)).prop_map(|(i, v)| Harm::Added(i, v)),
    ]
}

fn harmed(mut bytes: Vec<u8>, harms: Vec<Harm>) -> Vec<u8> {
    for harm in harms {
        if bytes.is_empty() {
            break;
        }
        let len = bytes.len();
        match harm {
            Harm::Byte(i, b) => bytes[i.index(len)] = b,
            Harm::Cut(i) => bytes.truncate(i.index(len)),
            Harm::Twice(i, n) => {
                let at = i.index(len);
                let again = bytes[at..len.min(at + usize::from(n))].to_vec();
                bytes.splice(at..at, again);
            }
            Harm::Gone(i, n) => {
                let at = i.index(len);
                bytes.drain(at..len.min(at + usize::from(n)));
            }
            Harm::Greatest(i) => {
                let at = i.index(len);
                bytes[at..len.min(at + 4)].fill(0xFF);
            }
            Harm::Added(i, v) => {
                let at = i.index(len);
                bytes.splice(at..at, v);
            }
        }
    }
    bytes
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]

    #[test]
    fn a_broken_file_is_answered(which in 0..5_usize, harms in prop::collection::vec(harm(), 1..6)) {
        let whole: &[u8] = [PHOTO, INKS, LOCKED, PASSWORD, SCAN.as_slice()][which];
        let bytes = harmed(whole.to_vec(), harms);
        let runtime = tokio::runtime::Builder::new_current_thread().build().unwrap();
        let sent = SentFile { name: "giấy".into(), bytes: bytes.clone(), cut: false };
        // A panic of the work beside is an error here, not an answer.
        let taken = runtime.block_on(look_into(vec![sent])).unwrap();
        if let Ok(paper) = &taken && paper.intake.media_type == MediaType::Pdf {
            prop_assert_eq!(pdf::pages(&paper.bytes).ok(), Some(paper.intake.pages));
        }
        if let Ok(picture) = runtime.block_on(anew_for_the_public(bytes.clone())).unwrap() {
            prop_assert!(image::load_from_memory(&picture).is_ok(), "what the public gets opens");
        }
        let once = plain(bytes);
        prop_assert_eq!(&plain(once.clone()), &once, "nothing is left to take out");
    }
}
