package dk.slettefrist.testing;

import java.util.HashMap;
import java.util.Map;

import io.quarkus.test.junit.QuarkusTestProfile;

/** A service that waits for its servers for seconds only, so that a test sees it give up. */
public final class Impatient implements QuarkusTestProfile {

    @Override
    public Map<String, String> getConfigOverrides() {
        Map<String, String> settings = new HashMap<>();
        settings.put("slettefrist.s3.read-timeout", "PT2S");
        settings.put("slettefrist.s3.write-timeout", "PT2S");
        settings.put("slettefrist.s3.call-timeout", "PT4S");
        settings.put("quarkus.datasource.jdbc.additional-jdbc-properties.socketTimeout", "5");
        settings.put("slettefrist.database.lock-timeout", "3s");
        settings.put("slettefrist.database.idle-in-transaction-timeout", "5s");
        settings.put("quarkus.http.test-timeout", "90S");
        return settings;
    }
}
