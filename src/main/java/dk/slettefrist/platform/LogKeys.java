package dk.slettefrist.platform;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.logging.Filter;
import java.util.logging.LogRecord;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import io.quarkus.logging.LoggingFilter;
import org.jboss.logmanager.ExtLogRecord;

/**
 * Makes the {@code key=value} of a message fields of its own in the log ({@code mdc} in JSON), those of the list and no others: whatever libraries put
 * there stays out. A message that names another key does not pass the tests.
 */
@LoggingFilter(name = "log-keys")
public final class LogKeys implements Filter {

    /** What a log line may tell. Our own identifiers, names from the settings, numbers and kinds; nothing of a caller, a call or a file. */
    public static final Set<String> ALLOWED = Set.of(
            "afterSeconds",
            "count",
            "fetchId",
            "foreign",
            "found",
            "kind",
            "left",
            "limit",
            "missing",
            "objectKey",
            "objects",
            "oldestSeconds",
            "orphans",
            "orphansDeleted",
            "outcome",
            "reason",
            "recordingId",
            "recordings",
            "refused",
            "rows",
            "setting",
            "skewSeconds",
            "source",
            "status",
            "switchedOff",
            "times",
            "toDelete",
            "toFetch",
            "uncovered",
            "unknown",
            "uploads",
            "uploadsDeleted",
            "waiting");

    private static final Pattern VALUE = Pattern.compile("(?:([A-Za-z]+)=)?%[^%]");

    /** For the framework. */
    public LogKeys() {}

    /** Lets everything pass. */
    @Override
    public boolean isLoggable(LogRecord line) {
        if (line instanceof ExtLogRecord record) {
            record.setMdc(fields(record));
        }
        return true;
    }

    private static Map<String, String> fields(ExtLogRecord line) {
        Map<String, String> fields = new HashMap<>();
        if (line.getFormatStyle() == ExtLogRecord.FormatStyle.PRINTF && line.getParameters() != null) {
            Matcher value = VALUE.matcher(line.getMessage());
            for (int i = 0; i < line.getParameters().length && value.find(); i++) {
                if (value.group(1) != null && ALLOWED.contains(value.group(1))) {
                    fields.put(value.group(1), String.valueOf(line.getParameters()[i]));
                }
            }
        }
        return fields;
    }
}
