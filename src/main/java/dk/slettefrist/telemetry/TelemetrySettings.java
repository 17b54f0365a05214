package dk.slettefrist.telemetry;

import java.net.URI;
import java.util.Optional;

import io.smallrye.config.ConfigMapping;

/** What is told of the life of each recording, for those who run the service. */
@ConfigMapping(prefix = "slettefrist.telemetry")
public interface TelemetrySettings {

    /**
     * Where spans are sent, by OpenTelemetry's protocol over HTTP (OTLP, protobuf): the whole address, like
     * {@code http://127.0.0.1:4318/v1/traces}. Absent: nothing is traced, and nothing sent.
     */
    Optional<URI> tracesEndpoint();
}
