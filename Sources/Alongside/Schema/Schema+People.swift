extension Schema {
    /// One record a person, whatever they do here (requirement 1.6): asks, helps, dispatches, pays.
    static let people = """
        CREATE TABLE person (
            group_id BYTES NOT NULL REFERENCES aid_group (group_id),
            person_id BYTES NOT NULL,
            language TEXT NOT NULL,
            last_active_day INTEGER64 NOT NULL,
            batch_id BYTES,
            forgotten_at INTEGER64,
            sealed BYTES,
            PRIMARY KEY (group_id, person_id)
        );

        CREATE TABLE person_role (
            group_id BYTES NOT NULL,
            person_id BYTES NOT NULL,
            role TEXT NOT NULL CHECK (role IN ('helper', 'intake', 'dispatcher', 'treasurer', 'organiser')),
            since INTEGER64 NOT NULL,
            ended_at INTEGER64,
            PRIMARY KEY (group_id, person_id, role),
            FOREIGN KEY (group_id, person_id) REFERENCES person (group_id, person_id)
        );

        CREATE TABLE helper (
            group_id BYTES NOT NULL,
            person_id BYTES NOT NULL,
            state TEXT NOT NULL CHECK (state IN ('active', 'resting', 'left')),
            resting_until INTEGER64,
            trust TEXT NOT NULL DEFAULT 'new' CHECK (trust IN ('new', 'paired', 'solo')),
            weekly_limit INTEGER64 NOT NULL CHECK (weekly_limit BETWEEN 0 AND 50),
            hours INTEGER64 NOT NULL,
            transport TEXT NOT NULL CHECK (transport IN ('foot', 'bike', 'car', 'none')),
            reach_metres INTEGER64 NOT NULL CHECK (reach_metres >= 0),
            remote_only BOOLEAN NOT NULL DEFAULT 0,
            can_lift BOOLEAN NOT NULL DEFAULT 1,
            can_climb BOOLEAN NOT NULL DEFAULT 1,
            may_front BOOLEAN NOT NULL DEFAULT 0,
            languages TEXT NOT NULL,
            categories TEXT NOT NULL,
            zone_id BYTES,
            joined_at INTEGER64 NOT NULL,
            last_active_day INTEGER64 NOT NULL,
            notices INTEGER64 NOT NULL DEFAULT 0,
            PRIMARY KEY (group_id, person_id),
            FOREIGN KEY (group_id, person_id) REFERENCES person (group_id, person_id),
            FOREIGN KEY (group_id, zone_id) REFERENCES zone (group_id, zone_id)
        );

        CREATE TABLE blocked_pair (
            group_id BYTES NOT NULL,
            person_id BYTES NOT NULL,
            other_id BYTES NOT NULL,
            made_at INTEGER64 NOT NULL,
            PRIMARY KEY (group_id, person_id, other_id),
            CHECK (person_id < other_id)
        );

        """
}
