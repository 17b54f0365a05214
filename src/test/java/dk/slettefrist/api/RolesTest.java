package dk.slettefrist.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.BiConsumer;

import jakarta.inject.Inject;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.response.Response;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import dk.slettefrist.testing.Switchboard;
import dk.slettefrist.testing.TestServers;

/** The table of {@code docs/ROLES.md}, cell by cell, against the running service. */
@QuarkusTest
@QuarkusTestResource(TestServers.class)
class RolesTest {

    private static final RoleMatrix MATRIX = RoleMatrix.read();
    private static final Duration PERIOD = Duration.ofMinutes(30);

    /** Nobody, a wrong password, unknown users, and what cannot be read. */
    private static final List<String> NO_PROOF = List.of(
            "",
            "Basic " + base64("supervisor:supervisor"),
            "Basic " + base64("supervisor:"),
            "Basic " + base64("link-1:wrong-wrong-wrong-1"),
            "Basic " + base64("root:"),
            "Basic " + base64("onlyaname"),
            "Basic",
            "Basic !!!",
            "Bearer abc",
            "Digest username=pbx");

    /** Asked for once. */
    private static Map<String, Operation> described;

    @Inject
    Switchboard switchboard;

    @TestHTTPResource(value = "/", management = true)
    URI management;

    static Set<String> operations() {
        return MATRIX.operations();
    }

    @BeforeEach
    void description() {
        if (described == null) {
            described = Operation.described(management);
        }
    }

    @ParameterizedTest
    @MethodSource("operations")
    void shouldAnswerEachRoleAsTheTableSays(String name) {
        // given
        Operation operation = described.get(name);
        RoleRound round = new RoleRound(operation, switchboard::now);

        // when
        askBeforeTheDeadline(operation, round);
        askAfterTheDeadline(operation, round);

        // then
        assertThat(round.answers()).isEqualTo(MATRIX.of(name));
        assertThat(round.findings()).isEmpty();
    }

    @Test
    void shouldNoticeWhatAnAnswerTells() {
        // given
        RecordedCall call = RecordedCall.stored(new Exchange("pbx", false), switchboard);

        // when
        Response view = switchboard.operator().call(call.callId());
        Response audio = switchboard.supervisor().audio(call.id().toString());

        // then
        assertThat(RoleRound.told(call, view)).containsExactly("personal data", "identifiers");
        assertThat(RoleRound.told(call, audio)).containsExactly("sound");
    }

    @ParameterizedTest
    @MethodSource("operations")
    void shouldLetNobodyInWithoutProof(String name) {
        // given
        Operation operation = described.get(name);
        RecordedCall call = RecordedCall.untold(Exchange.of(operation.path()), switchboard.now());
        Map<String, Integer> answers = new TreeMap<>();

        // when
        for (String authorization : NO_PROOF) {
            var request = RestAssured.given();
            Response response = new Question(operation, call, switchboard.now())
                    .ask(authorization.isEmpty() ? request : request.header("Authorization", authorization), "*/*");
            answers.put(authorization, response.statusCode());
            assertThat(response.header("WWW-Authenticate"))
                    .as(authorization)
                    .startsWithIgnoringCase("Basic realm=\"slettefrist\"");
            assertThat(RoleRound.isProblemIfRefused(operation, response))
                    .as(authorization)
                    .isTrue();
        }

        // then
        assertThat(answers.values()).containsOnly(401);
    }

    @ParameterizedTest
    @MethodSource("operations")
    void shouldTellNobodyMoreThanTheMethods(String name) {
        // given
        Operation operation = described.get(name);
        RecordedCall call = RecordedCall.untold(Exchange.of(operation.path()), switchboard.now());

        // when
        Response response = new Question(operation, call, switchboard.now()).ask(RestAssured.given(), "OPTIONS", "*/*");

        // then
        assertThat(response.statusCode()).isIn(200, 401);
        assertThat(response.asString()).isEmpty();
    }

    /** Whoever is refused changes nothing, and neither does another source, whatever it is answered: so they go first. */
    private void askBeforeTheDeadline(Operation operation, RoleRound round) {
        RecordedCall call = RecordedCall.stored(Exchange.of(operation.path()), switchboard);
        String seen = seen(call);
        askAll((whose, role) -> {
            if (changesNothing(operation, whose, role)) {
                round.ask(call, whose, "before", role);
            }
        });
        assertThat(seen(call)).as("the call as operators see it").isEqualTo(seen);
        askAll((whose, role) -> {
            if (!changesNothing(operation, whose, role)) {
                round.ask(call, whose, "before", role);
            }
        });
    }

    private void askAfterTheDeadline(Operation operation, RoleRound round) {
        RecordedCall call = RecordedCall.stored(Exchange.of(operation.path()), switchboard);
        switchboard.pass(PERIOD);
        askAll((whose, role) -> round.ask(call, whose, "after", role));
    }

    private static void askAll(BiConsumer<String, String> question) {
        RoleMatrix.WHOSE.forEach(whose -> RoleMatrix.ROLES.forEach(role -> question.accept(whose, role)));
    }

    private static boolean changesNothing(Operation operation, String whose, String role) {
        String cell = RoleMatrix.cell(whose, "before", role);
        return MATRIX.expected(operation.name(), cell).startsWith("no") || cell.equals("other's before pbx");
    }

    private String seen(RecordedCall call) {
        return switchboard
                .operator()
                .callFrom(call.owner().name(), call.callId())
                .then()
                .statusCode(200)
                .extract()
                .asString();
    }

    private static String base64(String pair) {
        return Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8));
    }
}
