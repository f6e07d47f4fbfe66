-- The tables of an installation as SQLite keeps them today. A test writes this file from the migrations of Sources/Alongside/Schema; change them,
-- not this. What is sealed is a BLOB, times are milliseconds since 1970 in UTC, money is in minor units.

CREATE TABLE aid_group (
    group_id BLOB NOT NULL PRIMARY KEY CHECK (length(group_id) = 16),
    slug TEXT NOT NULL UNIQUE CHECK (length(slug) BETWEEN 2 AND 40),
    name TEXT NOT NULL CHECK (length(name) BETWEEN 1 AND 80),
    created_at INTEGER NOT NULL,
    time_zone TEXT NOT NULL,
    first_weekday INTEGER NOT NULL DEFAULT 2 CHECK (first_weekday BETWEEN 1 AND 7),
    country TEXT NOT NULL,
    currency TEXT NOT NULL,
    languages TEXT NOT NULL,
    retention_days INTEGER NOT NULL DEFAULT 30 CHECK (retention_days BETWEEN 3 AND 60),
    scope TEXT NOT NULL DEFAULT 'open' CHECK (scope IN ('open', 'essentials', 'existing', 'paused')),
    paused_until INTEGER,
    urgent_hold_minutes INTEGER NOT NULL DEFAULT 30 CHECK (urgent_hold_minutes BETWEEN 5 AND 1440),
    normal_hold_minutes INTEGER NOT NULL DEFAULT 240 CHECK (normal_hold_minutes BETWEEN 5 AND 2880),
    night_from INTEGER NOT NULL DEFAULT 1320 CHECK (night_from BETWEEN 0 AND 1439),
    night_to INTEGER NOT NULL DEFAULT 480 CHECK (night_to BETWEEN 0 AND 1439),
    weekly_limit INTEGER NOT NULL DEFAULT 2 CHECK (weekly_limit BETWEEN 0 AND 50),
    cap_minor INTEGER NOT NULL DEFAULT 8000 CHECK (cap_minor >= 0),
    approval_limit_minor INTEGER NOT NULL DEFAULT 10000 CHECK (approval_limit_minor >= 0),
    silence_hours INTEGER NOT NULL DEFAULT 24 CHECK (silence_hours BETWEEN 1 AND 168),
    crisis_number TEXT,
    group_phone TEXT,
    places_version INTEGER NOT NULL DEFAULT 0,
    categories_version INTEGER NOT NULL DEFAULT 0
, depot TEXT, people_version INTEGER NOT NULL DEFAULT 0) STRICT;

CREATE TABLE ask (
    group_id BLOB NOT NULL REFERENCES aid_group (group_id),
    ask_id BLOB NOT NULL,
    person_id BLOB,
    category_id BLOB NOT NULL,
    zone_id BLOB,
    state TEXT NOT NULL CHECK (state IN ('new', 'open', 'offered', 'accepted', 'under_way', 'done', 'closed')),
    closing TEXT CHECK (closing IN ('met', 'withdrawn', 'out_of_scope', 'elsewhere', 'not_wanted', 'unreachable', 'duplicate', 'undone')),
    urgency TEXT CHECK (urgency IN ('today', 'two_days', 'week', 'ongoing')),
    cost_path TEXT NOT NULL CHECK (cost_path IN ('pays', 'fund', 'unsure')),
    cap_minor INTEGER,
    language TEXT NOT NULL,
    door TEXT NOT NULL CHECK (door IN ('web', 'phone', 'paper', 'sheet')),
    reach TEXT NOT NULL CHECK (reach IN ('phone', 'email', 'calls', 'other')),
    phone_allowed INTEGER NOT NULL DEFAULT 0,
    safe_mode INTEGER NOT NULL DEFAULT 0,
    created_at INTEGER NOT NULL,
    wanted_by INTEGER,
    triaged_at INTEGER,
    last_contact_at INTEGER,
    closed_at INTEGER,
    consent_version INTEGER NOT NULL,
    batch_id BLOB,
    forgotten_at INTEGER,
    face BLOB,
    details BLOB, occasion INTEGER NOT NULL DEFAULT 1, version INTEGER NOT NULL DEFAULT 0,
    PRIMARY KEY (group_id, ask_id),
    FOREIGN KEY (group_id, category_id) REFERENCES category (group_id, category_id),
    FOREIGN KEY (group_id, zone_id) REFERENCES zone (group_id, zone_id),
    FOREIGN KEY (group_id, person_id) REFERENCES person (group_id, person_id),
    CHECK ((state = 'closed') = (closing IS NOT NULL)),
    CHECK ((state = 'closed') = (closed_at IS NOT NULL))
) STRICT;

CREATE INDEX ask_batch ON ask (group_id, batch_id) WHERE batch_id IS NOT NULL;

CREATE INDEX ask_board ON ask (group_id, state, zone_id, last_contact_at, created_at) WHERE forgotten_at IS NULL;

CREATE INDEX ask_met ON ask (group_id, closed_at) WHERE closing = 'met';

CREATE INDEX ask_newest ON ask (group_id, created_at) WHERE face IS NOT NULL;

CREATE INDEX ask_person ON ask (group_id, person_id);

CREATE INDEX ask_queue ON ask (group_id, state, created_at);

CREATE INDEX ask_urgent ON ask (
    group_id, state,
    (CASE urgency WHEN 'today' THEN 0 WHEN 'two_days' THEN 1 WHEN 'week' THEN 3 WHEN 'ongoing' THEN 4 ELSE 2 END), created_at,
    ask_id, zone_id, category_id, language
) WHERE forgotten_at IS NULL;

CREATE INDEX ask_version ON ask (group_id, version);

CREATE TABLE attachment (
    group_id BLOB NOT NULL,
    attachment_id BLOB NOT NULL,
    subject_id BLOB NOT NULL,
    kind TEXT NOT NULL CHECK (kind IN ('picture', 'thumbnail')),
    length INTEGER NOT NULL,
    PRIMARY KEY (group_id, attachment_id, kind)
) STRICT;

CREATE INDEX attachment_subject ON attachment (group_id, subject_id);

CREATE TABLE attachment_chunk (
    group_id BLOB NOT NULL,
    attachment_id BLOB NOT NULL,
    kind TEXT NOT NULL,
    number INTEGER NOT NULL,
    sealed BLOB NOT NULL,
    PRIMARY KEY (group_id, attachment_id, kind, number),
    FOREIGN KEY (group_id, attachment_id, kind) REFERENCES attachment (group_id, attachment_id, kind)
) STRICT;

CREATE TABLE attempt (
    group_id BLOB NOT NULL,
    attempt_id BLOB NOT NULL,
    ask_id BLOB NOT NULL,
    match_id BLOB NOT NULL,
    at INTEGER NOT NULL,
    failure TEXT NOT NULL,
    next_step TEXT NOT NULL CHECK (next_step IN ('retry', 'neighbour', 'depot', 'return', 'close', 'dispatcher')), sealed BLOB,
    PRIMARY KEY (group_id, attempt_id)
) STRICT;

CREATE INDEX attempt_ask ON attempt (group_id, ask_id, at);

CREATE TABLE blocked_pair (
    group_id BLOB NOT NULL,
    person_id BLOB NOT NULL,
    other_id BLOB NOT NULL,
    made_at INTEGER NOT NULL,
    PRIMARY KEY (group_id, person_id, other_id),
    CHECK (person_id < other_id)
) STRICT;

CREATE TABLE category (
    group_id BLOB NOT NULL REFERENCES aid_group (group_id),
    category_id BLOB NOT NULL,
    name_key TEXT NOT NULL,
    emoji TEXT NOT NULL,
    position INTEGER NOT NULL,
    kind TEXT NOT NULL CHECK (kind IN ('shopping', 'prescription', 'remote', 'money', 'errand', 'other')),
    essential INTEGER NOT NULL DEFAULT 0,
    minutes INTEGER NOT NULL DEFAULT 60 CHECK (minutes BETWEEN 5 AND 1440),
    active INTEGER NOT NULL DEFAULT 1,
    PRIMARY KEY (group_id, category_id),
    UNIQUE (group_id, name_key)
) STRICT;

CREATE TABLE category_name (
    group_id BLOB NOT NULL,
    category_id BLOB NOT NULL,
    language TEXT NOT NULL,
    name TEXT NOT NULL CHECK (length(name) BETWEEN 1 AND 60),
    mark TEXT NOT NULL CHECK (mark IN ('human', 'machine')),
    PRIMARY KEY (group_id, category_id, language),
    FOREIGN KEY (group_id, category_id) REFERENCES category (group_id, category_id)
) STRICT;

CREATE TABLE chore_turn (
    group_id BLOB NOT NULL,
    name TEXT NOT NULL,
    until_at INTEGER NOT NULL,
    node_id BLOB NOT NULL,
    PRIMARY KEY (group_id, name)
) STRICT;

CREATE TABLE complaint (
    group_id BLOB NOT NULL,
    complaint_id BLOB NOT NULL,
    ask_id BLOB NOT NULL,
    about_id BLOB,
    taken_by BLOB,
    state TEXT NOT NULL CHECK (state IN ('open', 'taken', 'closed')),
    opened_at INTEGER NOT NULL,
    closed_at INTEGER,
    sealed BLOB,
    PRIMARY KEY (group_id, complaint_id)
) STRICT;

CREATE INDEX complaint_about ON complaint (group_id, about_id) WHERE about_id IS NOT NULL;

CREATE INDEX complaint_ask ON complaint (group_id, ask_id, opened_at);

CREATE INDEX complaint_open ON complaint (group_id, state, opened_at);

CREATE TABLE day_key (
    group_id BLOB NOT NULL,
    epoch INTEGER NOT NULL,
    day INTEGER NOT NULL,
    proof BLOB NOT NULL,
    PRIMARY KEY (group_id, epoch, day)
) STRICT;

CREATE TABLE erasure (
    group_id BLOB NOT NULL,
    subject_id BLOB NOT NULL,
    at INTEGER NOT NULL,
    PRIMARY KEY (group_id, subject_id)
) STRICT;

CREATE TABLE follow_up (
    group_id BLOB NOT NULL,
    ask_id BLOB NOT NULL,
    due_at INTEGER NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('waiting', 'asked', 'answered', 'dropped')),
    came TEXT CHECK (came IN ('yes', 'partly', 'no')),
    again INTEGER,
    answered_at INTEGER,
    sealed BLOB,
    PRIMARY KEY (group_id, ask_id)
) STRICT;

CREATE INDEX follow_up_due ON follow_up (group_id, state, due_at);

CREATE TABLE gazetteer_entry (
    group_id BLOB NOT NULL REFERENCES aid_group (group_id),
    entry_id BLOB NOT NULL,
    name TEXT NOT NULL CHECK (length(name) BETWEEN 1 AND 120),
    folded TEXT NOT NULL,
    number_from INTEGER,
    number_to INTEGER,
    side TEXT NOT NULL DEFAULT 'both' CHECK (side IN ('both', 'odd', 'even')),
    postcode TEXT,
    zone_id BLOB,
    latitude REAL,
    longitude REAL,
    PRIMARY KEY (group_id, entry_id),
    FOREIGN KEY (group_id, zone_id) REFERENCES zone (group_id, zone_id)
) STRICT;

CREATE INDEX gazetteer_entry_folded ON gazetteer_entry (group_id, folded);

CREATE TABLE group_key (
    group_id BLOB NOT NULL REFERENCES aid_group (group_id),
    generation INTEGER NOT NULL,
    mode TEXT NOT NULL CHECK (mode IN ('unattended', 'attended')),
    wrapped BLOB NOT NULL,
    PRIMARY KEY (group_id, generation)
) STRICT;

CREATE TABLE group_release (
    group_id BLOB NOT NULL,
    release_id BLOB NOT NULL,
    person_id BLOB NOT NULL,
    asked_at INTEGER NOT NULL,
    -- Before then there is no code: a day later where one organiser is alone.
    opens_at INTEGER NOT NULL,
    code_hash BLOB,
    expires_at INTEGER,
    used_at INTEGER,
    stopped_at INTEGER,
    stopped_by BLOB,
    PRIMARY KEY (group_id, release_id)
) STRICT;

CREATE INDEX group_release_asked ON group_release (group_id, asked_at);

CREATE TABLE group_text (
    group_id BLOB NOT NULL REFERENCES aid_group (group_id),
    name TEXT NOT NULL,
    language TEXT NOT NULL,
    text TEXT NOT NULL,
    mark TEXT NOT NULL CHECK (mark IN ('human', 'machine')),
    PRIMARY KEY (group_id, name, language)
) STRICT;

CREATE TABLE help_match (
    group_id BLOB NOT NULL,
    match_id BLOB NOT NULL,
    ask_id BLOB NOT NULL,
    helper_id BLOB NOT NULL,
    position INTEGER NOT NULL,
    state TEXT NOT NULL CHECK (state IN (
        'planned', 'proposed', 'accepted', 'shopping', 'at_door', 'done', 'declined', 'lapsed', 'handed_back', 'failed', 'cancelled'
    )),
    confirmed_by BLOB,
    proposed_at INTEGER NOT NULL,
    told_at INTEGER,
    hold_until INTEGER,
    accepted_at INTEGER,
    window_from INTEGER,
    window_to INTEGER,
    arrived_at INTEGER,
    ended_at INTEGER,
    failure TEXT CHECK (failure IN (
        'nobody_home', 'place_not_found', 'not_wanted', 'not_safe', 'shop_had_none', 'cannot_go_on', 'wrong_or_damaged'
    )),
    spent_minor INTEGER,
    sealed BLOB, companion_id BLOB, occasion INTEGER NOT NULL DEFAULT 1, over_limit INTEGER NOT NULL DEFAULT 0, lapse_seen_at INTEGER,
    PRIMARY KEY (group_id, match_id),
    FOREIGN KEY (group_id, ask_id) REFERENCES ask (group_id, ask_id),
    FOREIGN KEY (group_id, helper_id) REFERENCES helper (group_id, person_id)
) STRICT;

CREATE INDEX help_match_accepted ON help_match (group_id, accepted_at);

CREATE INDEX help_match_ask ON help_match (group_id, ask_id, position);

CREATE INDEX help_match_asked ON help_match (group_id, helper_id, proposed_at) WHERE state <> 'planned';

CREATE INDEX help_match_done ON help_match (group_id, ask_id, ended_at, helper_id) WHERE state = 'done';

CREATE INDEX help_match_ended ON help_match (group_id, ended_at) WHERE state = 'done';

CREATE INDEX help_match_helper ON help_match (group_id, helper_id, state);

CREATE INDEX help_match_hold ON help_match (group_id, hold_until) WHERE state = 'proposed';

CREATE INDEX help_match_lapsed ON help_match (group_id, ended_at) WHERE state = 'lapsed' AND lapse_seen_at IS NULL;

CREATE UNIQUE INDEX help_match_one_winner ON help_match (group_id, ask_id, occasion)
    WHERE state IN ('accepted', 'shopping', 'at_door', 'done');

CREATE INDEX help_match_proposed ON help_match (group_id, state, helper_id) WHERE state = 'proposed';

CREATE TABLE helper (
    group_id BLOB NOT NULL,
    person_id BLOB NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('active', 'resting', 'left')),
    resting_until INTEGER,
    trust TEXT NOT NULL DEFAULT 'new' CHECK (trust IN ('new', 'paired', 'solo')),
    weekly_limit INTEGER NOT NULL CHECK (weekly_limit BETWEEN 0 AND 50),
    hours INTEGER NOT NULL,
    transport TEXT NOT NULL CHECK (transport IN ('foot', 'bike', 'car', 'none')),
    reach_metres INTEGER NOT NULL CHECK (reach_metres >= 0),
    remote_only INTEGER NOT NULL DEFAULT 0,
    can_lift INTEGER NOT NULL DEFAULT 1,
    can_climb INTEGER NOT NULL DEFAULT 1,
    may_front INTEGER NOT NULL DEFAULT 0,
    languages TEXT NOT NULL,
    categories TEXT NOT NULL,
    zone_id BLOB,
    joined_at INTEGER NOT NULL,
    last_active_day INTEGER NOT NULL,
    notices INTEGER NOT NULL DEFAULT 0, offered_kinds TEXT NOT NULL DEFAULT '',
    PRIMARY KEY (group_id, person_id),
    FOREIGN KEY (group_id, person_id) REFERENCES person (group_id, person_id),
    FOREIGN KEY (group_id, zone_id) REFERENCES zone (group_id, zone_id)
) STRICT;

CREATE TABLE history (
    group_id BLOB NOT NULL,
    event_id BLOB NOT NULL,
    at INTEGER NOT NULL,
    actor TEXT NOT NULL CHECK (actor IN ('visitor', 'asker', 'helper', 'member', 'system', 'command')),
    actor_id BLOB,
    verb TEXT NOT NULL,
    subject_kind TEXT NOT NULL,
    subject_id BLOB NOT NULL,
    sealed BLOB,
    PRIMARY KEY (group_id, event_id)
) STRICT;

CREATE INDEX history_subject ON history (group_id, subject_id, at);

CREATE TABLE import_batch (
    group_id BLOB NOT NULL,
    batch_id BLOB NOT NULL,
    made_at INTEGER NOT NULL,
    made_by BLOB,
    state TEXT NOT NULL CHECK (state IN ('reading', 'waiting', 'running', 'done', 'undone')),
    row_count INTEGER NOT NULL DEFAULT 0,
    chunk_count INTEGER NOT NULL DEFAULT 0,
    next_chunk INTEGER NOT NULL DEFAULT 0,
    next_row INTEGER NOT NULL DEFAULT 0,
    done_count INTEGER NOT NULL DEFAULT 0,
    ask_count INTEGER NOT NULL DEFAULT 0,
    offer_count INTEGER NOT NULL DEFAULT 0,
    person_count INTEGER NOT NULL DEFAULT 0,
    past_count INTEGER NOT NULL DEFAULT 0,
    problem_count INTEGER NOT NULL DEFAULT 0,
    undone_at INTEGER,
    source BLOB,
    PRIMARY KEY (group_id, batch_id)
) STRICT;

CREATE TABLE import_chunk (
    group_id BLOB NOT NULL,
    batch_id BLOB NOT NULL,
    position INTEGER NOT NULL,
    sealed BLOB NOT NULL,
    PRIMARY KEY (group_id, batch_id, position)
) STRICT;

CREATE TABLE import_problem (
    group_id BLOB NOT NULL,
    batch_id BLOB NOT NULL,
    line INTEGER NOT NULL,
    reason TEXT NOT NULL,
    sealed BLOB,
    PRIMARY KEY (group_id, batch_id, line)
) STRICT;

CREATE TABLE installation (
    group_id BLOB NOT NULL PRIMARY KEY CHECK (length(group_id) = 16),
    newest_seen INTEGER NOT NULL,
    floor_day INTEGER NOT NULL,
    last_run INTEGER NOT NULL,
    running_since INTEGER,
    gap_confirmed_at INTEGER,
    restored_to INTEGER,
    set_up_hash BLOB,
    made_by_demo INTEGER NOT NULL DEFAULT 0,
    last_backup_at INTEGER,
    public_url TEXT
, restored_at INTEGER, backup_failed_at INTEGER, backup_problem TEXT, mark INTEGER NOT NULL DEFAULT 0, least_epoch INTEGER NOT NULL DEFAULT 0, ended_epoch INTEGER NOT NULL DEFAULT 0, draft BLOB) STRICT;

CREATE TABLE job (
    group_id BLOB NOT NULL,
    id BLOB NOT NULL,
    kind TEXT NOT NULL,
    -- What makes asking twice for the same job one job.
    key TEXT NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('waiting', 'done', 'dead')),
    due_at INTEGER NOT NULL,
    -- Until then one process has it; NULL while nobody does.
    lease_until INTEGER,
    attempts INTEGER NOT NULL,
    -- What the last attempt ran into, without anybody's data.
    last_problem TEXT,
    payload BLOB NOT NULL, priority INTEGER NOT NULL DEFAULT 1 CHECK (priority IN (0, 1, 2)), began_at INTEGER, given_up_at INTEGER,
    PRIMARY KEY (group_id, id),
    UNIQUE (group_id, key)
) STRICT;

CREATE INDEX job_due ON job (priority, due_at, group_id, id) WHERE state = 'waiting';

CREATE INDEX job_given_up ON job (group_id, given_up_at) WHERE state = 'dead';

CREATE INDEX job_lease ON job (lease_until) WHERE lease_until IS NOT NULL;

CREATE TABLE ledger_entry (
    group_id BLOB NOT NULL,
    entry_id BLOB NOT NULL,
    at INTEGER NOT NULL,
    pot_id BLOB NOT NULL,
    amount_minor INTEGER NOT NULL CHECK (amount_minor <> 0),
    currency TEXT NOT NULL,
    kind TEXT NOT NULL CHECK (kind IN ('donation', 'grant', 'repayment', 'advance', 'advance_returned', 'cost', 'transfer', 'correction')),
    category_id BLOB,
    method TEXT NOT NULL CHECK (method IN ('cash', 'transfer', 'card', 'advance', 'other')),
    receipt_id BLOB,
    holder_id BLOB,
    made_by BLOB NOT NULL,
    reverses BLOB,
    pair_id BLOB,
    turn INTEGER NOT NULL DEFAULT 0,
    PRIMARY KEY (group_id, entry_id),
    FOREIGN KEY (group_id, pot_id) REFERENCES pot (group_id, pot_id),
    FOREIGN KEY (group_id, reverses) REFERENCES ledger_entry (group_id, entry_id),
    CHECK ((kind = 'correction') = (reverses IS NOT NULL)),
    CHECK (kind <> 'transfer' OR pair_id IS NOT NULL),
    CHECK (kind NOT IN ('advance', 'advance_returned') OR holder_id IS NOT NULL)
) STRICT;

CREATE INDEX ledger_entry_at ON ledger_entry (group_id, at);

CREATE INDEX ledger_entry_holder ON ledger_entry (group_id, holder_id, pot_id, amount_minor) WHERE holder_id IS NOT NULL;

CREATE INDEX ledger_entry_pair ON ledger_entry (group_id, pair_id) WHERE pair_id IS NOT NULL;

CREATE INDEX ledger_entry_pot ON ledger_entry (group_id, pot_id, at, amount_minor);

CREATE INDEX ledger_entry_receipt ON ledger_entry (group_id, receipt_id) WHERE receipt_id IS NOT NULL;

CREATE UNIQUE INDEX ledger_entry_receipt_once ON ledger_entry (group_id, receipt_id, turn) WHERE kind = 'repayment';

CREATE UNIQUE INDEX ledger_entry_reversed_once ON ledger_entry (group_id, reverses) WHERE reverses IS NOT NULL;

CREATE TABLE link (
    group_id BLOB NOT NULL,
    token_hash BLOB NOT NULL CHECK (length(token_hash) = 32),
    link_id BLOB NOT NULL,
    purpose TEXT NOT NULL CHECK (purpose IN ('asker', 'helper', 'match', 'invitation', 'sign_in', 'set_up')),
    person_id BLOB,
    subject_id BLOB,
    match_id BLOB,
    roles TEXT,
    made_at INTEGER NOT NULL,
    expires_at INTEGER,
    used_at INTEGER,
    ended_at INTEGER,
    PRIMARY KEY (group_id, token_hash),
    UNIQUE (group_id, link_id)
) STRICT;

CREATE INDEX link_invitation ON link (group_id, made_at) WHERE purpose = 'invitation';

CREATE INDEX link_match ON link (group_id, match_id) WHERE match_id IS NOT NULL;

CREATE INDEX link_person ON link (group_id, person_id);

CREATE INDEX link_subject ON link (group_id, subject_id);

CREATE TABLE message (
    group_id BLOB NOT NULL,
    message_id BLOB NOT NULL,
    person_id BLOB,
    subject_id BLOB NOT NULL,
    match_id BLOB,
    kind TEXT NOT NULL,
    language TEXT NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('waiting', 'sent', 'unsure', 'suppressed', 'cancelled')),
    urgent INTEGER NOT NULL DEFAULT 0,
    channel TEXT CHECK (channel IN ('sms', 'call', 'email', 'other')),
    created_at INTEGER NOT NULL,
    due_at INTEGER NOT NULL,
    sent_at INTEGER,
    sent_by BLOB,
    sealed BLOB,
    PRIMARY KEY (group_id, message_id)
) STRICT;

CREATE INDEX message_match ON message (group_id, match_id);

CREATE INDEX message_person ON message (group_id, person_id);

CREATE INDEX message_queue ON message (group_id, state, due_at);

CREATE INDEX message_subject ON message (group_id, subject_id);

CREATE INDEX message_waiting ON message (group_id, urgent, due_at) WHERE state IN ('waiting', 'unsure');

CREATE TABLE night_finding (
    group_id BLOB NOT NULL,
    kind TEXT NOT NULL CHECK (kind IN ('key', 'row', 'orphan', 'link', 'books', 'damage', 'keys', 'due')),
    -- How many; 0 where it was looked and nothing found.
    amount INTEGER NOT NULL,
    found_at INTEGER NOT NULL,
    PRIMARY KEY (group_id, kind)
) STRICT;

CREATE TABLE node (
    group_id BLOB NOT NULL,
    node_id BLOB NOT NULL,
    name TEXT NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('asked', 'member', 'gone')),
    run_key BLOB NOT NULL,
    proof BLOB NOT NULL,
    started_at INTEGER NOT NULL,
    seen_at INTEGER NOT NULL,
    stopped_at INTEGER,
    newest_day INTEGER NOT NULL,
    epoch INTEGER NOT NULL,
    mark INTEGER NOT NULL DEFAULT 0, clock_ahead INTEGER,
    PRIMARY KEY (group_id, node_id)
) STRICT;

CREATE TABLE node_key (
    group_id BLOB NOT NULL,
    node_id BLOB NOT NULL,
    giver_id BLOB NOT NULL,
    proof BLOB NOT NULL,
    wrapped BLOB NOT NULL,
    PRIMARY KEY (group_id, node_id, giver_id)
) STRICT;

CREATE TABLE offer (
    group_id BLOB NOT NULL REFERENCES aid_group (group_id),
    offer_id BLOB NOT NULL,
    person_id BLOB NOT NULL,
    category_id BLOB NOT NULL,
    zone_id BLOB,
    state TEXT NOT NULL CHECK (state IN ('open', 'paused', 'used', 'withdrawn', 'expired')),
    minutes INTEGER,
    remote INTEGER NOT NULL DEFAULT 0,
    inexhaustible INTEGER NOT NULL DEFAULT 0,
    hours INTEGER NOT NULL,
    language TEXT NOT NULL,
    door TEXT NOT NULL CHECK (door IN ('web', 'phone', 'paper', 'sheet')),
    created_at INTEGER NOT NULL,
    until_at INTEGER NOT NULL,
    consent_version INTEGER NOT NULL,
    batch_id BLOB,
    forgotten_at INTEGER,
    sealed BLOB, once INTEGER NOT NULL DEFAULT 0,
    PRIMARY KEY (group_id, offer_id),
    FOREIGN KEY (group_id, category_id) REFERENCES category (group_id, category_id),
    FOREIGN KEY (group_id, person_id) REFERENCES person (group_id, person_id)
) STRICT;

CREATE INDEX offer_batch ON offer (group_id, batch_id) WHERE batch_id IS NOT NULL;

CREATE INDEX offer_open ON offer (group_id, state, until_at);

CREATE INDEX offer_person ON offer (group_id, person_id, state, until_at);

CREATE TABLE once (
    group_id BLOB NOT NULL,
    key_hash BLOB NOT NULL,
    at INTEGER NOT NULL,
    result TEXT NOT NULL,
    PRIMARY KEY (group_id, key_hash)
) STRICT;

CREATE INDEX once_at ON once (group_id, at);

CREATE TABLE person (
    group_id BLOB NOT NULL REFERENCES aid_group (group_id),
    person_id BLOB NOT NULL,
    language TEXT NOT NULL,
    last_active_day INTEGER NOT NULL,
    batch_id BLOB,
    forgotten_at INTEGER,
    sealed BLOB, version INTEGER NOT NULL DEFAULT 0,
    PRIMARY KEY (group_id, person_id)
) STRICT;

CREATE INDEX person_batch ON person (group_id, batch_id) WHERE batch_id IS NOT NULL;

CREATE INDEX person_version ON person (group_id, version);

CREATE TABLE person_role (
    group_id BLOB NOT NULL,
    person_id BLOB NOT NULL,
    role TEXT NOT NULL CHECK (role IN ('helper', 'intake', 'dispatcher', 'treasurer', 'organiser')),
    since INTEGER NOT NULL,
    ended_at INTEGER,
    PRIMARY KEY (group_id, person_id, role),
    FOREIGN KEY (group_id, person_id) REFERENCES person (group_id, person_id)
) STRICT;

CREATE TABLE pot (
    group_id BLOB NOT NULL REFERENCES aid_group (group_id),
    pot_id BLOB NOT NULL,
    name TEXT NOT NULL CHECK (length(name) BETWEEN 1 AND 60),
    position INTEGER NOT NULL,
    active INTEGER NOT NULL DEFAULT 1,
    PRIMARY KEY (group_id, pot_id),
    UNIQUE (group_id, name)
) STRICT;

CREATE TABLE receipt (
    group_id BLOB NOT NULL,
    receipt_id BLOB NOT NULL,
    ask_id BLOB,
    match_id BLOB,
    payee_id BLOB NOT NULL,
    amount_minor INTEGER NOT NULL CHECK (amount_minor > 0),
    currency TEXT NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('submitted', 'needs_information', 'approved', 'paid', 'rejected', 'cancelled')),
    submitted_at INTEGER NOT NULL,
    approved_by BLOB,
    approved_at INTEGER,
    paid_by BLOB,
    paid_at INTEGER,
    method TEXT CHECK (method IN ('cash', 'transfer', 'card', 'advance', 'other')),
    pot_id BLOB,
    duplicate_of BLOB,
    duplicate_settled INTEGER NOT NULL DEFAULT 0,
    category_id BLOB,
    picture_id BLOB,
    forgotten_at INTEGER,
    sealed BLOB,
    PRIMARY KEY (group_id, receipt_id),
    CHECK (approved_by IS NULL OR approved_by <> payee_id),
    CHECK (paid_by IS NULL OR paid_by <> payee_id)
) STRICT;

CREATE INDEX receipt_match ON receipt (group_id, match_id);

CREATE INDEX receipt_paid ON receipt (group_id, paid_at) WHERE state = 'paid';

CREATE INDEX receipt_payee ON receipt (group_id, payee_id, state);

CREATE INDEX receipt_picture ON receipt (group_id, submitted_at) WHERE picture_id IS NOT NULL;

CREATE INDEX receipt_queue ON receipt (group_id, state, submitted_at);

CREATE TABLE record_key (
    group_id BLOB NOT NULL,
    subject_id BLOB NOT NULL,
    reader BLOB NOT NULL,
    epoch INTEGER NOT NULL,
    due_day INTEGER NOT NULL,
    wrapped BLOB NOT NULL,
    PRIMARY KEY (group_id, subject_id, reader),
    FOREIGN KEY (group_id, subject_id) REFERENCES subject (group_id, subject_id)
) STRICT;

CREATE INDEX record_key_due ON record_key (group_id, due_day);

CREATE TABLE reveal (
    group_id BLOB NOT NULL,
    reveal_id BLOB NOT NULL,
    at INTEGER NOT NULL,
    person_id BLOB NOT NULL,
    subject_id BLOB NOT NULL,
    field TEXT NOT NULL CHECK (field IN ('phone', 'contact', 'street', 'door', 'name', 'proxy', 'lookup', 'repayment')),
    match_id BLOB, message_id BLOB,
    PRIMARY KEY (group_id, reveal_id)
) STRICT;

CREATE INDEX reveal_person ON reveal (group_id, person_id, at);

CREATE INDEX reveal_subject ON reveal (group_id, subject_id, at);

CREATE TABLE schema_migration (number INTEGER PRIMARY KEY, name TEXT NOT NULL, applied_at INTEGER NOT NULL) STRICT;

CREATE TABLE session (
    group_id BLOB NOT NULL,
    token_hash BLOB NOT NULL CHECK (length(token_hash) = 32),
    session_id BLOB NOT NULL,
    person_id BLOB NOT NULL,
    made_at INTEGER NOT NULL,
    last_day INTEGER NOT NULL,
    expires_at INTEGER NOT NULL,
    ended_at INTEGER,
    PRIMARY KEY (group_id, token_hash),
    UNIQUE (group_id, session_id)
) STRICT;

CREATE INDEX session_person ON session (group_id, person_id);

CREATE TABLE subject (
    group_id BLOB NOT NULL,
    subject_id BLOB NOT NULL,
    kind TEXT NOT NULL CHECK (kind IN ('ask', 'person', 'receipt', 'offer', 'note')),
    living INTEGER NOT NULL,
    due_day INTEGER NOT NULL,
    retention_days INTEGER NOT NULL,
    erase_at INTEGER,
    PRIMARY KEY (group_id, subject_id)
) STRICT;

CREATE INDEX subject_due ON subject (group_id, living, due_day);

CREATE INDEX subject_erase ON subject (group_id, erase_at) WHERE erase_at IS NOT NULL;

CREATE TABLE thanks (
    group_id BLOB NOT NULL,
    ask_id BLOB NOT NULL,
    match_id BLOB NOT NULL,
    helper_id BLOB NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('asked', 'given', 'passed', 'skipped')),
    asked_at INTEGER NOT NULL,
    given_at INTEGER,
    passed_at INTEGER,
    sealed BLOB,
    PRIMARY KEY (group_id, ask_id)
) STRICT;

CREATE TABLE undo (
    group_id BLOB NOT NULL,
    undo_id BLOB NOT NULL,
    made_at INTEGER NOT NULL,
    made_by BLOB,
    verb TEXT NOT NULL,
    subject_id BLOB NOT NULL,
    before TEXT NOT NULL,
    used_at INTEGER,
    PRIMARY KEY (group_id, undo_id)
) STRICT;

CREATE INDEX undo_made ON undo (group_id, made_at);

CREATE INDEX undo_subject ON undo (group_id, subject_id);

CREATE TABLE zone (
    group_id BLOB NOT NULL REFERENCES aid_group (group_id),
    zone_id BLOB NOT NULL,
    parent_id BLOB,
    name TEXT NOT NULL CHECK (length(name) BETWEEN 1 AND 60),
    boundary TEXT,
    position INTEGER NOT NULL,
    removed_at INTEGER,
    PRIMARY KEY (group_id, zone_id),
    FOREIGN KEY (group_id, parent_id) REFERENCES zone (group_id, zone_id)
) STRICT;
