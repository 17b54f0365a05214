package dk.slettefrist.recording;

import static dk.slettefrist.testing.Times.LONG;
import static dk.slettefrist.testing.Times.NOW;

import java.util.function.Function;

/** Every state a row can be in, with its bytes and without where both occur. */
enum Standing {
    RECEIVING(RecordingContract::receiving),
    STORED(RecordingContract::stored),
    STORED_AND_FLAGGED(suite -> suite.stored(suite.receiving(), true)),
    PURGING(RecordingContract::purging),
    PURGED(RecordingContract::purged),
    REFUSED(RecordingContract::refused),
    FAILED(suite -> suite.failed(null)),
    FAILED_WITH_BYTES(suite -> suite.failed(NOW.plus(LONG)));

    private final Function<RecordingContract, Recording> made;

    Standing(Function<RecordingContract, Recording> made) {
        this.made = made;
    }

    Recording in(RecordingContract suite) {
        return made.apply(suite);
    }
}
