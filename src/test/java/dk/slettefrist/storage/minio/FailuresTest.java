package dk.slettefrist.storage.minio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.io.EOFException;
import java.net.ConnectException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.security.cert.CertificateException;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.SSLPeerUnverifiedException;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What may pass without anybody's doing. */
class FailuresTest {

    static Stream<Arguments> failures() {
        return Stream.of(
                arguments(new ConnectException("Connection refused"), true),
                arguments(new UnknownHostException("store"), true),
                arguments(new SocketTimeoutException("Read timed out"), true),
                arguments(new TimeoutException(), true),
                arguments(new SSLException("reset", new SocketException("Connection reset")), true),
                arguments(because("Remote host terminated the handshake", new EOFException()), true),
                arguments(because("PKIX path building failed", new CertificateException()), false),
                arguments(new SSLHandshakeException("Received fatal alert: handshake_failure"), false),
                arguments(new SSLPeerUnverifiedException("Hostname not verified"), false),
                arguments(new IllegalArgumentException("no such argument"), false));
    }

    @ParameterizedTest
    @MethodSource("failures")
    void shouldTellWhatMayPassFromWhatAPersonMustChange(Exception failure, boolean temporary) {
        assertThat(Failures.of(Operation.LIST_OBJECTS, failure).isTemporary()).isEqualTo(temporary);
    }

    static Stream<Arguments> words() {
        return Stream.of(
                arguments(new ConnectException("Failed to connect to /192.0.2.1:9000"), "no connection"),
                arguments(new UnknownHostException("store.example.dk"), "its host name is not known"),
                arguments(new SocketTimeoutException("Read timed out"), "no answer in time"),
                arguments(new TimeoutException(), "no answer in time"),
                arguments(new SocketException("Connection reset"), "the connection broke off"),
                arguments(
                        because("PKIX path building failed", new CertificateException()),
                        "its certificate is not trusted, or it does not speak TLS"),
                arguments(
                        new SSLException("Unsupported or unrecognized SSL message"),
                        "its certificate is not trusted, or it does not speak TLS"));
    }

    @ParameterizedTest
    @MethodSource("words")
    void shouldSayInFixedWordsWhyTheStoreCouldNotBeReached(Exception failure, String words) {
        assertThat(Failures.of(Operation.LIST_OBJECTS, failure))
                .hasMessage("The object store could not be reached for ListObjectsV2: " + words);
    }

    @ParameterizedTest
    @CsvSource({
        "'', 500, true",
        "'', 502, true",
        "'', 503, true",
        "'', 504, true",
        "'', 429, true",
        "XMinioServerNotInitialized, 503, true",
        "SlowDown, 0, true",
        "RequestTimeout, 400, true",
        "NotImplemented, 501, false",
        "'', 404, false",
        "AccessDenied, 403, false",
        "InvalidAccessKeyId, 403, false",
        "SignatureDoesNotMatch, 403, false",
        "RequestTimeTooSkewed, 403, false",
        "NoSuchBucket, 404, false",
        "AccessDenied, 0, false"
    })
    void shouldTellABusyStoreFromOneThatRefuses(String code, int status, boolean temporary) {
        assertThat(Failures.of(new Refusal(Operation.LIST_OBJECTS, code, status))
                        .isTemporary())
                .isEqualTo(temporary);
    }

    private static SSLException because(String message, Exception cause) {
        SSLException failure = new SSLHandshakeException(message);
        failure.initCause(cause);
        return failure;
    }
}
