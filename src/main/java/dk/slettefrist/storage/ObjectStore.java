package dk.slettefrist.storage;

import java.io.InputStream;
import java.util.Collection;
import java.util.Set;

/**
 * The port to the object store that holds the audio. Every method may block on the network; none may be called while a database
 * connection is held. Implementations are safe for use by many threads.
 *
 * <p>All methods throw {@link ObjectStoreException} when the store cannot be reached, does not answer in time, or answers something else
 * than what was asked; the effect is then unknown, and the caller must act as if it may or may not have happened.
 */
public interface ObjectStore {

    /**
     * Streams a body into a new object. Memory is bounded by the part size, whatever the length; no temporary file is used.
     *
     * @param key a fresh key
     * @param body read to its end, not closed. What it throws (unchecked, or {@link java.io.IOException}) reaches the caller unchanged as
     *     cause of a {@link BodyException}, and the unfinished object is given up
     * @param contentType media type kept with the object
     * @return how many bytes the store acknowledged: asked of the store after the upload, not counted on the way
     * @throws BodyException when reading the body failed: the store is not to blame
     */
    long put(ObjectKey key, InputStream body, String contentType);

    /**
     * Opens a part of an object. The caller closes the stream.
     *
     * @param offset first byte, 0 or more
     * @param length number of bytes, 1 or more
     * @throws ObjectMissingException when there is no such object
     */
    InputStream get(ObjectKey key, long offset, long length);

    /**
     * Deletes all that lies under the keys: every version, every delete marker, and unfinished multipart uploads. A key under which
     * nothing lies is no error. Returning says that the store accepted the deletions, not that the bytes are absent: see {@link
     * #present}. A key that the store refuses to delete keeps no other from being deleted; the exception comes at the end.
     *
     * @param keys at most 1,000
     * @throws ObjectStoreException also when only some of it was refused: the rest is deleted
     */
    void delete(Collection<ObjectKey> keys);

    /**
     * Which of the keys still have anything in the store: a current version, an older one, a delete marker or an unfinished multipart
     * upload. Those of which the store does not say it, though it does of others, are among them: what is uncertain counts as present. An
     * empty answer confirms that all are absent.
     *
     * @param keys at most 1,000
     */
    Set<ObjectKey> present(Collection<ObjectKey> keys);

    /**
     * One page of the objects (current or not) of the whole bucket, in the store's order.
     *
     * @param after the name after which the page starts, exclusive; null for the beginning
     * @param limit 1 to 1,000
     */
    ObjectPage list(String after, int limit);

    /**
     * One page of the keys under which a multipart upload was begun and neither completed nor given up: no listing of objects shows its
     * parts. Names that do not begin as ours do are left out. A name appears once, with the time at which the newest of its uploads began.
     *
     * @param after the name after which the page starts, exclusive; null for the beginning
     * @param limit 1 to 1,000
     */
    ObjectPage unfinished(String after, int limit);

    /**
     * Removes the delete markers under a key, and nothing else: an object that somebody deleted without naming its version can be read
     * again. Nothing happens where there is no marker, or where the bucket keeps no versions.
     */
    void uncover(ObjectKey key);

    /**
     * Looks at the bucket and what we may do with it: creates it when missing and allowed, writes a probe, and deletes the probe's every
     * version. Called at start-up, before any recording is accepted.
     *
     * @throws UnusableBucketException when the bucket could not keep the promise that deleted means gone; its message tells an operator
     *     what to change
     */
    void examine();
}
