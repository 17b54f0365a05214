package dk.slettefrist.source;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;

import org.junit.jupiter.api.Test;

class SourceVariablesTest {

    @Test
    void shouldKnowTheVariablesOfItsSources() {
        // given
        List<String> variables = List.of(
                "PATH", "SLETTEFRIST_HOME", "SLETTEFRIST_SOURCES_PBX1_KIND", "SLETTEFRIST_SOURCES_MY_PBX_SECRETS");

        // when, then
        assertThat(SourceVariables.stranger(variables, List.of("pbx1", "my-pbx")))
                .isEmpty();
    }

    @Test
    void shouldNameAVariableThatWouldBePassedOver() {
        // given
        List<String> variables = List.of("SLETTEFRIST_SOURCES_PBX1_KIND", "SLETTEFRIST_SOURCES_MY_PBX_KIND");

        // when, then
        assertThat(SourceVariables.stranger(variables, List.of("pbx1"))).contains("SLETTEFRIST_SOURCES_MY_PBX_KIND");
    }
}
