import Alongside
import Foundation
import Kernel
import Sealing

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// Shows a new recovery code once: on a terminal, or else in a file that only its owner can read. It is stored nowhere else and never logged.
enum RecoveryCodes {
    /// From now on backups of the keys open with this code alone; earlier ones still with the code they were sealed to.
    static func make(for open: OpenHouse, _ console: Console) throws {
        let code = RecoveryCode.generate()
        if console.isTerminal {
            console.say("Recovery code: \(code.text)")
            console.say("Write it on paper and keep it away from this machine. Without it no backup opens. It is not shown again.")
        } else {
            let path = file(of: open.folder)
            try write(code.text + "\n", to: path)
            console.say("Recovery code: in \(path). Write it on paper, keep it away from this machine, then delete the file.")
        }
        try open.house.vault.folder.setRecovery(code.publicHalf)
    }

    /// Beside the data folder, never inside it: who copies the data does not copy the code.
    static func file(of folder: DataFolder) -> String { folder.path + ".recovery-code" }

    private static func write(_ text: String, to path: String) throws {
        guard unlink(path) == 0 || errno == ENOENT else { throw Refusal("\(path) cannot be replaced.") }
        let descriptor = Glibc.open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0o600)
        guard descriptor >= 0 else { throw Refusal("The recovery code cannot be written to \(path).") }
        let file = FileHandle(fileDescriptor: descriptor, closeOnDealloc: true)
        try file.write(contentsOf: Data(text.utf8))
        try file.synchronize()
    }
}
