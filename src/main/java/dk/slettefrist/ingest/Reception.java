package dk.slettefrist.ingest;

import java.io.IOException;
import java.io.InputStream;
import java.util.function.Supplier;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;

import org.apache.commons.io.input.BoundedInputStream;

import dk.slettefrist.platform.DomainException;
import dk.slettefrist.recording.RecordingView;

/** What is the same wherever a recording is delivered: one that is too large is refused unread, and the answer is the recording. */
@ApplicationScoped
public class Reception {

    private final IngestSettings settings;
    private final IntakeMeters meters;

    Reception(IngestSettings settings, IntakeMeters meters) {
        this.settings = settings;
        this.meters = meters;
    }

    /**
     * @param contentLength the header of a body that is the audio, or null
     * @throws DomainException.TooLarge when that is more than a recording may have
     */
    public void refuseTooLarge(String contentLength) {
        refuseLongerThan(settings.maxSize(), contentLength);
    }

    /**
     * @param contentLength the header of a form with the audio, or null
     * @throws DomainException.TooLarge when that is more than such a form may have
     */
    public void refuseTooLargeForm(String contentLength) {
        refuseLongerThan(settings.maxSize() + MultipartUpload.MAX_OVERHEAD, contentLength);
    }

    private void refuseLongerThan(long limit, String contentLength) {
        if (contentLength != null && Long.parseLong(contentLength) > limit) {
            throw new DomainException.TooLarge("A recording may have at most " + settings.maxSize() + " bytes.");
        }
    }

    /**
     * A body that may take so long and no longer, from now on.
     *
     * @return throws {@link DomainException.TooSlow} when it is read later
     */
    public InputStream timed(InputStream body) {
        return new TimedInput(body, settings.maxDuration());
    }

    /** Likewise; and a form without Content-Length ends here at the latest, and is not whole then. */
    public InputStream bounded(InputStream form) throws IOException {
        return BoundedInputStream.builder()
                .setInputStream(timed(form))
                .setMaxCount(settings.maxSize() + MultipartUpload.MAX_OVERHEAD)
                .get();
    }

    /**
     * 201 with the place of a new recording, 200 when it was stored before. What comes of the delivery is counted.
     *
     * @param delivery the whole of it, with all that refuses it unread
     */
    public Response answer(String source, UriInfo uri, Supplier<Receipt> delivery) {
        Receipt receipt = meters.counted(source, delivery);
        RecordingView view = RecordingView.from(receipt.recording());
        var response = receipt.created()
                ? Response.created(uri.getBaseUriBuilder()
                        .path("api/v1/recordings")
                        .path(view.id().toString())
                        .build())
                : Response.ok();
        return response.entity(view).build();
    }
}
