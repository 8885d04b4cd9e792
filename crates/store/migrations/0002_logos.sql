-- The logo of a body, small enough to stand in the database: every node has it and a backup holds it.
-- `bodies.logo` names the one shown; a page still open finds the one it was drawn with.
create table logos (
    body_id ID not null references bodies (id),
    name TEXT not null,                 -- from the digest of the bytes, so that a browser may keep it for ever
    media_type TEXT not null,           -- found from the content: image/svg+xml, image/png
    bytes BYTES not null,
    primary key (body_id, name)
);
