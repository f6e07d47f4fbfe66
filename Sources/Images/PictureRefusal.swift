import Kernel

/// Why a picture is not taken. The worker says it by its exit code.
enum PictureRefusal: Int32, Error, CaseIterable {
    /// No JPEG, PNG, WebP, HEIC or AVIF.
    case kind = 10
    /// Too many bytes or pixels.
    case big = 11
    /// Damaged, cut short, or more work than any honest picture needs.
    case broken = 12

    var problem: Problem {
        switch self {
        case .kind: Problem(.invalid, "problem.picture.kind")
        case .big:
            Problem(
                .invalid, "problem.picture.big",
                ["megabytes": String(PictureLimits.inputBytes / 1_000_000), "megapixels": String(PictureLimits.pixels / 1_000_000)]
            )
        case .broken: Problem(.invalid, "problem.picture.broken")
        }
    }
}
