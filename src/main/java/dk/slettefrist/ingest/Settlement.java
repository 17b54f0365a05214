package dk.slettefrist.ingest;

import java.time.Instant;

import dk.slettefrist.recording.Recording;

/** What became of an upload whose bytes are all in the store. All but {@link Stored} leave bytes that must be deleted. */
sealed interface Settlement {

    /** Stored and committed. */
    record Stored(Recording recording) implements Settlement {}

    /** Another upload of the same identifiers was stored meanwhile. */
    record Known(Recording recording) implements Settlement {}

    /** Its deadline came while it was on its way. */
    record TooLate(Instant expiresAt) implements Settlement {}

    /** The row is ours no more: the sweep took the upload as abandoned. */
    record Abandoned() implements Settlement {}
}
