package dk.slettefrist.ingest.pbx;

import java.time.Duration;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithConverter;
import io.smallrye.config.WithDefault;
import org.hibernate.validator.constraints.time.DurationMax;
import org.hibernate.validator.constraints.time.DurationMin;

import dk.slettefrist.platform.IsoDuration;

/** What is taken of messages that PBXs send. */
@ConfigMapping(prefix = "slettefrist.webhook")
public interface WebhookSettings {

    /** Largest message in bytes. */
    @Min(1024)
    @Max(16 * 1024 * 1024)
    @WithDefault("1048576")
    int maxSize();

    /**
     * How many messages are read at once on a replica; more answer 503. So many of all those whose head proves whose they are, and so many more of
     * each source that signs the body (Twilio, Telnyx, Standard Webhooks): forged signatures fill the places of one source only. Each takes
     * {@link #maxSize()} of memory and a thread.
     */
    @Min(1)
    @Max(1000)
    @WithDefault("8")
    int maxConcurrent();

    /** How long the body of one message may take, however steadily its bytes come; a longer one answers 503. */
    @DurationMin(seconds = 1)
    @DurationMax(minutes = 5)
    @WithDefault("PT10S")
    @WithConverter(IsoDuration.class)
    Duration bodyTimeout();

    /** How far the time in a signature may be off ours, either way. */
    @DurationMin(seconds = 1)
    @WithDefault("PT5M")
    @WithConverter(IsoDuration.class)
    Duration tolerance();

    /** For how long a repeated message is recognised by its identifier: as long as the PBX may repeat it. */
    @DurationMin(minutes = 10)
    @WithDefault("P7D")
    @WithConverter(IsoDuration.class)
    Duration remember();
}
