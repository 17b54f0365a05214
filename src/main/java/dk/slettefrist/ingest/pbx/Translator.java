package dk.slettefrist.ingest.pbx;

import java.time.Instant;

import dk.slettefrist.platform.DomainException;
import dk.slettefrist.platform.TimeSource;
import dk.slettefrist.source.Source;
import dk.slettefrist.source.SourceKind;

/** Understands the messages of one kind of PBX. Knows neither database nor network: the same message gives the same notices. */
public interface Translator {

    SourceKind kind();

    /**
     * Checks what can be checked before the body is read: a shared secret, unless the kind proves itself by a signature over the body; of that one
     * that it is there, well-formed and of now.
     * Whoever gets no further costs no more than the head of a request; whoever gets further with a forged signature takes a place among those
     * that are sent to the same source, and keeps nobody else from being heard.
     *
     * @param head without its body
     * @param time for signatures that cover one; it is the database's, so it is asked last
     * @throws DomainException.NotProven when the message cannot be the source's
     */
    default Proof admit(Source source, Webhook head, TimeSource time) {
        SharedSecret.prove(source, head);
        return Proof.WHOLE;
    }

    /**
     * Checks that the message is the source's, before anything of it is believed.
     *
     * @param now for signatures that cover a time
     * @throws DomainException.NotProven when it is not
     */
    void prove(Source source, Webhook webhook, Instant now);

    /**
     * What the message says; no notices when it says nothing that matters here.
     *
     * @param now what is told without a time happened then
     * @throws DomainException.InvalidRequest when it is not as the PBX documents it
     */
    Told translate(Source source, Webhook webhook, Instant now);
}
