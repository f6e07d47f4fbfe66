#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// What a picture looks like, in 256 bits: pictures that people would call the same are a few bits apart, also after they were saved again or made
/// smaller, and different ones many. Exact copies are told by their bytes, not by this.
///
/// Each bit says whether one of the 256 slowest waves of the grey picture (its discrete cosine transform, after Zauner, *Implementation and
/// Benchmarking of Perceptual Image Hash Functions*, 2010) is stronger than the middle one.
public enum Likeness {
    /// Bytes of a likeness.
    public static let size = 32

    /// At most so many bits apart, two pictures of receipts are worth a person's look.
    public static let alikeWithin = 40

    /// How many of the 256 bits differ; 256 when either is no likeness.
    public static func distance(_ left: [UInt8], _ right: [UInt8]) -> Int {
        guard left.count == size, right.count == size else { return size * 8 }
        return zip(left, right).reduce(0) { $0 + ($1.0 ^ $1.1).nonzeroBitCount }
    }

    /// Pixels across and down of the grey picture that `of` takes.
    static let side = 64

    /// The likeness of a grey picture of `side` by `side` pixels, row by row.
    static func of(grey: [Float]) -> [UInt8] {
        let strengths = strengths(of: grey)
        let middle = strengths.sorted()[strengths.count / 2]
        var out = [UInt8](repeating: 0, count: size)
        for (index, strength) in strengths.enumerated() where strength > middle { out[index / 8] |= 0x80 >> UInt8(index % 8) }
        return out
    }

    /// The strength of each slow wave: first along the rows, then down the columns, O(side² · waves across).
    private static func strengths(of grey: [Float]) -> [Float] {
        let wavesAcross = (slowWaves.map { max($0.across, $0.down) }.max() ?? 0) + 1
        let cosines = (0..<wavesAcross).map { wave in
            (0..<side).map { Float(cos(Double.pi / Double(side) * (Double($0) + 0.5) * Double(wave))) }
        }
        let rows = (0..<side).map { y in
            cosines.map { wave in (0..<side).reduce(Float(0)) { $0 + grey[y * side + $1] * wave[$1] } }
        }
        return slowWaves.map { wave in
            (0..<side).reduce(Float(0)) { $0 + rows[$1][wave.across] * cosines[wave.down][$1] }
        }
    }

    /// The 256 slowest waves, without the constant one, which only says how bright the picture is.
    private static let slowWaves: [(across: Int, down: Int)] = {
        var waves: [(across: Int, down: Int)] = []
        var sum = 1
        while waves.count < size * 8 {
            for across in 0...sum where waves.count < size * 8 { waves.append((across, sum - across)) }
            sum += 1
        }
        return waves
    }()
}
