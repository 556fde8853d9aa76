//! Lists as files for a spreadsheet: what the page shows, every cell defused, and a line on the log of the desk.

use actix_web::http::header::{CONTENT_DISPOSITION, CONTENT_TYPE};
use actix_web::{HttpResponse, web};

use crate::web::WebError;
use crate::web::console::guard::SignedIn;
use crate::web::console::office::export::cell;
use crate::web::desk::at_desk;
use crate::workflow::office::note_export;
use crate::workflow::{Desk, WorkError};

/// A list that can be taken away.
#[derive(Clone, Copy, Debug)]
pub struct ListFile {
    /// The name of the file without its ending, and the word on the log.
    pub name: &'static str,
    /// The names of the columns.
    pub head: &'static [&'static str],
}

impl ListFile {
    /// Reads the rows and answers with the file.
    pub async fn send<F>(self, desk: &web::Data<Desk>, signed_in: &SignedIn, read: F) -> Result<HttpResponse, WebError>
    where
        F: FnOnce(&Desk) -> Result<Vec<Vec<String>>, WorkError> + Send + 'static,
    {
        let actor = signed_in.actor();
        let rows = at_desk(desk, move |desk| {
            let rows = read(desk)?;
            note_export(desk, actor, self.name, Some(rows.len()))?;
            Ok(rows)
        });
        let text = self.text(&rows.await?);
        Ok(HttpResponse::Ok()
            .insert_header((CONTENT_TYPE, "text/csv; charset=utf-8; header=present"))
            .insert_header((CONTENT_DISPOSITION, format!("attachment; filename=\"{}.csv\"", self.name)))
            .body(text))
    }

    fn text(self, rows: &[Vec<String>]) -> String {
        let line = |cells: Vec<String>| format!("{}\r\n", cells.join(","));
        let head = line(self.head.iter().map(|name| cell(name)).collect());
        let rows = rows.iter().map(|row| line(row.iter().map(|text| cell(text)).collect()));
        std::iter::once(head).chain(rows).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_has_a_head_and_no_formula() {
        let file = ListFile { name: "staff", head: &["Name", "Role"] };
        let rows = [vec!["=HYPERLINK(1)".to_owned(), "a,b".to_owned()]];
        assert_eq!(file.text(&rows), "Name,Role\r\n'=HYPERLINK(1),\"a,b\"\r\n");
    }
}
