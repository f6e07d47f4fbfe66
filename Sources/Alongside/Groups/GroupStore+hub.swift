public import Storage

// Hub queries: those that cross groups. They stand in files of this name alone.

extension GroupStore {
    /// The group with this part of the address; nil when there is none.
    public static func named(_ slug: String, _ connection: any Connection) throws -> Group? {
        try connection.first("SELECT \(columns), categories_version, depot FROM aid_group WHERE slug = $1", [.text(slug)], read)
    }

    /// Every group of the installation, by name.
    public static func everyGroup(_ connection: any Connection) throws -> [Group] {
        try connection.all("SELECT \(columns), categories_version, depot FROM aid_group ORDER BY name", [], read)
    }
}

extension SetUpStore {
    /// Whether anybody still has to found the first group: what the program prints a link for.
    public static func isNeeded(_ connection: any Connection) throws -> Bool {
        try !connection.exists("SELECT 1 FROM aid_group LIMIT 1")
    }
}
