import CGraphics

/// HEIC and AVIF through libheif, which turns pictures by itself.
enum HEIFDecoder {
    static func decode(_ bytes: [UInt8]) throws(PictureRefusal) -> Canvas {
        guard let context = heif_context_alloc() else { throw .broken }
        defer { heif_context_free(context) }
        // The bytes must outlive the context, so they are copied by libheif: at most 20 MB.
        let read = bytes.withUnsafeBytes { heif_context_read_from_memory(context, $0.baseAddress, $0.count, nil) }
        try check(read)

        var primary: OpaquePointer?
        try check(heif_context_get_primary_image_handle(context, &primary))
        guard let primary else { throw .broken }
        defer { heif_image_handle_release(primary) }
        try PictureHeader.check(width: Int(heif_image_handle_get_width(primary)), height: Int(heif_image_handle_get_height(primary)))
        // What is stored may be larger than what is shown of it.
        try PictureHeader.check(width: Int(heif_image_handle_get_ispe_width(primary)), height: Int(heif_image_handle_get_ispe_height(primary)))

        var decoded: OpaquePointer?
        try check(heif_decode_image(primary, &decoded, heif_colorspace_RGB, heif_chroma_interleaved_RGBA, nil))
        guard let decoded else { throw .broken }
        defer { heif_image_release(decoded) }
        return try canvas(of: decoded)
    }

    private static func canvas(of decoded: OpaquePointer) throws(PictureRefusal) -> Canvas {
        let width = Int(heif_image_get_width(decoded, heif_channel_interleaved))
        let height = Int(heif_image_get_height(decoded, heif_channel_interleaved))
        try PictureHeader.check(width: width, height: height)
        var stride: Int32 = 0
        guard let plane = heif_image_get_plane_readonly(decoded, heif_channel_interleaved, &stride), Int(stride) >= width * 4,
            let canvas = Canvas(width: width, height: height)
        else { throw .broken }
        for y in 0..<height {
            let source = plane + y * Int(stride)
            canvas.withRow(y) { row in
                for x in 0..<row.count {
                    let pixel = source + x * 4
                    // libgd counts transparency from 0 (none) to 127.
                    let clear = Int32(127 - pixel[3] >> 1)
                    row[x] = clear << 24 | Int32(pixel[0]) << 16 | Int32(pixel[1]) << 8 | Int32(pixel[2])
                }
            }
        }
        return canvas
    }

    private static func check(_ error: heif_error) throws(PictureRefusal) {
        guard error.code == heif_error_Ok else { throw .broken }
    }
}
