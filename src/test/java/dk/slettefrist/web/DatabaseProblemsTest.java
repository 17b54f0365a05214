package dk.slettefrist.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import javax.transaction.xa.XAException;

import jakarta.transaction.RollbackException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DatabaseProblemsTest {

    private final DatabaseProblems problems = new DatabaseProblems();

    @ParameterizedTest
    @CsvSource({
        "08006, 503", // the connection broke
        "25P03, 503", // the server ended a transaction that stood still
        "25006, 500", // read-only: nobody should write there
        "40001, 503", // a conflict
        "53100, 503", // the disk is full
        "55P03, 503", // a lock was not free in time
        "55000, 500",
        "57014, 503", // a statement took too long
        "57P01, 503", // the server is shut down
        "23505, 500", // a constraint
        ", 503"
    })
    void shouldTellADatabaseThatIsAwayFromAFaultOfOurs(String state, int status) {
        assertThat(problems.map(new SQLException("no", state)).getStatus()).isEqualTo(status);
    }

    @Test
    void shouldSeeWhyACommitFailedWhereTheTransactionManagerPutsIt() {
        XAException commit = new XAException("commit");
        commit.initCause(new SQLException("broken", "08006"));
        RollbackException rollback = new RollbackException("could not commit");
        rollback.addSuppressed(commit);

        int status = problems.map(new IllegalStateException(rollback)).getStatus();

        assertThat(status).isEqualTo(503);
    }
}
