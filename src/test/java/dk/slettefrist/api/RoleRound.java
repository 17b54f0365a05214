package dk.slettefrist.api;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Supplier;
import java.util.stream.Stream;

import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;

import dk.slettefrist.testing.User;

/** One operation, asked for by every role. Writes down who was answered what, and which answers were not as they must be. */
final class RoleRound {

    private static final Set<String> READ_CALLS = Set.of("operator", "supervisor");
    private static final String LISTENS = "supervisor";
    private static final String PBX = "pbx";
    private static final String OWN = "own";
    private static final String BEFORE = "before";

    private final Operation operation;
    private final Supplier<Instant> clock;
    private final Map<String, String> answers = new TreeMap<>();
    private final List<String> findings = new ArrayList<>();

    RoleRound(Operation operation, Supplier<Instant> clock) {
        this.operation = operation;
        this.clock = clock;
    }

    /** By {@link RoleMatrix#cell}, as the table has them. */
    Map<String, String> answers() {
        return answers;
    }

    /** Each with who was told what he must not know, or was refused without a problem. */
    List<String> findings() {
        return findings;
    }

    /** Asks as a role, about a call of its own or another's. */
    void ask(RecordedCall call, String whose, String when, String role) {
        String cell = RoleMatrix.cell(whose, when, role);
        Question question = new Question(operation, call, clock.get());
        Set<String> given = new TreeSet<>();
        for (String accept : question.accepts()) {
            Response response = question.ask(as(role, whose, call), accept);
            given.add(RoleMatrix.answer(response.statusCode()));
            told(call, response)
                    .filter(what -> !mayBeTold(what, role, when, response.statusCode()))
                    .forEach(what -> findings.add(cell + " was told: " + what));
            if (!isProblemIfRefused(operation, response)) {
                findings.add(cell + " was refused without a problem");
            }
            boolean refused = Set.of(401, 403).contains(response.statusCode());
            if (refused && when.equals(BEFORE) && (whose.equals(OWN) || role.equals(PBX))) {
                compareWithUnknown(call, whose, role, accept, response);
            }
        }
        answers.put(cell, String.join(", ", given));
    }

    /** Which kinds of data of a call an answer holds. */
    static Stream<String> told(RecordedCall call, Response response) {
        String body = new String(response.asByteArray(), StandardCharsets.UTF_8)
                + response.getHeaders().toString();
        String bytes = new String(response.asByteArray(), StandardCharsets.ISO_8859_1);
        return Stream.of(
                        call.personal().anyMatch(body::contains) ? "personal data" : "",
                        call.identifiers().anyMatch(body::contains) ? "identifiers" : "",
                        bytes.contains(call.sound()) ? "sound" : "")
                .filter(what -> !what.isEmpty());
    }

    /** Whether an answer of the interface is a problem of RFC 9457, if it is a refusal; pages refuse as browsers expect. */
    static boolean isProblemIfRefused(Operation operation, Response response) {
        return response.statusCode() < 400
                || !operation.path().startsWith("/api/")
                || response.contentType().startsWith("application/problem+json");
    }

    private boolean mayBeTold(String what, String role, String when, int status) {
        boolean reads = status / 100 == 2 && READ_CALLS.contains(role) && when.equals(BEFORE);
        return switch (what) {
            case "personal data" -> reads;
            case "identifiers" -> reads || status / 100 == 2 && role.equals(PBX);
            default -> reads && role.equals(LISTENS) && operation.path().endsWith("/audio");
        };
    }

    /** Who may not ask must not learn whether there is something. */
    private void compareWithUnknown(RecordedCall call, String whose, String role, String accept, Response refusal) {
        RecordedCall unknown = RecordedCall.untold(call.owner(), clock.get());
        Response other = new Question(operation, unknown, clock.get()).ask(as(role, whose, call), accept);
        if (other.statusCode() != refusal.statusCode() || !other.asString().equals(refusal.asString())) {
            findings.add(role + " was told whether there is such a call: " + refusal.statusCode() + " and "
                    + other.statusCode());
        }
        if (operation.method().equals("GET")) {
            int head = new Question(operation, call, clock.get())
                    .ask(as(role, whose, call), "HEAD", accept)
                    .statusCode();
            if (head != refusal.statusCode()) {
                findings.add(role + " was answered to HEAD: " + head);
            }
        }
    }

    private static RequestSpecification as(String role, String whose, RecordedCall call) {
        if (!role.equals(PBX)) {
            return new User(role).asks();
        }
        return (whose.equals(OWN) ? call.owner() : call.owner().other()).asks();
    }
}
