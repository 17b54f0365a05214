package dk.slettefrist.platform;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullAndEmptySource;
import org.junit.jupiter.params.provider.ValueSource;

class CsvCellTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "=1+1",
                "=HYPERLINK(\"x\")",
                "+45",
                "-2",
                "@SUM(A1)",
                "\t=1",
                "\r=1",
                "\n=1",
                "\uFF1D1",
                "\uFF0B1",
                "\uFF0D1",
                "\uFF20x",
                "=",
                "+",
                "-",
                "@"
            })
    void shouldPutAnApostropheBeforeWhatWouldRunAsAFormula(String text) {
        assertThat(CsvCell.text(text)).isEqualTo("'" + text);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "queue-1",
                "a=b",
                "1-2",
                "x@y",
                "'=1",
                " hovedomstilling",
                "Æblegrød",
                "a\n=1",
                "\"quoted\"",
                "a;b,c"
            })
    void shouldLeaveOtherTextsAlone(String text) {
        assertThat(CsvCell.text(text)).isEqualTo(text);
    }

    @ParameterizedTest
    @NullAndEmptySource
    void shouldLeaveTheCellEmptyWhenThereIsNoText(String text) {
        assertThat(CsvCell.text(text)).isEmpty();
    }
}
