package dk.slettefrist.storage;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class InboxObjectTest {

    @ParameterizedTest
    @CsvSource({"9b2cf535f27731c974343645a3985328-2, true", "9b2cf535f27731c974343645a3985328, false", "'', false"})
    void shouldKnowWhatWasWrittenInParts(String etag, boolean inParts) {
        assertThat(new InboxObject("x", Instant.EPOCH, 1, etag, null, false).wasWrittenInParts())
                .isEqualTo(inParts);
    }
}
