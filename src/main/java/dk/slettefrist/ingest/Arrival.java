package dk.slettefrist.ingest;

import java.util.Optional;

import dk.slettefrist.gap.GapKind;
import dk.slettefrist.recording.RecordingRepository.StoredAudio;

/**
 * Audio whose every byte the store acknowledged.
 *
 * @param flaw what is wrong with it, though it is kept: it is empty or truncated
 */
record Arrival(StoredAudio audio, Optional<GapKind> flaw) {}
