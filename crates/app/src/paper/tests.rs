use super::intake::{TakenIn, look_into};
use super::{MediaType, SentFile};
use super::{anew_for_the_public, pdf};
use flate2::{Compression, write::ZlibEncoder};
use image::codecs::jpeg::JpegEncoder;
use image::codecs::png::PngEncoder;
use image::{DynamicImage, Rgb, RgbImage, Rgba, RgbaImage};
use std::io::Write;

async fn taken(files: Vec<Vec<u8>>) -> Result<TakenIn, &'static str> {
    let sent = |bytes| SentFile { name: "giấy.x".into(), bytes, cut: false };
    look_into(files.into_iter().map(sent).collect()).await.unwrap()
}

async fn refused(file: Vec<u8>) -> Option<&'static str> {
    taken(vec![file]).await.err()
}

/// Left half black, right half white.
fn halves(width: u32, height: u32) -> RgbImage {
    RgbImage::from_fn(width, height, |x, _| Rgb(if x < width / 2 { [0; 3] } else { [255; 3] }))
}

fn jpeg(picture: &RgbImage) -> Vec<u8> {
    let mut out = Vec::new();
    JpegEncoder::new(&mut out).encode_image(picture).unwrap();
    out
}

fn png(picture: &DynamicImage) -> Vec<u8> {
    let mut out = Vec::new();
    picture.write_with_encoder(PngEncoder::new(&mut out)).unwrap();
    out
}

/// As a telephone writes it: how it lies, and a place beside it.
fn photo(width: u32, height: u32, orientation: u8) -> Vec<u8> {
    let plain = jpeg(&halves(width, height));
    let exif = [
        b"Exif\0\0MM\0\x2a\0\0\0\x08\0\x01\x01\x12\0\x03\0\0\0\x01\0".as_slice(),
        &[orientation, 0, 0, 0, 0, 0, 0],
        b"GPS 10.7626 106.6601",
    ]
    .concat();
    let length = u16::try_from(exif.len() + 2).unwrap().to_be_bytes();
    [&plain[..2], &[0xFF, 0xE1], &length, &exif, &plain[2..]].concat()
}

fn holds(bytes: &[u8], words: &[u8]) -> bool {
    bytes.windows(words.len()).any(|w| w == words)
}

/// The pictures bound into a paper, in order.
fn bound(pdf: &[u8]) -> Vec<RgbImage> {
    let starts: Vec<usize> =
        (0..pdf.len()).filter(|at| pdf[*at..].starts_with(&[0xFF, 0xD8, 0xFF])).collect();
    starts.iter().map(|at| image::load_from_memory(&pdf[*at..]).unwrap().to_rgb8()).collect()
}

#[tokio::test]
async fn photos_become_pages_in_their_order_upright_and_shrunk() {
    let photos = vec![photo(3000, 1000, 6), photo(400, 300, 1), photo(300, 300, 1)];
    let paper = taken(photos).await.unwrap();
    assert_eq!((paper.intake.media_type, paper.intake.pages), (MediaType::Pdf, 3));
    assert_eq!(pdf::pages(&paper.bytes), Ok(3));
    assert!(!holds(&paper.bytes, b"GPS") && paper.originals.len() == 3);
    let pages = bound(&paper.bytes);
    assert_eq!(pages[0].dimensions(), (667, 2000));
    assert!(pages[0].get_pixel(300, 100).0[0] < 60 && pages[0].get_pixel(300, 1900).0[0] > 200);
    assert_eq!(pages[1].dimensions(), (400, 300));
}

#[tokio::test]
async fn what_is_transparent_is_white_paper() {
    let mut scan = RgbaImage::from_pixel(60, 40, Rgba([0, 0, 0, 0]));
    for x in 0..20 {
        for y in 0..40 {
            scan.put_pixel(x, y, Rgba([0, 0, 0, 255]));
        }
    }
    let scan = DynamicImage::ImageRgba8(scan);
    let grey = DynamicImage::ImageLumaA8(scan.to_luma_alpha8());
    let deep = DynamicImage::ImageRgba16(scan.to_rgba16());
    let paper = taken(vec![png(&scan), png(&grey), png(&deep)]).await.unwrap();
    for page in bound(&paper.bytes) {
        assert!(page.get_pixel(50, 20).0[0] > 240 && page.get_pixel(5, 20).0[0] < 20);
    }
}

#[tokio::test]
async fn a_single_photo_keeps_its_pixels_and_loses_what_stands_beside_them() {
    let kept = taken(vec![photo(200, 100, 1)]).await.unwrap();
    assert!(!holds(&kept.bytes, b"Exif") && !holds(&kept.bytes, b"GPS"));
    assert_eq!(kept.bytes, jpeg(&halves(200, 100)));
    assert_eq!(kept.originals.len(), 1);
    let turned = taken(vec![photo(200, 100, 6)]).await.unwrap();
    assert!(!holds(&turned.bytes, b"Exif"));
    assert_eq!(image::load_from_memory(&turned.bytes).unwrap().to_rgb8().dimensions(), (100, 200));
    let plain = jpeg(&halves(20, 20));
    let same = taken(vec![plain.clone()]).await.unwrap();
    assert!(same.bytes == plain && same.originals.is_empty());
    // A second picture or a film behind the end has metadata of its own.
    let longer = [plain.clone(), photo(8, 8, 1)].concat();
    assert_eq!(taken(vec![longer]).await.unwrap().bytes, plain);
    let mut text = Vec::new();
    let mut encoder = png::Encoder::new(&mut text, 2, 2);
    encoder.add_text_chunk("Author".into(), "GPS 10.7626".into()).unwrap();
    encoder.write_header().unwrap().write_image_data(&[0; 4]).unwrap();
    let text = taken(vec![text]).await.unwrap().bytes;
    assert!(!holds(&text, b"GPS") && image::load_from_memory(&text).is_ok());
}

#[tokio::test]
async fn a_png_that_says_how_it_lies_is_turned_too() {
    let exif = b"MM\0\x2a\0\0\0\x08\0\x01\x01\x12\0\x03\0\0\0\x01\0\x06\0\0\0\0\0\0";
    let plain = png(&DynamicImage::ImageRgb8(halves(300, 150)));
    // Behind the head: length, name, content; the checksum is not looked at.
    let mut turned = plain[..33].to_vec();
    turned.extend(u32::try_from(exif.len()).unwrap().to_be_bytes());
    turned.extend(b"eXIf");
    turned.extend(exif);
    turned.extend([0; 4]);
    turned.extend(&plain[33..]);
    let one = taken(vec![turned.clone()]).await.unwrap();
    assert_eq!(one.intake.media_type, MediaType::Jpeg);
    let upright = image::load_from_memory(&one.bytes).unwrap().into_rgb8();
    assert_eq!(upright.dimensions(), (150, 300));
    let both = taken(vec![turned, plain]).await.unwrap();
    let pages = bound(&both.bytes);
    assert!(pages[0].height() > pages[0].width() && pages[1].width() > pages[1].height());
}

#[tokio::test]
async fn a_picture_for_the_public_is_written_anew() {
    let shown = anew_for_the_public(photo(3000, 1500, 6)).await.unwrap().unwrap();
    assert!(!holds(&shown, b"Exif") && !holds(&shown, b"GPS"));
    assert_eq!(image::load_from_memory(&shown).unwrap().to_rgb8().dimensions(), (1000, 2000));
    let page = [b"\xFF\xD8\xFF\xE0<html><script>alert(1)</script>".as_slice(), &[b' '; 20_000]].concat();
    assert_eq!(anew_for_the_public(page).await.unwrap(), Err("image_broken"));
    let mut vast = png(&DynamicImage::ImageRgb8(halves(4, 4)));
    vast[16..24].copy_from_slice(&[0, 0, 0xEA, 0x60, 0, 0, 0xEA, 0x60]);
    assert_eq!(anew_for_the_public(vast.clone()).await.unwrap(), Err("image_too_large"));
    assert_eq!(refused(vast).await, Some("image_too_large"));
    assert_eq!(anew_for_the_public(b"<svg/>".to_vec()).await.unwrap(), Err("picture_kind"));
}

#[tokio::test]
async fn a_whole_photo_without_its_end_mark_is_taken_and_one_that_breaks_off_is_not() {
    let whole = jpeg(&halves(640, 480));
    let without_mark = whole[..whole.len() - 2].to_vec();
    assert_eq!(taken(vec![without_mark]).await.unwrap().bytes, whole);
    let cut = whole[..whole.len() * 3 / 4].to_vec();
    assert_eq!(refused(cut.clone()).await, Some("image_cut_off"));
    assert_eq!(taken(vec![cut, whole]).await.err(), Some("image_cut_off"));
    let picture = png(&DynamicImage::ImageRgb8(halves(64, 48)));
    assert_eq!(refused(picture[..60].to_vec()).await, Some("image_cut_off"));
    assert!(taken(vec![picture[..picture.len() - 12].to_vec()]).await.is_ok());
}

#[tokio::test]
async fn a_photo_of_64_megapixels_is_taken_whatever_its_sides() {
    // Of one middle grey: each block is its mean, which does not change, and the end of the block: 00 1010.
    let small = image::GrayImage::from_pixel(8, 8, image::Luma([128]));
    let mut vast = Vec::new();
    JpegEncoder::new(&mut vast).encode_image(&small).unwrap();
    let frame = vast.windows(2).position(|w| w == [0xFF, 0xC0]).unwrap();
    vast[frame + 5..frame + 9].copy_from_slice(&[0x1B, 0x18, 0x24, 0x20]);
    let scan = vast.windows(2).position(|w| w == [0xFF, 0xDA]).unwrap();
    vast.truncate(scan + 10);
    vast.extend([0x28, 0xA2, 0x8A].repeat(1156 * 867 / 4));
    vast.extend([0xFF, 0xD9]);
    let paper = taken(vec![vast.clone(), jpeg(&halves(20, 20))]).await.unwrap();
    let pages = bound(&paper.bytes);
    assert_eq!(pages[0].dimensions(), (2000, 1500));
    assert!((126..=130).contains(&pages[0].get_pixel(1000, 1490).0[1]));
    vast.truncate(vast.len() - 100);
    assert_eq!(refused(vast).await, Some("image_cut_off"));
}

/// Made by another encoder: gradients, progressive with 4:2:0 colours, and four inks.
const PROGRESSIVE: &[u8] = include_bytes!("../../tests/data/paper/progressive.jpg");
const INKS: &[u8] = include_bytes!("../../tests/data/paper/inks.jpg");

#[tokio::test]
async fn photos_of_other_encoders_show_what_they_show_elsewhere() {
    for (name, bytes) in [("progressive", PROGRESSIVE), ("inks", INKS)] {
        let paper = taken(vec![bytes.to_vec(), bytes.to_vec()]).await.unwrap();
        let page = &bound(&paper.bytes)[0];
        assert_eq!(page.dimensions(), (96, 64), "{name}");
        let near = |x, y, wanted: [u8; 3]| {
            let found = page.get_pixel(x, y).0;
            let far = found.iter().zip(wanted).any(|(a, b)| a.abs_diff(b) > 24);
            assert!(!far, "{name} at {x}, {y}: {found:?}");
        };
        near(8, 8, [200, 30, 30]);
        near(88, 8, [30, 160, 60]);
        near(8, 56, [30, 60, 200]);
        near(88, 56, [240, 240, 240]);
        let cut = bytes[..bytes.len() / 2].to_vec();
        assert_eq!(refused(cut).await, Some("image_cut_off"), "{name}");
    }
}

#[tokio::test]
async fn too_many_or_broken_photos_are_refused() {
    let one = jpeg(&halves(8, 8));
    assert_eq!(taken(vec![one.clone(); 41]).await.err(), Some("photos_too_many"));
    assert_eq!(taken(vec![one.clone(), one[..40].to_vec()]).await.err(), Some("image_cut_off"));
    assert_eq!(taken(vec![one, b"%PDF-1.4".to_vec()]).await.err(), Some("photos_only"));
}

// PDFs.

/// A PDF of these objects, the first of which is the root.
fn of(objects: &[&str]) -> Vec<u8> {
    let mut out = String::from("%PDF-1.7\n");
    let mut table = format!("xref\n0 {}\n0000000000 65535 f \n", objects.len() + 1);
    for (n, object) in objects.iter().enumerate() {
        table.push_str(&format!("{:010} 00000 n \n", out.len()));
        out.push_str(&format!("{} 0 obj {object} endobj\n", n + 1));
    }
    let start = out.len();
    out.push_str(&format!("{table}trailer <</Root 1 0 R>>\nstartxref\n{start}\n%%EOF\n"));
    out.into_bytes()
}

/// One page, with something in its root, in the page, and one object more.
fn one_page(root: &str, page: &str, more: &str) -> Vec<u8> {
    let root = format!("<</Type/Catalog/Pages 2 0 R{root}>>");
    let page = format!("<</Type/Page/Parent 2 0 R{page}>>");
    of(&[&root, "<</Type/Pages/Kids[3 0 R]/Count 1>>", &page, more])
}

fn packed(bytes: &[u8]) -> Vec<u8> {
    let mut out = ZlibEncoder::new(Vec::new(), Compression::best());
    out.write_all(bytes).unwrap();
    out.finish().unwrap()
}

/// The same with object 4 packed into a stream, and no table.
fn with_packed(root: &str, object: &str) -> Vec<u8> {
    let mut out = format!(
        "%PDF-1.7\n1 0 obj <</Type/Catalog/Pages 2 0 R{root}>> endobj\n2 0 obj <</Type/Pages/Kids[3 0 R]>> endobj\n\
         3 0 obj <</Type/Page>> endobj\n"
    )
    .into_bytes();
    let data = packed(format!("4 0 {object}").as_bytes());
    out.extend(
        format!("9 0 obj <</Type/ObjStm/N 1/First 4/Filter/FlateDecode/Length {}>>\nstream\n", data.len())
            .bytes(),
    );
    out.extend(data);
    out.extend([b"\nendstream endobj\ntrailer <</Root 1 0 R", END].concat());
    out
}

/// How a file without a table ends.
const END: &[u8] = b">>\nstartxref\n0\n%%EOF";

#[test]
fn what_acts_sends_or_carries_is_refused_wherever_it_stands() {
    use pdf::Fault::{Attached, Elsewhere, Form, Launch, Media, Script, Sends};
    let actions = [
        ("/JavaScript/JS(x)", Script),
        ("/J#61vaScr#69pt/JS(x)", Script),
        ("/Launch/F(cmd.exe)", Launch),
        ("/SubmitForm/F(https://x.example)", Sends),
        ("/ImportData/F(x.fdf)", Sends),
        ("/GoToR/F(x.pdf)", Elsewhere),
        ("/GoToE", Elsewhere),
        ("/Rendition", Media),
        ("/Sound/Sound 3 0 R", Media),
        ("/Movie/T(x)", Media),
        ("/GoTo3DView/TA 3 0 R", Media),
        ("/Thread/F(x.pdf)/D 0", Elsewhere),
    ];
    for (action, fault) in actions {
        let action = format!("<</S{action}>>");
        let places = [
            one_page(&format!("/OpenAction{action}"), "", "null"),
            one_page("/OpenAction 4 0 R", "", &action),
            one_page("", &format!("/AA<</O{action}>>"), "null"),
            one_page("", "/Annots[<</Subtype/Link/A 4 0 R>>]", &action),
            one_page("", "/Annots[<</Subtype/Link/A<</S/URI/URI(a)/Next[4 0 R]>>>>]", &action),
            with_packed("/OpenAction 4 0 R", &action),
        ];
        for (n, bytes) in places.iter().enumerate() {
            assert_eq!(pdf::pages(bytes), Err(fault), "{action} at {n}");
        }
    }
    let table = [
        (
            one_page(
                "/Names<</EmbeddedFiles<</Names[(a) 4 0 R]>>>>",
                "",
                "<</Type/Filespec/EF<</F 3 0 R>>>>",
            ),
            Attached,
        ),
        (one_page("/AcroForm<</Fields[]/XFA[(a) 4 0 R]>>", "", "null"), Form),
        (one_page("", "/Annots[<</Subtype/RichMedia>>]", "null"), Media),
        (one_page("", "/Annots[<</Subtype/Movie/Movie<</F(x.avi)>>>>]", "null"), Media),
        (one_page("", "/Annots[<</Subtype/Sound/Sound 4 0 R>>]", "null"), Media),
        (one_page("", "/Annots[<</Subtype/3D/3DD 4 0 R>>]", "null"), Media),
        (one_page("", "/Annots[<</Subtype/FileAttachment/FS(x.exe)>>]", "null"), Attached),
        (one_page("", "/Contents 4 0 R", "<</Length 0/F(x)>>\nstream\n\nendstream"), Elsewhere),
        (
            one_page(
                "",
                "/Resources<</XObject<</X 4 0 R>>>>",
                "<</Subtype/Form/Ref<</F(x.pdf)/Page 0>>/Length 0>>\nstream\n\nendstream",
            ),
            Elsewhere,
        ),
        (one_page("/OpenAction<</S/URI/URI(https://x.example)>>", "", "null"), Elsewhere),
        (one_page("/OpenAction<</S 4 0 R/JS(x)>>", "", "/JavaScript"), Script),
        // An action is no part of the text because it says so.
        (one_page("/OpenAction<</Type/StructElem/S/JavaScript>>", "", "null"), Script),
        (one_page("", "/Annots[<</A<</Type/StructElem/S/JavaScript/JS(x)>>>>]", "null"), Script),
        (one_page("", "/Annots[<</A<</Type/StructElem/S/Launch/F(x.exe)>>>>]", "null"), Launch),
        (one_page("", "/AA<</O<</Type/StructElem/S/SubmitForm/F(x)>>>>", "null"), Sends),
        (one_page("/Names<</JavaScript<</Names[(a) 4 0 R]>>>>", "", "<</S/JavaScript/JS(x)>>"), Script),
    ];
    for (bytes, fault) in table {
        assert_eq!(pdf::pages(&bytes), Err(fault), "{}", String::from_utf8_lossy(&bytes));
    }
}

#[test]
fn words_and_names_that_do_nothing_are_no_fault() {
    let stream = "<</Length 41>>\nstream\nBT (/Encrypt /JavaScript /Launch << >>) ET\nendstream";
    let sound = [
        one_page("", "/Annots[<</Subtype/Link/A<</S/URI/URI(https://x.example/JavaScript)>>>>]", "null"),
        one_page("", "/Contents 4 0 R", stream),
        one_page("", "/Resources<</Font<</JS 4 0 R>>>>", "<</Type/Font>>"),
        one_page("/Names<</EmbeddedFiles<</Names[]>>>>/AcroForm<</Fields[]>>", "", "null"),
        one_page("/OpenAction[3 0 R/Fit]", "/Annots[<</Subtype/Link/A<</S/URI/URI(a)>>>>]", "null"),
        with_packed("", "<</Type/Outlines>>"),
        one_page("/StructTreeRoot<</K 4 0 R>>", "", "<</Type/StructElem/S/Sound>>"),
        one_page("", "/Annots[<</Subtype/Link/A<</S/Thread/D 0>>>>]", "null"),
        [b"\xEF\xBB\xBF\r\n".as_slice(), &one_page("", "", "null")].concat(),
    ];
    for bytes in sound {
        assert_eq!(pdf::pages(&bytes), Ok(1), "{}", String::from_utf8_lossy(&bytes));
    }
    // A scan that is not packed looks like anything, brackets too.
    let dark = [b"<</Length 60000>>\nstream\n".as_slice(), &[b'<'; 60_000], b"\nendstream"].concat();
    let dark = String::from_utf8(dark).unwrap();
    assert_eq!(pdf::pages(&one_page("", "/Contents 4 0 R", &dark)), Ok(1));
}

#[tokio::test]
async fn a_pdf_begins_with_its_own_first_word() {
    let page = [b"<html><script>x</script>".as_slice(), &one_page("", "", "null")].concat();
    assert_eq!(refused(page).await, Some("pdf_not_first"));
}

#[test]
fn a_tree_of_pages_that_multiplies_is_refused_before_it_is_walked() {
    let mut objects = vec!["<</Type/Catalog/Pages 2 0 R>>".to_owned()];
    for n in 3..29 {
        objects.push(format!("<</Type/Pages/Kids[{n} 0 R {n} 0 R]/Count 2>>"));
    }
    objects.push("<</Type/Page>>".into());
    let objects: Vec<&str> = objects.iter().map(String::as_str).collect();
    assert_eq!(pdf::pages(&of(&objects)), Err(pdf::Fault::Broken));
    let same = format!("<</Type/Pages/Kids[{}]/Count 200000>>", "3 0 R ".repeat(200_000));
    let same = of(&["<</Type/Catalog/Pages 2 0 R>>", &same, "<</Type/Page>>"]);
    assert_eq!(pdf::pages(&same), Err(pdf::Fault::TooManyPages));
    let own = of(&["<</Type/Catalog/Pages 2 0 R>>", "<</Type/Pages/Kids[2 0 R]>>"]);
    assert_eq!(pdf::pages(&own), Err(pdf::Fault::Broken));
    let none = of(&["<</Type/Catalog/Pages 2 0 R>>", "<</Type/Pages/Kids[]>>"]);
    assert_eq!(pdf::pages(&none), Err(pdf::Fault::NoPages));
}

#[test]
fn files_made_to_be_looked_at_for_ever_are_refused() {
    let head = b"%PDF-1.4\n".as_slice();
    let again = |words: &[u8], times: usize| [head, &words.repeat(times)].concat();
    let pieces = [
        again(&[b"/a".repeat(28), b"stream\n".to_vec()].concat(), 16_000),
        again(b"1 0 obj (\n", 100_000),
        again(b"1 0 obj <<\n", 100_000),
        again(b"trailer << (\n", 100_000),
        again(b"[", 1_000_000),
    ];
    for piece in pieces {
        assert_eq!(pdf::pages(&piece), Err(pdf::Fault::Broken));
    }
    let mut bomb = with_packed("", "null");
    let at = bomb.windows(3).position(|w| w == b"9 0").unwrap();
    bomb.truncate(at);
    let data = packed(&vec![b' '; 70 * 1024 * 1024]);
    bomb.extend(b"9 0 obj <</Type/ObjStm/N 1/First 4/Filter/FlateDecode>>\nstream\n");
    bomb.extend(data);
    bomb.extend(b"\nendstream endobj\ntrailer <</Root 1 0 R>>");
    assert_eq!(pdf::pages(&bomb), Err(pdf::Fault::Broken));
}

#[test]
fn structure_that_leads_into_itself_ends() {
    // A table that names no lock, over and over.
    for head in ["/Encrypt null", "", "/Encrypt null/Root 1 0 R"] {
        let table = format!("%PDF-1.7\n1 0 obj<</Type/XRef{head}>>endobj\n").into_bytes();
        let padded = [table, vec![b' '; 1024 * 1024]].concat();
        assert_eq!(pdf::pages(&padded), Err(pdf::Fault::Broken), "{head}");
    }
    let many: String = (1..20_000).map(|n| format!("{n} 0 obj<</Type/XRef/Encrypt null>>endobj\n")).collect();
    assert_eq!(pdf::pages(format!("%PDF-1.7\n{many}").as_bytes()), Err(pdf::Fault::Broken));
    let unlocked = with_packed("", "<</Type/Outlines>>");
    let unlocked =
        [unlocked.strip_suffix(END).unwrap(), b"/Encrypt null>>", END.strip_prefix(b">>").unwrap()].concat();
    assert_eq!(pdf::pages(&unlocked), Ok(1), "no lock at all");
    // Each stream of objects needs the next one to be opened, by a table that says so.
    let streams = 50_000;
    let mut out = b"%PDF-1.7\n".to_vec();
    let mut rows: Vec<[u8; 9]> = vec![[0; 9]];
    let row = |kind: u8, place: usize| {
        let mut row = [0; 9];
        row[0] = kind;
        row[1..5].copy_from_slice(&u32::try_from(place).unwrap().to_be_bytes());
        row
    };
    for n in 1..=streams {
        rows.push(row(1, out.len()));
        let next = streams + n + 1;
        out.extend(format!("{n} 0 obj<</Type/ObjStm/N {next} 0 R/First 0>>stream\n\nendstream\n").bytes());
    }
    // The object a stream needs lies within the stream after it.
    rows.push(row(0, 0));
    rows.extend((2..=streams).map(|n| row(2, n)));
    let (start, size) = (out.len(), rows.len());
    let data = packed(&rows.concat());
    let head = format!(
        "900000 0 obj<</Type/XRef/W[1 4 4]/Size {size}/Root {} 0 R/Filter/FlateDecode/Length {}>>stream\n",
        streams + 2,
        data.len()
    );
    out.extend(head.bytes());
    out.extend(data);
    out.extend(format!("\nendstream endobj\nstartxref\n{start}\n%%EOF\n").bytes());
    assert_eq!(pdf::pages(&out), Err(pdf::Fault::Broken));
}

/// Locked by its owner against changes, opened without a password (AES, 128 bits), its objects packed; with and without a
/// script, and one that asks for a password.
const OPEN: &[u8] = include_bytes!("../../tests/data/paper/owner-locked.pdf");
const OPEN_SCRIPT: &[u8] = include_bytes!("../../tests/data/paper/owner-locked-script.pdf");
const CLOSED: &[u8] = include_bytes!("../../tests/data/paper/password.pdf");

/// A scan of which the end did not come is no evidence: pages may be missing.
#[test]
fn a_pdf_that_breaks_off_is_refused() {
    let page = "<</Type/Page/Parent 2 0 R>>";
    let whole =
        of(&["<</Type/Catalog/Pages 2 0 R>>", "<</Type/Pages/Kids[3 0 R 4 0 R]/Count 2>>", page, page]);
    assert_eq!(pdf::pages(&whole), Ok(2));
    let table = whole.windows(4).position(|w| w == b"xref").unwrap();
    for percent in [40, 60, 80, 95] {
        let found = pdf::pages(&whole[..table * percent / 100]);
        assert!(found.is_err(), "{percent}: {found:?}");
    }
    assert_eq!(pdf::pages(&whole[..table]), Err(pdf::Fault::CutOff), "its objects alone");
}

#[test]
fn a_pdf_that_opens_without_a_password_is_taken_and_looked_into() {
    assert_eq!(pdf::pages(OPEN), Ok(3));
    assert_eq!(pdf::pages(OPEN_SCRIPT), Err(pdf::Fault::Script));
    assert_eq!(pdf::pages(CLOSED), Err(pdf::Fault::Encrypted));
}
