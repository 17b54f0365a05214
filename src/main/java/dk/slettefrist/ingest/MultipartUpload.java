package dk.slettefrist.ingest;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;

import jakarta.enterprise.context.ApplicationScoped;

import org.apache.commons.fileupload2.core.FileItemInput;
import org.apache.commons.fileupload2.core.FileItemInputIterator;
import org.apache.commons.fileupload2.core.FileUploadException;

import dk.slettefrist.platform.DomainException;

/**
 * A recording delivered as {@code multipart/form-data} (RFC 7578): the fields first, the part {@code audio} last, so that the audio is
 * streamed, never buffered, and refused unread when it is late.
 */
@ApplicationScoped
class MultipartUpload {

    /** How much larger than its audio a form may be. */
    static final long MAX_OVERHEAD = 64 * 1024;

    private static final int MAX_FIELDS = 32;
    private static final String ORDER = "The part 'audio' must be the last one of the form, after all fields.";

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
            FileItemInputIterator parts = new StreamedForm(contentType, body).parts();
            for (int count = 0; count < MAX_FIELDS && parts.hasNext(); count++) {
                FileItemInput part = parts.next();
                if (part.getFieldName().equals("audio")) {
                    Upload upload = form.check(source, callId, fields.get("recordingId"), fields, digest);
                    return intake.receive(upload, new LastPart(part.getInputStream(), parts));
                }
                fields.put(part.getFieldName(), text(part));
            }
            throw new DomainException.InvalidRequest("The form has no part 'audio'.");
        } catch (FileUploadException e) {
            throw new DomainException.InvalidRequest("The body is not a whole multipart/form-data form.", e);
        } catch (IOException e) {
            throw new DomainException.InvalidRequest("The body broke off before its end; nothing was stored.", e);
        }
    }

    private static String text(FileItemInput part) throws IOException {
        byte[] value = part.getInputStream().readNBytes(4 * UploadForm.MAX_TEXT + 1);
        if (value.length > 4 * UploadForm.MAX_TEXT) {
            throw new DomainException.InvalidRequest("A field of the form is too long.");
        }
        return new String(value, StandardCharsets.UTF_8);
    }

    /** The audio, which must be followed by the end of the form: a field behind it would be lost. */
    private static final class LastPart extends FilterInputStream {

        private final FileItemInputIterator parts;

        LastPart(InputStream in, FileItemInputIterator parts) {
            super(in);
            this.parts = parts;
        }

        @Override
        public int read(byte[] buffer, int offset, int length) throws IOException {
            int read = super.read(buffer, offset, length);
            if (read < 0 && parts.hasNext()) {
                throw new DomainException.InvalidRequest(ORDER);
            }
            return read;
        }
    }
}
