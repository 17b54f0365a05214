package dk.slettefrist.trace;

import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.transaction.Transactional;

import dk.slettefrist.audit.AuditEvent;
import dk.slettefrist.audit.AuditLog;
import dk.slettefrist.audit.AuditType;
import dk.slettefrist.platform.LiveFiles;
import dk.slettefrist.platform.TimeSource;

/**
 * Compares the settings of this start with those of the last one, of whatever replica, and writes one event with the names of those that
 * differ. Of replicas that start with the same settings, the first one writes it. The very first start only remembers. A file that changes while
 * the service runs is compared likewise, by itself.
 */
@ApplicationScoped
public class SettingsTrace {

    private static final int SALT = 16;
    private static final SecureRandom RANDOM = new SecureRandom();

    private final SettingsInForce settings;
    private final EntityManager rows;
    private final AuditLog audit;
    private final TimeSource time;

    SettingsTrace(SettingsInForce settings, EntityManager rows, AuditLog audit, TimeSource time) {
        this.settings = settings;
        this.rows = rows;
        this.audit = audit;
        this.time = time;
    }

    /** Does nothing when these settings are known already. */
    @Transactional
    public void compare() {
        compare(settings.all());
    }

    @Transactional
    void compare(Map<String, String> inForce) {
        lock();
        Map<String, SeenSetting> seen = rows.createQuery("from SeenSetting", SeenSetting.class)
                .getResultStream()
                .collect(Collectors.toMap(row -> row.name, Function.identity()));
        boolean first = seen.isEmpty();
        SettingsDifference difference = remember(inForce, seen);
        if (!first && !difference.isNone()) {
            append(difference);
        }
    }

    /** Does nothing when this is known already, from another replica. */
    @Transactional
    void compare(LiveFiles.Change change) {
        lock();
        SeenSetting row = rows.find(SeenSetting.class, change.setting());
        if (row != null && row.isStill(change.state())) {
            return;
        }
        if (row == null) {
            rows.persist(SeenSetting.of(change.setting(), change.state(), salt()));
        } else {
            row.see(change.state(), salt());
        }
        append(new SettingsDifference(List.of(change.setting()), List.of(), List.of()));
    }

    private void append(SettingsDifference difference) {
        audit.append(new AuditEvent(
                0, time.now(), AuditType.SETTINGS_CHANGED, AuditEvent.SERVICE, null, null, null, difference.text()));
    }

    /** One replica at a time, also at the first start, when there is no row to lock. */
    private void lock() {
        rows.createNativeQuery("LOCK TABLE setting_seen IN SHARE ROW EXCLUSIVE MODE")
                .executeUpdate();
    }

    private SettingsDifference remember(Map<String, String> inForce, Map<String, SeenSetting> seen) {
        List<String> changed = new ArrayList<>();
        List<String> added = new ArrayList<>();
        inForce.forEach((name, value) -> {
            SeenSetting row = seen.get(name);
            if (row == null) {
                added.add(name);
                rows.persist(SeenSetting.of(name, value, salt()));
            } else if (!row.isStill(value)) {
                changed.add(name);
                row.see(value, salt());
            }
        });
        List<String> removed = seen.keySet().stream()
                .filter(name -> !inForce.containsKey(name))
                .sorted()
                .toList();
        removed.forEach(name -> rows.remove(seen.get(name)));
        return new SettingsDifference(changed, added, removed);
    }

    private static byte[] salt() {
        byte[] salt = new byte[SALT];
        RANDOM.nextBytes(salt);
        return salt;
    }
}
