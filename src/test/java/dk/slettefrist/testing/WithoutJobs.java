package dk.slettefrist.testing;

import java.util.Map;

import io.quarkus.test.junit.QuarkusTestProfile;

/** For tests with rows that a job of the service's own would take before they are all written. */
public final class WithoutJobs implements QuarkusTestProfile {

    @Override
    public Map<String, String> getConfigOverrides() {
        return Map.of("quarkus.scheduler.enabled", "false");
    }
}
