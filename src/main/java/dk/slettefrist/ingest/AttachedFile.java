package dk.slettefrist.ingest;

import java.io.IOException;
import java.io.InputStream;

import jakarta.enterprise.context.ApplicationScoped;

import org.apache.commons.fileupload2.core.FileItemInput;

import dk.slettefrist.platform.DomainException;

/** A recording that is one part of a {@code multipart/form-data} form (RFC 7578), while all that is told of it stands outside. Streamed. */
@ApplicationScoped
public class AttachedFile {

    private static final int MAX_PARTS = 32;

    private final Intake intake;

    AttachedFile(Intake intake) {
        this.intake = intake;
    }

    /**
     * @param part the name of the part with the audio; others are passed over
     * @param contentType of the form, with its boundary
     * @throws DomainException as {@link Intake#receive}, and when the form is broken off or has no such part
     */
    public Receipt receive(Upload upload, String part, String contentType, InputStream form) {
        try {
            FormParts parts = FormParts.of(contentType, form);
            FileItemInput audio = next(parts, part);
            if (audio == null) {
                throw new DomainException.InvalidRequest("The form has no part '" + part + "' with the recording.");
            }
            return intake.receive(upload, audio.getInputStream(), () -> rest(parts, part, upload));
        } catch (IOException e) {
            throw MultipartUpload.unreadable(e);
        }
    }

    /** Only a form that is read to its end is whole. */
    private static Upload rest(FormParts parts, String part, Upload upload) {
        try {
            if (next(parts, part) != null) {
                throw new DomainException.InvalidRequest("The form has more than one part '" + part + "'.");
            }
            return upload;
        } catch (IOException e) {
            throw MultipartUpload.unreadable(e);
        }
    }

    private static FileItemInput next(FormParts parts, String name) throws IOException {
        int passed = 0;
        for (FileItemInput part = parts.next(); part != null; part = parts.next()) {
            if (name.equals(part.getFieldName())) {
                return part;
            }
            if (passed++ >= MAX_PARTS) {
                throw new DomainException.InvalidRequest("The form has more than " + MAX_PARTS + " parts.");
            }
        }
        return null;
    }
}
