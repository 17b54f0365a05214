package dk.slettefrist.standalone;

import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;

/** Starts the PostgreSQL binaries, on the first start after {@code initdb}. Everyone has to give a password. */
final class PostgresLaunch {
    private static final Duration PATIENCE = Duration.ofSeconds(40);

    private final DataFolder data;
    private final String superuserPassword;

    PostgresLaunch(DataFolder data, Secrets secrets) {
        this.data = data;
        this.superuserPassword = secrets.get("database.superuser.password");
    }

    EmbeddedPostgres start(DatabaseSettings settings) throws IOException {
        Path passwordFile = OwnerOnly.createFile(data.path());
        try {
            Files.writeString(passwordFile, superuserPassword + "\n");
            EmbeddedPostgres.Builder builder = EmbeddedPostgres.builder();
            settings.parameters().forEach(builder::setServerConfig);
            // Options of initdb, whatever the library calls them; the last --auth wins over its own "trust".
            builder.setLocaleConfig("auth", "scram-sha-256")
                    .setLocaleConfig("pwfile", passwordFile.toString())
                    .setLocaleConfig("locale-provider", "builtin")
                    .setLocaleConfig("builtin-locale", "C.UTF-8")
                    .setLocaleConfig("locale", "C");
            return builder.setConnectConfig("password", superuserPassword)
                    .setDataDirectory(data.postgres())
                    .setOverrideWorkingDirectory(data.postgresBinaries().toFile())
                    .setCleanDataDirectory(false)
                    .setRegisterShutdownHook(false)
                    .setPGStartupWait(PATIENCE)
                    .setOutputRedirector(Redirect.appendTo(data.postgresLog().toFile()))
                    .setErrorRedirector(Redirect.appendTo(data.postgresLog().toFile()))
                    .start();
        } finally {
            Files.delete(passwordFile);
        }
    }
}
