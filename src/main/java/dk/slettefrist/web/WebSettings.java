package dk.slettefrist.web;

import java.time.Duration;
import java.util.Optional;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithConverter;
import io.smallrye.config.WithDefault;
import org.hibernate.validator.constraints.time.DurationMin;

import dk.slettefrist.platform.IsoDuration;
import dk.slettefrist.platform.TrueOrFalse;

/** How clients are treated, whatever they ask for. */
@ConfigMapping(prefix = "slettefrist.web")
public interface WebSettings {

    /** How long a client may go on sending after it was answered, so that it can read the answer; then its connection is closed. */
    @DurationMin(millis = 1)
    @WithDefault("PT10S")
    @WithConverter(IsoDuration.class)
    Duration linger();

    /** How long a connection may take for the head of a request, however steadily its bytes come; then it is closed. */
    @DurationMin(millis = 1)
    @WithDefault("PT10S")
    @WithConverter(IsoDuration.class)
    Duration headTimeout();

    /** How long a body may take that is no recording, however steadily its bytes come; then the connection is closed. */
    @DurationMin(millis = 1)
    @WithDefault("PT30S")
    @WithConverter(IsoDuration.class)
    Duration bodyTimeout();

    /**
     * What browsers are told ({@code Strict-Transport-Security}) where a request came by TLS, to the service or to a proxy that is believed; empty:
     * nothing. The default holds for all hosts below this one, too, for a year: where some of them have no TLS, set {@code max-age=31536000} before the
     * first browser comes; {@code max-age=0} takes it back.
     */
    @WithDefault("max-age=31536000; includeSubDomains")
    Optional<String> strictTransportSecurity();

    /**
     * Whether a request that did not come by TLS, to the service or to a proxy that is believed, is refused (403). {@code true} wherever TLS is there:
     * else nothing notices a PBX that sends its secret in plain text.
     */
    @WithDefault("false")
    @WithConverter(TrueOrFalse.class)
    boolean requireTls();
}
