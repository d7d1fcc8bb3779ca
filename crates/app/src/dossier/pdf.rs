//! What a PDF must not carry. The names are looked for in the bytes as they stand, so nothing of the file is run or
//! laid out here.

/// Why a PDF is refused.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Fault {
    Encrypted,
    Script,
}

/// A password or a program inside makes a paper unfit as evidence: it could not be opened in years, or would not say
/// the same to everybody.
pub(super) fn fault(bytes: &[u8]) -> Option<Fault> {
    let (mut encrypted, mut script) = (false, false);
    let mut at = 0;
    let mut in_stream = false;
    while let Some(byte) = bytes.get(at) {
        if *byte == b'/' {
            let name = name_at(bytes, at + 1);
            encrypted |= name == b"Encrypt";
            // A script is only ever run by an action named in full, so the short key is not believed within the
            // compressed bytes of a stream, where three letters stand by chance.
            script |= name == b"JavaScript" || (!in_stream && name == b"JS");
        } else if *byte == b's' && at_word(bytes, at, b"stream") && follows_break(bytes, at + 6) {
            in_stream = true;
        } else if *byte == b'e' && at_word(bytes, at, b"endstream") {
            in_stream = false;
            at += b"endstream".len();
            continue;
        }
        at += 1;
    }
    if encrypted {
        Some(Fault::Encrypted)
    } else if script {
        Some(Fault::Script)
    } else {
        None
    }
}

fn at_word(bytes: &[u8], at: usize, word: &[u8]) -> bool {
    bytes.get(at..at + word.len()) == Some(word)
}

fn follows_break(bytes: &[u8], at: usize) -> bool {
    matches!(bytes.get(at), Some(b'\r' | b'\n'))
}

/// The name that begins here, with `#xx` read as the letter it stands for: `/J#61vaScript` is no disguise.
fn name_at(bytes: &[u8], from: usize) -> Vec<u8> {
    let mut name = Vec::new();
    let mut at = from;
    // No name looked for is longer than this.
    while name.len() <= 12 {
        let Some(byte) = bytes.get(at) else { break };
        if matches!(byte, 0 | b'\t' | b'\n' | 12 | b'\r' | b' ')
            || matches!(byte, b'(' | b')' | b'<' | b'>' | b'[' | b']' | b'{' | b'}' | b'/' | b'%')
        {
            break;
        }
        let hex = |i: usize| bytes.get(i).and_then(|b| (*b as char).to_digit(16));
        match (*byte, hex(at + 1), hex(at + 2)) {
            (b'#', Some(high), Some(low)) => {
                name.push(u8::try_from(high * 16 + low).unwrap_or(b'#'));
                at += 3;
            }
            _ => {
                name.push(*byte);
                at += 1;
            }
        }
    }
    name
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn passwords_and_programs_are_seen_also_in_disguise() {
        assert_eq!(fault(b"%PDF-1.4 trailer << /Encrypt 5 0 R >>"), Some(Fault::Encrypted));
        assert_eq!(fault(b"%PDF-1.4 << /S /JavaScript /JS (x) >>"), Some(Fault::Script));
        assert_eq!(fault(b"%PDF-1.4 << /S /J#61vaScr#69pt >>"), Some(Fault::Script));
        assert_eq!(fault(b"%PDF-1.4 << /JS(app.alert) >>"), Some(Fault::Script));
    }

    #[test]
    fn chance_letters_in_a_stream_and_longer_names_are_no_fault() {
        assert_eq!(fault(b"%PDF << >>\nstream\nab/JS (c\nendstream\nendobj"), None);
        assert_eq!(fault(b"%PDF << /JSON 1 /EncryptionNote 2 >>"), None);
        assert_eq!(fault(b"%PDF stream\nx\nendstream << /JS 3 0 R >>"), Some(Fault::Script));
    }
}
