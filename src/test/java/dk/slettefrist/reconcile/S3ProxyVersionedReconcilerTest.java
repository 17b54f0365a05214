package dk.slettefrist.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import dk.slettefrist.testing.S3ProxyServer;

class S3ProxyVersionedReconcilerTest extends VersionedReconcilerContract {

    private static S3ProxyServer server;

    @BeforeAll
    static void start() {
        server = S3ProxyServer.withVersions();
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    /** S3Mock puts no marker where there was nothing. */
    @Test
    void shouldDeleteALoneMarkerThatNoRowHolds() {
        bucket.remove(orphan());

        assertThat(run().objects()).isEqualTo(new ObjectFindings(1, 1, 0, 0));
        assertThat(run().objects()).isEqualTo(ObjectFindings.NONE);
    }

    @Override
    protected URI server() {
        return server.endpoint();
    }
}
