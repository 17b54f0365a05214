package dk.slettefrist.trace;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SettingsInForceTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "slettefrist.access.require-reason",
                "slettefrist.s3.secret-key",
                "slettefrist.sources.pbx1.secrets",
                "slettefrist.sources.port.kind",
                "slettefrist.retention.tolerance",
                "quarkus.security.users.embedded.roles.\"anna\"",
                "quarkus.http.proxy.trusted-proxies",
                "quarkus.http.auth.roles-mapping.admin",
                "quarkus.http.auth.permission.pages.policy",
                "quarkus.http.ssl.client-auth",
                "quarkus.tls.trust-store.pem.certs",
                "quarkus.oidc.client-id"
            })
    void shouldWatchWhatDecidesWhoMayDoWhat(String name) {
        assertThat(SettingsInForce.isWatched(name)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "slettefrist.retention.flagged",
                "slettefrist.retention.unflagged",
                "quarkus.security.users.embedded.users.anna",
                "quarkus.datasource.password",
                "slettefrist.service.host",
                "slettefrist.service.port.http",
                "slettefrist.port",
                "slettefrist.port.80.tcp.addr",
                "slettefrist.management.service.host",
                "slettefrist.management.port.9000.tcp"
            })
    void shouldWatchNothingElse(String name) {
        assertThat(SettingsInForce.isWatched(name)).isFalse();
    }
}
