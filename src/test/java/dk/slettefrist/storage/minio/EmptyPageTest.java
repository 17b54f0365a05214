package dk.slettefrist.storage.minio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.function.Predicate;

import io.minio.messages.VersioningConfiguration.Status;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import dk.slettefrist.storage.ObjectPage;
import dk.slettefrist.storage.ObjectStoreException;
import dk.slettefrist.testing.S3Gate;
import dk.slettefrist.testing.S3Gate.Request;
import dk.slettefrist.testing.S3MockProcess;
import dk.slettefrist.testing.TestStorageSettings;

/** A server that filters or expires while it lists may answer a page without items, and more to come. */
class EmptyPageTest {

    private static final String TRUNCATED = "<IsTruncated>true</IsTruncated>";
    private static final String ITEM =
            "<Key>holiday.jpg</Key><LastModified>2026-11-21T10:00:00.000Z</LastModified><Size>1</Size>";

    private final S3Gate gate = new S3Gate(S3MockProcess.shared().endpoint());
    private final TestBucket bucket = new TestBucket(gate.endpoint());
    private final MinioObjectStore store =
            new MinioObjectStore(bucket.settings(), TestStorageSettings.credentials(bucket.settings()));

    @BeforeEach
    void createBucket() {
        bucket.create();
    }

    @AfterEach
    void close() {
        store.close();
        bucket.close();
        gate.close();
    }

    @Test
    void shouldGoOnAfterAPageWithoutObjects() {
        gate.answerWith(
                asks("continuation-token=further"),
                200,
                "<ListBucketResult><Name>b</Name><Contents>" + ITEM + "</Contents></ListBucketResult>");
        gate.answerWith(
                asks("list-type=2"),
                200,
                "<ListBucketResult><Name>b</Name>" + TRUNCATED
                        + "<NextContinuationToken>further</NextContinuationToken></ListBucketResult>");

        ObjectPage page = store.list(null, 10);

        assertThat(page.items()).extracting(ObjectPage.Item::name).containsExactly("holiday.jpg");
        assertThat(page.next()).isNull();
    }

    @Test
    void shouldGoOnAfterAPageWithoutVersions() {
        bucket.versioning(Status.ENABLED);
        gate.answerWith(
                asks("key-marker=further"),
                200,
                "<ListVersionsResult><Name>b</Name><Version>" + ITEM + "</Version></ListVersionsResult>");
        gate.answerWith(
                asks("versions"),
                200,
                "<ListVersionsResult><Name>b</Name>" + TRUNCATED
                        + "<NextKeyMarker>further</NextKeyMarker></ListVersionsResult>");

        ObjectPage page = store.list(null, 10);

        assertThat(page.items()).extracting(ObjectPage.Item::name).containsExactly("holiday.jpg");
        assertThat(page.next()).isNull();
    }

    @Test
    void shouldFailWhenTheServerDoesNotSayHowToGoOn() {
        gate.answerWith(
                asks("list-type=2"), 200, "<ListBucketResult><Name>b</Name>" + TRUNCATED + "</ListBucketResult>");

        assertThatThrownBy(() -> store.list(null, 10))
                .isInstanceOf(ObjectStoreException.class)
                .hasMessageContaining("names no next one");
    }

    private static Predicate<Request> asks(String target) {
        return request -> request.method().equals("GET") && request.target().contains(target);
    }
}
