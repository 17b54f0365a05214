package dk.slettefrist.platform;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;

import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.transaction.Transactional;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.Test;

import dk.slettefrist.testing.TestServers;

/** What holds of every table of ours, also of those a later migration brings. */
@QuarkusTest
@QuarkusTestResource(TestServers.class)
@Transactional
class SchemaTest {

    private static final String OURS = "n.nspname = 'public' AND c.relname <> 'flyway_schema_history'";

    @Inject
    EntityManager entities;

    @Test
    void shouldSayOfEveryTableWhatItIsFor() {
        List<?> silent = rows("SELECT c.relname FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace"
                + " WHERE " + OURS + " AND c.relkind IN ('r', 'p', 'v', 'm')"
                + " AND obj_description(c.oid, 'pg_class') IS NULL");

        assertThat(silent).isEmpty();
    }

    @Test
    void shouldSayOfEveryColumnWhatItMeans() {
        List<?> silent = rows("SELECT c.relname || '.' || a.attname FROM pg_attribute a"
                + " JOIN pg_class c ON c.oid = a.attrelid JOIN pg_namespace n ON n.oid = c.relnamespace"
                + " WHERE " + OURS + " AND c.relkind IN ('r', 'p', 'v', 'm') AND a.attnum > 0 AND NOT a.attisdropped"
                + " AND col_description(c.oid, a.attnum) IS NULL");

        assertThat(silent).isEmpty();
    }

    /** But for NOT NULL, which PostgreSQL 18 lists among the constraints and older ones do not. */
    @Test
    void shouldNameEveryConstraintItself() {
        List<?> unnamed = rows("SELECT o.conname FROM pg_constraint o"
                + " JOIN pg_class c ON c.oid = o.conrelid JOIN pg_namespace n ON n.oid = c.relnamespace"
                + " WHERE " + OURS + " AND o.contype <> 'n' AND o.conname ~ '_(pkey|key|fkey|check|excl)[0-9]*$'");

        assertThat(unnamed).isEmpty();
    }

    @Test
    void shouldNameEveryIndexItself() {
        List<?> unnamed = rows("SELECT indexname FROM pg_indexes WHERE schemaname = 'public'"
                + " AND tablename <> 'flyway_schema_history' AND indexname ~ '_(pkey|key|idx)[0-9]*$'");

        assertThat(unnamed).isEmpty();
    }

    @Test
    void shouldKeepEveryTimeWithItsZone() {
        List<?> zoneless = rows("SELECT table_name || '.' || column_name FROM information_schema.columns"
                + " WHERE table_schema = 'public' AND table_name <> 'flyway_schema_history'"
                + " AND data_type IN ('timestamp without time zone', 'date', 'time without time zone')");

        assertThat(zoneless).isEmpty();
    }

    @Test
    void shouldKeepQuartzInASchemaOfItsOwn() {
        List<?> quartz = rows("SELECT DISTINCT schemaname FROM pg_tables WHERE tablename LIKE 'qrtz%'");
        List<?> besideQuartz =
                rows("SELECT tablename FROM pg_tables WHERE schemaname = 'quartz' AND tablename NOT LIKE 'qrtz%'");
        List<?> schemas = rows("SELECT DISTINCT schemaname FROM pg_tables"
                + " WHERE schemaname NOT IN ('pg_catalog', 'information_schema') ORDER BY schemaname");

        assertThat(quartz).isEqualTo(List.of("quartz"));
        assertThat(besideQuartz).isEmpty();
        assertThat(schemas).isEqualTo(List.of("public", "quartz"));
    }

    private List<?> rows(String sql) {
        return entities.createNativeQuery(sql).getResultList();
    }
}
