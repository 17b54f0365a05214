package dk.slettefrist.ingest.pbx;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

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
}
