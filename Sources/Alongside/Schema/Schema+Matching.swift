extension Schema {
    /// Who was asked to help with what, in which order, and what came of it. (`match` is a word of SQL.)
    static let matching = """
        CREATE TABLE help_match (
            group_id BYTES NOT NULL,
            match_id BYTES NOT NULL,
            ask_id BYTES NOT NULL,
            helper_id BYTES NOT NULL,
            position INTEGER64 NOT NULL,
            state TEXT NOT NULL CHECK (state IN (
                'planned', 'proposed', 'accepted', 'shopping', 'at_door', 'done', 'declined', 'lapsed', 'handed_back', 'failed', 'cancelled'
            )),
            confirmed_by BYTES,
            proposed_at INTEGER64 NOT NULL,
            told_at INTEGER64,
            hold_until INTEGER64,
            accepted_at INTEGER64,
            window_from INTEGER64,
            window_to INTEGER64,
            arrived_at INTEGER64,
            ended_at INTEGER64,
            failure TEXT CHECK (failure IN (
                'nobody_home', 'place_not_found', 'not_wanted', 'not_safe', 'shop_had_none', 'cannot_go_on', 'wrong_or_damaged'
            )),
            spent_minor INTEGER64,
            sealed BYTES,
            PRIMARY KEY (group_id, match_id),
            FOREIGN KEY (group_id, ask_id) REFERENCES ask (group_id, ask_id),
            FOREIGN KEY (group_id, helper_id) REFERENCES helper (group_id, person_id)
        );

        CREATE INDEX help_match_ask ON help_match (group_id, ask_id, position);

        CREATE INDEX help_match_helper ON help_match (group_id, helper_id, state);

        -- What was done lately: the honest wait.
        CREATE INDEX help_match_ended ON help_match (group_id, ended_at) WHERE state = 'done';

        -- Whether an ask that was met was met by somebody here.
        CREATE INDEX help_match_done ON help_match (group_id, ask_id) WHERE state = 'done';

        -- When each helper was last asked.
        CREATE INDEX help_match_asked ON help_match (group_id, helper_id, proposed_at) WHERE state <> 'planned';

        CREATE INDEX help_match_hold ON help_match (group_id, hold_until) WHERE state = 'proposed';

        CREATE INDEX help_match_accepted ON help_match (group_id, accepted_at);

        CREATE UNIQUE INDEX help_match_one_winner ON help_match (group_id, ask_id)
            WHERE state IN ('accepted', 'shopping', 'at_door', 'done');

        CREATE TABLE attempt (
            group_id BYTES NOT NULL,
            attempt_id BYTES NOT NULL,
            ask_id BYTES NOT NULL,
            match_id BYTES NOT NULL,
            at INTEGER64 NOT NULL,
            failure TEXT NOT NULL,
            next_step TEXT NOT NULL CHECK (next_step IN ('retry', 'neighbour', 'depot', 'return', 'close', 'dispatcher')),
            PRIMARY KEY (group_id, attempt_id)
        );

        CREATE INDEX attempt_ask ON attempt (group_id, ask_id, at);

        """
}
