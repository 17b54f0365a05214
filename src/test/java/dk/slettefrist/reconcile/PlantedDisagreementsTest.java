package dk.slettefrist.reconcile;

import static dk.slettefrist.recording.RecordingState.FAILED;
import static dk.slettefrist.recording.RecordingState.PURGING;
import static dk.slettefrist.recording.RecordingState.RECEIVING;
import static dk.slettefrist.recording.RecordingState.STORED;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import jakarta.inject.Inject;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.restassured.RestAssured;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import dk.slettefrist.storage.ObjectKey;
import dk.slettefrist.storage.ObjectPage;
import dk.slettefrist.storage.ObjectStore;
import dk.slettefrist.storage.minio.TestBucket;
import dk.slettefrist.testing.Switchboard;
import dk.slettefrist.testing.TestServers;

/** A thousand disagreements of every kind on real servers: one sweep and one reconciliation put all right and touch nothing else. */
@Tag("side-by-side")
@QuarkusTest
@TestProfile(PlantedDisagreementsTest.NoRunOfItsOwn.class)
@QuarkusTestResource(TestServers.class)
class PlantedDisagreementsTest {

    /** The only run is the test's. */
    public static final class NoRunOfItsOwn implements QuarkusTestProfile {

        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of("quarkus.scheduler.start-mode", "halted");
        }
    }

    private static final List<String> FOREIGN = List.of("backup/dump.sql", "readme", "rec/not-ours", "z");

    @Inject
    Planting planting;

    @Inject
    Reconciler reconciler;

    @Inject
    ObjectStore store;

    @Inject
    Switchboard switchboard;

    @TestHTTPResource(value = "/", management = true)
    URI root;

    private final Set<String> foreignUploads = new HashSet<>();

    @Test
    void shouldPutAThousandDisagreementsRightInOneRunAndTouchNothingElse() {
        // given
        Map<ObjectKey, String> good = goodRecordings();
        List<ObjectKey> missing = many(100, () -> planting.row(STORED));
        plantForTheReconciler();
        plantForTheSweep();
        plantForeigners();
        String missingBefore = rows(missing);
        Instant before = switchboard.now();
        switchboard.pass(Duration.ofMinutes(20));
        await().atMost(Duration.ofSeconds(60)).until(() -> count("state <> 'STORED' AND object_key IS NOT NULL")
                .equals("0"));

        // when
        Findings findings = reconciler.run();

        // then
        assertThat(findings.rows()).isEqualTo(new RowFindings(300, 100, 100, 0, 0));
        assertThat(findings.objects()).isEqualTo(new ObjectFindings(304 + 200, 300, 0, 4));
        assertThat(findings.uploads()).isEqualTo(new ObjectFindings(153, 150, 0, 3));
        Set<String> expected = good.keySet().stream().map(ObjectKey::value).collect(Collectors.toSet());
        expected.addAll(FOREIGN);
        assertThat(switchboard.objects()).isEqualTo(expected);
        assertThat(store.unfinished(null, 1000).items())
                .extracting(ObjectPage.Item::name)
                .containsExactlyInAnyOrderElementsOf(foreignUploads);
        good.forEach((key, row) -> {
            assertThat(planting.read(key)).isEqualTo(key.value());
            assertThat(rows(List.of(key))).isEqualTo(row);
        });
        assertThat(rows(missing)).isEqualTo(missingBefore);
        assertThat(count("missing_since IS NOT NULL")).isEqualTo("100");
        assertThat(count("state = 'PURGED'")).isEqualTo("150");
        assertThat(count("state = 'FAILED' AND object_key IS NULL AND sweep_at IS NULL"))
                .isEqualTo("300");
        assertReported(missing, before);
        assertThat(reconciler.run().changed())
                .as("a second run changes nothing")
                .isFalse();
    }

    /** Rows and objects that belong together, by what the rows say. */
    private Map<ObjectKey, String> goodRecordings() {
        Map<ObjectKey, String> good = new HashMap<>();
        many(200, () -> planting.object(planting.row(STORED))).forEach(key -> good.put(key, rows(List.of(key))));
        return good;
    }

    /** 450, beside 100 rows without objects: 300 objects and 150 uploads without rows. */
    private void plantForTheReconciler() {
        many(300, () -> planting.object(planting.key()));
        try (TestBucket bucket = planting.bucket()) {
            many(150, planting::key).forEach(key -> bucket.beginUpload(key.value()));
        }
    }

    /** 450: uploads and claims of dead processes. */
    private void plantForTheSweep() {
        many(100, () -> planting.object(planting.row(RECEIVING)));
        many(100, () -> planting.object(planting.row(FAILED)));
        many(50, () -> planting.row(FAILED));
        many(150, () -> planting.object(planting.row(PURGING)));
        try (TestBucket bucket = planting.bucket()) {
            many(50, () -> planting.row(RECEIVING)).forEach(key -> bucket.beginUpload(key.value()));
        }
    }

    private void plantForeigners() {
        try (TestBucket bucket = planting.bucket()) {
            FOREIGN.forEach(name -> bucket.place(name, new byte[] {1}));
            many(3, ObjectKey::random).forEach(key -> {
                bucket.beginUpload(key.value());
                foreignUploads.add(key.value());
            });
        }
    }

    private void assertReported(List<ObjectKey> missing, Instant before) {
        Instant end = switchboard.now().plusSeconds(1);
        assertThat(switchboard.auditor().events("RECONCILED", before, end))
                .singleElement()
                .extracting(event -> event.get("detail"))
                .isEqualTo("orphans=300 uploads=150 missing=100 found=0 uncovered=0");
        assertThat(switchboard.auditor().events("MISSING", before, end)).hasSize(100);
        switchboard
                .auditor()
                .retention(before, end)
                .then()
                .body("missing", equalTo(100))
                .body("compliant", equalTo(false))
                .body("findings", hasItem("100 recordings are missing in the object store"));
        RestAssured.get(management("/health/ready"))
                .then()
                .statusCode(200)
                .body("checks.find { it.name == 'Reconciliation' }.data.missing", equalTo(100))
                .body("checks.find { it.name == 'Reconciliation' }.data.foreign", equalTo(4))
                .body("checks.find { it.name == 'Reconciliation' }.data.stopped", equalTo(false));
        await().atMost(Duration.ofSeconds(30)).untilAsserted(this::assertMeasured);
        String id = switchboard.query("SELECT id FROM recording WHERE object_key = '" + missing.get(0) + "'");
        switchboard.supervisor().audio(id).then().statusCode(404).body("detail", containsString("does not help"));
    }

    private void assertMeasured() {
        assertThat(RestAssured.get(management("/metrics")).asString())
                .containsPattern("(?m)^slettefrist_missing(\\{.*})? 100")
                .containsPattern("(?m)^slettefrist_foreign(\\{.*})? 4")
                .containsPattern("(?m)^slettefrist_reconcile_completed_seconds(\\{.*})? [1-9]")
                .containsPattern("(?m)^slettefrist_reconciled_total\\{.*kind=\"orphan\".*} 300")
                .containsPattern("(?m)^slettefrist_reconciled_total\\{.*kind=\"upload\".*} 150")
                .containsPattern("(?m)^slettefrist_reconciled_total\\{.*kind=\"missing\".*} 100");
    }

    private URI management(String path) {
        return root.resolve("/q" + path);
    }

    private static <T> List<T> many(int count, Supplier<T> one) {
        return Stream.generate(one).limit(count).toList();
    }

    private String count(String condition) {
        return switchboard.query("SELECT count(*) FROM recording WHERE " + condition);
    }

    /** All that the rows of these keys say, but for the mark. */
    private String rows(List<ObjectKey> keys) {
        String list = keys.stream().map(key -> "'" + key + "'").collect(Collectors.joining(","));
        return switchboard.query("SELECT string_agg((to_jsonb(r) - 'missing_since')::text, ' ' ORDER BY object_key)"
                + " FROM recording r WHERE object_key IN (" + list + ")");
    }
}
