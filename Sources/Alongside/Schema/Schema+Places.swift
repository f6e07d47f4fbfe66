extension Schema {
    /// Zones, pods inside them, and the group's own gazetteer. Public knowledge, so in the clear. An entry without a zone is known to lie outside.
    static let places = """
        CREATE TABLE zone (
            group_id BYTES NOT NULL REFERENCES aid_group (group_id),
            zone_id BYTES NOT NULL,
            parent_id BYTES,
            name TEXT NOT NULL CHECK (length(name) BETWEEN 1 AND 60),
            boundary TEXT,
            position INTEGER64 NOT NULL,
            removed_at INTEGER64,
            PRIMARY KEY (group_id, zone_id),
            FOREIGN KEY (group_id, parent_id) REFERENCES zone (group_id, zone_id)
        );

        CREATE TABLE gazetteer_entry (
            group_id BYTES NOT NULL REFERENCES aid_group (group_id),
            entry_id BYTES NOT NULL,
            name TEXT NOT NULL CHECK (length(name) BETWEEN 1 AND 120),
            folded TEXT NOT NULL,
            number_from INTEGER64,
            number_to INTEGER64,
            side TEXT NOT NULL DEFAULT 'both' CHECK (side IN ('both', 'odd', 'even')),
            postcode TEXT,
            zone_id BYTES,
            latitude REAL64,
            longitude REAL64,
            PRIMARY KEY (group_id, entry_id),
            FOREIGN KEY (group_id, zone_id) REFERENCES zone (group_id, zone_id)
        );

        CREATE INDEX gazetteer_entry_folded ON gazetteer_entry (group_id, folded);

        """
}
