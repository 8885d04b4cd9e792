-- The model of the house. One text for both databases: ID, BYTES, TEXT, BIGINT, BOOLEAN are mapped by the migration runner.
-- *_at = microseconds UTC; *_on = ISO civil date of Europe/Rome; money = cents; JSON = TEXT written by us only.

-- ── Bodies and territory ────────────────────────────────────────────────────────────────────────────────────────────
create table bodies (
    id ID primary key,
    slug TEXT not null unique,
    kind TEXT not null,                 -- comune, regione, provincia, unione, associazione
    name TEXT not null,
    name_en TEXT,
    ipa_code TEXT,
    istat_code TEXT,
    aoo_code TEXT not null,             -- registering AOO (area organizzativa omogenea)
    fiscal_code TEXT,
    email TEXT,
    pec TEXT,
    phone TEXT,
    address TEXT,
    website TEXT,
    host TEXT unique,                   -- own host name, when it has one
    base_url TEXT,
    logo TEXT,                          -- name of a static asset or document id
    dpo_contact TEXT,
    part_of_label TEXT,                 -- e.g. the Region named in the slim header
    valid_from TEXT not null,
    valid_to TEXT
);

create table body_relations (
    id ID primary key,
    from_body ID not null references bodies (id),
    to_body ID not null references bodies (id),
    kind TEXT not null,                 -- part_of, union, zone, hub, successor_of; never implies visibility
    valid_from TEXT not null,
    valid_to TEXT
);
create index body_relations_to on body_relations (to_body, kind);

create table territories (
    id ID primary key,
    kind TEXT not null,                 -- comuni, alert_zone, aib_zone
    code TEXT not null,
    name TEXT not null,
    geometry TEXT,
    valid_from TEXT not null,
    valid_to TEXT,
    unique (kind, code, valid_from)
);

create table territory_members (
    territory_id ID not null references territories (id),
    istat_code TEXT not null,
    valid_from TEXT not null,
    valid_to TEXT,
    primary key (territory_id, istat_code, valid_from)
);

create table offices (
    id ID primary key,
    body_id ID not null references bodies (id),
    parent_id ID references offices (id),
    code TEXT not null,
    name TEXT not null,
    name_en TEXT,
    email TEXT,
    pec TEXT,
    phone TEXT,
    address TEXT,
    hours TEXT,
    hours_en TEXT,
    head_name TEXT not null,            -- responsible until somebody is assigned (L. 241/1990 art. 5)
    valid_from TEXT not null,
    valid_to TEXT,
    unique (body_id, code)
);

create table places (
    id ID primary key,
    body_id ID not null references bodies (id),
    kind TEXT not null,                 -- room, hall, area, office
    name TEXT not null,
    address TEXT,
    capacity BIGINT,
    bookable BOOLEAN not null default false,
    emergency_area TEXT,                -- attesa, accoglienza, ammassamento
    geometry TEXT,
    valid_from TEXT not null,
    valid_to TEXT
);
create index places_of_body on places (body_id);

create table notices (
    id ID primary key,
    body_id ID not null references bodies (id),
    level TEXT not null,                -- info, warning, danger
    title_it TEXT not null,
    title_en TEXT,
    text_it TEXT not null,
    text_en TEXT,
    valid_from_at BIGINT not null,
    valid_to_at BIGINT
);
create index notices_of_body on notices (body_id, valid_from_at);

create table quick_links (
    body_id ID not null references bodies (id),
    position BIGINT not null,
    label_it TEXT not null,
    label_en TEXT,
    url TEXT not null,
    primary key (body_id, position)
);

create table faqs (
    id ID primary key,
    body_id ID not null references bodies (id),
    topic_it TEXT not null,
    topic_en TEXT,
    question_it TEXT not null,
    question_en TEXT,
    answer_it TEXT not null,
    answer_en TEXT,
    position BIGINT not null
);
create index faqs_of_body on faqs (body_id, position);

-- ── Who ─────────────────────────────────────────────────────────────────────────────────────────────────────────────
create table parties (
    id ID primary key,
    kind TEXT not null,                 -- person, company, body, condominium, household
    fiscal_code TEXT,
    given_name TEXT,
    family_name TEXT,
    denomination TEXT,
    born_on TEXT,
    household_on TEXT,                  -- a household is one at a date
    email TEXT,
    pec TEXT,
    phone TEXT,
    created_at BIGINT not null
);
create index parties_by_fiscal_code on parties (fiscal_code);

create table party_members (
    party_id ID not null references parties (id),
    member_id ID not null references parties (id),
    role TEXT not null,
    primary key (party_id, member_id)
);

create table accounts (
    id ID primary key,
    kind TEXT not null,                 -- citizen, operator
    party_id ID not null references parties (id),
    email TEXT,
    email_confirmed_at BIGINT,
    status TEXT not null,               -- active, suspended, ceased
    lang TEXT not null,
    created_at BIGINT not null,
    created_by ID references accounts (id)
);
create index accounts_of_party on accounts (party_id);

create table identities (
    id ID primary key,
    account_id ID not null references accounts (id),
    provider TEXT not null,             -- spid, cie, cns, password, demo
    subject TEXT not null,
    level BIGINT not null,              -- 1, 2, 3
    evidence TEXT,
    created_at BIGINT not null,
    ended_at BIGINT,
    unique (provider, subject)
);
create index identities_of_account on identities (account_id);

create table passwords (
    account_id ID primary key references accounts (id),
    username TEXT not null unique,
    hash TEXT not null,                 -- argon2id PHC string
    must_change BOOLEAN not null,
    changed_at BIGINT not null
);

create table login_attempts (
    subject TEXT primary key,           -- digest of user name or address, never the name itself
    failures BIGINT not null,
    blocked_until_at BIGINT
);

create table profiles (
    id ID primary key,
    account_id ID not null references accounts (id),
    body_id ID not null references bodies (id),
    office_id ID references offices (id),  -- null = every office of the body
    role TEXT not null,                 -- officer, supervisor, administrator
    valid_from_at BIGINT not null,
    valid_to_at BIGINT,
    status TEXT not null,               -- active, suspended, ceased
    created_by ID references accounts (id),
    created_at BIGINT not null
);
create index profiles_of_account on profiles (account_id);
create index profiles_of_body on profiles (body_id, role);

create table mandates (
    id ID primary key,
    grantor_id ID not null references parties (id),
    grantee_id ID not null references parties (id),
    services TEXT,                      -- JSON list; null = all
    valid_from TEXT not null,
    valid_to TEXT,
    evidence_document ID,
    revoked_at BIGINT,
    created_at BIGINT not null
);
create index mandates_of_grantee on mandates (grantee_id);

create table sessions (
    token_hash BYTES primary key,       -- SHA-256 of the cookie; the cookie itself is stored nowhere
    area TEXT not null,                 -- citizen, operator
    account_id ID not null references accounts (id),
    body_id ID references bodies (id),
    level BIGINT not null,
    csrf_secret BYTES not null,
    created_at BIGINT not null,
    seen_at BIGINT not null,
    expires_at BIGINT not null,
    revoked_at BIGINT
);
create index sessions_of_account on sessions (account_id);
create index sessions_by_expiry on sessions (expires_at);

create table api_tokens (
    id ID primary key,
    token_hash BYTES not null unique,
    body_id ID not null references bodies (id),
    label TEXT not null,
    actions TEXT not null,              -- JSON list of policy actions
    created_by ID references accounts (id),
    created_at BIGINT not null,
    expires_at BIGINT,
    revoked_at BIGINT,
    used_at BIGINT
);

-- ── Services ────────────────────────────────────────────────────────────────────────────────────────────────────────
create table bundles (
    hash TEXT primary key,              -- SHA-256 of the canonical archive
    service TEXT not null,              -- key of the service inside the bundle
    version TEXT not null,
    archive BYTES not null,
    loaded_at BIGINT not null
);
create index bundles_of_service on bundles (service, loaded_at);

create table categories (
    id ID primary key,
    body_id ID not null references bodies (id),
    parent_id ID references categories (id),
    slug TEXT not null,
    name_it TEXT not null,
    name_en TEXT,
    position BIGINT not null,
    unique (body_id, slug)
);

create table adoptions (
    id ID primary key,
    body_id ID not null references bodies (id),
    service TEXT not null,              -- slug in the URL
    bundle_hash TEXT not null references bundles (hash),
    category_id ID references categories (id),
    office_id ID not null references offices (id),
    responsible_name TEXT not null,     -- responsabile del procedimento
    responsible_email TEXT,
    substitute_name TEXT,               -- holder of the substitutive power (L. 241/1990 art. 2 c. 9-bis)
    state TEXT not null,                -- private, published
    min_level BIGINT not null,          -- minimum login level
    fees TEXT,                          -- JSON
    calendar TEXT,
    texts TEXT,                         -- JSON: texts added by the body
    app_io_id TEXT,
    position BIGINT not null,
    featured BOOLEAN not null default false,
    valid_from_at BIGINT not null,
    valid_to_at BIGINT,
    version BIGINT not null,
    unique (body_id, service)
);

create table adoption_terms (           -- search over services: one tokeniser on both databases
    body_id ID not null references bodies (id),
    lang TEXT not null,
    term TEXT not null,
    adoption_id ID not null references adoptions (id),
    weight BIGINT not null,
    primary key (body_id, lang, term, adoption_id)
);

create table windows (                  -- when an adoption accepts applications; set by dated acts, never frozen by a pin
    id ID primary key,
    adoption_id ID not null references adoptions (id),
    number BIGINT not null,
    opens_at BIGINT not null,
    closes_at BIGINT,                   -- last instant included; null = open-ended
    late_until_at BIGINT,               -- after closes_at and up to here: filed, registered, marked late
    act_id ID,
    act_reference TEXT,
    decided_at BIGINT not null,
    unique (adoption_id, number)
);

create table parameters (               -- dated values set by acts (thresholds, amounts, terms)
    adoption_id ID not null references adoptions (id),
    name TEXT not null,
    valid_from TEXT not null,
    value TEXT not null,
    act_id ID,
    act_reference TEXT,
    primary key (adoption_id, name, valid_from)
);

-- ── Files and documents ─────────────────────────────────────────────────────────────────────────────────────────────
create table files (
    id ID primary key,
    body_id ID not null references bodies (id),
    storage_key TEXT not null unique,
    sha256 TEXT not null,
    size BIGINT not null,
    media_type TEXT not null,           -- found from the content
    created_at BIGINT not null
);
create index files_by_digest on files (sha256);

create table documents (
    id ID primary key,
    body_id ID not null references bodies (id),
    draft_id ID,
    case_id ID,
    integration_id ID,
    direction TEXT not null,            -- in, out, internal
    kind TEXT not null,                 -- attachment, application, receipt, act, integration, message
    field TEXT,                         -- path in the form
    name TEXT not null,                 -- file name as given
    title TEXT not null,
    file_id ID references files (id),   -- current version; null = still being made
    version BIGINT not null,
    created_by ID references accounts (id),
    created_at BIGINT not null,
    removed_at BIGINT
);
create index documents_of_draft on documents (draft_id);
create index documents_of_case on documents (case_id);
create index documents_of_file on documents (file_id);
create index documents_removed on documents (removed_at) where removed_at is not null;

create table document_versions (
    document_id ID not null references documents (id),
    version BIGINT not null,
    file_id ID not null references files (id),
    name TEXT not null,
    created_by ID,
    created_at BIGINT not null,
    primary key (document_id, version)
);
create index document_versions_of_file on document_versions (file_id);

-- ── Drafts ──────────────────────────────────────────────────────────────────────────────────────────────────────────
create table drafts (
    id ID primary key,
    body_id ID not null references bodies (id),
    adoption_id ID not null references adoptions (id),
    account_id ID not null references accounts (id),
    bundle_hash TEXT not null references bundles (hash),
    lang TEXT not null,
    notice_accepted_at BIGINT,          -- art. 13 notice read
    simulation BOOLEAN not null default false,
    version BIGINT not null,            -- moves with every saved page: what transmit expects
    created_at BIGINT not null,
    saved_at BIGINT not null,
    expires_at BIGINT not null,
    warned_at BIGINT,
    transmitted_case ID                 -- set in the transmit commit
);
create index drafts_of_account on drafts (account_id, body_id, saved_at);
create index drafts_by_expiry on drafts (transmitted_case, expires_at);

create table draft_pages (
    draft_id ID not null references drafts (id) on delete cascade,
    page TEXT not null,                 -- key of the wizard page
    version BIGINT not null,
    data TEXT not null,
    valid BOOLEAN not null,
    saved_at BIGINT not null,
    primary key (draft_id, page)
);

-- ── Register (protocollo) ───────────────────────────────────────────────────────────────────────────────────────────
create table series (                   -- late-bound numbers without gap
    key TEXT primary key,
    last BIGINT not null
);

create table register_entries (
    id ID primary key,
    body_id ID not null references bodies (id),
    aoo TEXT not null,
    register TEXT not null,
    year BIGINT not null,
    number BIGINT not null,
    direction TEXT not null,            -- in, out, internal
    registered_at BIGINT not null,
    presented_at BIGINT not null,       -- actual presentation (L. 241/1990 art. 18-bis)
    subject TEXT not null,
    correspondent TEXT not null,
    document_sha256 TEXT not null,      -- DPR 445/2000 art. 53
    case_id ID,
    unique (body_id, aoo, register, year, number)
);
create index register_entries_of_case on register_entries (case_id);
create index register_entries_by_day on register_entries (body_id, registered_at);

create table register_annotations (     -- appended, never changed; kind annulment or note
    id ID primary key,
    entry_id ID not null references register_entries (id),
    kind TEXT not null,
    text TEXT not null,
    authority TEXT,
    author_id ID references accounts (id),
    at BIGINT not null
);
create index register_annotations_of_entry on register_annotations (entry_id);

-- ── Cases ───────────────────────────────────────────────────────────────────────────────────────────────────────────
create table cases (
    id ID primary key,
    number TEXT not null unique,        -- application number: ours, permanent, with check character
    body_id ID not null references bodies (id),
    adoption_id ID not null references adoptions (id),
    bundle_hash TEXT not null references bundles (hash),
    draft_id ID not null unique,        -- exactly one transmission
    account_id ID not null references accounts (id),
    office_id ID not null references offices (id),
    assignee_id ID references accounts (id),
    responsible_name TEXT not null,     -- no case without one
    state TEXT not null,                -- id in the flow
    area TEXT not null,                 -- in_progress, concluded
    outcome TEXT,
    facts TEXT not null,                -- JSON: declared facts of the flow
    title TEXT not null,                -- service title in the filing language
    applicant TEXT not null,            -- name shown to the office
    lang TEXT not null,
    filing_basis TEXT not null,         -- CAD art. 65
    filing_level BIGINT not null,
    min_read_level BIGINT not null,
    received_at BIGINT not null,        -- server's receipt of the TRASMETTI request
    window_id ID references windows (id),
    late BOOLEAN not null,
    simulation BOOLEAN not null,
    register_entry_id ID references register_entries (id),
    register_number BIGINT,
    register_year BIGINT,
    due_on TEXT,                        -- last day for the answer; null = set by act
    term TEXT not null,                 -- JSON explanation of due_on
    suspended_at BIGINT,
    check_token TEXT not null unique,
    ledger_seq BIGINT,
    ledger_head BYTES,                  -- hash of the transmission event
    version BIGINT not null,
    closed_at BIGINT,
    changed_at BIGINT not null
);
create index cases_of_account on cases (account_id, body_id, received_at);
-- The queue's order: a case without a day comes last.
create index cases_queue on cases (body_id, area, coalesce(due_on, '9999-12-31'), received_at, id);
create index cases_by_assignee on cases (assignee_id, area);
create index cases_by_office on cases (office_id, area, coalesce(due_on, '9999-12-31'), received_at, id);

create table case_data (                -- what was typed, exactly
    case_id ID primary key references cases (id),
    data TEXT not null,
    sha256 TEXT not null                -- digest printed on the receipt
);

create table case_terms (               -- find a case by name, codice fiscale, number
    body_id ID not null references bodies (id),
    term TEXT not null,
    case_id ID not null references cases (id),
    primary key (body_id, term, case_id)
);

create table case_bodies (
    case_id ID not null references cases (id),
    body_id ID not null references bodies (id),
    kind TEXT not null,                 -- controller, processor, owner, registering_aoo, competent, level_1, validator, opinion
    label TEXT,                         -- controller or processor that is not a body of this installation
    valid_from TEXT not null,
    valid_to TEXT,
    primary key (case_id, body_id, kind, valid_from)
);
create index case_bodies_of_body on case_bodies (body_id, kind);

create table case_parties (
    case_id ID not null references cases (id),
    party_id ID not null references parties (id),
    role TEXT not null,                 -- filer, subject, beneficiary, third_party
    mandate_id ID references mandates (id),
    primary key (case_id, party_id, role)
);
create index case_parties_of_party on case_parties (party_id);

create table deadlines (                -- one row per clock of the flow that was started
    id ID primary key,
    case_id ID not null references cases (id),
    clock TEXT not null,                -- key of the clock in the flow
    started_on TEXT not null,
    days_given BIGINT,                  -- for a clock whose length the officer gives
    due_on TEXT,                        -- null = set by act
    explanation TEXT not null,          -- JSON
    status TEXT not null,               -- running, suspended, met, expired, cancelled
    created_at BIGINT not null,
    ended_at BIGINT
);
create index deadlines_of_case on deadlines (case_id, clock);
create index deadlines_running on deadlines (status, due_on);

create table suspensions (
    id ID primary key,
    case_id ID not null references cases (id),
    clock TEXT not null,
    number BIGINT not null,             -- once only by law (L. 241/1990 art. 2 c. 7): the flow says how often
    from_on TEXT not null,
    to_on TEXT,                         -- null = running
    max_to_on TEXT not null,
    unique (case_id, clock, number)
);
create index suspensions_running on suspensions (to_on, max_to_on);

create table integrations (
    id ID primary key,
    case_id ID not null references cases (id),
    number BIGINT not null,
    text TEXT not null,
    asked_by ID not null references accounts (id),
    asked_at BIGINT not null,
    due_on TEXT not null,
    suspends BOOLEAN not null,
    status TEXT not null,               -- open, answered, expired
    answer TEXT,
    answered_at BIGINT,
    answered_late BOOLEAN,
    register_entry_id ID references register_entries (id),
    unique (case_id, number)
);

create table messages (
    id ID primary key,
    case_id ID not null references cases (id),
    sender TEXT not null,               -- citizen, office, system
    author_id ID references accounts (id),
    author_name TEXT not null,
    subject TEXT not null,
    text TEXT not null,
    at BIGINT not null,
    read_at BIGINT
);
create index messages_of_case on messages (case_id, at);

create table inbound_documents (        -- received outside the portal
    id ID primary key,
    body_id ID not null references bodies (id),
    case_id ID references cases (id),
    document_id ID not null references documents (id),
    channel TEXT not null,              -- pec, email, counter, post
    sender TEXT not null,
    received_at BIGINT not null,
    register_entry_id ID references register_entries (id),
    attached_by ID references accounts (id)
);
create index inbound_documents_of_case on inbound_documents (case_id);

-- ── Acts, calls, engagements ────────────────────────────────────────────────────────────────────────────────────────
create table acts (
    id ID primary key,
    body_id ID not null references bodies (id),
    kind TEXT not null,                 -- decision, ordinance, determination
    number BIGINT not null,
    year BIGINT not null,
    subject TEXT not null,
    decision TEXT not null,
    motivation TEXT not null,
    outcome TEXT,
    appeal TEXT,
    rows TEXT,                          -- JSON: frozen rows of a list act
    signer_id ID references accounts (id),
    signer_name TEXT not null,
    signer_role TEXT not null,
    adopted_at BIGINT not null,
    document_id ID references documents (id),
    register_entry_id ID references register_entries (id),
    unique (body_id, kind, year, number)
);

create table act_cases (
    act_id ID not null references acts (id),
    case_id ID not null references cases (id),
    position BIGINT not null,
    outcome TEXT,
    motivation TEXT,
    amount BIGINT,
    primary key (act_id, case_id)
);
create index act_cases_of_case on act_cases (case_id);

create table calls (
    id ID primary key,
    adoption_id ID not null references adoptions (id),
    owner_id ID not null references bodies (id),
    title TEXT not null,
    opened_by_act ID references acts (id),
    created_at BIGINT not null
);

create table participations (
    call_id ID not null references calls (id),
    body_id ID not null references bodies (id),
    count_snapshot BIGINT,
    snapshot_at BIGINT,
    level_1 TEXT,                       -- who does level I: body or owner
    list_communicated_at BIGINT,
    derogation_act ID references acts (id),
    published_from TEXT,
    published_to TEXT,
    closed_at BIGINT,
    primary key (call_id, body_id)
);

create table engagements (              -- a source of access beyond one's own structure
    id ID primary key,
    event_id ID not null,
    structure_id ID not null references bodies (id),
    crew TEXT not null,
    assignment_id ID,
    account_id ID references accounts (id),
    from_at BIGINT not null,
    to_at BIGINT
);
create index engagements_of_account on engagements (account_id, to_at);

-- ── Deliveries ──────────────────────────────────────────────────────────────────────────────────────────────────────
create table deliveries (
    id ID primary key,
    body_id ID not null references bodies (id),
    case_id ID references cases (id),
    document_id ID references documents (id),
    message_id ID references messages (id),
    kind TEXT not null,                 -- receipt, message, integration, act, notice
    channel TEXT not null,              -- desk, email, pec, app_io, sms
    strength TEXT not null,             -- weak, strong
    address TEXT,
    subject TEXT not null,
    text TEXT not null,
    status TEXT not null,               -- queued, sent, delivered, failed
    attempts BIGINT not null,
    last_error TEXT,
    created_at BIGINT not null,
    sent_at BIGINT,
    delivered_at BIGINT
);
create index deliveries_of_case on deliveries (case_id, created_at);
create index deliveries_by_status on deliveries (body_id, status);

create table delivery_attempts (
    delivery_id ID not null references deliveries (id),
    number BIGINT not null,
    at BIGINT not null,
    result TEXT not null,
    primary key (delivery_id, number)
);

-- ── Ledger ──────────────────────────────────────────────────────────────────────────────────────────────────────────
create table chains (
    chain TEXT primary key,
    seq BIGINT not null,
    hash BYTES not null
);

create table events (
    chain TEXT not null,
    seq BIGINT not null,
    prev BYTES not null,
    hash BYTES not null,
    at BIGINT not null,
    kind TEXT not null,
    case_id ID,
    canonical BYTES not null,
    primary key (chain, seq)
);
create index events_of_case on events (case_id, at);

create table event_payloads (           -- personal part, erasable; the chain holds the salted digest
    digest TEXT primary key,
    chain TEXT not null,
    salt BYTES,
    payload TEXT,
    erased_at BIGINT,
    erased_reason TEXT
);

create table anchors (
    chain TEXT not null,
    day TEXT not null,
    seq BIGINT not null,
    hash BYTES not null,
    signature BYTES,
    created_at BIGINT not null,
    primary key (chain, day)
);

-- ── Jobs ────────────────────────────────────────────────────────────────────────────────────────────────────────────
create table outbox (
    id ID primary key,
    kind TEXT not null,
    key TEXT not null,                  -- idempotency: one effect per kind and key
    body_id ID,
    payload TEXT not null,
    status TEXT not null,               -- waiting, running, done, dead
    due_at BIGINT not null,
    lease_until_at BIGINT,
    leased_by TEXT,
    attempts BIGINT not null,
    last_error TEXT,
    created_at BIGINT not null,
    done_at BIGINT,
    unique (kind, key)
);
create index outbox_due on outbox (status, due_at);

create table schedules (
    name TEXT primary key,
    last_run_at BIGINT not null,
    next_run_at BIGINT not null
);

create table settings (                 -- facts of the installation, e.g. the demo stamp
    name TEXT primary key,
    value TEXT not null
);
