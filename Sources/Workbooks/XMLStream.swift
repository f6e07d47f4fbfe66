import CExpat

/// What a stream of XML is told to. Names come without the prefix of their namespace: workbooks use none twice with two meanings.
protocol XMLListener: AnyObject {
    func start(_ name: XMLName, _ attributes: XMLAttributes) throws(WorkbookFault)
    func end(_ name: XMLName) throws(WorkbookFault)
    /// A run of text as UTF-8. One text may come in several.
    func text(_ bytes: UnsafeBufferPointer<UInt8>) throws(WorkbookFault)
}

/// Reads XML in pieces. A document type is refused: workbooks have none, and entities are how a small document becomes a large one.
final class XMLStream {
    private let parser: XML_Parser
    private unowned let listener: any XMLListener
    private var fault: WorkbookFault?

    init(_ listener: any XMLListener) {
        self.listener = listener
        parser = XML_ParserCreate(nil)
        XML_SetUserData(parser, Unmanaged.passUnretained(self).toOpaque())
        XML_SetElementHandler(
            parser,
            { data, name, attributes in
                guard let data, let name else { return }
                XMLStream.from(data).tell { listener throws(WorkbookFault) in try listener.start(XMLName(name), XMLAttributes(attributes)) }
            },
            { data, name in
                guard let data, let name else { return }
                XMLStream.from(data).tell { listener throws(WorkbookFault) in try listener.end(XMLName(name)) }
            }
        )
        XML_SetCharacterDataHandler(parser) { data, text, count in
            guard let data, let text else { return }
            text.withMemoryRebound(to: UInt8.self, capacity: Int(count)) { bytes in
                let run = UnsafeBufferPointer(start: bytes, count: Int(count))
                XMLStream.from(data).tell { listener throws(WorkbookFault) in try listener.text(run) }
            }
        }
        XML_SetStartDoctypeDeclHandler(parser) { data, _, _, _, _ in
            guard let data else { return }
            XMLStream.from(data).stop(.damaged)
        }
    }

    deinit { XML_ParserFree(parser) }

    private static func from(_ data: UnsafeMutableRawPointer) -> XMLStream { Unmanaged<XMLStream>.fromOpaque(data).takeUnretainedValue() }

    private func tell(_ body: (any XMLListener) throws(WorkbookFault) -> Void) {
        guard fault == nil else { return }
        do throws(WorkbookFault) { try body(listener) } catch { stop(error) }
    }

    private func stop(_ fault: WorkbookFault) {
        self.fault = self.fault ?? fault
        XML_StopParser(parser, XML_Bool(XML_FALSE))
    }

    /// Throws what the listener threw, else `.damaged` when it is no XML.
    func read(_ bytes: ArraySlice<UInt8>) throws(WorkbookFault) { try parse(bytes, isLast: false) }

    /// Throws `.damaged` when something is still open.
    func finish() throws(WorkbookFault) { try parse([], isLast: true) }

    private func parse(_ bytes: ArraySlice<UInt8>, isLast: Bool) throws(WorkbookFault) {
        let status = bytes.withUnsafeBytes { buffer in
            XML_Parse(parser, buffer.bindMemory(to: CChar.self).baseAddress, Int32(buffer.count), isLast ? 1 : 0)
        }
        if let fault { throw fault }
        guard status == XML_STATUS_OK else { throw .damaged }
    }

    /// Reads a whole part of an archive.
    static func read(_ entry: ArchiveEntry, _ listener: any XMLListener) throws(WorkbookFault) {
        let stream = XMLStream(listener)
        while let piece = try entry.next() { try stream.read(piece) }
        try stream.finish()
    }
}

/// The name of an element or an attribute, compared as bytes.
struct XMLName {
    private let local: UnsafePointer<CChar>

    init(_ raw: UnsafePointer<CChar>) {
        var local = raw
        var scan = raw
        while scan.pointee != 0 {
            if scan.pointee == CChar(UInt8(ascii: ":")) { local = scan + 1 }
            scan += 1
        }
        self.local = local
    }

    static func == (name: XMLName, text: StaticString) -> Bool {
        var left = name.local
        var right = UnsafeRawPointer(text.utf8Start).assumingMemoryBound(to: CChar.self)
        for _ in 0..<text.utf8CodeUnitCount {
            guard left.pointee == right.pointee else { return false }
            left += 1
            right += 1
        }
        return left.pointee == 0
    }

    static func ~= (text: StaticString, name: XMLName) -> Bool { name == text }
}

/// The attributes of an element: name, value, name, value, nothing. Good only while the element is told.
struct XMLAttributes {
    private let raw: UnsafeMutablePointer<UnsafePointer<XML_Char>?>?

    init(_ raw: UnsafeMutablePointer<UnsafePointer<XML_Char>?>?) { self.raw = raw }

    /// The bytes of a value, with a zero behind them; nil when there is no such attribute.
    func bytes(_ wanted: StaticString) -> UnsafePointer<CChar>? {
        guard var pair = raw else { return nil }
        while let name = pair[0], let value = pair[1] {
            if XMLName(name) == wanted { return value }
            pair += 2
        }
        return nil
    }

    subscript(_ wanted: StaticString) -> String? { bytes(wanted).map { String(cString: $0) } }

    /// A whole number that is not negative.
    func number(_ wanted: StaticString) -> Int? {
        guard var digit = bytes(wanted), digit.pointee != 0 else { return nil }
        var number = 0
        while digit.pointee != 0 {
            guard (48...57).contains(digit.pointee), number < 100_000_000_000 else { return nil }
            number = number * 10 + Int(digit.pointee - 48)
            digit += 1
        }
        return number
    }
}
