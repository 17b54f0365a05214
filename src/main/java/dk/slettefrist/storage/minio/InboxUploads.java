package dk.slettefrist.storage.minio;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

import dk.slettefrist.storage.InboxUpload;

/** Uploads in parts under the prefix of an inbox. */
final class InboxUploads {

    private final PartUploads uploads;
    private final String prefix;

    InboxUploads(Bucket bucket, String prefix) {
        this.uploads = new PartUploads(bucket);
        this.prefix = prefix;
    }

    List<InboxUpload> begunBefore(Instant before) {
        List<InboxUpload> found = new ArrayList<>();
        uploads.each(upload -> {
            Instant began = upload.initiated().toInstant();
            if (upload.objectName().startsWith(prefix) && began.isBefore(before)) {
                found.add(new InboxUpload(upload.objectName(), upload.uploadId(), began));
            }
        });
        return found;
    }

    void giveUp(InboxUpload upload) {
        uploads.abort(upload.name(), upload.id());
    }
}
