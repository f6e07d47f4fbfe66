extension Schema {
    /// One row an imported sheet, its rows while they wait to be taken in, and those that could not be taken, with the reason. What a sheet is called,
    /// how it is read and what stands in it is sealed under the batch's own subject.
    static let imports = """
        CREATE TABLE import_batch (
            group_id BYTES NOT NULL,
            batch_id BYTES NOT NULL,
            made_at INTEGER64 NOT NULL,
            made_by BYTES,
            state TEXT NOT NULL CHECK (state IN ('reading', 'waiting', 'running', 'done', 'undone')),
            row_count INTEGER64 NOT NULL DEFAULT 0,
            chunk_count INTEGER64 NOT NULL DEFAULT 0,
            next_chunk INTEGER64 NOT NULL DEFAULT 0,
            next_row INTEGER64 NOT NULL DEFAULT 0,
            done_count INTEGER64 NOT NULL DEFAULT 0,
            ask_count INTEGER64 NOT NULL DEFAULT 0,
            offer_count INTEGER64 NOT NULL DEFAULT 0,
            person_count INTEGER64 NOT NULL DEFAULT 0,
            past_count INTEGER64 NOT NULL DEFAULT 0,
            problem_count INTEGER64 NOT NULL DEFAULT 0,
            undone_at INTEGER64,
            source BYTES,
            PRIMARY KEY (group_id, batch_id)
        );

        CREATE TABLE import_chunk (
            group_id BYTES NOT NULL,
            batch_id BYTES NOT NULL,
            position INTEGER64 NOT NULL,
            sealed BYTES NOT NULL,
            PRIMARY KEY (group_id, batch_id, position)
        );

        CREATE TABLE import_problem (
            group_id BYTES NOT NULL,
            batch_id BYTES NOT NULL,
            line INTEGER64 NOT NULL,
            reason TEXT NOT NULL,
            sealed BYTES,
            PRIMARY KEY (group_id, batch_id, line)
        );

        CREATE INDEX ask_batch ON ask (group_id, batch_id) WHERE batch_id IS NOT NULL;

        CREATE INDEX offer_batch ON offer (group_id, batch_id) WHERE batch_id IS NOT NULL;

        CREATE INDEX person_batch ON person (group_id, batch_id) WHERE batch_id IS NOT NULL;

        """
}
