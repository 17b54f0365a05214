package dk.slettefrist.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RowFindingsTest {

    @ParameterizedTest
    @CsvSource({
        "10, 10, 50, false",
        "11, 11, 50, true",
        "22, 11, 50, false",
        "21, 11, 50, true",
        "1000, 500, 50, false",
        "1000, 501, 50, true",
        "1000, 11, 0, true",
        "1000, 10, 0, false",
        "1000, 1000, 100, false",
        "0, 0, 0, false"
    })
    void shouldTrustNeitherBucketNorDatabaseWhenMoreThanAFewAndMoreThanTheShareAreMissing(
            long rows, long missing, int percent, boolean tooMany) {
        var findings = new RowFindings(rows, missing, 0, 0, 0);

        assertThat(findings.tooManyMissing(percent)).isEqualTo(tooMany);
    }
}
