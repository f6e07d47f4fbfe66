import CPosix

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// The program as it runs for one picture: it reads a file from its standard input, writes the prepared picture to its standard output, and ends.
/// Whatever a hostile file makes of the decoders, it happens here, without files, network, other programs, or the memory of the server.
public enum PictureWorker {
    /// The hidden subcommand that `main` answers with `run`, before it does anything else.
    public static let subcommand = "picture-worker"

    /// The exit code: 0 when the answer is complete, else why the picture was not taken.
    public static func run() -> Int32 {
        let gaveUp = cposix_give_up_rights(
            UInt64(PictureLimits.workerMemory), UInt64(PictureLimits.workerSeconds), UInt32(PictureLimits.workerSeconds * 2)
        )
        guard gaveUp == 0 else { return PictureRefusal.broken.rawValue }
        do throws(PictureRefusal) {
            try write(prepare(read()).frame)
            return 0
        } catch {
            return error.rawValue
        }
    }

    /// The whole work, without the process around it.
    static func prepare(_ bytes: [UInt8]) throws(PictureRefusal) -> PreparedPicture {
        let header = try PictureHeader(bytes)
        let stored = try Canvas.decode(bytes, header.kind)
        // Turned after it was made small: a twentieth of the pixels to move.
        guard let picture = stored.fitted(to: PictureLimits.longestSide)?.turned(header.orientation),
            let small = picture.fitted(to: PictureLimits.thumbnailSide),
            let tiny = picture.resized(width: Likeness.side, height: Likeness.side),
            let jpeg = picture.jpeg(quality: PictureLimits.quality, progressive: true).flatMap(BareJPEG.strip),
            let thumbnail = small.jpeg(quality: PictureLimits.thumbnailQuality).flatMap(BareJPEG.strip)
        else { throw .broken }
        return PreparedPicture(
            jpeg: jpeg, width: picture.width, height: picture.height, thumbnail: thumbnail, likeness: Likeness.of(grey: tiny.grey)
        )
    }

    private static func read() throws(PictureRefusal) -> [UInt8] {
        var bytes: [UInt8] = []
        var chunk = [UInt8](repeating: 0, count: 65_536)
        while true {
            let count = systemRead(STDIN_FILENO, &chunk, chunk.count)
            if count == 0 { return bytes }
            if count < 0 {
                guard errno == EINTR else { throw .broken }
                continue
            }
            bytes += chunk[..<count]
            guard bytes.count <= PictureLimits.inputBytes else { throw .big }
        }
    }

    private static func write(_ bytes: [UInt8]) throws(PictureRefusal) {
        var written = 0
        while written < bytes.count {
            let count = bytes[written...].withUnsafeBytes { systemWrite(STDOUT_FILENO, $0.baseAddress, $0.count) }
            if count < 0 {
                guard errno == EINTR else { throw .broken }
                continue
            }
            written += count
        }
    }
}

// The system's calls, whose names the two steps above bear as well.
private let systemRead = read(_:_:_:)
private let systemWrite = write(_:_:_:)
