-- Ratings of pages and services (Modello Comuni, C.SI.2.5, C.SE.1.7). Nothing in a row tells who gave it.
create table ratings (
    body_id ID not null references bodies (id),
    page TEXT not null,                 -- Italian path below the body
    service TEXT,                       -- slug, when it is the sheet or the filing of a service
    day TEXT not null,                  -- civil date of Europe/Rome
    voter TEXT not null,                -- digest of a random word of the browser that lives one day, of page and day
    stars BIGINT not null,              -- 1 to 5
    aspect TEXT,                        -- chosen answer, by its code
    details TEXT,                       -- free words, at most 200 characters
    primary key (body_id, page, day, voter)
);
create index ratings_of_body on ratings (body_id, day);
