use super::markdown;

#[test]
fn text_becomes_paragraphs_lists_and_links() {
    assert_eq!(
        markdown("Serve:\n\n- un *documento*\n- la [guida](https://www.esempio.example/guida)\n"),
        "<p>Serve:</p>\n<ul>\n<li>un <em>documento</em></li>\n\
         <li>la <a href=\"https://www.esempio.example/guida\" rel=\"noopener\">guida</a></li>\n</ul>\n"
    );
}

#[test]
fn headings_stay_below_those_of_the_page() {
    assert_eq!(markdown("# Uno\n\n#### Due"), "<h3>Uno</h3>\n<h6>Due</h6>\n");
}

#[test]
fn nothing_of_the_author_runs_in_the_page() {
    for hostile in [
        "<script>alert(1)</script>",
        "<img src=x onerror=alert(1)>",
        "[x](javascript:alert(1))",
        "[x](data:text/html;base64,PHNjcmlwdD4=)",
        "<a href=\"https://a.example\" style=\"x\" onclick=\"y\">z</a>",
        "![x](https://tracker.example/a.gif)",
        "a `<script>` b",
    ] {
        let made = markdown(hostile);
        for never in [
            "<script",
            "onerror",
            "onclick",
            "style=",
            "javascript:",
            "data:",
            "<img",
        ] {
            assert!(!made.contains(never), "{hostile} gives {made}");
        }
    }
}

#[test]
fn huge_texts_are_cut_and_hostile_ones_end() {
    assert!(markdown(&"è ".repeat(400_000)).len() < 300_000);
    assert!(!markdown(&"[".repeat(50_000)).is_empty());
    assert!(!markdown(&"> ".repeat(5_000)).contains("<script"));
}
