package dk.slettefrist.source;

import java.util.Map;

import dk.slettefrist.testing.ConstantTimeContract;
import dk.slettefrist.testing.TestSources;

/** As Basic, bearer and {@code token=} prove a source. */
class SecretTimingTest extends ConstantTimeContract {

    private static final String SECRET = "0123456789abcdef".repeat(4);

    private final Source source =
            ConfiguredSource.of("freeswitch-1", Map.of("kind", "freeswitch", "secrets", TestSources.hash(SECRET)));

    @Override
    protected String right() {
        return SECRET;
    }

    @Override
    protected boolean isRight(String told) {
        return source.knows(told);
    }
}
