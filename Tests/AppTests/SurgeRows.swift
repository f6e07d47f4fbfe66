/// Makes a demo town on PostgreSQL forty times as large, for plans by statistics: each row again under other IDs, the same for the same, so that what
/// hangs together still does. Nothing of it opens.
enum SurgeRows {
    static let sql = """
        SET session_replication_role = replica;
        DO $$
        DECLARE
            grown text;
            names text;
            made text;
        BEGIN
            FOREACH grown IN ARRAY ARRAY[
                'ask', 'person', 'helper', 'subject', 'record_key', 'link', 'help_match', 'message', 'offer', 'history', 'reveal', 'undo', 'receipt',
                'ledger_entry', 'thanks', 'follow_up', 'attempt', 'complaint', 'once', 'session'
            ] LOOP
                SELECT
                    string_agg(quote_ident(column_name), ', ' ORDER BY ordinal_position),
                    string_agg(
                        CASE
                            WHEN column_name LIKE '%\\_hash' THEN format('sha256(%I || int8send(times))', column_name)
                            WHEN data_type = 'bytea' AND (column_name LIKE '%\\_id' OR column_name IN ('reader', 'reverses', 'duplicate_of'))
                                AND column_name NOT IN ('group_id', 'category_id', 'zone_id', 'pot_id')
                                THEN format('CASE WHEN %1$I = decode(repeat(''00'', 16), ''hex'') THEN %1$I ELSE decode(md5(%1$I || int8send(times)), ''hex'') END', column_name)
                            ELSE quote_ident(column_name)
                        END,
                        ', ' ORDER BY ordinal_position)
                INTO names, made
                FROM information_schema.columns
                WHERE table_schema = current_schema() AND table_name = grown;
                EXECUTE format('INSERT INTO %I (%s) SELECT %s FROM %I CROSS JOIN generate_series(1, 42) AS times', grown, names, made, grown);
            END LOOP;
        END
        $$;
        ANALYZE;
        """
}
