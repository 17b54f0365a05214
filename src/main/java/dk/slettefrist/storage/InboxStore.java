package dk.slettefrist.storage;

import java.io.InputStream;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * The port to a bucket, or a part of one, into which a PBX puts its recordings. An object appears there once it is complete. Every method may
 * block on the network; none may be called while a database connection is held. Nothing outside the inbox's prefix is read or removed.
 *
 * <p>All methods throw {@link ObjectStoreException} when the store cannot be reached, does not answer in time, or refuses.
 */
public interface InboxStore extends AutoCloseable {

    /**
     * One page of its objects, those included that only a delete marker hides.
     *
     * @param after the name after which the page starts, exclusive; null for the beginning
     * @param limit 1 to 1,000
     */
    InboxPage list(String after, int limit);

    /** Whether there is an object of this name that can be read. */
    boolean has(String name);

    /**
     * What was told with an object: its user metadata ({@code x-amz-meta-*}) by names in lower case without that prefix, values decoded.
     *
     * @throws ObjectMissingException when there is none any more
     */
    Map<String, String> metadata(InboxObject object);

    /**
     * Its bytes, asked for when the first is read; the caller closes the stream. Reading throws {@link ObjectMissingException} when
     * there is none any more, and {@link ObjectStoreException} when it is another by now.
     */
    InputStream open(InboxObject object);

    /**
     * Removes an object: all its older versions and delete markers first, itself last, so that what is left after a failure is still seen. What
     * was written under its name since the listing stays, for the next one. One that is gone already is no error; one that is still there
     * afterwards is, whatever the store answered, and so is one of which the store does not say whether it is the one that was listed.
     */
    void remove(InboxObject object);

    /** Uploads in parts that began before then and go on, or will never end. None where the store knows no such uploads. */
    List<InboxUpload> unfinished(Instant before);

    /** Ends an upload; what was sent of it is gone. One that is gone already, or is an object by now, is no error. */
    void giveUp(InboxUpload upload);

    /** Lets go of connections and threads. */
    @Override
    void close();
}
