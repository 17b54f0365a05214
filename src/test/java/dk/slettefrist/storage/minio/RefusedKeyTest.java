package dk.slettefrist.storage.minio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import io.minio.messages.VersioningConfiguration.Status;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import dk.slettefrist.storage.Bodies;
import dk.slettefrist.storage.ObjectKey;
import dk.slettefrist.storage.ObjectStoreException;
import dk.slettefrist.testing.S3Gate;
import dk.slettefrist.testing.S3Gate.Request;
import dk.slettefrist.testing.S3MockProcess;
import dk.slettefrist.testing.TestStorageSettings;

/** One key that the store does not let go keeps no other from being deleted. */
class RefusedKeyTest {

    private static final int VERSIONS = 600;

    private final S3Gate gate = new S3Gate(S3MockProcess.shared().endpoint());
    private final TestBucket bucket = new TestBucket(gate.endpoint());
    private final MinioObjectStore store =
            new MinioObjectStore(bucket.settings(), TestStorageSettings.credentials(bucket.settings()));
    private final ObjectKey refused = ObjectKey.random();
    private final ObjectKey other = ObjectKey.random();

    @AfterEach
    void close() {
        store.close();
        bucket.close();
        gate.close();
    }

    @Test
    void shouldSendTheBatchesAfterARefusedOne() {
        bucket.create().versioning(Status.ENABLED);
        gate.answerWith(listsVersionsOf(refused), 200, versionsOf(refused));
        gate.answerWith(listsVersionsOf(other), 200, versionsOf(other));
        gate.answer(deletes(refused), 403, "AccessDenied");
        gate.answerWith(deletes(other), 200, "<DeleteResult></DeleteResult>");

        assertThatThrownBy(() -> store.delete(List.of(refused, other)))
                .isInstanceOf(ObjectStoreException.class)
                .hasMessageContaining("refused 1000 of 1200 deletions")
                .hasMessageContaining("AccessDenied");

        assertThat(gate.requests()).filteredOn(deletes(refused)).hasSize(1);
        assertThat(gate.requests()).filteredOn(deletes(other)).hasSize(2);
    }

    @Test
    void shouldSayHowManyKeysOfABatchWereRefused() {
        bucket.create();
        gate.answerWith(
                deletes(refused),
                200,
                "<DeleteResult>" + error(refused, "AccessDenied") + error(other, "NoSuchKey")
                        + error(refused, "InternalError") + "</DeleteResult>");

        assertThatThrownBy(() -> store.delete(List.of(refused, other, ObjectKey.random())))
                .isInstanceOf(ObjectStoreException.class)
                .hasMessageContaining("refused 2 of 3 deletions")
                .hasMessageNotContaining(refused.value());
    }

    @Test
    void shouldDeleteTheObjectsWhenAnUploadCannotBeAborted() {
        bucket.create();
        bucket.beginUpload(refused.value());
        bucket.beginUpload(other.value());
        store.put(refused, Bodies.of(Bodies.bytes(3)), "audio/wav");
        store.put(other, Bodies.of(Bodies.bytes(3)), "audio/wav");
        gate.answer(
                request -> request.method().equals("DELETE") && request.target().contains(refused.value()),
                503,
                "SlowDown");

        assertThatThrownBy(() -> store.delete(List.of(refused, other)))
                .isInstanceOf(ObjectStoreException.class)
                .hasMessageContaining("refused 1 of 4 deletions");

        assertThat(store.present(List.of(refused, other))).containsExactly(refused);
        assertThat(store.list(null, 10).items()).isEmpty();
    }

    @Test
    void shouldConfirmTheOthersWhenTheStoreDoesNotSayWhetherOneIsThere() {
        bucket.create();
        gate.answer(asksFor(refused), 500, "InternalError");

        assertThat(store.present(List.of(refused, other, ObjectKey.random()))).containsExactly(refused);
    }

    @Test
    void shouldConfirmTheOthersWhenTheStoreDoesNotListTheVersionsOfOne() {
        bucket.create().versioning(Status.ENABLED);
        gate.answer(listsVersionsOf(refused), 500, "InternalError");

        assertThat(store.present(List.of(refused, other))).containsExactly(refused);
    }

    @Test
    void shouldDeleteTheOthersWhenTheStoreDoesNotListTheVersionsOfOne() {
        bucket.create().versioning(Status.ENABLED);
        store.put(other, Bodies.of(Bodies.bytes(3)), "audio/wav");
        gate.answer(listsVersionsOf(refused), 500, "InternalError");

        assertThatThrownBy(() -> store.delete(List.of(refused, other)))
                .isInstanceOf(ObjectStoreException.class)
                .hasMessageContaining("InternalError");

        assertThat(store.list(null, 10).items()).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(
            value = Status.class,
            names = {"OFF", "ENABLED"})
    void shouldNotAskForEveryKeyAStoreThatSaysNothingOfAny(Status status) {
        bucket.create();
        if (status == Status.ENABLED) {
            bucket.versioning(status);
        }
        List<ObjectKey> many = Stream.generate(ObjectKey::random).limit(100).toList();
        gate.answer(
                request -> request.method().equals("HEAD") || request.target().contains("versions"), 503, "SlowDown");
        gate.answer(asks("GET", "/rec/"), 503, "SlowDown");
        gate.forget();

        assertThatThrownBy(() -> store.present(many)).isInstanceOf(ObjectStoreException.class);

        assertThat(gate.requests()).hasSizeLessThan(25);
    }

    private static Predicate<Request> asks(String method, String target) {
        return request -> request.method().equals(method) && request.target().contains(target);
    }

    private static Predicate<Request> asksFor(ObjectKey key) {
        return asks("HEAD", key.value()).or(asks("GET", key.value()));
    }

    private static Predicate<Request> deletes(ObjectKey key) {
        return request -> request.method().equals("POST")
                && request.target().contains("?delete")
                && request.body().contains(key.value());
    }

    private static Predicate<Request> listsVersionsOf(ObjectKey key) {
        return request -> request.target().contains("versions")
                && request.target().replace("%2F", "/").contains(key.value());
    }

    private static String versionsOf(ObjectKey key) {
        return IntStream.range(0, VERSIONS)
                .mapToObj(i -> "<Version><Key>" + key.value() + "</Key><VersionId>v" + i + "</VersionId>"
                        + "<LastModified>2026-11-21T10:00:00.000Z</LastModified></Version>")
                .collect(Collectors.joining(
                        "",
                        "<ListVersionsResult><Name>b</Name><IsTruncated>false</IsTruncated>",
                        "</ListVersionsResult>"));
    }

    private static String error(ObjectKey key, String code) {
        return "<Error><Key>" + key.value() + "</Key><Code>" + code + "</Code></Error>";
    }
}
