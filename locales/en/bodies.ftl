bodies-profile-already-over = The profile is already over.
bodies-logo-too-large = The picture is larger than { $limit }.
bodies-logo-kind = The picture is neither SVG nor PNG.
bodies-logo-broken = The picture is incomplete or damaged; an SVG needs the attribute viewBox and no DOCTYPE.
bodies-logo-too-wide = A side of the picture is longer than { $what } pixels.
bodies-logo-not-drawn = The drawing holds { $what }, which a logo may not: save it as “plain SVG” and take out scripts, styles, text and images.
bodies-logo-foreign = The drawing refers to “{ $what }”, which is outside the file.
