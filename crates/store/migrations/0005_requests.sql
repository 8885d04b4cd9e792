-- What people ask of a body outside any case. Whoever asks need not have an account.
create table assistance_requests (
    id ID primary key,
    body_id ID not null references bodies (id),
    number TEXT not null unique,        -- what the person keeps: random, so that it tells nothing of how many there are
    receipt_token TEXT not null unique, -- address of the confirmation page, unguessable
    kind TEXT not null,                 -- assistance, fault, appointment
    state TEXT not null,                -- open, answered, closed
    lang TEXT not null,                 -- language the person asked in, and is answered in
    account_id ID references accounts (id),  -- who was logged in, when somebody was
    office_id ID references offices (id),    -- the office it is for; null = the body as a whole
    given_name TEXT not null,
    family_name TEXT not null,
    email TEXT not null,
    phone TEXT,
    category TEXT,                      -- slug of the category
    service TEXT,                       -- slug of the service
    subject TEXT,                       -- title of a fault, reason of an appointment
    details TEXT not null,
    fault TEXT,                         -- what is out of order
    place TEXT,                         -- where
    days TEXT,                          -- days that suit, codes separated by a space
    hours TEXT,                         -- parts of the day that suit, codes separated by a space
    notice_read_at BIGINT not null,     -- when the notice on personal data was acknowledged
    received_at BIGINT not null,
    closed_at BIGINT,
    version BIGINT not null
);
create index assistance_requests_of_body on assistance_requests (body_id, received_at, id);
create index assistance_requests_received on assistance_requests (received_at);
create index assistance_requests_closed on assistance_requests (closed_at);

create table assistance_answers (
    request_id ID not null references assistance_requests (id),
    number BIGINT not null,
    author_id ID not null references accounts (id),
    author_name TEXT not null,
    text TEXT not null,
    at BIGINT not null,
    primary key (request_id, number)
);

-- The e-mails of a request, so that they are erased with it.
create table assistance_deliveries (
    request_id ID not null references assistance_requests (id),
    delivery_id ID not null references deliveries (id),
    primary key (request_id, delivery_id)
);
