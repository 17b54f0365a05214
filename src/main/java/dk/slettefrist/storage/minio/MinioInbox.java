package dk.slettefrist.storage.minio;

import java.io.InputStream;
import java.time.Instant;
import java.util.List;
import java.util.Map;

import io.minio.GetObjectArgs;
import io.minio.HeadObjectArgs;
import io.minio.HeadObjectResponse;

import dk.slettefrist.storage.InboxAddress;
import dk.slettefrist.storage.InboxObject;
import dk.slettefrist.storage.InboxPage;
import dk.slettefrist.storage.InboxStore;
import dk.slettefrist.storage.InboxUpload;
import dk.slettefrist.storage.ObjectMissingException;
import dk.slettefrist.storage.ObjectStoreException;
import dk.slettefrist.storage.StorageSettings;

/** An inbox on any S3 service, by MinIO's client. */
final class MinioInbox implements InboxStore {

    private final String prefix;
    private final StorageSettings settings;
    private final Clients clients;
    private final Bucket bucket;
    private final Bucket downloads;
    private final InboxListing listing;
    private final InboxRemoval removal;
    private final InboxUploads uploads;

    /** @throws IllegalArgumentException when the endpoint, region or bucket is none */
    MinioInbox(InboxAddress inbox, StorageSettings own) {
        prefix = inbox.prefix();
        settings = new InboxStorage(inbox, own);
        clients = Clients.of(settings, inbox.credentials());
        bucket = new Bucket(clients.requests(), inbox.bucket());
        downloads = new Bucket(clients.downloads(), inbox.bucket());
        listing = new InboxListing(bucket, prefix);
        removal = new InboxRemoval(bucket);
        uploads = new InboxUploads(bucket, prefix);
    }

    @Override
    public InboxPage list(String after, int limit) {
        return listing.page(after, limit);
    }

    @Override
    public boolean has(String name) {
        try {
            head(HeadObjectArgs.builder().object(inside(name)));
            return true;
        } catch (ObjectMissingException e) {
            return false;
        }
    }

    @Override
    public Map<String, String> metadata(InboxObject object) {
        return UserMetadata.of(
                head(HeadObjectArgs.builder().object(inside(object.name())).versionId(object.version()))
                        .headers());
    }

    @Override
    public InputStream open(InboxObject object) {
        GetObjectArgs arguments = downloads.here(GetObjectArgs.builder()
                .object(inside(object.name()))
                .versionId(object.version())
                .matchETag(isOneForEver(object) ? null : object.etag()));
        return new LateStream(() -> downloads.call(
                Operation.GET_OBJECT,
                () -> Reading.begun(downloads.client().getObject(arguments), settings.callTimeout())));
    }

    @Override
    public void remove(InboxObject object) {
        inside(object.name());
        if (object.hasAddress() && !isOneForEver(object) && !isStill(object)) {
            return;
        }
        if (object.version() == null) {
            removal.remove(object);
        } else {
            removal.removeVersions(object);
        }
        if (object.hasAddress() && isThere(object)) {
            throw new ObjectStoreException("An object that was removed is still in the inbox", null);
        }
    }

    @Override
    public List<InboxUpload> unfinished(Instant before) {
        return uploads.begunBefore(before);
    }

    @Override
    public void giveUp(InboxUpload upload) {
        inside(upload.name());
        uploads.giveUp(upload);
    }

    @Override
    public void close() {
        clients.close();
    }

    /** Where versions are off, or suspended, the next object of a name takes the place of this one. */
    private static boolean isOneForEver(InboxObject object) {
        return object.version() != null && !object.version().equals(Versions.NONE);
    }

    /**
     * Whether nothing else was written under its name.
     *
     * @throws ObjectStoreException when the store does not say: what looks like the same goes by another ETag than in the listing
     */
    private boolean isStill(InboxObject object) {
        try {
            HeadObjectResponse now = head(HeadObjectArgs.builder().object(object.name()));
            boolean same = InboxListing.bare(now.etag()).equals(object.etag());
            if (!same && !object.hidden() && looksLike(object, now)) {
                throw new ObjectStoreException("The store names one object by two ETags", null);
            }
            return !object.hidden() && same;
        } catch (ObjectMissingException e) {
            return object.hidden();
        }
    }

    /** HTTP tells seconds only. */
    private static boolean looksLike(InboxObject object, HeadObjectResponse now) {
        return now.size() == object.size()
                && now.lastModified() != null
                && now.lastModified().toInstant().getEpochSecond()
                        == object.lastModified().getEpochSecond();
    }

    private boolean isThere(InboxObject object) {
        if (!isOneForEver(object)) {
            return !object.hidden() && isStill(object);
        }
        try {
            head(HeadObjectArgs.builder().object(object.name()).versionId(object.version()));
            return true;
        } catch (ObjectMissingException e) {
            return false;
        }
    }

    private HeadObjectResponse head(HeadObjectArgs.Builder arguments) {
        return bucket.call(Operation.HEAD_OBJECT, () -> bucket.client().headObject(bucket.here(arguments)));
    }

    /** Whatever goes wrong elsewhere, nothing of somebody else's is touched. */
    private String inside(String name) {
        if (!name.startsWith(prefix)) {
            throw new IllegalArgumentException("outside the inbox");
        }
        return name;
    }
}
