public import Kernel

/// Why something sealed does not open, or a key file cannot be used. None of these ever stands for an empty record.
public enum SealingFault: Error, Hashable, Sendable {
    /// The bytes were changed, cut, bound to something else, or sealed under another key.
    case damaged
    /// The key of this day is gone, or was not made yet.
    case missingDay(Day)
    /// No keys of this epoch are in the file.
    case missingEpoch(Int)
    /// There is no such key here: a folder without its server key, a backup without a recovery half.
    case missingKey
    /// A recovery code that belongs to another backup.
    case wrongCode
    /// Neither slot of the day keys, or not the server key, can be trusted. A backup has to be restored.
    case damagedKeyFile
    /// There is no key file at this path.
    case missingKeyFile(String)
    /// A key file stands where a new one was to be made.
    case keyFileExists(String)
    /// The file of day keys has no room for so many days.
    case keyFileFull
    /// An epoch was begun and not ended: everything must be wrapped anew first.
    case epochUnfinished
    /// The operating system refused `step` (such as `open`) with this `errno`.
    case file(step: String, path: String, code: Int32)
    /// Argon2id found too little memory, or was given a cost outside its limits.
    case passphraseCost
}
