package dk.slettefrist.ingest.pbx.generic;

import java.time.Duration;
import java.time.Instant;

import dk.slettefrist.ingest.pbx.Carrier;
import dk.slettefrist.platform.DomainException;
import dk.slettefrist.source.Source;
import dk.slettefrist.source.SourceKind;
import dk.slettefrist.testing.ConstantTimeContract;

class StandardWebhookTimingTest extends ConstantTimeContract {

    private static final Instant AT = Instant.ofEpochSecond(1_795_515_330);

    private final Source source = Carrier.of(SourceKind.GENERIC, "whsec_c2xldHRlZnJpc3QtdGVzdC1zZWNyZXQtMDE=")
            .source();

    /** HMAC-SHA256 of {@code msg_1.1795515330.{}}, by OpenSSL. */
    @Override
    protected String right() {
        return "YF0YYfmECgBJ7sfaBJr13/Dqf53rHkmcDj8Blvfkhn8=";
    }

    @Override
    protected boolean isRight(String told) {
        try {
            StandardWebhook.prove(
                    source,
                    Carrier.json(
                            "{}",
                            "webhook-id",
                            "msg_1",
                            "webhook-timestamp",
                            "1795515330",
                            "webhook-signature",
                            "v1," + told),
                    Duration.ofMinutes(5),
                    AT);
            return true;
        } catch (DomainException.NotProven e) {
            return false;
        }
    }
}
