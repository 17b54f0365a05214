package dk.slettefrist.purge;

import jakarta.enterprise.context.ApplicationScoped;

/** Empties calls of what is personal once their time has come. Apart from the sweep, so that no object store, however slow, delays it. */
@ApplicationScoped
class Forgetting {

    private final Claims claims;
    private final PurgeSettings settings;
    private volatile boolean stopped;

    Forgetting(Claims claims, PurgeSettings settings) {
        this.claims = claims;
        this.settings = settings;
    }

    /** Works until no call's time has come, or {@link #stop}. */
    void run() {
        boolean more = true;
        while (more && !stopped) {
            more = claims.forgetCalls() == settings.batchSize();
        }
    }

    /** Ends a run after the batch it is at. */
    void stop() {
        stopped = true;
    }
}
