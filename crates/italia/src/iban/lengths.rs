//! How long the IBANs of each country are (SWIFT registry).

pub(super) const SHORTEST: usize = 15;
pub(super) const LONGEST: usize = 34;

const LENGTHS: &[(usize, &str)] = &[
    (15, "NO"),
    (16, "BE"),
    (18, "DK FI FO GL NL SD FK"),
    (19, "MK SI"),
    (20, "AT BA EE KZ LT LU XK MN"),
    (21, "CH HR LI LV"),
    (22, "BG BH CR DE GB GE IE ME RS VA"),
    (23, "AE GI IL IQ TL SO OM"),
    (24, "AD CZ ES MD PK RO SA SE SK TN VG"),
    (25, "PT ST LY"),
    (26, "IS TR"),
    (27, "BI DJ FR GR IT MC MR SM"),
    (28, "AL AZ BY CY DO GT HU LB NI PL SV"),
    (29, "BR EG PS QA UA"),
    (30, "JO KW MU YE"),
    (31, "MT SC"),
    (32, "LC"),
    (33, "RU"),
];

/// The length in that country, or `None` for a country not in the registry.
pub(super) fn of(country: &str) -> Option<usize> {
    LENGTHS
        .iter()
        .find(|(_, countries)| countries.split(' ').any(|c| c == country))
        .map(|(length, _)| *length)
}
