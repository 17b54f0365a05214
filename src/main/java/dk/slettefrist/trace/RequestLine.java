package dk.slettefrist.trace;

import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Method and address of a request as the audit may keep them. Only words of the interface's own stay; everything else may be an identifier, a
 * number or whatever somebody wrote, and becomes a star.
 */
final class RequestLine {

    private static final Set<String> METHODS = Set.of("GET", "HEAD", "PUT", "POST", "DELETE", "PATCH", "OPTIONS");

    /** Of the addresses of the interface. */
    static final Set<String> WORDS = Set.of(
            "api",
            "v1",
            "calls",
            "events",
            "flag",
            "recordings",
            "audio",
            "extensions",
            "sources",
            "webhook",
            "reports",
            "retention",
            "deletions",
            "gaps",
            "audit-events",
            "session",
            "signed-in");

    private static final int MOST_SEGMENTS = 8;
    private static final String OTHER = "*";

    private RequestLine() {}

    /** Like {@code GET /api/v1/recordings/&#42;/audio}. */
    static String of(String method, String path) {
        String known = METHODS.contains(method) ? method : OTHER;
        return known + " /"
                + Stream.of(path.substring(Math.min(1, path.length())).split("/", MOST_SEGMENTS + 1))
                        .limit(MOST_SEGMENTS)
                        .map(segment -> WORDS.contains(segment) ? segment : OTHER)
                        .collect(Collectors.joining("/"));
    }
}
