package dk.slettefrist.trace;

import java.util.List;
import java.util.StringJoiner;

/**
 * Names of settings that are not as they were.
 *
 * @param changed those with another value
 */
record SettingsDifference(List<String> changed, List<String> added, List<String> removed) {

    /** Of the text in the event. */
    static final int MAX_LENGTH = 2000;

    boolean isNone() {
        return changed.isEmpty() && added.isEmpty() && removed.isEmpty();
    }

    /** What the event tells; when there are too many names for it, how many there are more. */
    String text() {
        StringJoiner text = new StringJoiner("; ", "settings: ", "");
        tell(text, "changed ", changed);
        tell(text, "added ", added);
        tell(text, "removed ", removed);
        return text.toString();
    }

    private static void tell(StringJoiner text, String what, List<String> names) {
        if (names.isEmpty()) {
            return;
        }
        StringBuilder told = new StringBuilder();
        for (int i = 0; i < names.size(); i++) {
            if (told.length() + names.get(i).length() > MAX_LENGTH / 3 - 50) {
                told.append(told.isEmpty() ? "" : ", ").append(names.size() - i).append(" more");
                break;
            }
            told.append(told.isEmpty() ? "" : ", ").append(names.get(i));
        }
        text.add(what + told);
    }
}
