package dk.slettefrist.ingest.pbx;

import java.io.IOException;
import java.io.InputStream;

import jakarta.enterprise.context.ApplicationScoped;

import dk.slettefrist.platform.DomainException;

/** Reads the body of a message, in a bounded size. */
@ApplicationScoped
class MessageBody {

    private final WebhookSettings settings;

    MessageBody(WebhookSettings settings) {
        this.settings = settings;
    }

    /**
     * Every byte of it.
     *
     * @throws DomainException.TooLarge when it is larger than the setting allows
     * @throws DomainException.InvalidRequest when it broke off: whoever hangs up is no fault of ours
     */
    byte[] read(InputStream body) {
        try {
            byte[] read = body.readNBytes(settings.maxSize() + 1);
            if (read.length > settings.maxSize()) {
                throw new DomainException.TooLarge(
                        "A message may have at most " + settings.maxSize() + " bytes (slettefrist.webhook.max-size).");
            }
            return read;
        } catch (IOException e) {
            throw new DomainException.InvalidRequest("The body broke off before its end; nothing was written.", e);
        }
    }
}
