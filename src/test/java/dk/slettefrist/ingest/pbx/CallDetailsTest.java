package dk.slettefrist.ingest.pbx;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CallDetailsTest {

    @ParameterizedTest
    @ValueSource(strings = {"\u0000", "\n", "\u007f", "\u0080", "\u009c", "\u009f"})
    void shouldDropEveryControlCharacter(String control) {
        // when
        CallDetails details = CallDetails.NONE.with("operator", Optional.of("S" + control + "ren"));

        // then
        assertThat(details.fields()).containsEntry("operator", "S ren");
    }
}
