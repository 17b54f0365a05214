package dk.slettefrist.platform;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.sql.SQLException;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

class ArchiveWatchTest {

    @Test
    void shouldHaveNoFigureOfAServerThatArchivesNothing() throws IOException {
        try (EmbeddedPostgres server = EmbeddedPostgres.builder().start()) {
            assertThat(watch(server).secondsSinceTheLast()).isNaN();
        }
    }

    @Test
    void shouldCountFromTheLastPieceOfTheLog() throws IOException, SQLException {
        try (EmbeddedPostgres server = archiving("/bin/true")) {
            switchLog(server);
            Awaitility.await("archived")
                    .until(() -> ask(server, "SELECT archived_count::text FROM pg_stat_archiver"), "1"::equals);
            String before =
                    ask(server, "SELECT extract(epoch FROM now() - last_archived_time)::text FROM pg_stat_archiver");

            assertThat(watch(server).secondsSinceTheLast()).isBetween(Double.parseDouble(before), 60.0);
        }
    }

    @Test
    void shouldCountFromTheServersOwnBeginningWhereNothingGotThroughYet() throws IOException, SQLException {
        try (EmbeddedPostgres server = archiving("/bin/false")) {
            switchLog(server);
            Awaitility.await("refused")
                    .until(() -> ask(server, "SELECT (failed_count > 0)::text FROM pg_stat_archiver"), "true"::equals);
            String before = ask(server, "SELECT extract(epoch FROM now() - stats_reset)::text FROM pg_stat_archiver");

            assertThat(watch(server).secondsSinceTheLast()).isBetween(Double.parseDouble(before), 120.0);
        }
    }

    private static ArchiveWatch watch(EmbeddedPostgres server) {
        return new ArchiveWatch(server.getPostgresDatabase());
    }

    private static EmbeddedPostgres archiving(String command) throws IOException {
        return EmbeddedPostgres.builder()
                .setServerConfig("archive_mode", "on")
                .setServerConfig("archive_command", command)
                .start();
    }

    private static void switchLog(EmbeddedPostgres server) throws SQLException {
        ask(server, "SELECT pg_logical_emit_message(false, 'test', 'something to archive')::text");
        ask(server, "SELECT pg_switch_wal()::text");
    }

    private static String ask(EmbeddedPostgres server, String sql) throws SQLException {
        try (var connection = server.getPostgresDatabase().getConnection();
                var statement = connection.createStatement();
                var row = statement.executeQuery(sql)) {
            row.next();
            return row.getString(1);
        }
    }
}
