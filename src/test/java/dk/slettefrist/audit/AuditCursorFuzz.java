package dk.slettefrist.audit;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;

import com.code_intelligence.jazzer.junit.FuzzTest;

import dk.slettefrist.platform.DomainException;
import dk.slettefrist.testing.Parsing;

/** Whatever is sent as the place where the audit goes on. */
class AuditCursorFuzz {

    @FuzzTest
    void after(byte[] input) {
        String after = new String(input, StandardCharsets.ISO_8859_1);
        Parsing.unless(DomainException.InvalidRequest.class, () -> AuditCursor.decode(after))
                .ifPresent(cursor -> {
                    cursor.last().number();
                    assertThat(AuditCursor.decode(cursor.packed().encode())).isEqualTo(cursor);
                });
    }
}
