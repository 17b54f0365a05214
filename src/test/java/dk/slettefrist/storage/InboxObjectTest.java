package dk.slettefrist.storage;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class InboxObjectTest {

    @ParameterizedTest
    @ValueSource(strings = {".", "..", "in/..", "in/../x", "../x", "./x", "in/./x", "in/a\nb/../x"})
    void shouldKnowANameThatCannotBeAskedFor(String name) {
        assertThat(named(name).hasAddress()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"x", "..x", "x..", "in/...", "in/.x", "in/x./y", "/x", "in//x"})
    void shouldKnowANameThatCanBeAskedFor(String name) {
        assertThat(named(name).hasAddress()).isTrue();
    }

    @ParameterizedTest
    @CsvSource({"9b2cf535f27731c974343645a3985328-2, true", "9b2cf535f27731c974343645a3985328, false", "'', false"})
    void shouldKnowWhatWasWrittenInParts(String etag, boolean inParts) {
        assertThat(new InboxObject("x", Instant.EPOCH, 1, etag, null, false).wasWrittenInParts())
                .isEqualTo(inParts);
    }

    private static InboxObject named(String name) {
        return new InboxObject(name, Instant.EPOCH, 1, "", null, false);
    }
}
