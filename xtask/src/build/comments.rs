//! Comments of HTML and CSS, which are for whoever reads the source.

/// HTML without its comments.
pub(super) fn without_html_comments(html: &str) -> String {
    without(html, "<!--", "-->")
}

/// CSS without its comments. Ours has none inside of a string.
pub(super) fn without_css_comments(css: &str) -> String {
    without(css, "/*", "*/")
}

/// What is left without everything from `begin` to `end`; of a line that held nothing else, nothing is.
fn without(text: &str, begin: &str, end: &str) -> String {
    let mut left = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, inside)) = rest.split_once(begin) {
        left.push_str(before);
        rest = inside.split_once(end).map_or("", |(_, after)| after);
    }
    left.push_str(rest);
    let lines = left.lines().filter(|line| !line.trim().is_empty());
    lines.flat_map(|line| [line, "\n"]).collect()
}

#[cfg(test)]
mod tests {
    use super::{without_css_comments, without_html_comments};

    #[test]
    fn comments_go_and_everything_else_stays() {
        let html = "<p>a</p>\n  <!-- why -->\n<p>b <!-- here -->c</p>\n";
        assert_eq!(without_html_comments(html), "<p>a</p>\n<p>b c</p>\n");
        let css = "/* why\n   so */\na { b: c; } /* d */\n";
        assert_eq!(without_css_comments(css), "a { b: c; } \n");
    }
}
