package dk.slettefrist.ingest.pbx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import dk.slettefrist.platform.DomainException;

class JsonTest {

    @ParameterizedTest
    @CsvSource({
        "agent, 1",
        "/agent, 1",
        "/call/agent, 2",
        "/calls/0/agent, 3",
        "call/agent, 4",
        "a~b, 5",
        "nowhere, ''",
        "/call, ''"
    })
    void shouldFindAFieldWhereASettingSays(String field, String expected) {
        // given
        String message =
                """
                {"agent": 1, "call": {"agent": 2}, "calls": [{"agent": "3"}], "call/agent": "4", "a~b": " 5 "}
                """;

        // then
        assertThat(Json.text(Json.object(message), Json.pointer(field)).orElse(""))
                .isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "null",
                "[]",
                "{",
                "{} {}",
                "{} x",
                "{\"id\": 1, \"id\": 1}",
                "{\"call\": {\"id\": 1, \"\\u0069d\": 2}}"
            })
    void shouldRefuseWhatAnotherReaderCouldReadOtherwise(String message) {
        // when, then
        assertThatThrownBy(() -> Json.object(message)).isInstanceOf(DomainException.InvalidRequest.class);
    }

    @Test
    void shouldTakeTheLastOfAMemberThatMayBeRepeated() {
        // when
        JsonNode message = Json.objectWithRepeats("{\"id\": 1, \"id\": 2}");

        // then
        assertThat(Json.text(message, "/id")).contains("2");
    }
}
