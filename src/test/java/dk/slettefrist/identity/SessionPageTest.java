package dk.slettefrist.identity;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import dk.slettefrist.testing.TestServers;

/** A name comes from a provider, and may be anything. */
@QuarkusTest
@QuarkusTestResource(TestServers.class)
class SessionPageTest {

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '`',
            delimiter = ' ',
            value = {
                "<script>alert(1)</script> &lt;script&gt;alert(1)&lt;/script&gt;",
                "</strong><img/src=x> &lt;/strong&gt;&lt;img/src=x&gt;",
                "\"onload='x' &quot;onload=&#39;x&#39;",
                "&lt;b&gt; &amp;lt;b&amp;gt;",
                "{identity} {identity}",
            })
    void shouldShowANameAsItIsWritten(String name, String html) {
        // when
        String page = new SessionPage.Page(name, List.of(name), true).render();

        // then
        assertThat(page).contains("<strong>" + html + "</strong>", "<li>" + html + "</li>");
    }
}
