package dk.slettefrist.ingest.pbx;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;

import io.vertx.core.Vertx;

import dk.slettefrist.platform.DomainException;

/** Reads the body of a message, in a bounded size and a bounded time, however steadily its bytes trickle. */
@ApplicationScoped
class MessageBody {

    private static final int AT_ONCE = 8192;

    private final WebhookSettings settings;
    private final Alarm alarm;

    /** Tells when a time is over. */
    @FunctionalInterface
    interface Alarm {

        /** @return what takes it back */
        Runnable set(Duration time, Runnable over);
    }

    @Inject
    MessageBody(WebhookSettings settings, Vertx vertx) {
        this(settings, (time, over) -> {
            long timer = vertx.setTimer(time.toMillis(), id -> over.run());
            return () -> vertx.cancelTimer(timer);
        });
    }

    MessageBody(WebhookSettings settings, Alarm alarm) {
        this.settings = settings;
        this.alarm = alarm;
    }

    /**
     * Every byte of it.
     *
     * @throws DomainException.TooLarge when it is larger than the setting allows
     * @throws DomainException.Unavailable when it does not end in the time that the setting allows
     * @throws DomainException.InvalidRequest when it broke off: whoever hangs up is no fault of ours
     */
    byte[] read(InputStream body) {
        Patience patience = new Patience();
        Runnable takeBack = alarm.set(settings.bodyTimeout(), patience::end);
        try {
            return read(body, patience);
        } catch (IOException e) {
            throw patience.isOver()
                    ? tooSlow()
                    : new DomainException.InvalidRequest("The body broke off before its end; nothing was written.", e);
        } finally {
            takeBack.run();
            patience.read();
        }
    }

    private byte[] read(InputStream body, Patience patience) throws IOException {
        ByteArrayOutputStream read = new ByteArrayOutputStream();
        byte[] some = new byte[AT_ONCE];
        for (int count = body.read(some); count >= 0; count = body.read(some)) {
            read.write(some, 0, count);
            if (read.size() > settings.maxSize()) {
                throw new DomainException.TooLarge(
                        "A message may have at most " + settings.maxSize() + " bytes (slettefrist.webhook.max-size).");
            }
            if (patience.isOver()) {
                throw tooSlow();
            }
        }
        return read.toByteArray();
    }

    private DomainException tooSlow() {
        return new DomainException.Unavailable(
                "The message did not end within " + settings.bodyTimeout().toSeconds()
                        + " s (slettefrist.webhook.body-timeout); nothing was written. Try again.",
                null);
    }

    /** With a sender, by the thread that reads. It wakes that thread where it waits for bytes, and never after. */
    private static final class Patience {

        private final Thread reader = Thread.currentThread();
        private boolean reading = true;
        private boolean over;

        synchronized void end() {
            if (reading) {
                over = true;
                reader.interrupt();
            }
        }

        synchronized boolean isOver() {
            return over;
        }

        synchronized void read() {
            reading = false;
            if (over) {
                Thread.interrupted();
            }
        }
    }
}
