/// A part of a page: a small value that knows its markup. Interpolate it: `"<main>\(TextField("name", label: …))</main>"`.
public protocol Component: Sendable {
    var html: HTML { get }
}
