package dk.slettefrist.ingest.pbx;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;

import jakarta.enterprise.context.ApplicationScoped;

import dk.slettefrist.platform.DomainException;

/**
 * How many messages are read at once: each takes memory and a thread. What its head proves never waits behind what may be anybody's, and of that
 * nothing that is sent to one source waits behind what is sent to another.
 */
@ApplicationScoped
class WebhookSlots {

    private final int each;
    private final Semaphore proven;
    private final Map<String, Semaphore> open = new ConcurrentHashMap<>();

    WebhookSlots(WebhookSettings settings) {
        this.each = settings.maxConcurrent();
        this.proven = new Semaphore(each);
    }

    /**
     * Does the work of one message.
     *
     * @param source a configured one: each is remembered
     * @param proof by its head
     * @throws DomainException.Unavailable when too many of its like go on
     */
    void during(String source, Proof proof, Runnable message) {
        Semaphore free =
                switch (proof) {
                    case WHOLE -> proven;
                    case OPEN -> open.computeIfAbsent(source, first -> new Semaphore(each));
                };
        if (!free.tryAcquire()) {
            throw new DomainException.Unavailable(
                    "Too many messages come at once; nothing was written. Try again.", null);
        }
        try {
            message.run();
        } finally {
            free.release();
        }
    }
}
