//! Comments of HTML, which are for whoever reads the source.

/// HTML without its comments; of a line that held nothing else, nothing is left.
pub(super) fn without_html_comments(html: &str) -> String {
    let mut left = String::with_capacity(html.len());
    let mut rest = html;
    while let Some((before, inside)) = rest.split_once("<!--") {
        left.push_str(before);
        rest = inside.split_once("-->").map_or("", |(_, after)| after);
    }
    left.push_str(rest);
    let lines = left.lines().filter(|line| !line.trim().is_empty());
    lines.flat_map(|line| [line, "\n"]).collect()
}

#[cfg(test)]
mod tests {
    use super::without_html_comments;

    #[test]
    fn comments_go_and_everything_else_stays() {
        let html = "<p>a</p>\n  <!-- why -->\n<p>b <!-- here -->c</p>\n";
        assert_eq!(without_html_comments(html), "<p>a</p>\n<p>b c</p>\n");
    }
}
