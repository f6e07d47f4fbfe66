extension Schema {
    /// Ways to rows that a group of a neighbourhood's size does not miss, and one of twenty-five thousand asks does. `Tests/AppTests/QueryPlanTests.swift`
    /// says which statement goes without.
    static let budgets = """
        DROP INDEX offer_person;
        CREATE INDEX offer_person ON offer (group_id, person_id, state, until_at);
        DROP INDEX ledger_entry_holder;
        CREATE INDEX ledger_entry_holder ON ledger_entry (group_id, holder_id, pot_id, amount_minor) WHERE holder_id IS NOT NULL;
        DROP INDEX ledger_entry_pot;
        CREATE INDEX ledger_entry_pot ON ledger_entry (group_id, pot_id, at, amount_minor);
        CREATE INDEX ledger_entry_receipt ON ledger_entry (group_id, receipt_id) WHERE receipt_id IS NOT NULL;
        CREATE INDEX ask_newest ON ask (group_id, created_at) WHERE face IS NOT NULL;
        CREATE INDEX undo_subject ON undo (group_id, subject_id);
        CREATE INDEX link_invitation ON link (group_id, made_at) WHERE purpose = 'invitation';
        CREATE INDEX complaint_ask ON complaint (group_id, ask_id, opened_at);
        CREATE INDEX complaint_about ON complaint (group_id, about_id) WHERE about_id IS NOT NULL;
        DROP INDEX help_match_done;
        CREATE INDEX help_match_done ON help_match (group_id, ask_id, ended_at, helper_id) WHERE state = 'done';
        CREATE INDEX help_match_proposed ON help_match (group_id, state, helper_id) WHERE state = 'proposed';
        CREATE INDEX message_waiting ON message (group_id, urgent, due_at) WHERE state IN ('waiting', 'unsure');
        CREATE INDEX receipt_paid ON receipt (group_id, paid_at) WHERE state = 'paid';
        CREATE INDEX receipt_picture ON receipt (group_id, submitted_at) WHERE picture_id IS NOT NULL;
        """
}
