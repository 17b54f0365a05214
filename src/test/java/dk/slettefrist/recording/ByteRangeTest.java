package dk.slettefrist.recording;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ByteRangeTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            textBlock =
                    """
                    # header                         | size | offset | length
                    bytes=0-0                        | 100  | 0      | 1
                    bytes=0-99                       | 100  | 0      | 100
                    bytes=0-100                      | 100  | 0      | 100
                    bytes=0-                         | 100  | 0      | 100
                    bytes=10-19                      | 100  | 10     | 10
                    bytes=99-                        | 100  | 99     | 1
                    bytes=99-99                      | 100  | 99     | 1
                    bytes=-1                         | 100  | 99     | 1
                    bytes=-100                       | 100  | 0      | 100
                    bytes=-101                       | 100  | 0      | 100
                    bytes=0-0                        | 1    | 0      | 1
                    bytes=007-008                    | 100  | 7      | 2
                    BYTES=1-2                        | 100  | 1      | 2
                    "  bytes=1-2 "                   | 100  | 1      | 2
                    "bytes= 1-2"                     | 100  | 1      | 2
                    bytes=,1-2,                      | 100  | 1      | 2
                    bytes=5-9223372036854775807      | 100  | 5      | 95
                    bytes=5-9223372036854775808      | 100  | 5      | 95
                    bytes=5-99999999999999999999999  | 100  | 5      | 95
                    bytes=-99999999999999999999999   | 100  | 0      | 100
                    bytes=1-                         | 9223372036854775807 | 1 | 9223372036854775806
                    """)
    void shouldGiveOnePart(String header, long size, long offset, long length) {
        assertThat(ByteRange.parse(header, size)).isEqualTo(new ByteRange(offset, length));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    bytes=100-                     | 100
                    bytes=100-100                  | 100
                    bytes=101-200                  | 100
                    bytes=-0                       | 100
                    bytes=9223372036854775808-     | 100
                    bytes=99999999999999999999999- | 100
                    bytes=0-                       | 0
                    bytes=0-0                      | 0
                    bytes=-0                       | 0
                    """)
    void shouldGiveNothingOutsideOfTheAudio(String header, long size) {
        assertThat(ByteRange.parse(header, size)).isEqualTo(new RequestedRange.Unsatisfiable());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            textBlock =
                    """
                                                                    | 100
                    ""                                              | 100
                    bytes                                           | 100
                    bytes=                                          | 100
                    bytes=-                                         | 100
                    bytes=,                                         | 100
                    bytes=0-1,5-6                                   | 100
                    bytes=0-1,-1                                    | 100
                    bytes=5-4                                       | 100
                    bytes=200-150                                   | 100
                    bytes=99999999999999999999-99999999999999999998 | 100
                    bytes=a-b                                       | 100
                    bytes=0x1-2                                     | 100
                    bytes=+1-2                                      | 100
                    bytes=--1                                       | 100
                    bytes=1 - 2                                     | 100
                    bytes 1-2                                       | 100
                    bytes =1-2                                      | 100
                    bytes=\u0661-                                   | 100
                    seconds=0-1                                     | 100
                    bytes=-5                                        | 0
                    """)
    void shouldGiveTheWholeWhenTheHeaderIsToBeIgnored(String header, long size) {
        assertThat(ByteRange.parse(header, size)).isEqualTo(new RequestedRange.Whole());
    }

    @Test
    void shouldTellTheByteAfterTheLast() {
        assertThat(new ByteRange(10, 5).end()).isEqualTo(15);
    }

    @ParameterizedTest
    @CsvSource({"-1, 1", "0, 0", "0, -1"})
    void shouldRefuseToBeNoRange(long offset, long length) {
        assertThatIllegalArgumentException().isThrownBy(() -> new ByteRange(offset, length));
    }
}
