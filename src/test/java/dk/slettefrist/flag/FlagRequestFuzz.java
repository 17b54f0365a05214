package dk.slettefrist.flag;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;

import com.code_intelligence.jazzer.junit.FuzzTest;
import com.fasterxml.jackson.databind.ObjectMapper;

import dk.slettefrist.platform.DomainException;
import dk.slettefrist.testing.Parsing;

/** Whatever an operator's page sends to save a call. */
class FlagRequestFuzz {

    private final ObjectMapper mapper = new ObjectMapper();

    @FuzzTest
    void request(byte[] input) {
        FlagRequest request;
        try {
            request = mapper.readValue(input, FlagRequest.class);
        } catch (IOException e) {
            // is answered 400, of whichever kind it is
            return;
        }
        Parsing.unless(DomainException.InvalidRequest.class, () -> FlagRequest.order(request, "operator"))
                .ifPresent(order -> {
                    assertThat(order.reason()).isNotNull();
                    assertThat(order.note() == null
                                    || order.note().length() <= FlagRequest.MAX_NOTE
                                            && order.note().indexOf('\0') < 0)
                            .isTrue();
                    Parsing.unless(DomainException.InvalidRequest.class, request::which);
                });
    }
}
