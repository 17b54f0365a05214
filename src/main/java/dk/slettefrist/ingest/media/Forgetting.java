package dk.slettefrist.ingest.media;

import java.time.Instant;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;

import dk.slettefrist.ingest.pbx.SeenDeliveries;
import dk.slettefrist.ingest.pbx.WebhookSettings;
import dk.slettefrist.platform.TimeSource;

/** Forgets which messages came and which recordings were fetched, once no PBX repeats itself so late. */
@ApplicationScoped
class Forgetting {

    /** Rows of one transaction. */
    static final int BATCH = 1000;

    private final SeenDeliveries deliveries;
    private final FetchStatements fetches;
    private final WebhookSettings settings;
    private final TimeSource time;

    Forgetting(SeenDeliveries deliveries, FetchStatements fetches, WebhookSettings settings, TimeSource time) {
        this.deliveries = deliveries;
        this.fetches = fetches;
        this.settings = settings;
        this.time = time;
    }

    /** A bounded part of what is to be forgotten. Whether there may be more. */
    @Transactional
    boolean some() {
        Instant before = time.now().minus(settings.remember());
        int most = Math.max(deliveries.forget(before, BATCH), fetches.forget(before, BATCH));
        return most == BATCH;
    }
}
