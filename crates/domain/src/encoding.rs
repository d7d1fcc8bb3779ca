//! Text of another encoding: written in the fonts of before Unicode (TCVN3, VNI, Windows-1258), or UTF-8 that a program
//! took for Windows-1252. A word counts as garbled only where it is no Vietnamese syllable as it stands and is one once
//! it is read the other way: foreign names (Müller, Crêpe) stay what they are.

use unicode_normalization::UnicodeNormalization;

/// How the text was meant, where it is certain that it was written in another encoding.
pub fn meant(text: &str) -> Option<String> {
    if text.is_ascii() || !words(text).iter().any(|w| suspect(w)) {
        return None;
    }
    if let Some(mut read) = utf8_as_1252(text) {
        // Some texts went through the same mistake twice.
        while let Some(again) = utf8_as_1252(&read).filter(|a| a.len() < read.len()) {
            read = again;
        }
        return Some(read);
    }
    [tcvn3 as fn(&str) -> String, vni, cp1258].into_iter().find_map(|read| {
        let right = read(text);
        (right != text && mended(text, &right)).then_some(right)
    })
}

/// A word of single bytes that is no syllable. Most text is Unicode beyond them and is done with here.
fn suspect(word: &str) -> bool {
    !word.is_ascii()
        && word.chars().all(|c| byte_1252(c).is_some())
        && !is_syllable(&crate::text::legible(word))
}

/// Letters were lost when the file was saved: `M?t ong`, or the sign for what could not be read.
pub fn lost(text: &str) -> bool {
    // Signs of single bytes that stand for letters in old fonts and between letters nowhere else.
    let odd = |c: char| "?©ª«¬¦§¨¸¹¶µ»¼½¾¡¢£¤¥".contains(c);
    let inner = |w: &[char]| w[0].is_alphabetic() && odd(w[1]) && w[2].is_alphabetic();
    text.contains('\u{fffd}') || {
        // An address of the web may hold a question mark between letters.
        let letters: Vec<char> = text.chars().collect();
        !text.contains("://") && letters.windows(3).any(inner)
    }
}

/// True when a word was no syllable and is one now, and none that was one has ceased to be. A text in Vietnamese letters
/// alone may hold one name of another language of the country (“Xã Ia Púch”): there two words have to speak for it.
fn mended(before: &str, after: &str) -> bool {
    let (before, after): (Vec<&str>, Vec<&str>) = (words(before), words(after));
    if before.len() != after.len() {
        return false;
    }
    let foreign = before.iter().any(|w| w.chars().any(|c| !c.is_ascii() && !is_vietnamese(c)));
    let mut found = 0;
    for (a, b) in before.iter().zip(&after) {
        if a == b {
            continue;
        }
        let letters = a.chars().filter(char::is_ascii_alphabetic).count();
        if a.chars().any(char::is_numeric) || letters == 0 {
            continue;
        }
        match (is_syllable(&crate::text::legible(a)), is_syllable(b)) {
            (false, true) => found += 1,
            (true, true) => {}
            (_, false) => return false,
        }
    }
    found > usize::from(!foreign)
}

/// A letter of the Vietnamese alphabet beyond ASCII, with or without a tone.
fn is_vietnamese(c: char) -> bool {
    let base = c.to_lowercase().nfd().find(|c| !unicode_normalization::char::is_combining_mark(*c));
    let marks = c
        .nfd()
        .skip(1)
        .all(|m| matches!(m, '\u{300}'..='\u{303}' | '\u{306}' | '\u{309}' | '\u{31b}' | '\u{323}'));
    marks && base.is_some_and(|b| "aăâeêioôơuưyđ".contains(b))
}

/// White space and plain punctuation part words; every other sign may be a letter of an old font.
fn words(text: &str) -> Vec<&str> {
    text.split(|c: char| (c.is_whitespace() && c != '\u{a0}') || c.is_ascii_punctuation())
        .filter(|w| !w.is_empty())
        .collect()
}

const ONSETS: [&str; 27] = [
    "ngh", "ch", "gh", "gi", "kh", "ng", "nh", "ph", "qu", "th", "tr", "b", "c", "d", "đ", "g", "h", "k",
    "l", "m", "n", "p", "r", "s", "t", "v", "x",
];

/// What may follow an onset, without its tone.
const RHYMES: &str = " a ac ach ai am an ang anh ao ap at au ay ăc ăm ăn ăng ăp ăt âc âm ân âng âp ât âu ây \
e ec em en eng eo ep et ê êch êm ên ênh êp êt êu i ia ich iêc iêm iên iêng iêp iêt iêu im in inh ip it iu \
o oa oac oach oai oam oan oang oanh oao oap oat oay oăc oăm oăn oăng oăt oe oen oeo oet oc oi om on ong ooc oong op ot \
ô ôc ôi ôm ôn ông ôp ôt ơ ơi ơm ơn ơp ơt u ua uân uâng uât uây uc ui um un ung up ut uy uya uych uyên uyêt uynh uyn \
uyt uyu uê uêch uênh uơ uôc uôi uôm uôn uông uôt ư ưa ưc ưi ưm ưn ưng ưt ưu ươc ươi ươm ươn ương ươp ươt ươu \
y yêm yên yêng yêt yêu ynh yt ych ";

/// A Vietnamese syllable: onset and rhyme, with one tone at most.
pub fn is_syllable(word: &str) -> bool {
    let mut tones = 0;
    let bare: String = word
        .to_lowercase()
        .nfd()
        .filter(|c| {
            let tone = matches!(c, '\u{300}' | '\u{301}' | '\u{303}' | '\u{309}' | '\u{323}');
            tones += usize::from(tone);
            !tone
        })
        .nfc()
        .collect();
    if tones > 1 || bare.is_empty() {
        return false;
    }
    let is_rhyme = |rest: &str| !rest.is_empty() && RHYMES.contains(&format!(" {rest} "));
    // "gì" and "giết" begin with g alone.
    is_rhyme(&bare) || ONSETS.iter().any(|o| bare.strip_prefix(o).is_some_and(is_rhyme))
}

/// The byte that Windows-1252 shows as this letter; bytes it has no letter for pass as control signs.
fn byte_1252(c: char) -> Option<u8> {
    const HIGH: [(char, u8); 27] = [
        ('€', 0x80),
        ('‚', 0x82),
        ('ƒ', 0x83),
        ('„', 0x84),
        ('…', 0x85),
        ('†', 0x86),
        ('‡', 0x87),
        ('ˆ', 0x88),
        ('‰', 0x89),
        ('Š', 0x8a),
        ('‹', 0x8b),
        ('Œ', 0x8c),
        ('Ž', 0x8e),
        ('‘', 0x91),
        ('’', 0x92),
        ('“', 0x93),
        ('”', 0x94),
        ('•', 0x95),
        ('–', 0x96),
        ('—', 0x97),
        ('˜', 0x98),
        ('™', 0x99),
        ('š', 0x9a),
        ('›', 0x9b),
        ('œ', 0x9c),
        ('ž', 0x9e),
        ('Ÿ', 0x9f),
    ];
    match u32::from(c) {
        n @ 0..=0xff => u8::try_from(n).ok(),
        _ => HIGH.iter().find(|(h, _)| *h == c).map(|(_, b)| *b),
    }
}

/// UTF-8 shown as Windows-1252. Whole words at a time: a cell may mix both, and a program that cleaned white space has
/// turned the byte of a hard space into a plain one.
fn utf8_as_1252(text: &str) -> Option<String> {
    let mut found = false;
    let mut out = String::new();
    for part in text.split_inclusive(' ') {
        let bytes: Option<Vec<u8>> = part.chars().map(byte_1252).collect();
        match bytes.and_then(|b| String::from_utf8(b).ok()) {
            Some(read) if read != part => {
                found = true;
                out.push_str(&read);
            }
            _ => out.push_str(part),
        }
    }
    found.then_some(out)
}

/// TCVN3 (the fonts named .Vn…), as its bytes show in Latin-1. Capitals have fonts of their own.
const TCVN3: &str = "¡Ă¢Â£Ê¤Ô¥Ơ¦Ư§Đ¨ă©âªê«ô¬ơ\u{ad}ư®đµà¶ả·ã¸á¹ạ»ằ¼ẳ½ẵ¾ắÆặÇầÈẩÉẫÊấËậÌèÎẻÏẽÐéÑẹÒềÓ\
ểÔễÕếÖệ×ìØỉÜĩÝíÞịßòáỏâõãóäọåồæổçỗèốéộêờëởìỡíớîợïùñủòũóúôụõừöử÷ữøứùựúỳûỷüỹýýþỵ";

fn tcvn3(text: &str) -> String {
    let table: Vec<char> = TCVN3.chars().collect();
    let read = |c: char| table.chunks_exact(2).find(|p| p[0] == c).map(|p| p[1]);
    // A sign these fonts do not have, or a letter beyond their bytes: the word is written in something else.
    let other = |word: &str| word.chars().any(|c| c.is_alphabetic() && !c.is_ascii() && read(c).is_none());
    let turn = |word: &str| -> String {
        if other(word) { word.to_owned() } else { word.chars().map(|c| read(c).unwrap_or(c)).collect() }
    };
    text.split_inclusive(' ').map(turn).collect()
}

/// VNI for Windows: the mark stands as a sign of its own behind the vowel.
fn vni(text: &str) -> String {
    let mut out = String::new();
    let mut previous = ' ';
    for c in text.chars() {
        let low = c.to_lowercase().next().unwrap_or(c);
        let after_vowel = matches!(previous, 'a' | 'e' | 'o' | 'u' | 'y' | 'ô' | 'ö');
        let marks = match low {
            'ù' if after_vowel => "\u{301}",
            'ø' if after_vowel => "\u{300}",
            'û' if after_vowel => "\u{309}",
            'õ' if after_vowel => "\u{303}",
            'ï' if after_vowel => "\u{323}",
            'â' if matches!(previous, 'a' | 'e' | 'o') => "\u{302}",
            'á' if matches!(previous, 'a' | 'e' | 'o') => "\u{302}\u{301}",
            'à' if matches!(previous, 'a' | 'e' | 'o') => "\u{302}\u{300}",
            'å' if matches!(previous, 'a' | 'e' | 'o') => "\u{302}\u{309}",
            'ã' if matches!(previous, 'a' | 'e' | 'o') => "\u{302}\u{303}",
            'ä' if matches!(previous, 'a' | 'e' | 'o') => "\u{302}\u{323}",
            'ê' if previous == 'a' => "\u{306}",
            'é' if previous == 'a' => "\u{306}\u{301}",
            'è' if previous == 'a' => "\u{306}\u{300}",
            'ú' if previous == 'a' => "\u{306}\u{309}",
            'ü' if previous == 'a' => "\u{306}\u{303}",
            'ë' if previous == 'a' => "\u{306}\u{323}",
            _ => "",
        };
        if marks.is_empty() {
            let alone = match c {
                'ô' => 'ơ',
                'Ô' => 'Ơ',
                'ö' => 'ư',
                'Ö' => 'Ư',
                'ñ' => 'đ',
                'Ñ' => 'Đ',
                'æ' => 'ỉ',
                'Æ' => 'Ỉ',
                'ó' => 'ĩ',
                'Ó' => 'Ĩ',
                'ò' => 'ị',
                'Ò' => 'Ị',
                'î' => 'ỵ',
                'Î' => 'Ỵ',
                other => other,
            };
            out.push(alone);
        } else {
            out.push_str(marks);
        }
        previous = low;
    }
    out.nfc().collect()
}

/// Windows-1258 shown as Windows-1252: tones stand as signs of their own behind the vowel.
fn cp1258(text: &str) -> String {
    let read = |c: char| match c {
        'Ã' => 'Ă',
        'ã' => 'ă',
        'Ð' => 'Đ',
        'ð' => 'đ',
        'Õ' => 'Ơ',
        'õ' => 'ơ',
        'Ý' => 'Ư',
        'ý' => 'ư',
        'Ì' => '\u{300}',
        'Ò' => '\u{309}',
        'Þ' => '\u{303}',
        'ì' => '\u{301}',
        'ò' => '\u{323}',
        other => other,
    };
    text.chars().map(read).nfc().collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn old_fonts_and_wrong_readings_are_known_for_what_they_mean() {
        for (garbled, right) in [
            ("MËt ong rõng mÉu", "Mật ong rừng mẫu"),
            ("Hîp t¸c x· MÉu", "Hợp tác xã Mẫu"),
            ("N\u{ad}íc m¾m cèt mÉu", "Nước mắm cốt mẫu"),
            ("CéNG TY Trµ xanh", "CộNG TY Trà xanh"),
            ("Maät ong röøng", "Mật ong rừng"),
            ("Hôïp taùc xaõ Ñoàng Taâm", "Hợp tác xã Đồng Tâm"),
            ("Nöôùc maém", "Nước mắm"),
            ("Máº\u{ad}t ong rá»«ng máº«u", "Mật ong rừng mẫu"),
            ("Há»£p tÃ¡c xÃ£ Máº«u", "Hợp tác xã Mẫu"),
            ("Hõòp taìc xaÞ", "Hợp tác xã"),
        ] {
            assert_eq!(meant(garbled).as_deref(), Some(right), "{garbled}");
        }
    }

    #[test]
    fn right_text_and_foreign_names_are_let_be() {
        for text in [
            "Mật ong rừng Đắk Lắk",
            "Crêpe Müller",
            "Trà Señorita ®",
            "Bánh tráng · 500 g",
            "Cà phê Château Đà Lạt",
            "Rượu Noël 25°",
            "HTX DVNN Ðắk Lắk",
            "Tr\u{ad}à sen mẫu",
            "Khô cá 10×15 cm",
            "HTX Piñata",
            "Bơ H’Mông Ea H'leo – Krông Pắc",
            "Hoà Bình, Thuý Hằng, Huế, Quỳnh, Giếng, Nguyễn, khuỷu, xoong",
        ] {
            assert_eq!(meant(text), None, "{text}");
            assert!(!lost(text), "{text}");
        }
        // No place of either map is taken for garbled, in whatever language of the country it is named.
        for file in [
            include_str!("../../../data/areas/communes.csv"),
            include_str!("../../../data/areas/communes_pre2025.csv"),
            include_str!("../../../data/areas/districts_pre2025.csv"),
        ] {
            for name in file.lines().skip(1).filter_map(|line| line.split(',').nth(2)) {
                assert_eq!(meant(name), None, "{name}");
                let alone = name.split_once(' ').map_or(name, |(_, rest)| rest);
                assert_eq!(meant(alone), None, "{alone}");
            }
        }
        assert!(lost("M?t ong r?ng") && lost("M\u{fffd}t ong"));
        assert!(!lost("Có gì ngon?") && !lost("https://vi.example/a?b=c"));
    }
}
