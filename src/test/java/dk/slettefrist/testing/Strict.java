package dk.slettefrist.testing;

import java.util.Map;

import io.quarkus.test.junit.QuarkusTestProfile;

/** A service that asks why somebody listens, takes one upload at a time, and soon hangs up on whoever does not end a refused one, or a message. */
public final class Strict implements QuarkusTestProfile {

    /** Whose password is not like those of the others. */
    public static final String LONG_NAME = "anna";

    /** 90 characters: capitals, spaces, letters that are no ASCII, a colon. */
    public static final String LONG_PASSWORD =
            "Rødgrød med fløde: 3 Liter, \"Æbler\" & Ø1 på en Å! " + "0123456789".repeat(4);

    @Override
    public Map<String, String> getConfigOverrides() {
        return Map.of(
                "quarkus.security.users.embedded.users." + LONG_NAME,
                LONG_PASSWORD,
                "quarkus.security.users.embedded.roles." + LONG_NAME,
                "operator",
                "slettefrist.access.require-reason",
                "true",
                "slettefrist.ingest.max-concurrent",
                "1",
                "slettefrist.webhook.body-timeout",
                "PT2S",
                "slettefrist.web.linger",
                "PT0.3S");
    }
}
