/// Which release this program is.
public enum Release {
    public static let version = "0.1"
}
