-- Which version of its bundle an adoption offered from which instant: new drafts get the last one, cases and drafts keep
-- the hash they were begun with. A version published again after another is a row of its own.
create table adoption_versions (
    adoption_id ID not null references adoptions (id),
    number BIGINT not null,             -- 1, 2, 3 … within the adoption
    bundle_hash TEXT not null references bundles (hash),
    from_at BIGINT not null,            -- in force from this instant to that of the next number
    published_by ID references accounts (id), -- null = the installation itself
    primary key (adoption_id, number)
);
insert into adoption_versions (adoption_id, number, bundle_hash, from_at)
    select id, 1, bundle_hash, valid_from_at from adoptions;

-- What an administrator sent in and has not yet published: one for each adoption, replaced by the next.
create table adoption_proposals (
    adoption_id ID primary key references adoptions (id),
    hash TEXT not null,
    archive BYTES not null,
    sent_at BIGINT not null,
    sent_by ID not null references accounts (id)
);
