package dk.slettefrist.report;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;

import dk.slettefrist.platform.IsoDuration;
import dk.slettefrist.platform.Period;
import dk.slettefrist.platform.TimeSource;
import dk.slettefrist.policy.PolicyRepository;
import dk.slettefrist.policy.RetentionSettings;
import dk.slettefrist.retention.RetentionPolicy;

/** Makes the retention report out of one snapshot of the data. */
@ApplicationScoped
class RetentionReporter {

    private final RetentionFigures figures;
    private final PeriodFigures of;
    private final Snapshot snapshot;
    private final PolicyRepository policies;
    private final RetentionSettings settings;
    private final TimeSource time;

    RetentionReporter(
            RetentionFigures figures,
            PeriodFigures of,
            Snapshot snapshot,
            PolicyRepository policies,
            RetentionSettings settings,
            TimeSource time) {
        this.figures = figures;
        this.of = of;
        this.snapshot = snapshot;
        this.policies = policies;
        this.settings = settings;
        this.time = time;
    }

    @Transactional
    RetentionReport report(Period period) {
        snapshot.begin();
        Duration tolerance = settings.tolerance();
        RetentionPolicy policy = policies.current();
        Instant now = time.now();
        PeriodFigures.Purged purged = of.purged(period, tolerance);
        List<String> findings =
                findings(figures.overdueBeyond(now, tolerance), purged.counts().late(), tolerance);
        long missing = figures.missing();
        if (missing > 0) {
            findings.add(missing + " recordings are missing in the object store");
        }
        return new RetentionReport(
                period.from(),
                period.to(),
                now,
                new RetentionReport.Policy(
                        IsoDuration.format(policy.unflagged()), IsoDuration.format(policy.flagged())),
                of.received(period),
                figures.stored(),
                purged.counts(),
                purged.lag(),
                figures.overdue(now),
                figures.unmatchedFlags(period),
                missing,
                findings.isEmpty(),
                findings);
    }

    private static List<String> findings(long overdue, long late, Duration tolerance) {
        String limit = " by more than " + IsoDuration.format(tolerance);
        List<String> findings = new ArrayList<>();
        if (overdue > 0) {
            findings.add(overdue + " recordings are overdue" + limit);
        }
        if (late > 0) {
            findings.add(late + " recordings were purged later than due" + limit + " in the period");
        }
        return findings;
    }
}
