package dk.slettefrist.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.function.IntSupplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.RestAssured;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import dk.slettefrist.testing.Guarded;
import dk.slettefrist.testing.LogLines;
import dk.slettefrist.testing.RawConnection;
import dk.slettefrist.testing.TestServers;
import dk.slettefrist.testing.TestSources;

/** Who asks too often. Each test has an address of its own, as the proxy tells it. */
@QuarkusTest
@TestProfile(Guarded.class)
@QuarkusTestResource(TestServers.class)
class ClientLimitsTest {

    private static final String CALLS = "/api/v1/calls";
    private static final String NEEDS_A_PBX = "/api/v1/sources/freeswitch-1/flag?callId=none";
    private static final String WRONG = basic("operator", "wrong-wrong-wrong");

    @TestHTTPResource(value = "/", management = true)
    URI management;

    @ParameterizedTest
    @CsvSource({"Basic, 198.51.100.11", "Bearer, 198.51.100.12", "token, 198.51.100.13"})
    void shouldRefuseToLookAtMoreGuesses(String kind, String address) {
        // given
        String target = kind.equals("token") ? NEEDS_A_PBX + "&token=wrong-wrong-wrong" : CALLS;
        String header = kind.equals("Basic") ? WRONG : kind.equals("Bearer") ? "Authorization: Bearer wrong" : "X: -";

        double counted = refusedProofs();

        // when
        int[] guesses = times(Guarded.PROOFS, () -> status(address, target, header));
        String refused = answer(address, target, header);

        // then
        assertThat(guesses).containsOnly(401);
        assertThat(refused)
                .startsWith("HTTP/1.1 429 ")
                .containsIgnoringCase("\r\nretry-after: ")
                .containsIgnoringCase("\r\ncontent-type: application/problem+json\r\n")
                .containsIgnoringCase("\r\ncache-control: no-store\r\n")
                .containsIgnoringCase("\r\nx-content-type-options: nosniff\r\n")
                .contains("\"type\":\"urn:slettefrist:problem:too-many-requests\"");
        assertThat(refusedProofs()).isEqualTo(counted + 1);
    }

    @Test
    void shouldNotTellARightPasswordFromAWrongOneOnceItLooksAtNone() {
        // given
        String address = "198.51.100.30";
        times(Guarded.PROOFS, () -> status(address, CALLS, WRONG));

        // when
        String right = answer(address, CALLS, basic("dpo", TestServers.password("dpo")));
        String wrong = answer(address, CALLS, WRONG);

        // then
        assertThat(right).startsWith("HTTP/1.1 429 ");
        assertThat(right.replaceAll("(?i)retry-after: \\d+", ""))
                .isEqualTo(wrong.replaceAll("(?i)retry-after: \\d+", ""));
    }

    @Test
    void shouldNotKeepOutWhoHasProvenHimselfForTheGuessesOfOthersAtHisAddress() {
        // given
        String address = "198.51.100.31";
        String operator = basic("operator", TestServers.password("operator"));
        int before = status(address, CALLS, operator);
        times(Guarded.PROOFS, () -> status(address, CALLS, WRONG));

        // when
        int operatorAfter = status(address, CALLS, operator);
        int pbx = status(address, NEEDS_A_PBX, "Authorization: " + TestSources.basic("freeswitch-1"));
        int byToken = status(address, NEEDS_A_PBX + "&token=" + TestSources.secret("freeswitch-1"), "X: -");

        // then
        assertThat(before).isEqualTo(200);
        assertThat(operatorAfter).isEqualTo(200);
        assertThat(pbx).isEqualTo(202);
        assertThat(byToken).isEqualTo(202);
    }

    @Test
    void shouldNotKeepOutAPbxForTheManyRequestsOfOthersAtItsAddress() {
        // given
        String address = "198.51.100.32";
        int[] strangers = times(3 * Guarded.REQUESTS, () -> status(address, CALLS, "X: -"));

        // when
        int[] pbx = times(
                2 * Guarded.REQUESTS,
                () -> status(address, NEEDS_A_PBX, "Authorization: " + TestSources.basic("freeswitch-1")));

        // then
        assertThat(strangers).contains(401).contains(429);
        assertThat(pbx).containsOnly(202);
    }

    @Test
    void shouldCountGuessesThatWereRightForNothing() {
        // when
        int[] visits = times(
                Guarded.PROOFS,
                () -> status("198.51.100.33", CALLS, basic("operator", TestServers.password("operator"))));
        int elsewhere = status("198.51.100.33", CALLS, basic("supervisor", TestServers.password("supervisor")));

        // then
        assertThat(visits).containsOnly(200);
        assertThat(elsewhere).isEqualTo(200);
    }

    @Test
    void shouldBelieveNobodyElseWhereARequestComesFrom() {
        // when
        int[] guesses = IntStream.rangeClosed(0, Guarded.PROOFS)
                .map(i -> send("127.0.0.4", "203.0.113." + i, CALLS, WRONG).startsWith("HTTP/1.1 429") ? 429 : 401)
                .toArray();

        // then
        assertThat(guesses).endsWith(429).containsOnlyOnce(429);
    }

    @Test
    void shouldSayInTheLogThatItRefusesAndNotWhom() {
        try (LogLines log = LogLines.of("dk.slettefrist.web.ClientLimits")) {
            // when
            times(3 * Guarded.PROOFS, () -> status("198.51.100.34", CALLS, WRONG));

            // then
            assertThat(log.lines()).hasSizeLessThan(3).noneMatch(line -> line.contains("198.51"));
        }
    }

    private double refusedProofs() {
        return RestAssured.get(management.resolve("/q/metrics"))
                .asString()
                .lines()
                .filter(line -> line.startsWith("slettefrist_requests_refused_total{limit=\"proof\"} "))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' '))))
                .sum();
    }

    private static int[] times(int count, IntSupplier request) {
        return IntStream.range(0, count).map(i -> request.getAsInt()).toArray();
    }

    private static int status(String address, String target, String header) {
        return Integer.parseInt(answer(address, target, header).split(" ")[1]);
    }

    private static String answer(String address, String target, String header) {
        return send(Guarded.PROXY, address, target, header);
    }

    private static String send(String from, String told, String target, String header) {
        String method = target.startsWith(NEEDS_A_PBX) ? "POST" : "GET";
        String[] headers = Stream.concat(
                        Stream.of(header),
                        Stream.of("X-Forwarded-For: " + told, "Content-Length: 0", "Connection: close"))
                .toArray(String[]::new);
        try (RawConnection connection = RawConnection.open(null, from).head(method, target, headers)) {
            return connection.everything();
        }
    }

    private static String basic(String name, String password) {
        byte[] pair = (name + ":" + password).getBytes(StandardCharsets.UTF_8);
        return "Authorization: Basic " + Base64.getEncoder().encodeToString(pair);
    }
}
