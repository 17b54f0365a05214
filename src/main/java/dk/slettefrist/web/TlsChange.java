package dk.slettefrist.web;

import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.interceptor.Interceptor;

import io.quarkus.tls.CertificateUpdatedEvent;
import io.vertx.core.Vertx;

/**
 * Lets no connection begin while another certificate or trust store takes the place of the last one. The framework's observer stands between these
 * two, and returns when the servers have changed.
 */
@ApplicationScoped
class TlsChange {

    private static final long PATIENCE_MILLIS = 1_000;

    /** Whatever becomes of the change. */
    private static final long LONGEST_MILLIS = 5_000;

    private final Doorway doorway = Doorway.OF_THE_SERVICE;
    private final Vertx vertx;
    private volatile long timer;

    TlsChange(Vertx vertx) {
        this.vertx = vertx;
    }

    void before(@Observes @Priority(Interceptor.Priority.PLATFORM_BEFORE) CertificateUpdatedEvent event)
            throws InterruptedException {
        timer = vertx.setTimer(LONGEST_MILLIS, late -> doorway.open());
        doorway.close(PATIENCE_MILLIS);
    }

    void after(@Observes @Priority(Interceptor.Priority.PLATFORM_AFTER) CertificateUpdatedEvent event) {
        vertx.cancelTimer(timer);
        doorway.open();
    }
}
