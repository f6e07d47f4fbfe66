import CGraphics

/// A picture in memory, 32 bits a pixel, by libgd. Only the worker makes one.
final class Canvas {
    private let image: gdImagePtr

    init(owning image: gdImagePtr) { self.image = image }

    /// A white one; nil when there is no memory for it.
    convenience init?(width: Int, height: Int) {
        guard let image = gdImageCreateTrueColor(Int32(clamping: width), Int32(clamping: height)) else { return nil }
        self.init(owning: image)
        gdImageFilledRectangle(image, 0, 0, Int32(clamping: width) - 1, Int32(clamping: height) - 1, 0xFF_FFFF)
    }

    deinit { gdImageDestroy(image) }

    var width: Int { Int(image.pointee.sx) }
    var height: Int { Int(image.pointee.sy) }

    /// Red, green and blue of one pixel as 0xRRGGBB.
    subscript(x: Int, y: Int) -> Int {
        get { Int(gdImageGetTrueColorPixel(image, Int32(clamping: x), Int32(clamping: y))) & 0xFF_FFFF }
        set { gdImageSetPixel(image, Int32(clamping: x), Int32(clamping: y), Int32(newValue & 0xFF_FFFF)) }
    }

    /// Calls `body` with the pixels of row `y`, each 0xAARRGGBB with seven bits of transparency as libgd keeps them.
    func withRow(_ y: Int, _ body: (UnsafeMutableBufferPointer<Int32>) -> Void) {
        guard let rows = image.pointee.tpixels, (0..<height).contains(y), let row = rows[y] else { return }
        body(UnsafeMutableBufferPointer(start: row, count: width))
    }

    /// This picture on white paper in another size, each new pixel the mean of those it covers.
    func resized(width: Int, height: Int) -> Canvas? {
        guard let out = Canvas(width: width, height: height) else { return nil }
        gdImageCopyResampled(
            out.image, image, 0, 0, 0, 0, Int32(clamping: width), Int32(clamping: height), Int32(clamping: self.width), Int32(clamping: self.height)
        )
        return out
    }

    /// This picture on white paper, made smaller until neither side is longer than `side`; never larger.
    func fitted(to side: Int) -> Canvas? {
        let longest = max(width, height)
        guard longest > side else { return resized(width: width, height: height) }
        return resized(width: max(1, (width * side + longest / 2) / longest), height: max(1, (height * side + longest / 2) / longest))
    }

    /// This picture turned upright.
    func turned(_ orientation: Orientation) -> Canvas? {
        guard orientation != .upright else { return self }
        guard let out = orientation.swapsSides ? Canvas(width: height, height: width) : Canvas(width: width, height: height),
            let rows = image.pointee.tpixels
        else { return nil }
        for y in 0..<out.height {
            out.withRow(y) { row in
                for x in 0..<row.count {
                    let source = orientation.source(x, y, width: width, height: height)
                    if let sourceRow = rows[source.y] { row[x] = sourceRow[source.x] }
                }
            }
        }
        return out
    }

    /// As JPEG. A progressive one shows early on a slow line.
    func jpeg(quality: Int, progressive: Bool = false) -> [UInt8]? {
        var count: Int32 = 0
        gdImageInterlace(image, progressive ? 1 : 0)
        guard let written = gdImageJpegPtr(image, &count, Int32(clamping: quality)) else { return nil }
        defer { gdFree(written) }
        return Array(UnsafeRawBufferPointer(start: written, count: Int(count)))
    }

    /// Brightness of each pixel, row by row (ITU-R BT.601).
    var grey: [Float] {
        var out: [Float] = []
        out.reserveCapacity(width * height)
        for y in 0..<height {
            withRow(y) { row in
                for pixel in row {
                    out.append(0.299 * Float(pixel >> 16 & 0xFF) + 0.587 * Float(pixel >> 8 & 0xFF) + 0.114 * Float(pixel & 0xFF))
                }
            }
        }
        return out
    }
}
