package dk.slettefrist.testing;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

import dk.slettefrist.gap.Gap;
import dk.slettefrist.gap.GapKind;
import dk.slettefrist.gap.Gaps;
import dk.slettefrist.platform.Cursor;
import dk.slettefrist.platform.Ids;
import dk.slettefrist.platform.Period;

/** Gaps in a list. */
public final class InMemoryGaps implements Gaps {

    private final List<Gap> found = new ArrayList<>();

    @Override
    public void found(GapKind kind, UUID subject, String source, Instant at, Instant now) {
        if (found.stream().noneMatch(gap -> gap.kind() == kind && gap.subject().equals(subject))) {
            found.add(new Gap(Ids.next(), kind, kind.about(), subject, source, at, now, null));
        }
    }

    @Override
    public void closed(GapKind kind, UUID subject, Instant now) {
        throw new UnsupportedOperationException("nobody asks");
    }

    @Override
    public List<Gap> page(Period period, Cursor after, int limit) {
        throw new UnsupportedOperationException("nobody asks");
    }
}
