package dk.slettefrist.flag;

/** Which call of an operator's own phone is meant. */
enum ExtensionCall {
    /** The one going on. */
    CURRENT,
    /** The one that ended last, within the short period. */
    LAST
}
