package dk.slettefrist.identity;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;

import io.netty.handler.codec.http.cookie.Cookie;
import io.netty.handler.codec.http.cookie.ServerCookieDecoder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the framework's reader makes of the cookies that are let through. */
class HostCookiesTest {

    @Test
    void shouldKnowTheCookieOfThisHost() {
        assertThat(read("a=b; __Host-q_session_pages=good")).containsExactlyInAnyOrder("a=b", "q_session_pages=good");
    }

    /** A neighbour in the domain can set all but the prefix. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "q_session_pages=evil; __Host-q_session_pages=good",
                "__Host-q_session_pages=good; q_session_pages=evil",
                ",q_session_pages=evil; __Host-q_session_pages=good",
                " ,\t, q_session_pages=evil; __Host-q_session_pages=good",
                "a=b,q_session_pages=evil; __Host-q_session_pages=good",
                "\"q_session_pages=evil; __Host-q_session_pages=good",
                "$q_session_pages=evil; __Host-q_session_pages=good"
            })
    void shouldBelieveNoOther(String cookies) {
        assertThat(read(cookies)).contains("q_session_pages=good").doesNotContain("q_session_pages=evil");
    }

    private static List<String> read(String... headers) {
        return ServerCookieDecoder.STRICT.decode(HostCookies.inward(List.of(headers))).stream()
                .map(HostCookiesTest::text)
                .toList();
    }

    private static String text(Cookie cookie) {
        return cookie.name() + "=" + cookie.value();
    }
}
