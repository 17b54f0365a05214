package dk.slettefrist.api;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.inject.Inject;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import dk.slettefrist.testing.RawConnection;
import dk.slettefrist.testing.Strict;
import dk.slettefrist.testing.Switchboard;
import dk.slettefrist.testing.TestServers;

/** A client that does not end its body after it was refused. */
@Tag("side-by-side")
@QuarkusTest
@TestProfile(Strict.class)
@QuarkusTestResource(TestServers.class)
class StubbornSenderTest {

    @Inject
    Switchboard switchboard;

    @Test
    void shouldHangUpOnAClientThatDoesNotEndItsBody() {
        // given
        try (RawConnection connection = switchboard.pbx().recording().open("Content-Length: 1000000000")) {

            // when
            int status = connection.status();

            // then
            assertThat(status).isEqualTo(413);
            connection.awaitHangUp();
        }
    }
}
