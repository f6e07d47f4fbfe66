extension Schema {
    /// Receipts with their pictures, pots, and a ledger to which rows are only ever added.
    static let money = """
        CREATE TABLE receipt (
            group_id BYTES NOT NULL,
            receipt_id BYTES NOT NULL,
            ask_id BYTES,
            match_id BYTES,
            payee_id BYTES NOT NULL,
            amount_minor INTEGER64 NOT NULL CHECK (amount_minor > 0),
            currency TEXT NOT NULL,
            state TEXT NOT NULL CHECK (state IN ('submitted', 'needs_information', 'approved', 'paid', 'rejected', 'cancelled')),
            submitted_at INTEGER64 NOT NULL,
            approved_by BYTES,
            approved_at INTEGER64,
            paid_by BYTES,
            paid_at INTEGER64,
            method TEXT CHECK (method IN ('cash', 'transfer', 'card', 'advance', 'other')),
            pot_id BYTES,
            duplicate_of BYTES,
            duplicate_settled BOOLEAN NOT NULL DEFAULT 0,
            category_id BYTES,
            picture_id BYTES,
            forgotten_at INTEGER64,
            sealed BYTES,
            PRIMARY KEY (group_id, receipt_id),
            CHECK (approved_by IS NULL OR approved_by <> payee_id),
            CHECK (paid_by IS NULL OR paid_by <> payee_id)
        );

        CREATE INDEX receipt_queue ON receipt (group_id, state, submitted_at);

        CREATE INDEX receipt_match ON receipt (group_id, match_id);

        CREATE INDEX receipt_payee ON receipt (group_id, payee_id, state);

        CREATE TABLE attachment (
            group_id BYTES NOT NULL,
            attachment_id BYTES NOT NULL,
            subject_id BYTES NOT NULL,
            kind TEXT NOT NULL CHECK (kind IN ('picture', 'thumbnail')),
            length INTEGER64 NOT NULL,
            PRIMARY KEY (group_id, attachment_id, kind)
        );

        CREATE INDEX attachment_subject ON attachment (group_id, subject_id);

        CREATE TABLE attachment_chunk (
            group_id BYTES NOT NULL,
            attachment_id BYTES NOT NULL,
            kind TEXT NOT NULL,
            number INTEGER64 NOT NULL,
            sealed BYTES NOT NULL,
            PRIMARY KEY (group_id, attachment_id, kind, number),
            FOREIGN KEY (group_id, attachment_id, kind) REFERENCES attachment (group_id, attachment_id, kind)
        );

        CREATE TABLE pot (
            group_id BYTES NOT NULL REFERENCES aid_group (group_id),
            pot_id BYTES NOT NULL,
            name TEXT NOT NULL CHECK (length(name) BETWEEN 1 AND 60),
            position INTEGER64 NOT NULL,
            active BOOLEAN NOT NULL DEFAULT 1,
            PRIMARY KEY (group_id, pot_id),
            UNIQUE (group_id, name)
        );

        CREATE TABLE ledger_entry (
            group_id BYTES NOT NULL,
            entry_id BYTES NOT NULL,
            at INTEGER64 NOT NULL,
            pot_id BYTES NOT NULL,
            amount_minor INTEGER64 NOT NULL CHECK (amount_minor <> 0),
            currency TEXT NOT NULL,
            kind TEXT NOT NULL CHECK (kind IN ('donation', 'grant', 'repayment', 'advance', 'advance_returned', 'cost', 'transfer', 'correction')),
            category_id BYTES,
            method TEXT NOT NULL CHECK (method IN ('cash', 'transfer', 'card', 'advance', 'other')),
            receipt_id BYTES,
            holder_id BYTES,
            made_by BYTES NOT NULL,
            reverses BYTES,
            pair_id BYTES,
            turn INTEGER64 NOT NULL DEFAULT 0,
            PRIMARY KEY (group_id, entry_id),
            FOREIGN KEY (group_id, pot_id) REFERENCES pot (group_id, pot_id),
            FOREIGN KEY (group_id, reverses) REFERENCES ledger_entry (group_id, entry_id),
            CHECK ((kind = 'correction') = (reverses IS NOT NULL)),
            CHECK (kind <> 'transfer' OR pair_id IS NOT NULL),
            CHECK (kind NOT IN ('advance', 'advance_returned') OR holder_id IS NOT NULL)
        );

        CREATE INDEX ledger_entry_pot ON ledger_entry (group_id, pot_id, at);

        CREATE INDEX ledger_entry_at ON ledger_entry (group_id, at);

        CREATE INDEX ledger_entry_holder ON ledger_entry (group_id, holder_id) WHERE holder_id IS NOT NULL;

        CREATE INDEX ledger_entry_pair ON ledger_entry (group_id, pair_id) WHERE pair_id IS NOT NULL;

        CREATE UNIQUE INDEX ledger_entry_receipt_once ON ledger_entry (group_id, receipt_id, turn) WHERE kind = 'repayment';

        CREATE UNIQUE INDEX ledger_entry_reversed_once ON ledger_entry (group_id, reverses) WHERE reverses IS NOT NULL;

        """
}
