package dk.slettefrist.testing;

import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;

import io.micrometer.core.instrument.Metrics;
import io.quarkus.runtime.ShutdownEvent;

/**
 * Lets each service of a test run have gauges of its own. The registry is one for the whole process, the framework empties it in the development
 * mode only, and a gauge of that name that is there already, of a service that has stopped, would be kept instead of the new one.
 */
@Singleton
class ForgottenMeters {

    void forget(@Observes ShutdownEvent stopping) {
        Metrics.globalRegistry.clear();
    }
}
