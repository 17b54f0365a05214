package dk.slettefrist.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.notNullValue;

import jakarta.inject.Inject;

import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import dk.slettefrist.testing.Delivery;
import dk.slettefrist.testing.RawConnection;
import dk.slettefrist.testing.Strict;
import dk.slettefrist.testing.Switchboard;
import dk.slettefrist.testing.TestServers;

/** More uploads at once than memory is there for. */
@Tag("side-by-side")
@QuarkusTest
@TestProfile(Strict.class)
@QuarkusTestResource(TestServers.class)
class UploadSlotsTest {

    @Inject
    Switchboard switchboard;

    @Inject
    MeterRegistry registry;

    @Test
    void shouldRefuseAnUploadForNowWhileAllSlotsAreTaken() {
        // given
        Delivery slow = switchboard.pbx().recording();
        Delivery other = switchboard.pbx().recording();
        String call = Switchboard.newId("call");
        try (RawConnection connection = slow.open("Content-Length: 1000000")) {
            connection.send(slow.audio());
            Awaitility.await().until(() -> "1"
                    .equals(switchboard.query("SELECT count(*)::text FROM recording WHERE state = 'RECEIVING'")));

            // when
            var refused = other.put();
            var flag = switchboard.operator().flags(call);

            // then
            refused.then()
                    .statusCode(503)
                    .body("type", equalTo("urn:slettefrist:problem:unavailable"))
                    .header("Retry-After", notNullValue());
            flag.then().statusCode(202);
            assertThat(figure("slettefrist.uploads.in.progress")).isEqualTo(figure("slettefrist.uploads.limit"));
        }

        // and then
        Awaitility.await().until(() -> other.put().statusCode() == 201);
        assertThat(figure("slettefrist.uploads.in.progress")).isZero();
    }

    private double figure(String name) {
        return registry.get(name).gauge().value();
    }
}
