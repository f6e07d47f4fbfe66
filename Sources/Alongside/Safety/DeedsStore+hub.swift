public import Storage

// Hub queries: those that cross groups. They stand in files of this name alone.

/// The SQL of what people did, whatever the group, apart from what the program does by itself.
public enum DeedsStore {
    /// The newest time of a form that was taken, of a sign-in, and of anything in the history, in milliseconds; zero where there is none. For files only: it reads whole tables.
    public static func newest(_ connection: any Connection) throws -> [Int] {
        try connection.first(
            """
            SELECT (SELECT coalesce(max(at), 0) FROM once), (SELECT coalesce(max(made_at), 0) FROM session),
                (SELECT coalesce(max(at), 0) FROM history WHERE actor <> 'system')
            """, []
        ) { [$0.int(0), $0.int(1), $0.int(2)] } ?? [0, 0, 0]
    }
}
