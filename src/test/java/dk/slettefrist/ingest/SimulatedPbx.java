package dk.slettefrist.ingest;

import java.io.InputStream;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

import dk.slettefrist.recording.Recording;
import dk.slettefrist.simulation.Parts;
import dk.slettefrist.storage.ObjectStore;

/** What a PBX asks of a replica in the simulation, past HTTP. */
public final class SimulatedPbx {

    private static final String SOURCE = "pbx";

    private final UploadForm form;
    private final Intake intake;
    private final EventService events;

    public SimulatedPbx(Parts parts) {
        IngestSettings settings = parts.of(IngestSettings.class);
        parts.with(
                Transfer.class,
                new Transfer(parts.of(ObjectStore.class), parts.of(Admissions.class), renewingAtEveryRead(settings)));
        this.form = parts.of(UploadForm.class);
        this.intake = parts.of(Intake.class);
        this.events = parts.of(EventService.class);
    }

    /** Delivers a recording like a PUT, or a form with its fields in front. */
    public Delivered deliver(Delivery delivery, InputStream body) {
        Upload upload = delivery.check(form);
        return Delivered.from(intake.receive(upload, body, () -> upload));
    }

    /** Delivers a recording like a form with its fields behind the audio. */
    public Delivered deliverUnnamed(Delivery delivery, InputStream body) {
        Upload unnamed = form.unnamed(SOURCE, delivery.callId, delivery.digest);
        return Delivered.from(intake.receive(unnamed, body, () -> delivery.check(form)));
    }

    /** @param type like {@code call.started} */
    public void tell(String type, String callId, Instant at, String operator) {
        events.tell(SOURCE, new CallEventRequest(type, callId, at.toString(), operator, null, null, null, null));
    }

    /** Real time hardly passes in a simulation: a sign of life a fraction of the lease after the last one would never come. */
    private static IngestSettings renewingAtEveryRead(IngestSettings settings) {
        return (IngestSettings) Proxy.newProxyInstance(
                SimulatedPbx.class.getClassLoader(),
                new Class<?>[] {IngestSettings.class},
                (proxy, method, arguments) ->
                        method.getName().equals("lease") ? Duration.ofNanos(1) : method.invoke(settings, arguments));
    }

    /**
     * A recording on its way.
     *
     * @param digest the header {@code Content-Digest}, or null
     */
    public record Delivery(
            String callId, String recordingId, Instant startedAt, Instant endedAt, String operator, String digest) {

        private Upload check(UploadForm form) {
            Map<String, String> fields = new HashMap<>();
            fields.put("startedAt", startedAt.toString());
            fields.put("endedAt", endedAt.toString());
            fields.put("operator", operator);
            return form.check(SOURCE, callId, recordingId, fields, digest);
        }
    }

    /**
     * The answer to a delivery.
     *
     * @param created 201 when true, else 200
     */
    public record Delivered(Recording recording, boolean created) {

        private static Delivered from(Receipt receipt) {
            return new Delivered(receipt.recording(), receipt.created());
        }
    }
}
