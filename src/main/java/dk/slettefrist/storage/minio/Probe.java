package dk.slettefrist.storage.minio;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

import dk.slettefrist.storage.ObjectKey;
import dk.slettefrist.storage.ObjectStoreException;
import dk.slettefrist.storage.UnusableBucketException;

/** Does to a small object of its own all that is ever done to a recording, and so uses every right we need. */
final class Probe {

    private static final byte[] CONTENT = "probe".getBytes(StandardCharsets.US_ASCII);
    private static final String TYPE = "text/plain";

    private final Upload upload;
    private final Reading reading;
    private final Deletion deletion;
    private final Presence presence;
    private final UnfinishedUploads uploads;
    /** Of an attempt that broke off before its object was confirmed absent; the next one of this process deletes it. */
    private ObjectKey left;

    Probe(Upload upload, Reading reading, Deletion deletion, Presence presence, UnfinishedUploads uploads) {
        this.upload = upload;
        this.reading = reading;
        this.deletion = deletion;
        this.presence = presence;
        this.uploads = uploads;
    }

    synchronized void run() {
        if (left != null) {
            deletion.delete(List.of(left));
        }
        ObjectKey key = ObjectKey.random();
        left = key;
        uploads.abort(key, upload.start(key, TYPE));
        long size = upload.put(key, new ByteArrayInputStream(CONTENT), TYPE);
        if (size != CONTENT.length || !Arrays.equals(read(key), CONTENT)) {
            throw new ObjectStoreException("The object store did not give back what it was given", null);
        }
        deletion.delete(List.of(key));
        if (!presence.among(List.of(key)).isEmpty()) {
            throw new UnusableBucketException(
                    "An object that was deleted is still in the bucket; remove whatever keeps it (retention, legal hold, soft delete)",
                    null);
        }
        left = null;
    }

    private byte[] read(ObjectKey key) {
        try (InputStream stream = reading.get(key, 0, CONTENT.length)) {
            return stream.readAllBytes();
        } catch (IOException e) {
            throw new ObjectStoreException("The object store stopped in the middle of an object", e, true);
        }
    }
}
