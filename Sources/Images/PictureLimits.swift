/// What a picture may cost. A phone of today makes 12 to 24 megapixels in 3 to 10 MB.
public enum PictureLimits {
    /// Bytes of a file that is looked at.
    public static let inputBytes = 20_000_000
    /// Width times height, read from the header before anything is decoded.
    public static let pixels = 40_000_000
    /// Pixels of the longer side of what is kept.
    public static let longestSide = 1_600
    /// Pixels of the longer side of the small picture.
    public static let thumbnailSide = 320

    static let quality = 82
    static let thumbnailQuality = 75
    /// Bytes of address space of the worker, its program and libraries included.
    static let workerMemory = 800_000_000
    static let workerSeconds = 10
    /// Bytes of the worker's answer: two JPEGs of at most 1,600 and 320 px are far below.
    static let outputBytes = 8_000_000
}
