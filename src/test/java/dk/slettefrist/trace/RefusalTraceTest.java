package dk.slettefrist.trace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

import jakarta.inject.Inject;

import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import dk.slettefrist.testing.Outages;
import dk.slettefrist.testing.Switchboard;
import dk.slettefrist.testing.TestServers;
import dk.slettefrist.testing.TestSources;
import dk.slettefrist.testing.User;

/** Who was refused, when and from where; and that nobody can use that against the service. */
@Tag("side-by-side")
@QuarkusTest
@QuarkusTestResource(TestServers.class)
class RefusalTraceTest {

    private static final String CALLS = "/api/v1/calls";
    private static final Duration PATIENCE = Duration.ofSeconds(90);
    private static final Pattern COUNT = Pattern.compile(", ([0-9]+) times?, ");

    @Inject
    Switchboard switchboard;

    @Inject
    RefusalWriter writer;

    @Inject
    MeterRegistry meters;

    private Outages outages;
    private Instant from;

    @BeforeEach
    void nothingLeftOfOtherTests() {
        writer.writeAll();
        writer.writeAll();
        from = switchboard.startAfresh();
    }

    @AfterEach
    void everythingInReach() {
        outages.end();
        await().until(() -> switchboard.operator().calls(Map.of()).statusCode() == 200);
    }

    @Test
    void shouldWriteDownWhatARoleMayNotDo() {
        // given
        String id = switchboard.pbx().recording().stored();

        // when
        Response response = switchboard.operator().audio(id);

        // then
        response.then().statusCode(403);
        assertThat(the("FORBIDDEN"))
                .containsEntry("actor", "operator")
                .containsEntry("address", "127.0.0.1")
                .containsEntry("detail", "GET /api/v1/recordings/*/audio");
    }

    @ParameterizedTest
    @ValueSource(strings = {"admin", "pbx", "asterisk-1"})
    void shouldWriteDownWhoseNameWasToldWithAWrongPassword(String name) {
        // when
        Response response = as(name, "wrong").get(CALLS);

        // then
        response.then().statusCode(401);
        assertThat(the("LOGIN_FAILED"))
                .containsEntry("actor", name)
                .containsEntry("address", "127.0.0.1")
                .containsEntry("detail", "GET /api/v1/calls");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "root",
                "+4570123456",
                "010190-1234",
                "operator-secret",
                "Operator",
                "anna\r\nforged",
                "' OR 1=1 --",
                "slettefrist",
                "\u0000"
            })
    void shouldKeepNoNameThatTheSettingsDoNotKnow(String name) {
        // when
        Response response = as(name, "wrong").get(CALLS);

        // then
        response.then().statusCode(401);
        assertThat(the("LOGIN_FAILED")).containsEntry("actor", "unknown").containsEntry("detail", "GET /api/v1/calls");
    }

    @ParameterizedTest
    @ValueSource(strings = {"Basic", "Basic !!!", "Basic b25seWFuYW1l", "Bearer abc", "Digest username=pbx"})
    void shouldWriteDownCredentialsThatItCannotRead(String authorization) {
        // when
        Response response =
                RestAssured.given().header("Authorization", authorization).get(CALLS);

        // then
        response.then().statusCode(401);
        assertThat(the("LOGIN_FAILED")).containsEntry("actor", "unknown");
    }

    @Test
    void shouldWriteDownAMessageThatDoesNotProveItself() {
        // when
        Response response = RestAssured.given().body("{}").post("/api/v1/sources/asterisk-1/webhook");

        // then
        response.then().statusCode(401);
        assertThat(the("LOGIN_FAILED"))
                .containsEntry("actor", "asterisk-1")
                .containsEntry("detail", "POST /api/v1/sources/*/webhook");
    }

    @Test
    void shouldWriteDownWhichPbxSentWhatIsForAnother() {
        // when
        Response response = RestAssured.given()
                .header("Authorization", TestSources.basic("freeswitch-1"))
                .body("{}")
                .post("/api/v1/sources/asterisk-1/webhook");

        // then
        response.then().statusCode(401);
        assertThat(the("LOGIN_FAILED")).containsEntry("actor", "freeswitch-1");
    }

    @Test
    void shouldKnowASoundByAnEscapedNameToo() {
        // when
        Response response = RestAssured.given().urlEncodingEnabled(false).get("/api/v1//recordings/x/%61udio");

        // then
        response.then().statusCode(401);
        assertThat(the("LISTENING_REFUSED")).containsEntry("detail", "GET /api/v1/recordings/*/audio");
    }

    @Test
    void shouldWriteDownAWrongToken() {
        // when
        Response response = RestAssured.given().queryParam("token", "%zz").get("/api/v1/sources/asterisk-1/flag");

        // then
        response.then().statusCode(401);
        assertThat(the("LOGIN_FAILED")).containsEntry("actor", "asterisk-1");
    }

    @Test
    void shouldWriteNothingDownWhenSomebodyIsOnlyAskedWhoHeIs() {
        // when
        Response response = RestAssured.given().get(CALLS);

        // then
        response.then().statusCode(401);
        writer.writeAll();
        assertThat(events("LOGIN_FAILED")).isEmpty();
    }

    @Test
    void shouldWriteDownThatNobodyAskedForSound() {
        // given
        String id = switchboard.pbx().recording().stored();

        // when
        Response response = RestAssured.given().get("/api/v1/recordings/{id}/audio", id);

        // then
        response.then().statusCode(401);
        assertThat(the("LISTENING_REFUSED"))
                .containsEntry("actor", "unknown")
                .containsEntry("address", "127.0.0.1")
                .containsEntry("detail", "GET /api/v1/recordings/*/audio");
    }

    @Test
    void shouldWriteTwoEventsOfAHundredFailures() {
        // when
        for (int i = 0; i < 100; i++) {
            as("admin", "guess" + i).get(CALLS).then().statusCode(401);
        }

        // then
        await().untilAsserted(() -> {
            writer.writeAll();
            assertThat(failures()).isEqualTo(100);
        });
        // Each of writeAll ends a period, and so may each minute of a slow machine.
        assertThat(events("LOGIN_FAILED")).hasSizeLessThan(20);
    }

    @Test
    void shouldRefuseWithoutTheDatabaseAndWriteItDownLater() {
        // given
        double failed = meters.counter("slettefrist.refusals.write.failures").count();
        outages.ofDatabase();

        // when
        Response login = as("admin", "wrong").get(CALLS);
        Response role = new User("admin").asks().get(CALLS);

        // then
        login.then().statusCode(401);
        role.then().statusCode(403);
        await().atMost(PATIENCE)
                .until(() ->
                        meters.counter("slettefrist.refusals.write.failures").count() > failed);
        outages.end();
        assertThat(the("LOGIN_FAILED")).containsEntry("actor", "admin");
        assertThat(the("FORBIDDEN")).containsEntry("actor", "admin");
    }

    /** Each would take the time-out of a connection, if it waited. */
    @Test
    void shouldNotWaitForADatabaseThatIsSilent() {
        // given
        outages.ofAnswersFromDatabase();
        long begin = System.nanoTime();

        // when
        for (int i = 0; i < 20; i++) {
            as("admin", "wrong").get(CALLS).then().statusCode(401);
        }

        // then
        assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(40));
        outages.end();
        await().atMost(PATIENCE).untilAsserted(() -> {
            writer.writeAll();
            assertThat(failures()).isEqualTo(20);
        });
    }

    private static RequestSpecification as(String name, String password) {
        return RestAssured.given().auth().preemptive().basic(name, password);
    }

    /** The only event of a type, once it is written. */
    private Map<String, Object> the(String type) {
        await().atMost(PATIENCE).until(() -> !events(type).isEmpty());
        List<Map<String, Object>> events = events(type);
        assertThat(events).hasSize(1);
        return events.get(0);
    }

    private long failures() {
        return events("LOGIN_FAILED").stream()
                .map(event -> COUNT.matcher((String) event.get("detail")))
                .mapToLong(count -> count.find() ? Long.parseLong(count.group(1)) : 1)
                .sum();
    }

    private List<Map<String, Object>> events(String type) {
        Response audit = switchboard.auditor().audit(from, switchboard.now().plusSeconds(60));
        return audit.statusCode() == 200
                ? audit.jsonPath().param("type", type).getList("items.findAll { it.type == type }")
                : List.of();
    }
}
