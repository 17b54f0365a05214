package dk.slettefrist.ingest.pbx;

import java.net.URI;
import java.time.Instant;

import dk.slettefrist.call.CallFact;

/** One thing that a message of a PBX says, in our words. */
public sealed interface Notice {

    /**
     * Something happened to a call.
     *
     * @param callId see {@link dk.slettefrist.call.PbxIdentifier}
     * @param at by the PBX's clock; in the future it is taken as now
     */
    record CallTold(CallFact.Kind kind, String callId, Instant at, CallDetails details) implements Notice {}

    /**
     * A recording lies ready to be fetched.
     *
     * @param endedAt not before {@code startedAt}; in the future it is taken as now
     * @param media where it lies
     * @param deletion what a DELETE of removes it at the PBX; on another host than the media when its API is elsewhere. The credentials of
     *     the source go to this host only
     */
    record RecordingReady(
            String callId,
            String recordingId,
            Instant startedAt,
            Instant endedAt,
            CallDetails details,
            URI media,
            URI deletion)
            implements Notice {

        /** It is deleted where it lies. */
        public RecordingReady(
                String callId, String recordingId, Instant startedAt, Instant endedAt, CallDetails details, URI media) {
            this(callId, recordingId, startedAt, endedAt, details, media, media);
        }
    }

    /**
     * The PBX says itself that a recording which should be is not to be had: it failed, or is empty.
     *
     * @param at by the PBX's clock
     */
    record RecordingFailed(String callId, String recordingId, Instant at) implements Notice {}
}
