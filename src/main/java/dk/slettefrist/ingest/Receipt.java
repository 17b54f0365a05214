package dk.slettefrist.ingest;

import dk.slettefrist.recording.Recording;

/**
 * What the PBX gets for a recording.
 *
 * @param created false when the same bytes were stored before
 */
public record Receipt(Recording recording, boolean created) {}
