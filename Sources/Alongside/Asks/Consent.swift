/// What people agree to when they send a form. The sentences stand in the catalogs as `consent.ask.<version>` and `consent.offer.<version>`; a new
/// wording gets a new number, so that a record tells what was said to that person.
public enum Consent {
    public static let current = 1
    /// They wrote into a sheet of the group before it came here: no sentence of ours was shown to them.
    public static let sheet = 0
}
