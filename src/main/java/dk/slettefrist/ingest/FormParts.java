package dk.slettefrist.ingest;

import java.io.IOException;
import java.io.InputStream;

import org.apache.commons.fileupload2.core.FileItemInput;
import org.apache.commons.fileupload2.core.FileItemInputIterator;
import org.apache.commons.fileupload2.core.FileUploadException;

/** The parts of a form, one after the other, as they come from the wire. */
final class FormParts {

    private final FileItemInputIterator parts;

    private FormParts(FileItemInputIterator parts) {
        this.parts = parts;
    }

    /**
     * @param contentType of the form, with its boundary
     * @throws FileUploadException when it is none
     * @throws IOException when it broke off
     */
    static FormParts of(String contentType, InputStream form) throws IOException {
        try {
            return new FormParts(new StreamedForm(contentType, form).parts());
        } catch (IllegalArgumentException e) {
            throw unreadable(e);
        }
    }

    /**
     * The next one, which ends the reading of the one before; null behind the last.
     *
     * @throws FileUploadException when its head cannot be read
     * @throws IOException when the form broke off
     */
    FileItemInput next() throws IOException {
        try {
            return parts.hasNext() ? parts.next() : null;
        } catch (IllegalArgumentException e) {
            throw unreadable(e);
        }
    }

    /** Of names in words of RFC 2047 whose base64 is none, the library says so in this way. */
    private static FileUploadException unreadable(IllegalArgumentException e) {
        return new FileUploadException("the head of a part cannot be read", e);
    }
}
