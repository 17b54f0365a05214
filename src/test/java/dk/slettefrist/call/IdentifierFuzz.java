package dk.slettefrist.call;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;

import com.code_intelligence.jazzer.junit.FuzzTest;

import dk.slettefrist.platform.DomainException;
import dk.slettefrist.testing.Parsing;

/** Whatever a PBX calls a call or a recording: what comes in has the form of the interface. */
class IdentifierFuzz {

    @FuzzTest
    void own(byte[] input) {
        String told = new String(input, StandardCharsets.UTF_8);
        Parsing.unless(DomainException.InvalidRequest.class, () -> Identifier.require("callId", told))
                .ifPresent(accepted -> {
                    assertThat(accepted).isEqualTo(told).hasSizeBetween(1, 128);
                    assertThat(accepted.chars()).allMatch(c -> c > ' ' && c < 0x7F && "/\\?#%&<>\"'".indexOf(c) < 0);
                });
    }

    @FuzzTest
    void ofPbx(byte[] input) {
        String told = new String(input, StandardCharsets.UTF_8);
        Parsing.unless(DomainException.InvalidRequest.class, () -> PbxIdentifier.of("callId", told))
                .ifPresent(ours -> {
                    assertThat(Identifier.require("callId", ours)).isEqualTo(ours);
                    assertThat(PbxIdentifier.of("callId", told)).isEqualTo(ours);
                    assertThat(PbxIdentifier.of("callId", ours)).isEqualTo(ours);
                });
    }
}
