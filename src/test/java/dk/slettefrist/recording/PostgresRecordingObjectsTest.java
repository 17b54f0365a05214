package dk.slettefrist.recording;

import jakarta.inject.Inject;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;

import dk.slettefrist.testing.PostgresDatabase;
import dk.slettefrist.testing.TestDatabase;
import dk.slettefrist.testing.TestServers;

@QuarkusTest
@QuarkusTestResource(TestServers.class)
class PostgresRecordingObjectsTest extends RecordingObjectsContract {

    @Inject
    PostgresDatabase database;

    @Override
    protected TestDatabase database() {
        return database;
    }
}
