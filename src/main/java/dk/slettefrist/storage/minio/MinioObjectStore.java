package dk.slettefrist.storage.minio;

import java.io.InputStream;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;

import dk.slettefrist.storage.ObjectKey;
import dk.slettefrist.storage.ObjectPage;
import dk.slettefrist.storage.ObjectStore;
import dk.slettefrist.storage.StorageSettings;
import dk.slettefrist.storage.StoreCredentials;

/**
 * The object store as any S3 service offers it, by MinIO's client. Nothing here rests on ETags, conditional writes or on a server that
 * knows more than the S3 of 2006; what newer servers add (versions, Object Lock, unfinished uploads) is asked for and, where it is not
 * implemented, taken as absent.
 */
public final class MinioObjectStore implements ObjectStore, AutoCloseable {

    private static final int MOST_KEYS = 1000;

    private final Clients clients;
    private final UnfinishedUploads uploads;
    private final Upload upload;
    private final Reading reading;
    private final Deletion deletion;
    private final Presence presence;
    private final Listing listing;
    private final Examination examination;

    /**
     * Connects to nothing yet.
     *
     * @param credentials asked for each request
     * @throws IllegalArgumentException when the endpoint, region or bucket is none, or the part size below the minimum of S3
     */
    public MinioObjectStore(StorageSettings settings, Supplier<StoreCredentials> credentials) {
        clients = Clients.of(settings, credentials);
        Bucket bucket = new Bucket(clients.requests(), settings.bucket());
        Bucket questions = new Bucket(clients.questions(), settings.bucket());
        uploads = new UnfinishedUploads(bucket);
        upload = new Upload(bucket, new UnfinishedUploads(questions), settings.partSize());
        reading = new Reading(new Bucket(clients.downloads(), settings.bucket()), settings.callTimeout());
        deletion = Deletion.of(questions);
        presence = Presence.of(questions);
        listing = new Listing(bucket, new Versioning(bucket), new Versions(bucket));
        // A start has time: it is over when the store is slow.
        Probe probe = new Probe(upload, reading, Deletion.of(bucket), Presence.of(bucket), uploads);
        examination = new Examination(bucket, new Versioning(bucket), probe);
    }

    @Override
    public long put(ObjectKey key, InputStream body, String contentType) {
        return upload.put(key, body, contentType);
    }

    @Override
    public InputStream get(ObjectKey key, long offset, long length) {
        return reading.get(key, offset, length);
    }

    @Override
    public void delete(Collection<ObjectKey> keys) {
        if (!checked(keys).isEmpty()) {
            deletion.delete(keys);
        }
    }

    @Override
    public Set<ObjectKey> present(Collection<ObjectKey> keys) {
        return checked(keys).isEmpty() ? Set.of() : presence.among(keys);
    }

    @Override
    public ObjectPage list(String after, int limit) {
        return listing.page(after, limit);
    }

    @Override
    public ObjectPage unfinished(String after, int limit) {
        return uploads.page(after, limit);
    }

    @Override
    public void uncover(ObjectKey key) {
        deletion.uncover(key);
    }

    @Override
    public void examine() {
        examination.run();
    }

    /** Lets go of connections and threads. */
    @Override
    public void close() {
        clients.close();
    }

    private static List<ObjectKey> checked(Collection<ObjectKey> keys) {
        if (keys.size() > MOST_KEYS) {
            throw new IllegalArgumentException("at most 1,000 keys");
        }
        return List.copyOf(keys);
    }
}
