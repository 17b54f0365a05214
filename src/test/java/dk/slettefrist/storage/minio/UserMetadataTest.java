package dk.slettefrist.storage.minio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import okhttp3.Headers;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class UserMetadataTest {

    @Test
    void shouldKnowOnlyUserMetadata() {
        Headers headers = new Headers.Builder()
                .add("Content-Type", "audio/wav")
                .add("x-amz-version-id", "1")
                .add("X-Amz-Meta-CallSid", "abc")
                .add("x-amz-meta-from", "+4512345678")
                .build();

        assertThat(UserMetadata.of(headers)).containsOnly(entry("callsid", "abc"), entry("from", "+4512345678"));
    }

    /** Encoded by Python's {@code email.header} and {@code urllib.parse.quote}. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "+4512345678                                | +4512345678",
                "Søren Ærø                                  | Søren Ærø",
                "=?UTF-8?B?U8O4cmVuIMOGcsO4?=               | Søren Ærø",
                "=?utf-8?q?S=C3=B8ren_=C3=86r=C3=B8?=       | Søren Ærø",
                "=?iso-8859-1?q?S=F8ren_=C6r=F8?=           | Søren Ærø",
                "=?utf-8?q?S=C3=B8ren?= =?utf-8?q?_=C3=86?= | Søren Æ",
                "=?utf-8*da?q?=C3=86r=C3=B8?= Rådhus        | Ærø Rådhus",
                "S%C3%B8ren%20%C3%86r%C3%B8                 | Søren Ærø",
                "100%                                       | 100%",
                "100%25                                     | 100%",
                "50%ZZ                                      | 50%ZZ",
                "S%F8ren                                    | S%F8ren",
                "=?x-none?q?abc?=                           | =?x-none?q?abc?=",
                "=?utf-8?b?***?=                            | =?utf-8?b?***?=",
                "=?utf-8?q?=ZZ?=                            | =?utf-8?q?=ZZ?=",
                "=?utf-8?q?=+1?=                            | =?utf-8?q?=+1?=",
                "=?utf-8?q?=F8?=                            | =?utf-8?q?=F8?="
            })
    void shouldDecodeWhatIsEncodedAndNothingElse(String value, String expected) {
        assertThat(UserMetadata.decoded(value)).isEqualTo(expected);
    }
}
