package dk.slettefrist.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import javax.transaction.xa.XAException;

import jakarta.transaction.RollbackException;

import io.quarkus.arc.ArcUndeclaredThrowableException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DatabaseProblemsTest {

    @ParameterizedTest
    @CsvSource({"08006, 503", "57P01, 503", "57P02, 503", "40001, 503", "53300, 503", "23505, 500", "42601, 500"})
    void shouldAnswerACommitThatBrokeOffByWhatBrokeIt(String sqlState, int status) {
        // given
        XAException commit = new XAException("Error trying to transactionCommit local transaction");
        commit.initCause(new SQLException("the connection's end", sqlState));
        RollbackException rollback = new RollbackException("Could not commit transaction.");
        rollback.addSuppressed(commit);

        // when
        int answered = new DatabaseProblems()
                .map(new ArcUndeclaredThrowableException("Error invoking subclass method", rollback))
                .getStatus();

        // then
        assertThat(answered).isEqualTo(status);
    }
}
