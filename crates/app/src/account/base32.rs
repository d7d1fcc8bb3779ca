//! Base 32 (RFC 4648) of a second factor's 20 bytes: what authenticator apps take typed.

const LETTERS: &[u8; 32] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

/// 160 bits are 32 letters exactly: no padding.
pub(super) fn write(bytes: &[u8; 20]) -> String {
    let bit = |i: usize| u8::from(bytes[i / 8] & (0x80 >> (i % 8)) != 0);
    (0..32).map(|n| LETTERS[(0..5).fold(0, |v, i| v << 1 | bit(n * 5 + i)) as usize] as char).collect()
}

pub(super) fn read(text: &str) -> Option<[u8; 20]> {
    let mut out = [0_u8; 20];
    if text.len() != 32 {
        return None;
    }
    for (n, letter) in text.bytes().enumerate() {
        let value = LETTERS.iter().position(|l| *l == letter)?;
        for i in 0..5 {
            if value & (16 >> i) != 0 {
                out[(n * 5 + i) / 8] |= 0x80 >> ((n * 5 + i) % 8);
            }
        }
    }
    Some(out)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_rfcs_secret_reads_as_apps_write_it() {
        let secret = b"12345678901234567890";
        assert_eq!(write(secret), "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ");
        assert_eq!(read(&write(secret)), Some(*secret));
        assert_eq!(read("GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJ1"), None);
    }
}
