/// Every measure there is. None has a group, a person, an address or a path among its labels: a route is named, and a status is its class.
enum Measure: String, CaseIterable {
    case requests = "alongside_requests_total"
    case requestSeconds = "alongside_request_seconds"
    case databaseAnswers = "alongside_database_answers"
    case writesWaiting = "alongside_database_waiting"
    case logBytes = "alongside_database_log_bytes"
    case batchWrites = "alongside_database_batch_writes"
    case retries = "alongside_database_retries_total"
    case poolSize = "alongside_database_pool_size"
    case poolBusy = "alongside_database_pool_busy"
    case jobsWaiting = "alongside_jobs_waiting"
    case jobsDead = "alongside_jobs_dead"
    case jobsOldestDue = "alongside_jobs_oldest_due_seconds"
    case messagesWaiting = "alongside_messages_waiting"
    case dayKeysAhead = "alongside_day_keys_ahead_days"
    case nightlyRun = "alongside_nightly_run_timestamp_seconds"
    case backup = "alongside_backup_timestamp_seconds"
    case memory = "alongside_resident_memory_bytes"
    case build = "alongside_build_info"

    enum Kind: String { case counter, gauge, histogram }

    var name: String { rawValue }

    var kind: Kind {
        switch self {
        case .requests, .retries: .counter
        case .requestSeconds, .batchWrites: .histogram
        default: .gauge
        }
    }

    var help: String {
        switch self {
        case .requests: "Requests, by the name of their route and the class of their status."
        case .requestSeconds: "How long requests took, by the name of their route."
        case .databaseAnswers: "1 while the database answers, else 0, and what it would say stays as it last was."
        case .writesWaiting: "Work that waits for the database: writes on SQLite, anything on PostgreSQL."
        case .logBytes: "How long the log is that waits to be brought into the file, on SQLite."
        case .batchWrites: "How many writes shared one transaction and its fsync, on SQLite."
        case .retries: "Transactions that met another one, or lost their connection, and were run again, on PostgreSQL."
        case .poolSize: "Connections to the PostgreSQL server."
        case .poolBusy: "Connections to the PostgreSQL server that are at work."
        case .jobsWaiting: "Jobs that wait, whether they are due or not."
        case .jobsDead: "Jobs that were given up, or of which nobody knows whether they were done."
        case .jobsOldestDue: "How long ago the oldest waiting job fell due; 0 when none is due."
        case .messagesWaiting: "Messages that wait to be sent."
        case .dayKeysAhead: "For how many days to come there are keys."
        case .nightlyRun: "When the nightly work last ended well."
        case .backup: "When the last backup was made; 0 when there was none."
        case .memory: "Memory that the program holds."
        case .build: "Always 1; which release this is."
        }
    }
}
