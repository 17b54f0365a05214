package dk.slettefrist.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import dk.slettefrist.testing.FreePort;
import dk.slettefrist.testing.Nginx;
import dk.slettefrist.testing.RawConnection;
import dk.slettefrist.testing.TestServers;

/**
 * A real nginx in front, with one connection to the service that all share: a request that hides another would give its answer to whoever comes next.
 * {@code |} ends a line.
 */
@QuarkusTest
@QuarkusTestResource(TestServers.class)
@EnabledIfSystemProperty(named = "slettefrist.nginx", matches = ".+")
class BehindNginxTest {

    private static final String HIDDEN = "GET /hidden HTTP/1.1|Host: t||";
    private static final String POST = "POST /nowhere HTTP/1.1|Host: t|Connection: close|";

    @TempDir
    static Path folder;

    private static Nginx nginx;
    private static int port;

    @BeforeEach
    void start() {
        if (nginx != null) {
            return;
        }
        port = FreePort.next();
        nginx = Nginx.start(
                folder,
                """
                upstream service { server 127.0.0.1:%1$d; keepalive 1; }
                server {
                  listen 127.0.0.1:%2$d;
                  location / {
                    proxy_pass http://service; proxy_http_version 1.1; proxy_request_buffering off;
                    proxy_set_header Connection ""; proxy_set_header Host $host;
                  }
                }
                """
                        .formatted(RestAssured.port, port),
                () -> send("GET /slettefrist.css HTTP/1.1|Host: t|Connection: close||")
                        .startsWith("HTTP/1.1 200"));
    }

    @AfterAll
    static void stop() {
        if (nginx != null) {
            nginx.close();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                POST + "Content-Length: 5|Transfer-Encoding: chunked||0||" + HIDDEN,
                POST + "Transfer-Encoding: xchunked||0||" + HIDDEN,
                POST + "Transfer-Encoding : chunked|Content-Length: 5||0||" + HIDDEN,
                POST + "Transfer-Encoding: \u000bchunked|Content-Length: 35||0||" + HIDDEN,
                POST + "Transfer-Encoding: chunked, identity|Content-Length: 35||0||" + HIDDEN,
                POST + "X: y\nTransfer-Encoding: chunked|Content-Length: 35||0||" + HIDDEN,
                POST + "X: y\rTransfer-Encoding: chunked|Content-Length: 35||0||" + HIDDEN,
                POST + "Transfer-Encoding:| chunked|Content-Length: 35||0||" + HIDDEN,
                POST + "Transfer-Encoding: chunked||0;a=\"|\"||" + HIDDEN,
                POST + "Transfer-Encoding: chunked||00000000000000000||" + HIDDEN,
                POST + "Transfer-Encoding: chunked||0|X: y\nZ: z||" + HIDDEN,
                POST + "Content-Length: 0|Content-Length: 30||" + HIDDEN,
                POST + "Content-Length: 30||" + HIDDEN,
                "GET /nowhere HTTP/1.1|Host: t|Content-Length: 30|Connection: close||" + HIDDEN,
            })
    void shouldGiveNobodyTheAnswerOfAHiddenRequest(String request) {
        // when
        String first = send(request);

        // then
        assertThat(first.split("HTTP/1\\.[01] \\d")).hasSizeLessThanOrEqualTo(2);
        assertThat(first).matches("(?s)|HTTP/1\\.[01] (4\\d\\d|501) .*");
        for (int i = 0; i < 3; i++) {
            assertThat(send("GET /slettefrist.css HTTP/1.1|Host: t|Connection: close||"))
                    .startsWith("HTTP/1.1 200 ")
                    .containsIgnoringCase("content-type: text/css");
        }
    }

    private static String send(String request) {
        try (RawConnection connection = RawConnection.openAt(port)) {
            connection.sendOrNot(request.replace("|", "\r\n").getBytes(StandardCharsets.ISO_8859_1));
            return connection.everything();
        }
    }
}
