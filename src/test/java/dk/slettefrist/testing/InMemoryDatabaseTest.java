package dk.slettefrist.testing;

import static dk.slettefrist.testing.Times.NOW;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.util.List;

import org.junit.jupiter.api.Test;

import dk.slettefrist.audit.AuditEvent;
import dk.slettefrist.audit.AuditType;
import dk.slettefrist.call.Call;
import dk.slettefrist.call.CallFact;

class InMemoryDatabaseTest {

    private final InMemoryDatabase database = new InMemoryDatabase();

    @Test
    void shouldKeepWhatATransactionDid() {
        Call opened = database.inTransaction(() -> database.calls().open("pbx", "1"));

        assertThat(database.calls().find("pbx", "1")).contains(opened);
    }

    @Test
    void shouldUndoAllOfATransactionThatThrows() {
        Call before = database.calls().open("pbx", "1");

        assertThatIllegalStateException().isThrownBy(() -> database.inTransaction(() -> failAfterChanging(before)));

        assertThat(database.calls().findAll("1")).containsExactly(before);
        assertThat(database.calls().findAll("2")).isEmpty();
        assertThat(database.calls().facts(List.of(before.id()))).isEmpty();
        assertThat(database.audit().page(NOW, NOW.plusSeconds(1), null, 10)).isEmpty();
    }

    private Call failAfterChanging(Call call) {
        database.calls().save(call.withForgetAt(NOW));
        database.calls().open("pbx", "2");
        database.calls().addFact(call.id(), new CallFact(CallFact.Kind.ENDED, NOW, null, null, null, null, null));
        database.audit().append(AuditEvent.ofRecording(NOW, AuditType.FLAGGED, "operator", call.id(), null));
        throw new IllegalStateException("the line is dead");
    }
}
