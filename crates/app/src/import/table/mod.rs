//! A list's file read into lines: what kind of file it is, its sheets and tables, what their columns mean, and what titles and
//! sections say above the rows.

pub(in crate::import) mod by_cells;
pub(in crate::import) mod columns;
pub(in crate::import) mod days;
pub(in crate::import) mod delimited;
pub(in crate::import) mod field;
pub(in crate::import) mod file;
pub(in crate::import) mod file_kind;
pub(in crate::import) mod footnote;
pub(in crate::import) mod formats;
pub(in crate::import) mod heading_names;
pub(in crate::import) mod headings;
pub(in crate::import) mod headless;
pub(in crate::import) mod layout;
pub(in crate::import) mod list;
pub(in crate::import) mod occasion;
pub(in crate::import) mod order_of_days;
pub(in crate::import) mod package;
pub(in crate::import) mod parts;
pub(in crate::import) mod rivals;
pub(in crate::import) mod rows;
pub(in crate::import) mod ruling;
pub(in crate::import) mod scope;
pub(in crate::import) mod section;
pub(in crate::import) mod section_words;
pub(in crate::import) mod series;
pub(in crate::import) mod sheet;
pub(in crate::import) mod tables;
pub(in crate::import) mod title;
pub(in crate::import) mod workbook;
