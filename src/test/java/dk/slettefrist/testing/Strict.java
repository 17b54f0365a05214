package dk.slettefrist.testing;

import java.util.Map;

import io.quarkus.test.junit.QuarkusTestProfile;

/** A service that asks why somebody listens, takes one upload at a time, and soon hangs up on whoever does not end a refused one, or a message. */
public final class Strict implements QuarkusTestProfile {

    @Override
    public Map<String, String> getConfigOverrides() {
        return Map.of(
                "slettefrist.access.require-reason", "true",
                "slettefrist.ingest.max-concurrent", "1",
                "slettefrist.webhook.body-timeout", "PT2S",
                "slettefrist.web.linger", "PT0.3S");
    }
}
