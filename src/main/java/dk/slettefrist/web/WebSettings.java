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

    /** How long a client may go on sending a body after its request was answered; then its connection is closed. */
    @DurationMin(millis = 1)
    @WithDefault("PT10S")
    @WithConverter(IsoDuration.class)
    Duration linger();

    /** How long the head of a request may take: from the connection's begin, or from the head's first byte; then the connection is closed. */
    @DurationMin(millis = 1)
    @WithDefault("PT10S")
    @WithConverter(IsoDuration.class)
    Duration headTimeout();

    /** How long a body may take that is no recording; then the connection is closed. */
    @DurationMin(millis = 1)
    @WithDefault("PT30S")
    @WithConverter(IsoDuration.class)
    Duration bodyTimeout();

    /** What {@code Strict-Transport-Security} says where a request came by TLS; empty: nothing. The default is a year, with all hosts below. */
    @WithDefault("max-age=31536000; includeSubDomains")
    Optional<String> strictTransportSecurity();

    /** Whether a request that did not come by TLS, to here or to a proxy that is believed, is refused. */
    @WithDefault("false")
    @WithConverter(TrueOrFalse.class)
    boolean requireTls();
}
