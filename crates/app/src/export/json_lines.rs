//! JSON Lines: an object a row, texts exactly as they are kept, days as `YYYY-MM-DD`, nothing as `null`.

use super::cell::Cell;
use crate::Error;
use crate::pipe::Pipe;
use serde_json::{Value, json};
use std::io::Write;

pub(super) struct Writer {
    out: Pipe,
    keys: Vec<&'static str>,
}

impl Writer {
    pub(super) fn begin(out: Pipe, keys: Vec<&'static str>) -> Writer {
        Writer { out, keys }
    }

    pub(super) fn row(&mut self, cells: &[Cell]) -> Result<(), Error> {
        let mut line = String::from("{");
        for (key, cell) in self.keys.iter().zip(cells) {
            if line.len() > 1 {
                line.push(',');
            }
            let value = match cell {
                Cell::Empty => Value::Null,
                Cell::Text(text) => json!(text),
                Cell::Number(n) => json!(n),
                Cell::Day(day) => json!(day.to_string()),
            };
            line.push_str(&format!("{}:{value}", json!(key)));
        }
        line.push_str("}\n");
        self.out.write_all(line.as_bytes()).map_err(Error::internal)
    }
}
