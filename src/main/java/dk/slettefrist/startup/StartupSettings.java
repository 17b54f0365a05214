package dk.slettefrist.startup;

import java.time.Duration;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithConverter;
import io.smallrye.config.WithDefault;
import org.hibernate.validator.constraints.time.DurationMin;

import dk.slettefrist.platform.IsoDuration;

/** How patient a start is. */
@ConfigMapping(prefix = "slettefrist.startup")
public interface StartupSettings {

    /**
     * For how long a start asks an object store again that is away: no connection, no answer, no such host, 5xx. The pauses grow from half a second to five;
     * each attempt that failed is a line of the log. Then the start ends and says why, as it does at once where a person must change something, such as a
     * secret. {@code PT0S}: it asks once. No port is open meanwhile, so {@code startupProbe} of Kubernetes must be more patient.
     */
    @DurationMin(seconds = 0)
    @WithConverter(IsoDuration.class)
    @WithDefault("PT2M")
    Duration storePatience();
}
