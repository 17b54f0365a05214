package dk.slettefrist.trace;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;

class SettingsDifferenceTest {

    @Test
    void shouldNameWhatIsOtherwise() {
        // given
        SettingsDifference difference = new SettingsDifference(List.of("a", "b"), List.of("c"), List.of("d"));

        // then
        assertThat(difference.isNone()).isFalse();
        assertThat(difference.text()).isEqualTo("settings: changed a, b; added c; removed d");
    }

    @Test
    void shouldLeaveOutWhatThereIsNot() {
        assertThat(new SettingsDifference(List.of(), List.of("c"), List.of()).text())
                .isEqualTo("settings: added c");
        assertThat(new SettingsDifference(List.of(), List.of(), List.of()).isNone())
                .isTrue();
    }

    @Test
    void shouldBeShortHoweverMuchIsOtherwise() {
        // given
        List<String> many = IntStream.range(0, 5000)
                .mapToObj(i -> "slettefrist.sources.pbx" + i + ".kind")
                .toList();
        List<String> endless = List.of("slettefrist.sources.\"" + "x".repeat(10_000) + "\".kind");

        // when
        String text = new SettingsDifference(many, many, endless).text();

        // then
        assertThat(text)
                .hasSizeLessThanOrEqualTo(SettingsDifference.MAX_LENGTH)
                .contains("changed slettefrist.sources.pbx0.kind, ")
                .containsPattern("[0-9]+ more; added ")
                .endsWith("; removed 1 more");
    }
}
