extension Schema {
    /// The installation, its groups, and the words that a group writes itself.
    static let groups = """
        CREATE TABLE installation (
            group_id BYTES NOT NULL PRIMARY KEY CHECK (length(group_id) = 16),
            newest_seen INTEGER64 NOT NULL,
            floor_day INTEGER64 NOT NULL,
            last_run INTEGER64 NOT NULL,
            running_since INTEGER64,
            gap_from INTEGER64,
            gap_confirmed_at INTEGER64,
            restored_to INTEGER64,
            set_up_hash BYTES,
            made_by_demo BOOLEAN NOT NULL DEFAULT 0,
            last_backup_at INTEGER64,
            public_url TEXT
        );

        CREATE TABLE aid_group (
            group_id BYTES NOT NULL PRIMARY KEY CHECK (length(group_id) = 16),
            slug TEXT NOT NULL UNIQUE CHECK (length(slug) BETWEEN 2 AND 40),
            name TEXT NOT NULL CHECK (length(name) BETWEEN 1 AND 80),
            created_at INTEGER64 NOT NULL,
            time_zone TEXT NOT NULL,
            first_weekday INTEGER64 NOT NULL DEFAULT 2 CHECK (first_weekday BETWEEN 1 AND 7),
            country TEXT NOT NULL,
            currency TEXT NOT NULL,
            languages TEXT NOT NULL,
            retention_days INTEGER64 NOT NULL DEFAULT 30 CHECK (retention_days BETWEEN 3 AND 60),
            scope TEXT NOT NULL DEFAULT 'open' CHECK (scope IN ('open', 'essentials', 'existing', 'paused')),
            paused_until INTEGER64,
            urgent_hold_minutes INTEGER64 NOT NULL DEFAULT 30 CHECK (urgent_hold_minutes BETWEEN 5 AND 1440),
            normal_hold_minutes INTEGER64 NOT NULL DEFAULT 240 CHECK (normal_hold_minutes BETWEEN 5 AND 2880),
            night_from INTEGER64 NOT NULL DEFAULT 1320 CHECK (night_from BETWEEN 0 AND 1439),
            night_to INTEGER64 NOT NULL DEFAULT 480 CHECK (night_to BETWEEN 0 AND 1439),
            weekly_limit INTEGER64 NOT NULL DEFAULT 2 CHECK (weekly_limit BETWEEN 0 AND 50),
            cap_minor INTEGER64 NOT NULL DEFAULT 8000 CHECK (cap_minor >= 0),
            approval_limit_minor INTEGER64 NOT NULL DEFAULT 10000 CHECK (approval_limit_minor >= 0),
            silence_hours INTEGER64 NOT NULL DEFAULT 24 CHECK (silence_hours BETWEEN 1 AND 168),
            crisis_number TEXT,
            group_phone TEXT,
            places_version INTEGER64 NOT NULL DEFAULT 0,
            categories_version INTEGER64 NOT NULL DEFAULT 0
        );

        CREATE TABLE group_text (
            group_id BYTES NOT NULL REFERENCES aid_group (group_id),
            name TEXT NOT NULL,
            language TEXT NOT NULL,
            text TEXT NOT NULL,
            mark TEXT NOT NULL CHECK (mark IN ('human', 'machine')),
            PRIMARY KEY (group_id, name, language)
        );

        CREATE TABLE category (
            group_id BYTES NOT NULL REFERENCES aid_group (group_id),
            category_id BYTES NOT NULL,
            name_key TEXT NOT NULL,
            emoji TEXT NOT NULL,
            position INTEGER64 NOT NULL,
            kind TEXT NOT NULL CHECK (kind IN ('shopping', 'prescription', 'remote', 'money', 'errand', 'other')),
            essential BOOLEAN NOT NULL DEFAULT 0,
            minutes INTEGER64 NOT NULL DEFAULT 60 CHECK (minutes BETWEEN 5 AND 1440),
            active BOOLEAN NOT NULL DEFAULT 1,
            PRIMARY KEY (group_id, category_id),
            UNIQUE (group_id, name_key)
        );

        CREATE TABLE category_name (
            group_id BYTES NOT NULL,
            category_id BYTES NOT NULL,
            language TEXT NOT NULL,
            name TEXT NOT NULL CHECK (length(name) BETWEEN 1 AND 60),
            mark TEXT NOT NULL CHECK (mark IN ('human', 'machine')),
            PRIMARY KEY (group_id, category_id, language),
            FOREIGN KEY (group_id, category_id) REFERENCES category (group_id, category_id)
        );

        """
}
