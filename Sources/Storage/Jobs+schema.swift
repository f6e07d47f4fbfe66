extension Jobs {
    /// What came to the table later: whose turn is first, what was begun outside, and when somebody has to look.
    public static let schemaOfTurns = """
        -- 0 while a person waits for it, 1 for what is owed soon, 2 for work in bulk.
        ALTER TABLE job ADD COLUMN priority INTEGER64 NOT NULL DEFAULT 1 CHECK (priority IN (0, 1, 2));
        -- When an attempt began that must not be repeated by itself; NULL once it is known how it ended.
        ALTER TABLE job ADD COLUMN began_at INTEGER64;
        -- When it was given up.
        ALTER TABLE job ADD COLUMN given_up_at INTEGER64;
        UPDATE job SET given_up_at = due_at WHERE state = 'dead';
        DROP INDEX job_due;
        -- The runner asks for all groups what is due, one priority after the other.
        CREATE INDEX job_due ON job (priority, due_at, group_id, id) WHERE state = 'waiting';
        CREATE INDEX job_lease ON job (lease_until) WHERE lease_until IS NOT NULL;
        CREATE INDEX job_given_up ON job (group_id, given_up_at) WHERE state = 'dead';

        """
}

/// Whose turn is first when more is due than can be done at once.
public enum JobPriority: Int, Sendable, CaseIterable {
    /// Somebody waits for it at a page.
    case person = 0
    /// Owed soon: reminders, messages.
    case ordinary = 1
    /// Much at once, for which nobody waits.
    case bulk = 2
}
