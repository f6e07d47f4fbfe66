public import Kernel

/// A key wrapped for one reader, and that again under a day key: in this order, so that moving the day needs no reader's key, and so that the
/// reader's key alone opens nothing once the day is gone.
public enum Wrap {
    /// The first byte of what is wrapped: how its inner layer opens.
    private enum Format: UInt8 { case forReader = 1, forPublicHalf, withoutDay }

    /// 89 bytes: a format byte, and the key under two layers of AES-256-GCM.
    public static func wrap(_ key: SealingKey, for reader: SealingKey, bound: Binding, day: Day, under dayKey: SealingKey) -> [UInt8] {
        var inner: [UInt8] = []
        inner.reserveCapacity(SealingKey.byteCount + Cipher.overhead)
        Cipher.seal(key.bytes, under: reader.symmetric, authenticating: bound.bytes(as: .forReader), to: &inner)
        return outer(inner, .forReader, bound, day, dayKey)
    }

    /// 109 bytes: for a reader whose key is locked away now. The reader's key opens it like any other; wrap it anew for the key then, which is
    /// fifty times quicker to open.
    public static func wrap(
        _ key: SealingKey, for publicHalf: ReaderPublicHalf, bound: Binding, day: Day, under dayKey: SealingKey
    ) throws(SealingFault) -> [UInt8] {
        let inner = try publicHalf.half.seal(key.bytes, purpose: "alongside reader", authenticating: bound.bytes(as: .forPublicHalf))
        return outer(inner, .forPublicHalf, bound, day, dayKey)
    }

    /// The key; `.damaged` when reader, binding, day or day key are not those of the wrapping.
    public static func unwrap(
        _ wrapped: [UInt8], by reader: SealingKey, bound: Binding, day: Day, under dayKey: SealingKey
    ) throws(SealingFault) -> SealingKey {
        let (format, inner) = try openOuter(wrapped, bound, day, dayKey)
        switch format {
        case .forReader:
            return try SealingKey(bytes: Cipher.open(inner[...], under: reader.symmetric, authenticating: bound.bytes(as: .forReader)))
        case .forPublicHalf:
            let pair = reader.pair
            return try SealingKey(bytes: pair.open(inner[...], purpose: "alongside reader", authenticating: bound.bytes(as: .forPublicHalf)))
        case .withoutDay:
            throw .damaged
        }
    }

    /// The same key for the same reader under another day, or under another epoch's key of the same day.
    public static func move(
        _ wrapped: [UInt8], bound: Binding, from: (day: Day, key: SealingKey), to: (day: Day, key: SealingKey)
    ) throws(SealingFault) -> [UInt8] {
        let (format, inner) = try openOuter(wrapped, bound, from.day, from.key)
        return outer(inner, format, bound, to.day, to.key)
    }

    /// What is left without the day: a key wrapped for its reader alone, to be carried to an installation with other days. `cover` is the way back.
    public static func peel(_ wrapped: [UInt8], bound: Binding, day: Day, under dayKey: SealingKey) throws(SealingFault) -> [UInt8] {
        let (format, inner) = try openOuter(wrapped, bound, day, dayKey)
        return [format.rawValue] + inner
    }

    /// Wraps what `peel` left under a day; `.damaged` for what is no such thing. Whether it opens is seen by its reader only.
    public static func cover(_ peeled: [UInt8], bound: Binding, day: Day, under dayKey: SealingKey) throws(SealingFault) -> [UInt8] {
        guard let first = peeled.first, let format = Format(rawValue: first), format != .withoutDay, peeled.count > Cipher.overhead else {
            throw .damaged
        }
        return outer(Array(peeled.dropFirst()), format, bound, day, dayKey)
    }

    /// Whether the group was locked when this was wrapped, so that it is to be wrapped anew after the next unlock.
    public static func isForPublicHalf(_ wrapped: [UInt8]) -> Bool { wrapped.first == Format.forPublicHalf.rawValue }

    /// 61 bytes: a key wrapped for a reader without any day, for keys that live as long as the group (a group's key for its key-holders).
    public static func wrap(_ key: SealingKey, for reader: SealingKey, bound: Binding) -> [UInt8] {
        var out = [Format.withoutDay.rawValue]
        out.reserveCapacity(1 + SealingKey.byteCount + Cipher.overhead)
        Cipher.seal(key.bytes, under: reader.symmetric, authenticating: bound.bytes(as: .withoutDay), to: &out)
        return out
    }

    /// Opens what was wrapped without a day; `.damaged` when reader or binding are others.
    public static func unwrap(_ wrapped: [UInt8], by reader: SealingKey, bound: Binding) throws(SealingFault) -> SealingKey {
        guard wrapped.first == Format.withoutDay.rawValue else { throw .damaged }
        return try SealingKey(bytes: Cipher.open(wrapped[1...], under: reader.symmetric, authenticating: bound.bytes(as: .withoutDay)))
    }

    private static func outer(_ inner: [UInt8], _ format: Format, _ bound: Binding, _ day: Day, _ dayKey: SealingKey) -> [UInt8] {
        var out = [format.rawValue]
        out.reserveCapacity(1 + inner.count + Cipher.overhead)
        Cipher.seal(inner, under: dayKey.symmetric, authenticating: layer(format, bound, day), to: &out)
        return out
    }

    private static func openOuter(
        _ wrapped: [UInt8], _ bound: Binding, _ day: Day, _ dayKey: SealingKey
    ) throws(SealingFault) -> (Format, [UInt8]) {
        guard let first = wrapped.first, let format = Format(rawValue: first), format != .withoutDay else { throw .damaged }
        return (format, try Cipher.open(wrapped[1...], under: dayKey.symmetric, authenticating: layer(format, bound, day)))
    }

    private static func layer(_ format: Format, _ bound: Binding, _ day: Day) -> [UInt8] {
        var out = bound.bytes(as: .underDay, also: UInt32(bitPattern: day.number))
        out.append(format.rawValue)
        return out
    }
}
