package dk.slettefrist.call;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

import dk.slettefrist.platform.DomainException;

class IdentifierTest {

    @ParameterizedTest
    @ValueSource(strings = {"a", "Z", "0", "1763751602.118", "SIP:1007@pbx-1", "+4500000000", "a_b-c.d:e@f+g"})
    void shouldReturnAnIdentifierUnchanged(String value) {
        assertThat(Identifier.require("callId", value)).isEqualTo(value);
    }

    @Test
    void shouldAcceptUpTo128Characters() {
        assertThat(Identifier.require("callId", "x".repeat(128))).hasSize(128);
        assertThatExceptionOfType(DomainException.InvalidRequest.class)
                .isThrownBy(() -> Identifier.require("callId", "x".repeat(129)));
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(
            strings = {
                "",
                " ",
                "a b",
                "a/b",
                "a\n",
                "\na",
                "a\u0000",
                "æ",
                "a%20b",
                "a#b",
                "a?b",
                "a,b",
                "\uFF0B45",
                "\u0661"
            })
    void shouldRefuseAnythingElse(String value) {
        assertThatExceptionOfType(DomainException.InvalidRequest.class)
                .isThrownBy(() -> Identifier.require("recordingId", value))
                .withMessage("recordingId must be 1 to 128 characters of A-Z a-z 0-9 . _ : @ + -");
    }

    @Test
    void shouldNotRepeatTheValueInTheMessage() {
        assertThatExceptionOfType(DomainException.InvalidRequest.class)
                .isThrownBy(() -> Identifier.require("callId", "+45 0000 0000"))
                .withMessageNotContaining("0000");
    }
}
