package dk.slettefrist.storage.minio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import io.minio.messages.VersioningConfiguration.Status;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import dk.slettefrist.storage.Bodies;
import dk.slettefrist.storage.ObjectKey;
import dk.slettefrist.storage.ObjectMissingException;
import dk.slettefrist.storage.ObjectStoreException;
import dk.slettefrist.storage.UnusableBucketException;
import dk.slettefrist.testing.S3Gate;
import dk.slettefrist.testing.S3Gate.Request;
import dk.slettefrist.testing.S3MockProcess;
import dk.slettefrist.testing.TestStorageSettings;

/** What the store refuses, and what we ask of it. */
class RefusingStoreTest {

    private static final int PART = 5 * 1024 * 1024;

    private final S3Gate gate = new S3Gate(S3MockProcess.shared().endpoint());
    private final TestBucket bucket = new TestBucket(gate.endpoint());
    private final MinioObjectStore store =
            new MinioObjectStore(bucket.settings(), TestStorageSettings.credentials(bucket.settings()));

    @AfterEach
    void close() {
        store.close();
        bucket.close();
        gate.close();
    }

    static Stream<Arguments> rights() {
        return Stream.of(
                arguments("s3:ListBucket", asks("GET", "list-type=2")),
                arguments("s3:GetBucketObjectLockConfiguration", asks("GET", "object-lock")),
                arguments("s3:GetBucketVersioning", asks("GET", "versioning")),
                arguments("s3:ListBucketVersions", asks("GET", "versions")),
                arguments("s3:ListBucketMultipartUploads", asks("GET", "uploads")),
                arguments("s3:AbortMultipartUpload", asks("DELETE", "uploadId=")),
                arguments("s3:PutObject", asks("PUT", "/rec/")),
                arguments("s3:GetObject", asks("HEAD", "/rec/")),
                arguments("s3:GetObject", asks("GET", "/rec/")),
                arguments("s3:DeleteObjectVersion", RefusingStoreTest.deletesVersions()));
    }

    @ParameterizedTest
    @MethodSource("rights")
    void shouldNameTheRightThatIsMissing(String right, Predicate<Request> needsIt) {
        bucket.create().versioning(Status.ENABLED);
        gate.answer(needsIt, 403, "AccessDenied");

        assertThatThrownBy(store::examine)
                .isInstanceOf(UnusableBucketException.class)
                .hasMessageContaining("grant us " + right)
                .hasMessageContaining(bucket.settings().bucket());
    }

    @Test
    void shouldNameTheRightToDeleteWhereThereAreNoVersions() {
        bucket.create();
        gate.answer(asks("POST", "?delete"), 403, "AccessDenied");

        assertThatThrownBy(store::examine)
                .isInstanceOf(UnusableBucketException.class)
                .hasMessageEndingWith("grant us s3:DeleteObject");
    }

    @Test
    void shouldLeaveNothingOfAProbeThatBrokeOff() {
        bucket.create();
        AtomicBoolean away = new AtomicBoolean(true);
        gate.answer(request -> away.get() && asks("POST", "?delete").test(request), 503, "SlowDown");
        assertThatThrownBy(store::examine).isInstanceOf(ObjectStoreException.class);
        assertThat(store.list(null, 10).items()).hasSize(1);
        away.set(false);

        store.examine();

        assertThat(store.list(null, 10).items()).isEmpty();
    }

    @Test
    void shouldSayWhenTheBucketIsMissingAndMayNotBeCreated() {
        gate.answer(asks("PUT", ""), 403, "AccessDenied");

        assertThatThrownBy(store::examine)
                .isInstanceOf(UnusableBucketException.class)
                .hasMessageContaining("create it");
    }

    @Test
    void shouldSayWhenTheCredentialsAreWrong() {
        gate.answer(request -> true, 403, "InvalidAccessKeyId");

        assertThatThrownBy(store::examine)
                .isInstanceOf(UnusableBucketException.class)
                .hasMessageContaining("SLETTEFRIST_S3_ACCESS_KEY")
                .hasMessageNotContaining("test-secret");
    }

    @Test
    void shouldRefuseABucketWithObjectLock() {
        bucket.createWithObjectLock();

        assertThatThrownBy(store::examine)
                .isInstanceOf(UnusableBucketException.class)
                .hasMessageContaining("use a bucket made without Object Lock");
    }

    @Test
    void shouldNotCallABucketUnusableBecauseTheStoreIsBusy() {
        bucket.create();
        gate.answer(asks("POST", "?delete"), 503, "SlowDown");

        assertThatThrownBy(store::examine)
                .isInstanceOfSatisfying(ObjectStoreException.class, busy -> assertThat(busy.isTemporary())
                        .isTrue())
                .isNotInstanceOf(UnusableBucketException.class);
    }

    @Test
    void shouldWaitForAStoreThatSaysThatItStarts() {
        gate.answer(request -> true, 503, "XMinioServerNotInitialized");

        assertThatThrownBy(store::examine)
                .isInstanceOfSatisfying(ObjectStoreException.class, away -> assertThat(away.isTemporary())
                        .isTrue());
    }

    @ParameterizedTest
    @ValueSource(ints = {500, 502, 503, 504})
    void shouldSeeThatWhatStandsBeforeTheStoreCannotReachIt(int status) {
        gate.answerWith(request -> true, status, "<html>Bad Gateway</html>");

        assertThatThrownBy(store::examine)
                .isInstanceOfSatisfying(ObjectStoreException.class, away -> assertThat(away.isTemporary())
                        .isTrue())
                .hasMessageContaining("HTTP " + status);
    }

    @ParameterizedTest
    @ValueSource(strings = {"NotImplemented", "VersioningNotConfigured"})
    void shouldTakeAServerWithoutVersionsAndUploadListsAsItIs(String noVersions) {
        bucket.create();
        gate.answer(asks("GET", "versioning"), 501, noVersions);
        gate.answer(asks("GET", "uploads"), 501, "NotImplemented");
        gate.answer(asks("GET", "object-lock"), 501, "NotImplemented");

        assertThatCode(store::examine).doesNotThrowAnyException();
    }

    @Test
    void shouldNotConfirmAbsenceByTheWordOfWhateverAnswers() {
        bucket.create();
        gate.answer(asks("GET", "/rec/"), 404, "NotFound");

        assertThatThrownBy(() -> store.present(List.of(ObjectKey.random())))
                .isInstanceOf(ObjectStoreException.class)
                .isNotInstanceOf(ObjectMissingException.class);
    }

    @Test
    void shouldAbortTheUploadWhenTheStoreFailsInTheMiddle() {
        bucket.create();
        gate.answer(asks("PUT", "partNumber=2"), 503, "SlowDown");
        ObjectKey key = ObjectKey.random();

        assertThatThrownBy(() -> store.put(key, Bodies.of(Bodies.bytes(2 * PART)), "audio/wav"))
                .isInstanceOf(ObjectStoreException.class);

        assertThat(store.present(List.of(key))).isEmpty();
    }

    @Test
    void shouldSeeAndAbortAnUploadNobodyEnded() {
        bucket.create();
        ObjectKey key = ObjectKey.random();
        ObjectKey other = ObjectKey.random();
        bucket.beginUpload(key.value());
        bucket.beginUpload(key.value());
        bucket.beginUpload(other.value());
        assertThat(store.present(List.of(key, other))).containsExactlyInAnyOrder(key, other);

        store.delete(List.of(key));

        assertThat(store.present(List.of(key, other))).containsExactly(other);
    }

    @Test
    void shouldDeleteAThousandWithAHandfulOfRequests() {
        bucket.create();
        gate.forget();

        store.delete(IntStream.range(0, 1000).mapToObj(i -> ObjectKey.random()).toList());

        assertThat(gate.requests()).hasSize(3);
    }

    private static Predicate<Request> asks(String method, String target) {
        return request -> request.method().equals(method) && request.target().contains(target);
    }

    private static Predicate<Request> deletesVersions() {
        return request -> request.target().contains("?delete") && request.body().contains("<VersionId>");
    }
}
