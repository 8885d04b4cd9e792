use super::*;

const GOOD: &str = r##"<?xml version="1.0" encoding="UTF-8"?>
<!-- a shield -->
<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" viewBox="0 0 10 10" width="10">
  <title>Stemma</title>
  <defs><linearGradient id="oro"><stop offset="0" stop-color="#ffd700"/></linearGradient>
  <linearGradient id="oro-2" xlink:href="#oro"/><clipPath id="c"><rect width="9" height="9"/></clipPath></defs>
  <path d="M1 1h8v8z" fill="url(#oro)" clip-path="url( '#c' )"/>
</svg>"##;

fn png(width: u32, height: u32) -> Vec<u8> {
    let mut bytes = PNG.to_vec();
    bytes.extend([0, 0, 0, 13]);
    bytes.extend(b"IHDR");
    bytes.extend(width.to_be_bytes());
    bytes.extend(height.to_be_bytes());
    bytes.extend([8, 6, 0, 0, 0, 0, 0, 0, 0]);
    bytes.extend(b"\0\0\0\0IEND\xaeB`\x82");
    bytes
}

/// The good drawing with something more before its end.
fn with(more: &str) -> Vec<u8> {
    GOOD.replace("</svg>", &format!("{more}</svg>")).into_bytes()
}

#[test]
fn spp_32_a_drawing_and_a_picture_are_told_by_their_content_and_named_by_their_digest() {
    let drawing = Logo::check(GOOD.as_bytes().to_vec()).unwrap();
    assert_eq!(drawing.media_type, "image/svg+xml");
    assert!(
        is_name(&drawing.name) && drawing.name.ends_with(".svg"),
        "{}",
        drawing.name
    );
    let picture = Logo::check(png(64, 64)).unwrap();
    assert_eq!(picture.media_type, "image/png");
    assert!(
        is_name(&picture.name) && picture.name.ends_with(".png"),
        "{}",
        picture.name
    );
    assert_ne!(picture.name, Logo::check(png(64, 65)).unwrap().name);
}

#[test]
fn spp_32_a_drawing_that_runs_or_loads_something_is_refused() {
    let not_drawn = [
        "<script>alert(1)</script>",
        "<style>rect { fill: red }</style>",
        "<image href=\"#a\"/>",
        "<foreignObject/>",
        "<a href=\"#a\"/>",
        "<use href=\"#oro\"/>",
        "<set attributeName=\"x\"/>",
        "<text>Comune</text>",
        "<rect onload=\"alert(1)\"/>",
        "<rect ONCLICK=\"alert(1)\"/>",
        "<rect style=\"fill: red\"/>",
        "<html xmlns=\"http://www.w3.org/1999/xhtml\"/>",
        "<rect xmlns:e=\"http://www.w3.org/2001/xml-events\" e:handler=\"#h\"/>",
        "<?xml-stylesheet href=\"x.css\"?>",
    ];
    for more in not_drawn {
        let refused = Logo::check(with(more)).unwrap_err();
        assert!(matches!(refused, LogoRefused::NotDrawn(_)), "{more}: {refused}");
    }
    let foreign = [
        "<linearGradient xlink:href=\"https://altrove.example/a.svg#x\"/>",
        "<linearGradient href=\"data:image/svg+xml,x\"/>",
        "<linearGradient href=\"javascript:alert(1)\"/>",
        "<rect fill=\"url(https://altrove.example/a.svg#x)\"/>",
        "<rect fill=\"URL( '//altrove.example' )\"/>",
        "<rect fill=\"url(#oro) url(x.svg)\"/>",
        "<rect fill=\"u\\72l(x.svg)\"/>",
    ];
    for more in foreign {
        let refused = Logo::check(with(more)).unwrap_err();
        assert!(matches!(refused, LogoRefused::Foreign(_)), "{more}: {refused}");
    }
}

#[test]
fn spp_32_what_is_no_picture_or_a_broken_one_is_refused() {
    let entity = format!(
        "<!DOCTYPE svg [<!ENTITY a \"aaaa\">]>{}",
        GOOD.split_once("?>").unwrap().1
    );
    let wanted = [
        (b"GIF89a".to_vec(), LogoRefused::Kind),
        (Vec::new(), LogoRefused::Kind),
        (b"<html><body>svg</body></html>".to_vec(), LogoRefused::Kind),
        (b"\xff\xfe<\0s\0v\0g\0".to_vec(), LogoRefused::Kind),
        (b"<svg viewBox=\"0 0 1 1\"/>".to_vec(), LogoRefused::Kind),
        (entity.into_bytes(), LogoRefused::Broken),
        (GOOD.replace("</svg>", "").into_bytes(), LogoRefused::Broken),
        (
            GOOD.replace("viewBox", "data-box").into_bytes(),
            LogoRefused::Broken,
        ),
        (png(64, 64)[..20].to_vec(), LogoRefused::Broken),
        (png(64, 64)[..40].to_vec(), LogoRefused::Broken),
        (png(0, 64), LogoRefused::Broken),
        (png(64, 30_000), LogoRefused::TooWide),
        (
            with(&format!("<!--{}-->", "a".repeat(MAX_BYTES))),
            LogoRefused::TooLarge,
        ),
    ];
    for (bytes, reason) in wanted {
        assert_eq!(
            Logo::check(bytes.clone()).unwrap_err(),
            reason,
            "{}",
            String::from_utf8_lossy(&bytes[..bytes.len().min(80)])
        );
    }
    for lang in Lang::ALL {
        let text = LogoRefused::Foreign("https://altrove.example".to_owned()).text(lang);
        assert!(text.contains("https://altrove.example"), "{text}");
        assert!(
            LogoRefused::TooLarge.text(lang).contains("100"),
            "{}",
            LogoRefused::TooLarge.text(lang)
        );
    }
}

#[test]
fn names_of_addresses_are_known_before_the_database_is_asked() {
    assert!(is_name("0123456789abcdef.svg"));
    for other in [
        "",
        "svg",
        "0123456789ABCDEF.svg",
        "0123456789abcdef.js",
        "0123456789abcdef.svg.png",
        "../../etc/passwd",
        "0123456789abcde\0.svg",
    ] {
        assert!(!is_name(other), "{other}");
    }
}
