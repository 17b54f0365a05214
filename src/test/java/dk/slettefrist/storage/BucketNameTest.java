package dk.slettefrist.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.minio.BucketExistsArgs;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class BucketNameTest {

    private static final String LONGEST = "a23456789012345678901234567890123456789012345678901234567890123";

    @ParameterizedTest
    @ValueSource(strings = {"slettefrist", "abc", "1a2", "a.b-c.d", "a--b", "1.2.3", "1.2.3.4.5", LONGEST})
    void shouldTakeWhatABucketCanBeCalled(String name) {
        assertThat(BucketName.require("slettefrist.s3.bucket", name)).isEqualTo(name);
        assertThat(BucketExistsArgs.builder().bucket(name).build().bucket()).isEqualTo(name);
    }

    @ParameterizedTest
    @CsvSource({
        "Recordings_1, 'small letters, digits, dots and hyphens only'",
        "Recordings, 'small letters, digits, dots and hyphens only'",
        "recordings_1, 'small letters, digits, dots and hyphens only'",
        "recordings/1, 'small letters, digits, dots and hyphens only'",
        "optagelsér, 'small letters, digits, dots and hyphens only'",
        "'recordings ', 'small letters, digits, dots and hyphens only'",
        "ab, 3 to 63 characters",
        "'', 3 to 63 characters",
        LONGEST + "4, 3 to 63 characters",
        "-recordings, begin and end",
        "recordings-, begin and end",
        "recordings., begin and end",
        "a..b, no dot may stand beside",
        "a.-b, no dot may stand beside",
        "a-.b, no dot may stand beside",
        "192.168.1.7, IP address"
    })
    void shouldSayWhichRuleAnotherNameBreaks(String name, String rule) {
        assertThatThrownBy(() -> BucketName.require("slettefrist.s3.bucket", name))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("slettefrist.s3.bucket: ")
                .hasMessageContainingAll("'" + name + "'", rule, "correct the setting");
        assertThatThrownBy(() -> BucketExistsArgs.builder().bucket(name).build())
                .as("the client does not take it, either")
                .isInstanceOf(IllegalArgumentException.class);
    }
}
