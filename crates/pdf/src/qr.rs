//! The address to check as an image.

use qrcode::{EcLevel, QrCode, render::svg};
use serde_json::Value;

/// The QR code of a text as SVG with its quiet zone; none when the text does not fit.
fn svg_of(text: &str) -> Option<String> {
    let code = QrCode::with_error_correction_level(text, EcLevel::M).ok()?;
    Some(code.render::<svg::Color<'_>>().quiet_zone(true).build())
}

/// Adds `check_qr` to data with a `check_url`; it is null when there is no address or it does not fit.
pub(crate) fn add_to(data: &mut Value) {
    if let Value::Object(fields) = data
        && let Some(url) = fields.get("check_url")
    {
        let image = url.as_str().and_then(svg_of).map_or(Value::Null, Value::String);
        fields.insert("check_qr".to_owned(), image);
    }
}
