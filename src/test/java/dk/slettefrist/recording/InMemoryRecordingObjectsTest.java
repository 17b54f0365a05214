package dk.slettefrist.recording;

import dk.slettefrist.testing.InMemoryDatabase;
import dk.slettefrist.testing.TestDatabase;

class InMemoryRecordingObjectsTest extends RecordingObjectsContract {

    private final InMemoryDatabase database = new InMemoryDatabase();

    @Override
    protected TestDatabase database() {
        return database;
    }
}
