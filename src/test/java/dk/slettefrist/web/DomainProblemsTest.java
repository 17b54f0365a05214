package dk.slettefrist.web;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import dk.slettefrist.platform.DomainException;
import dk.slettefrist.testing.LogLines;

class DomainProblemsTest {

    private final DomainProblems problems = new DomainProblems();

    /** Anybody can make the service say so, as often as they like. */
    @Test
    void shouldSayOnceThatSomethingIsUnavailable() {
        try (LogLines log = LogLines.of(DomainProblems.class.getName())) {
            // when
            for (int i = 0; i < 3; i++) {
                assertThat(problems.map(new DomainException.Unavailable("Too many.", null))
                                .getStatus())
                        .isEqualTo(503);
            }
            problems.map(new DomainException.Unavailable("The store is away.", null));

            // then
            assertThat(log.lines())
                    .containsExactly(
                            "WARN Answering 503 times=1: Too many.", "WARN Answering 503 times=1: The store is away.");
        }
    }
}
