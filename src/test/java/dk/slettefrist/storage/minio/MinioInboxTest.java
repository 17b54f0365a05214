package dk.slettefrist.storage.minio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import io.minio.messages.VersioningConfiguration.Status;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import dk.slettefrist.storage.InboxAddress;
import dk.slettefrist.storage.InboxObject;
import dk.slettefrist.storage.InboxPage;
import dk.slettefrist.storage.InboxStore;
import dk.slettefrist.storage.InboxUpload;
import dk.slettefrist.storage.ObjectKey;
import dk.slettefrist.storage.ObjectPage;
import dk.slettefrist.storage.ObjectStoreException;
import dk.slettefrist.testing.S3Gate;
import dk.slettefrist.testing.S3MockProcess;
import dk.slettefrist.testing.S3ProxyServer;
import dk.slettefrist.testing.TestStorageSettings;

/** An inbox on real servers, one that keeps versions and one that does not. */
class MinioInboxTest {

    private static final byte[] FIRST = {1, 2, 3};
    private static final byte[] SECOND = {4, 5, 6, 7};

    @TempDir
    static Path folder;

    private static S3ProxyServer plain;
    private static S3ProxyServer versioned;

    private TestBucket bucket;
    private InboxStore inbox;

    @BeforeAll
    static void start() {
        plain = S3ProxyServer.onFolder(folder);
        versioned = S3ProxyServer.withVersions();
    }

    @AfterAll
    static void stop() {
        plain.close();
        versioned.close();
    }

    @AfterEach
    void close() {
        inbox.close();
        bucket.close();
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void shouldListOnlyWhatBeginsWithThePrefix(boolean versions) {
        // given
        open(versions, "in/");
        bucket.place("a", FIRST);
        bucket.place("in.wav", FIRST);
        bucket.place("in/2026/Søren Ærø+%.wav", FIRST);
        bucket.place("in/b", SECOND);
        bucket.place("inside", FIRST);

        // then
        assertThat(all(1))
                .extracting(InboxObject::name, InboxObject::size)
                .containsExactly(tuple("in/2026/Søren Ærø+%.wav", 3L), tuple("in/b", 4L));
        assertThat(all(1000)).hasSize(2).allMatch(object -> object.lastModified()
                .isAfter(Instant.EPOCH));
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void shouldReadAnObjectAndWhatIsToldWithIt(boolean versions) throws IOException {
        // given
        open(versions, "in/");
        bucket.place("in/x.wav", FIRST, Map.of("callSid", "abc", "operator", "=?utf-8?b?U8O4cmVuIMOGcsO4?="));
        InboxObject object = only();

        // then
        assertThat(inbox.metadata(object)).containsEntry("callsid", "abc").containsEntry("operator", "Søren Ærø");
        assertThat(read(object)).isEqualTo(FIRST);
        assertThat(inbox.has("in/x.wav")).isTrue();
        assertThat(inbox.has("in/y.wav")).isFalse();
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void shouldReadAndRemoveWhatWasWrittenInParts(boolean versions) throws IOException {
        // given
        open(versions, "in/");
        bucket.placeInParts("in/x.mp3", List.of(new byte[5 * 1024 * 1024], SECOND), Map.of("callSid", "abc"));
        InboxObject object = only();

        // then
        assertThat(inbox.metadata(object)).containsEntry("callsid", "abc");
        assertThat(read(object)).hasSize(5 * 1024 * 1024 + SECOND.length).endsWith(SECOND);
        inbox.remove(object);
        assertThat(bucket.names()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void shouldRemoveAnObjectAndNoOther(boolean versions) {
        // given
        open(versions, "in/");
        bucket.place("in/x", FIRST);
        bucket.place("in/x.wav", FIRST);
        bucket.place("x", FIRST);
        InboxObject object = all(10).get(0);

        // when
        inbox.remove(object);
        inbox.remove(object);

        // then
        assertThat(bucket.names()).containsExactlyInAnyOrder("in/x.wav", "x");
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void shouldLeaveWhatWasWrittenSinceForTheNextListing(boolean versions) throws IOException {
        // given
        open(versions, "in/");
        bucket.place("in/x", FIRST);
        InboxObject object = only();
        bucket.place("in/x", SECOND);

        // when
        inbox.remove(object);

        // then
        assertThat(read(only())).isEqualTo(SECOND);
        inbox.remove(only());
        assertThat(bucket.names()).isEmpty();
    }

    @Test
    void shouldLeaveWhatTookThePlaceOfAnObjectWhileVersionsAreSuspended() throws IOException {
        // given
        open(true, "in/");
        bucket.versioning(Status.SUSPENDED);
        bucket.place("in/x", FIRST);
        InboxObject object = only();
        bucket.place("in/x", SECOND);

        // then
        assertThatThrownBy(() -> read(object)).isInstanceOf(ObjectStoreException.class);

        // when
        inbox.remove(object);

        // then
        assertThat(read(only())).isEqualTo(SECOND);
        inbox.remove(only());
        assertThat(bucket.names()).isEmpty();
    }

    @Test
    void shouldShowAndRemoveWhatAMarkerHidesWhileVersionsAreSuspended() {
        // given
        open(true, "in/");
        bucket.place("in/x", FIRST);
        bucket.versioning(Status.SUSPENDED);
        bucket.remove("in/x");
        assertThat(only().hidden()).isTrue();

        // when
        inbox.remove(only());

        // then
        assertThat(bucket.names()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void shouldSayThatAnObjectIsStillThereThoughItsRemovalWasAcknowledged(boolean versions) {
        try (S3Gate gate = new S3Gate(S3MockProcess.shared().endpoint())) {
            // given
            open(gate.endpoint(), versions, "in/");
            bucket.place("in/x", FIRST);
            gate.answerWith(request -> request.method().equals("POST"), 200, "<DeleteResult></DeleteResult>");
            InboxObject object = only();

            // then
            assertThatThrownBy(() -> inbox.remove(object))
                    .isInstanceOf(ObjectStoreException.class)
                    .hasMessage("An object that was removed is still in the inbox");
        }
    }

    @Test
    void shouldRemoveWhatCannotBeAskedFor() {
        try (S3Gate gate = new S3Gate(S3MockProcess.shared().endpoint())) {
            // given
            open(gate.endpoint(), false, "in/");

            // when
            inbox.remove(new InboxObject("in/../x", Instant.EPOCH, 3, "abc", null, false));

            // then
            assertThat(gate.requests())
                    .filteredOn(request -> request.method().equals("POST"))
                    .singleElement()
                    .satisfies(request -> assertThat(request.body()).contains("in/../x"));
        }
    }

    /** It must neither be removed as another nor be forgotten as gone. */
    @Test
    void shouldSayThatAStoreNamesOneObjectByTwoEtags() {
        // given
        open(false, "in/");
        bucket.place("in/x", FIRST);
        InboxObject object = only();
        InboxObject listed = new InboxObject(
                object.name(), object.lastModified(), object.size(), "another", object.version(), false);

        // then
        assertThatThrownBy(() -> inbox.remove(listed))
                .isInstanceOf(ObjectStoreException.class)
                .hasMessage("The store names one object by two ETags");
        assertThat(bucket.names()).containsExactly("in/x");
    }

    @Test
    void shouldNotReadOtherBytesThanWereListed() {
        // given
        open(false, "in/");
        bucket.place("in/x", FIRST);
        InboxObject object = only();
        bucket.place("in/x", SECOND);

        // then
        assertThatThrownBy(() -> read(object)).isInstanceOf(ObjectStoreException.class);
    }

    @Test
    void shouldReadTheVersionThatWasListed() throws IOException {
        // given
        open(true, "in/");
        bucket.place("in/x", FIRST, Map.of("callSid", "first"));
        InboxObject object = only();
        bucket.place("in/x", SECOND, Map.of("callSid", "second"));

        // then
        assertThat(read(object)).isEqualTo(FIRST);
        assertThat(inbox.metadata(object)).containsEntry("callsid", "first");
    }

    @Test
    void shouldRemoveEveryVersionAndMarker() {
        // given
        open(true, "in/");
        bucket.place("in/x", FIRST);
        bucket.remove("in/x");
        bucket.place("in/x", SECOND);
        bucket.place("in/x", FIRST);

        // when
        inbox.remove(only());

        // then
        assertThat(bucket.names()).isEmpty();
    }

    @Test
    void shouldShowAndRemoveWhatAMarkerHides() {
        // given
        open(true, "in/");
        bucket.place("in/x", FIRST);
        bucket.remove("in/x");
        assertThat(only().hidden()).isTrue();

        // when
        inbox.remove(only());

        // then
        assertThat(bucket.names()).isEmpty();
    }

    @Test
    void shouldGoOnBehindANameWithManyVersions() {
        // given
        open(true, "in/");
        for (int i = 0; i < 5; i++) {
            bucket.place("in/a", FIRST);
            bucket.place("in/b", FIRST);
        }

        // then
        assertThat(all(2)).extracting(InboxObject::name).containsExactly("in/a", "in/b");
    }

    /** To MinIO a prefix is the whole name of an object. */
    @Test
    void shouldFindUnfinishedUploadsWhereThePrefixIsAWholeName() {
        try (S3Gate gate = new S3Gate(S3MockProcess.shared().endpoint())) {
            // given
            open(gate.endpoint(), false, "in/");
            bucket.beginUpload("in/x");
            bucket.beginUpload("other/x");
            String ours = ObjectKey.random().value();
            bucket.beginUpload(ours);
            gate.answerWith(
                    request -> request.target().contains("uploads")
                            && request.target().matches(".*[?&]prefix=[^&].*"),
                    200,
                    "<ListMultipartUploadsResult><Bucket>b</Bucket><MaxUploads>1000</MaxUploads><IsTruncated>false</IsTruncated></ListMultipartUploadsResult>");

            // then
            assertThat(inbox.unfinished(Instant.now().plusSeconds(86_400)))
                    .extracting(InboxUpload::name)
                    .containsExactly("in/x");
            try (MinioObjectStore store =
                    new MinioObjectStore(bucket.settings(), TestStorageSettings.credentials(bucket.settings()))) {
                assertThat(store.unfinished(null, 100).items())
                        .extracting(ObjectPage.Item::name)
                        .containsExactly(ours);
                assertThat(store.present(List.of(new ObjectKey(ours)))).containsExactly(new ObjectKey(ours));
            }
        }
    }

    @Test
    void shouldTouchNothingOutsideOfThePrefix() {
        // given
        open(false, "in/");
        bucket.place("x", FIRST);
        InboxObject foreign = new InboxObject("x", Instant.EPOCH, 3, "", null, false);

        // then
        assertThatThrownBy(() -> inbox.remove(foreign)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> inbox.open(foreign)).isInstanceOf(IllegalArgumentException.class);
        assertThat(bucket.names()).containsExactly("x");
    }

    private void open(boolean versions, String prefix) {
        open((versions ? versioned : plain).endpoint(), versions, prefix);
    }

    private void open(URI server, boolean versions, String prefix) {
        bucket = new TestBucket(server).create();
        if (versions) {
            bucket.versioning(Status.ENABLED);
        }
        inbox = new MinioInbox(
                new InboxAddress(
                        bucket.settings().endpoint(),
                        bucket.settings().region(),
                        bucket.settings().bucket(),
                        prefix,
                        TestStorageSettings.credentials(bucket.settings())),
                bucket.settings());
    }

    private List<InboxObject> all(int limit) {
        List<InboxObject> found = new ArrayList<>();
        String after = null;
        do {
            InboxPage page = inbox.list(after, limit);
            found.addAll(page.items());
            after = page.next();
        } while (after != null);
        return found;
    }

    private InboxObject only() {
        List<InboxObject> found = all(1000);
        assertThat(found).hasSize(1);
        return found.get(0);
    }

    private byte[] read(InboxObject object) throws IOException {
        try (InputStream bytes = inbox.open(object)) {
            return bytes.readAllBytes();
        }
    }
}
