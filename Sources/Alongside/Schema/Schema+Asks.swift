extension Schema {
    /// Asks and offers. In the clear stands what a queue needs and nobody can be found by; `face` (alias, code word, first words) and `details` are sealed.
    static let asks = """
        CREATE TABLE ask (
            group_id BYTES NOT NULL REFERENCES aid_group (group_id),
            ask_id BYTES NOT NULL,
            person_id BYTES,
            category_id BYTES NOT NULL,
            zone_id BYTES,
            state TEXT NOT NULL CHECK (state IN ('new', 'open', 'offered', 'accepted', 'under_way', 'done', 'closed')),
            closing TEXT CHECK (closing IN ('met', 'withdrawn', 'out_of_scope', 'elsewhere', 'not_wanted', 'unreachable', 'duplicate', 'undone')),
            urgency TEXT CHECK (urgency IN ('today', 'two_days', 'week', 'ongoing')),
            cost_path TEXT NOT NULL CHECK (cost_path IN ('pays', 'fund', 'unsure')),
            cap_minor INTEGER64,
            language TEXT NOT NULL,
            door TEXT NOT NULL CHECK (door IN ('web', 'phone', 'paper', 'sheet')),
            reach TEXT NOT NULL CHECK (reach IN ('phone', 'email', 'calls', 'other')),
            phone_allowed BOOLEAN NOT NULL DEFAULT 0,
            safe_mode BOOLEAN NOT NULL DEFAULT 0,
            created_at INTEGER64 NOT NULL,
            wanted_by INTEGER64,
            window_from INTEGER64,
            window_to INTEGER64,
            triaged_at INTEGER64,
            last_contact_at INTEGER64,
            closed_at INTEGER64,
            consent_version INTEGER64 NOT NULL,
            batch_id BYTES,
            forgotten_at INTEGER64,
            face BYTES,
            details BYTES,
            PRIMARY KEY (group_id, ask_id),
            FOREIGN KEY (group_id, category_id) REFERENCES category (group_id, category_id),
            FOREIGN KEY (group_id, zone_id) REFERENCES zone (group_id, zone_id),
            FOREIGN KEY (group_id, person_id) REFERENCES person (group_id, person_id),
            CHECK ((state = 'closed') = (closing IS NOT NULL)),
            CHECK ((state = 'closed') = (closed_at IS NOT NULL))
        );

        CREATE INDEX ask_queue ON ask (group_id, state, created_at);

        -- What the board counts, without touching what is sealed.
        CREATE INDEX ask_board ON ask (group_id, state, zone_id, last_contact_at, created_at) WHERE forgotten_at IS NULL;

        -- The board's usual order: BoardStore asks in the same words.
        CREATE INDEX ask_urgent ON ask (
            group_id, state,
            (CASE urgency WHEN 'today' THEN 0 WHEN 'two_days' THEN 1 WHEN 'week' THEN 3 WHEN 'ongoing' THEN 4 ELSE 2 END), created_at,
            ask_id, zone_id, category_id, language
        ) WHERE forgotten_at IS NULL;

        CREATE INDEX ask_person ON ask (group_id, person_id);

        -- What was met lately: the honest wait.
        CREATE INDEX ask_met ON ask (group_id, closed_at) WHERE closing = 'met';

        CREATE TABLE offer (
            group_id BYTES NOT NULL REFERENCES aid_group (group_id),
            offer_id BYTES NOT NULL,
            person_id BYTES NOT NULL,
            category_id BYTES NOT NULL,
            zone_id BYTES,
            state TEXT NOT NULL CHECK (state IN ('open', 'paused', 'used', 'withdrawn', 'expired')),
            minutes INTEGER64,
            remote BOOLEAN NOT NULL DEFAULT 0,
            inexhaustible BOOLEAN NOT NULL DEFAULT 0,
            hours INTEGER64 NOT NULL,
            language TEXT NOT NULL,
            door TEXT NOT NULL CHECK (door IN ('web', 'phone', 'paper', 'sheet')),
            created_at INTEGER64 NOT NULL,
            until_at INTEGER64 NOT NULL,
            consent_version INTEGER64 NOT NULL,
            batch_id BYTES,
            forgotten_at INTEGER64,
            sealed BYTES,
            PRIMARY KEY (group_id, offer_id),
            FOREIGN KEY (group_id, category_id) REFERENCES category (group_id, category_id),
            FOREIGN KEY (group_id, person_id) REFERENCES person (group_id, person_id)
        );

        CREATE INDEX offer_open ON offer (group_id, state, until_at);

        CREATE INDEX offer_person ON offer (group_id, person_id);

        """
}
