package dk.slettefrist.platform;

/**
 * A text cell of a CSV file that a spreadsheet will open. A spreadsheet takes text that begins with one of a few characters for a formula
 * and runs it; an apostrophe in front makes it text again (OWASP, "CSV Injection"). Only texts pass through here: numbers, instants and
 * UUIDs are of our own making.
 */
final class CsvCell {

    /** {@code = + - @}, tab, carriage return, line feed, and the full-width forms of the first four. */
    private static final String FORMULA_STARTS = "=+-@\t\r\n\uFF1D\uFF0B\uFF0D\uFF20";

    private CsvCell() {}

    /** The text as it may stand in a cell; empty when it is null. Quoting is left to the CSV writer. */
    static String text(String text) {
        if (text == null || text.isEmpty()) {
            return "";
        }
        return FORMULA_STARTS.indexOf(text.charAt(0)) < 0 ? text : "'" + text;
    }
}
