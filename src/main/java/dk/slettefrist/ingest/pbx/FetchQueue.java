package dk.slettefrist.ingest.pbx;

import java.time.Instant;

import dk.slettefrist.source.Source;

/** The recordings that lie ready at PBXs and are still to be fetched. */
public interface FetchQueue {

    /**
     * Writes down that a recording is to be fetched, in the caller's transaction. One that is already written down, or was fetched before,
     * changes nothing; one that was given up is tried again.
     */
    void add(Source source, Notice.RecordingReady ready, Instant now);
}
