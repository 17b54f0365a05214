package dk.slettefrist.platform;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DemoUsersTest {
    private static final Map<String, String> DEMO = Map.of("pbx", "pbx", "dpo", "dpo", "real", "1f8a");

    @Test
    void shouldAcceptDemoUsersOnTheLoopbackAddressOfTheStandaloneMode() {
        assertThat(DemoUsers.refusal(DEMO, true, "127.0.0.1")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"false,127.0.0.1", "false,0.0.0.0", "true,0.0.0.0", "true,192.0.2.1"})
    void shouldRefuseDemoUsersAnywhereElse(boolean standalone, String host) {
        assertThat(DemoUsers.refusal(DEMO, standalone, host)).hasValueSatisfying(reason -> assertThat(reason)
                .startsWith("the demo users (dpo, pbx) have their names as passwords"));
    }

    @Test
    void shouldAcceptOtherUsersAnywhere() {
        assertThat(DemoUsers.refusal(Map.of("pbx", "1f8a"), false, "0.0.0.0")).isEmpty();
    }
}
