package dk.slettefrist.ingest;

import dk.slettefrist.platform.DomainException;
import dk.slettefrist.recording.Recording;

/** Whether an upload's body is to be read, decided before its first byte. */
sealed interface Admission {

    /** Read and store it; the row is RECEIVING. */
    record Admitted(Recording recording) implements Admission {}

    /** The same identifiers are stored: read it only to compare. */
    record Known(Recording recording) implements Admission {}

    /** Too late: do not read it. */
    record TooLate(DomainException.Late answer) implements Admission {}
}
