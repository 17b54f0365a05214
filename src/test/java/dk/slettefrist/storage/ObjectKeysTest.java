package dk.slettefrist.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.UUID;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ObjectKeysTest {

    private final ObjectKeys keys = new ObjectKeys(UUID.fromString("5E77EF12-9b1c-4d2e-8f3a-0123456789ab"));

    @Test
    void shouldNameTheInstallationInEveryKey() {
        ObjectKey one = keys.next();
        ObjectKey other = keys.next();

        assertThat(one.value()).startsWith("rec/5e77ef12/").hasSize(49);
        assertThat(one).isNotEqualTo(other);
        assertThat(keys.isOurs(one.value())).isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "rec/5e77ef12/0b1c2d3e-4f50-4a6b-8c7d-8e9fa0b1c2d3, true",
        "rec/5e77ef13/0b1c2d3e-4f50-4a6b-8c7d-8e9fa0b1c2d3, false",
        "rec/00000000/0b1c2d3e-4f50-4a6b-8c7d-8e9fa0b1c2d3, false",
        "rec/5E77EF12/0b1c2d3e-4f50-4a6b-8c7d-8e9fa0b1c2d3, false",
        "rec/5e77ef12/readme, false",
        "rec/5e77ef12/, false",
        "rec/0b1c2d3e-4f50-4a6b-8c7d-8e9fa0b1c2d3, false",
        "old/rec/5e77ef12/0b1c2d3e-4f50-4a6b-8c7d-8e9fa0b1c2d3, false"
    })
    void shouldKnowWhatItMadeByNameAlone(String name, boolean ours) {
        assertThat(keys.isOurs(name)).isEqualTo(ours);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "rec/0b1c2d3e-4f50-4a6b-8c7d-8e9fa0b1c2d3",
                "rec/5e77ef1/0b1c2d3e-4f50-4a6b-8c7d-8e9fa0b1c2d3",
                "rec/5e77ef12/0b1c2d3e-4f50-1a6b-8c7d-8e9fa0b1c2d3",
                "rec/5e77ef12/0b1c2d3e-4f50-4a6b-8c7d-8e9fa0b1c2d3/x",
                "rec/5e77ef12/0b1c2d3e-4f50-4a6b-8c7d-8e9fa0b1c2d3\n"
            })
    void shouldTakeNothingElseAsAKey(String value) {
        assertThatIllegalArgumentException().isThrownBy(() -> new ObjectKey(value));
    }

    @Test
    void shouldGiveProbesAKeyOfNoInstallation() {
        assertThat(ObjectKey.random().value()).startsWith("rec/00000000/");
    }
}
