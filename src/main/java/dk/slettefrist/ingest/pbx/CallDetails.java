package dk.slettefrist.ingest.pbx;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * What a PBX may say of a call beside its identifier and times, cleaned: control characters are dropped and what is too long is cut. A
 * strange caller's name must not cost a recording.
 */
public final class CallDetails {

    /** Nothing is told. */
    public static final CallDetails NONE = new CallDetails(Map.of());

    private static final int MOST_CHARACTERS = 256;

    private final Map<String, String> fields;

    private CallDetails(Map<String, String> fields) {
        this.fields = fields;
    }

    /** With one more field: {@code operator}, {@code queue}, {@code caller} or {@code callee}. Nothing changes when it is empty or blank. */
    public CallDetails with(String name, Optional<String> value) {
        String clean = value.map(CallDetails::clean).orElse("");
        if (clean.isEmpty()) {
            return this;
        }
        Map<String, String> more = new HashMap<>(fields);
        more.put(name, clean);
        return new CallDetails(Map.copyOf(more));
    }

    /** With the direction: {@code inbound} and {@code outbound} in any case, and words that begin so, as vendors write them; others are nothing. */
    public CallDetails withDirection(Optional<String> value) {
        String told = value.orElse("").strip().toUpperCase(Locale.ROOT);
        return told.startsWith("IN")
                ? with("direction", Optional.of("INBOUND"))
                : told.startsWith("OUT") ? with("direction", Optional.of("OUTBOUND")) : this;
    }

    /** By the names of the interface. */
    public Map<String, String> fields() {
        return fields;
    }

    private static String clean(String value) {
        String plain = value.replaceAll("\\p{Cc}", " ").strip();
        return plain.length() <= MOST_CHARACTERS
                ? plain
                : plain.substring(0, whole(plain)).strip();
    }

    /** What lies beyond the first plane is two characters of Java, which belong together. */
    private static int whole(String text) {
        return Character.isHighSurrogate(text.charAt(MOST_CHARACTERS - 1)) ? MOST_CHARACTERS - 1 : MOST_CHARACTERS;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof CallDetails that && fields.equals(that.fields);
    }

    @Override
    public int hashCode() {
        return fields.hashCode();
    }

    /** Names only: the values are personal. */
    @Override
    public String toString() {
        return fields.keySet().toString();
    }
}
