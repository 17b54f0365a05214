package dk.slettefrist.ingest;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

import jakarta.enterprise.context.ApplicationScoped;

import org.apache.commons.fileupload2.core.FileItemInput;
import org.apache.commons.fileupload2.core.FileUploadException;

import dk.slettefrist.platform.DomainException;

/**
 * A recording delivered as {@code multipart/form-data} (RFC 7578), its parts in any order. The audio is streamed in either case; with the
 * fields in front of it, a late one is refused unread.
 */
@ApplicationScoped
class MultipartUpload {

    /** How much larger than its audio a form may be. */
    static final long MAX_OVERHEAD = 64 * 1024;

    private static final int MAX_FIELDS = 32;
    private static final int MAX_FIELD_BYTES = 4 * UploadForm.MAX_TEXT;
    private static final List<String> NAMING = List.of("recordingId", "startedAt", "endedAt");

    private final UploadForm form;
    private final Intake intake;

    MultipartUpload(UploadForm form, Intake intake) {
        this.form = form;
        this.intake = intake;
    }

    /**
     * @param fields those told in the query; the form's are added
     * @throws DomainException as {@link Intake#receive}, and when the form is not as it must be
     */
    Receipt receive(
            String source,
            String callId,
            String contentType,
            Map<String, String> fields,
            String digest,
            InputStream body) {
        try {
            FormParts parts = FormParts.of(contentType, body);
            FileItemInput audio = readUntilAudio(parts, fields);
            if (audio == null) {
                throw new DomainException.InvalidRequest("The form has no part 'audio'.");
            }
            Upload upload = fields.keySet().containsAll(NAMING)
                    ? form.check(source, callId, fields.get("recordingId"), fields, digest)
                    : form.unnamed(source, callId, digest);
            return intake.receive(upload, audio.getInputStream(), () -> rest(parts, source, callId, fields, digest));
        } catch (IOException e) {
            throw unreadable(e);
        }
    }

    private Upload rest(FormParts parts, String source, String callId, Map<String, String> fields, String digest) {
        try {
            if (readUntilAudio(parts, fields) != null) {
                throw new DomainException.InvalidRequest("The form has more than one part 'audio'.");
            }
        } catch (IOException e) {
            throw unreadable(e);
        }
        return form.check(source, callId, fields.get("recordingId"), fields, digest);
    }

    private static FileItemInput readUntilAudio(FormParts parts, Map<String, String> fields) throws IOException {
        for (FileItemInput part = parts.next(); part != null; part = parts.next()) {
            if ("audio".equals(part.getFieldName())) {
                return part;
            }
            if (part.getFieldName() == null || fields.size() >= MAX_FIELDS) {
                throw new DomainException.InvalidRequest(
                        "Every part of the form must have a name, and there may be at most " + MAX_FIELDS + ".");
            }
            if (fields.putIfAbsent(part.getFieldName(), text(part)) != null) {
                throw new DomainException.InvalidRequest("The form tells a field twice.");
            }
        }
        return null;
    }

    private static String text(FileItemInput part) throws IOException {
        byte[] value = part.getInputStream().readNBytes(MAX_FIELD_BYTES + 1);
        if (value.length > MAX_FIELD_BYTES) {
            throw new DomainException.InvalidRequest("A field of the form is longer than " + MAX_FIELD_BYTES
                    + " bytes. The part with the recording must be named 'audio'.");
        }
        return new String(value, StandardCharsets.UTF_8);
    }

    static DomainException unreadable(IOException e) {
        return new DomainException.InvalidRequest(
                e instanceof FileUploadException
                        ? "The body is not a whole multipart/form-data form."
                        : "The body broke off before its end; nothing was stored.",
                e);
    }
}
