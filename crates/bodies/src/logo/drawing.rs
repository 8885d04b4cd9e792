//! An SVG that only draws. What is not known to be harmless is refused: in a page a drawing is shown as a picture, where
//! nothing runs, but its address can be opened by itself.

use super::LogoRefused;
use roxmltree::{Attribute, Document, Node, NodeType, ParsingOptions};

const SVG: &str = "http://www.w3.org/2000/svg";
const XLINK: &str = "http://www.w3.org/1999/xlink";
const XML: &str = "http://www.w3.org/XML/1998/namespace";
/// Elements of a drawing; a coat of arms has some hundreds.
const MAX_NODES: u32 = 20_000;

/// Shapes and what they are painted with. Left out: `script`, `foreignObject`, `image`, `a`, animation, `style` (our own
/// policy of contents does not apply it), `text` (its fonts differ from machine to machine), and `use`, `pattern` and
/// `mask`, which a few lines can make a browser draw for ever.
const ELEMENTS: [&str; 17] = [
    "svg",
    "g",
    "defs",
    "title",
    "desc",
    "metadata",
    "path",
    "rect",
    "circle",
    "ellipse",
    "line",
    "polyline",
    "polygon",
    "linearGradient",
    "radialGradient",
    "stop",
    "clipPath",
];

/// Refuses what is no drawing, or more than one.
pub(super) fn check(text: &str) -> Result<(), LogoRefused> {
    let text = text.trim_start_matches('\u{feff}');
    if !text.trim_start().starts_with('<') {
        return Err(LogoRefused::Kind);
    }
    // Without document types there are no entities, hence none that grow.
    let options = ParsingOptions {
        allow_dtd: false,
        nodes_limit: MAX_NODES,
        ..ParsingOptions::default()
    };
    let document = Document::parse_with_options(text, options).map_err(|_| LogoRefused::Broken)?;
    let root = document.root_element();
    if !root.has_tag_name((SVG, "svg")) {
        return Err(LogoRefused::Kind);
    }
    if root.attribute("viewBox").is_none() {
        return Err(LogoRefused::Broken);
    }
    document.descendants().try_for_each(check_node)
}

fn check_node(node: Node<'_, '_>) -> Result<(), LogoRefused> {
    match node.node_type() {
        NodeType::Root | NodeType::Comment | NodeType::Text => Ok(()),
        // A style sheet of somebody else's comes as one.
        NodeType::PI => Err(LogoRefused::NotDrawn("<?…?>".to_owned())),
        NodeType::Element => {
            let tag = node.tag_name();
            if tag.namespace() != Some(SVG) || !ELEMENTS.contains(&tag.name()) {
                return Err(LogoRefused::NotDrawn(format!("<{}>", tag.name())));
            }
            node.attributes().try_for_each(check_attribute)
        }
    }
}

fn check_attribute(attribute: Attribute<'_, '_>) -> Result<(), LogoRefused> {
    let name = attribute.name();
    let not_drawn = || Err(LogoRefused::NotDrawn(format!("{name}=\"…\"")));
    match attribute.namespace() {
        None | Some(XML) => {}
        Some(XLINK) if name == "href" => {}
        Some(_) => return not_drawn(),
    }
    if name.to_ascii_lowercase().starts_with("on") || name == "style" {
        return not_drawn();
    }
    let value = attribute.value().trim();
    if name == "href" && !value.starts_with('#') {
        return Err(LogoRefused::Foreign(value.to_owned()));
    }
    // `fill="url(#gold)"` names a gradient of the drawing; anything else would be fetched.
    let lower = value.to_ascii_lowercase();
    let foreign = lower
        .split("url(")
        .skip(1)
        .any(|inside| !inside.trim_start_matches([' ', '\'', '"']).starts_with('#'));
    // A backslash can write `url` in another way.
    if foreign || value.contains('\\') {
        return Err(LogoRefused::Foreign(value.to_owned()));
    }
    Ok(())
}
