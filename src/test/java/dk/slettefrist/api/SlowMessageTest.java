package dk.slettefrist.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import org.junit.jupiter.api.Test;

import dk.slettefrist.testing.RawConnection;
import dk.slettefrist.testing.Strict;
import dk.slettefrist.testing.TestServers;
import dk.slettefrist.testing.TestSources;

/** A message that does not come to its end keeps its place for a while only, whoever sends it. */
@QuarkusTest
@TestProfile(Strict.class)
@QuarkusTestResource(TestServers.class)
class SlowMessageTest {

    @Test
    void shouldGiveUpOnAMessageThatDoesNotEnd() {
        // given
        try (RawConnection pbx = RawConnection.open(null)
                .head(
                        "POST",
                        "/api/v1/sources/link-1/webhook",
                        "Authorization: " + TestSources.basic("link-1"),
                        "Content-Length: 1000000")) {

            // when
            pbx.send("{".getBytes(StandardCharsets.US_ASCII));

            // then
            assertThat(pbx.answer()).startsWith("HTTP/1.1 503 ").containsIgnoringCase("Retry-After:");
            pbx.awaitHangUp();
        }
    }
}
