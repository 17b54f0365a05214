package dk.slettefrist.storage.minio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;

import com.sun.net.httpserver.HttpServer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import dk.slettefrist.storage.ObjectStoreException;
import dk.slettefrist.testing.S3Gate;
import dk.slettefrist.testing.S3MockProcess;
import dk.slettefrist.testing.TestStorageSettings;

/** A server that means harm, or somebody who answers in its place. */
class HostileAnswerTest {

    private static final String LIST =
            """
            <ListBucketResult><Name>b</Name><Contents><Key>holiday-%s.jpg</Key>\
            <LastModified>2026-11-21T10:00:00.000Z</LastModified><Size>1</Size></Contents></ListBucketResult>""";

    @TempDir
    Path folder;

    private final S3Gate gate = new S3Gate(S3MockProcess.shared().endpoint());
    private final TestBucket bucket = new TestBucket(gate.endpoint());
    private final MinioObjectStore store =
            new MinioObjectStore(bucket.settings(), TestStorageSettings.credentials(bucket.settings()));
    private final AtomicInteger asked = new AtomicInteger();
    private HttpServer elsewhere;

    @BeforeEach
    void open() throws IOException {
        bucket.create();
        elsewhere = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
        elsewhere.createContext("/", exchange -> {
            asked.incrementAndGet();
            exchange.sendResponseHeaders(200, -1);
            exchange.close();
        });
        elsewhere.start();
    }

    @AfterEach
    void close() {
        elsewhere.stop(0);
        store.close();
        bucket.close();
        gate.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<!DOCTYPE a [<!ENTITY x SYSTEM 'FILE'>]>",
                "<!DOCTYPE a [<!ENTITY x SYSTEM 'HTTP'>]>",
                "<!DOCTYPE a [<!ENTITY x PUBLIC 'p' 'HTTP'>]>",
                "<!DOCTYPE a [<!ENTITY % y SYSTEM 'HTTP'> %y; <!ENTITY x 'x'>]>",
                "<!DOCTYPE a SYSTEM 'HTTP'>"
            })
    void shouldLoadNothingThatAnAnswerNames(String beginning) throws IOException {
        // given
        Path secret = Files.writeString(folder.resolve("secret"), "only-here");
        String head = beginning
                .replace("FILE", secret.toUri().toString())
                .replace("HTTP", "http://127.0.0.1:" + elsewhere.getAddress().getPort() + "/x");
        gate.answerWith(request -> request.target().contains("list-type=2"), 200, head + LIST.formatted("&x;"));

        // when
        String outcome = listed();

        // then
        assertThat(outcome).doesNotContain("only-here");
        assertThat(asked).hasValue(0);
    }

    @Test
    void shouldNotLetAnAnswerGrow() {
        // given
        StringBuilder head = new StringBuilder("<!DOCTYPE a [<!ENTITY x0 'ha'>");
        for (int i = 1; i < 40; i++) {
            head.append("<!ENTITY x%d '&x%d;&x%d;'>".formatted(i, i - 1, i - 1));
        }
        gate.answerWith(
                request -> request.target().contains("list-type=2"), 200, head + "]>" + LIST.formatted("&x39;"));

        // when
        String outcome = listed();

        // then
        assertThat(outcome).hasSizeLessThan(1000);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "no XML", "<", "<a/>", "<ListBucketResult>", "{}", "\u0000"})
    void shouldNotTakeForAListWhatIsNone(String answer) {
        // given
        gate.answerWith(request -> request.target().contains("list-type=2"), 200, answer);

        // when, then
        assertThatThrownBy(() -> store.list(null, 10)).isInstanceOf(ObjectStoreException.class);
    }

    private String listed() {
        try {
            return store.list(null, 10).toString();
        } catch (ObjectStoreException e) {
            return e.toString();
        }
    }
}
