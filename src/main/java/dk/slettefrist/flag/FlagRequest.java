package dk.slettefrist.flag;

import java.util.Arrays;
import java.util.stream.Collectors;

import dk.slettefrist.call.FlagReason;
import dk.slettefrist.platform.DomainException;

/**
 * What an operator sends to save a call.
 *
 * @param reason THREAT, HARASSMENT or OTHER
 * @param note at most {@link #MAX_NOTE} characters, or null
 * @param call CURRENT or LAST, for a flag by extension only
 */
record FlagRequest(String reason, String note, String call) {

    static final int MAX_NOTE = 2000;

    /** @throws DomainException.InvalidRequest when it is not as it must be; the message never repeats the note */
    static FlagOrder order(FlagRequest request, String by) {
        if (request == null) {
            throw new DomainException.InvalidRequest("The body must be a JSON object with a reason.");
        }
        if (request.note != null && request.note.length() > MAX_NOTE) {
            throw new DomainException.InvalidRequest("note must have at most " + MAX_NOTE + " characters");
        }
        if (request.note != null && request.note.indexOf('\0') >= 0) {
            throw new DomainException.InvalidRequest("note must not hold the character U+0000");
        }
        return new FlagOrder(by, oneOf("reason", FlagReason.class, request.reason), request.note);
    }

    ExtensionCall which() {
        return oneOf("call", ExtensionCall.class, call);
    }

    private static <E extends Enum<E>> E oneOf(String name, Class<E> type, String value) {
        return Arrays.stream(type.getEnumConstants())
                .filter(constant -> constant.name().equals(value))
                .findFirst()
                .orElseThrow(() -> new DomainException.InvalidRequest(name + " must be one of "
                        + Arrays.stream(type.getEnumConstants()).map(Enum::name).collect(Collectors.joining(", "))));
    }
}
