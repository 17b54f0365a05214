package dk.slettefrist.ingest;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Map;

import org.apache.commons.fileupload2.core.AbstractFileUpload;
import org.apache.commons.fileupload2.core.DiskFileItem;
import org.apache.commons.fileupload2.core.DiskFileItemFactory;
import org.apache.commons.fileupload2.core.FileItemInputIterator;
import org.apache.commons.fileupload2.core.RequestContext;

/** A multipart form read part by part from the wire. Of Commons FileUpload only the streaming reader is used: nothing reaches a disk. */
final class StreamedForm extends AbstractFileUpload<Void, DiskFileItem, DiskFileItemFactory> implements RequestContext {

    private final String contentType;
    private final InputStream body;

    StreamedForm(String contentType, InputStream body) {
        this.contentType = contentType;
        this.body = body;
    }

    FileItemInputIterator parts() throws IOException {
        return getItemIterator((RequestContext) this);
    }

    @Override
    public String getCharacterEncoding() {
        return "UTF-8";
    }

    @Override
    public long getContentLength() {
        return -1;
    }

    @Override
    public String getContentType() {
        return contentType;
    }

    @Override
    public InputStream getInputStream() {
        return body;
    }

    @Override
    public boolean isMultipartRelated() {
        return false;
    }

    @Override
    public FileItemInputIterator getItemIterator(Void unused) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Map<String, List<DiskFileItem>> parseParameterMap(Void unused) {
        throw new UnsupportedOperationException("would write to the disk");
    }

    @Override
    public List<DiskFileItem> parseRequest(Void unused) {
        throw new UnsupportedOperationException("would write to the disk");
    }
}
