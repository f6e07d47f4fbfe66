extension Schema {
    /// An ask that was done and is needed again is met a second time: its matches tell which time they belong to, so that who helped the first time
    /// stands in nobody's way. A match also tells whether a dispatcher meant to ask beyond the weekly limit.
    static let occasions = """
        ALTER TABLE ask ADD COLUMN occasion INTEGER64 NOT NULL DEFAULT 1;

        ALTER TABLE help_match ADD COLUMN occasion INTEGER64 NOT NULL DEFAULT 1;

        ALTER TABLE help_match ADD COLUMN over_limit BOOLEAN NOT NULL DEFAULT 0;

        DROP INDEX help_match_one_winner;

        CREATE UNIQUE INDEX help_match_one_winner ON help_match (group_id, ask_id, occasion)
            WHERE state IN ('accepted', 'shopping', 'at_door', 'done');

        -- What was opened again before and has waited in vain since.
        UPDATE ask SET occasion = 2 WHERE state = 'open' AND EXISTS (
            SELECT 1 FROM help_match AS done
            WHERE done.group_id = ask.group_id AND done.ask_id = ask.ask_id AND done.state = 'done'
        );

        -- Nothing ever wrote them: a day and an urgency say when something should happen.
        ALTER TABLE ask DROP COLUMN window_from;

        ALTER TABLE ask DROP COLUMN window_to;

        """
}
