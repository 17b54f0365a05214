package dk.slettefrist.web;

import java.sql.SQLException;
import java.util.stream.Stream;

import jakarta.persistence.PersistenceException;
import jakarta.transaction.RollbackException;
import jakarta.transaction.SystemException;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;

import io.quarkus.arc.ArcUndeclaredThrowableException;
import org.hibernate.exception.JDBCConnectionException;
import org.jboss.logging.Logger;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;

/** A database that is away is a 503, whatever layer noticed it; a database that refuses a statement is a fault of ours. */
final class DatabaseProblems {

    static final int RETRY_AFTER_SECONDS = 5;

    private static final int MOST_REASONS = 20;

    private static final Logger LOG = Logger.getLogger(DatabaseProblems.class);

    @ServerExceptionMapper({
        PersistenceException.class,
        RollbackException.class,
        SystemException.class,
        SQLException.class,
        ArcUndeclaredThrowableException.class,
        IllegalStateException.class
    })
    Response map(Throwable e) {
        if (!isAway(e)) {
            return OtherProblems.internal(e);
        }
        LOG.warnf(e, "Answering 503: the database is away");
        return DomainProblems.UNAVAILABLE
                .answer("The database is away; nothing was half done. Try again.")
                .header(HttpHeaders.RETRY_AFTER, RETRY_AFTER_SECONDS)
                .build();
    }

    /**
     * SQLSTATE class 08 connection, 25P03 a transaction that stood still for too long, 40 a conflict that repeating resolves, 53 resources,
     * 55P03 a lock that was not free in time, 57 operator intervention or a time-out; none: the pool could not connect in time.
     */
    private static boolean isAway(Throwable e) {
        return reasons(e, MOST_REASONS)
                .anyMatch(cause -> cause instanceof JDBCConnectionException
                        || cause instanceof SQLException sql
                                && (sql.getSQLState() == null
                                        || sql.getSQLState().matches("(08|40|53|57).*|25P03|55P03")));
    }

    /** The error and all behind it. A commit that broke off is a rollback without a cause: the connection's end is only suppressed there. */
    private static Stream<Throwable> reasons(Throwable e, int depth) {
        if (e == null || depth == 0) {
            return Stream.empty();
        }
        Stream<Throwable> behind = Stream.concat(Stream.of(e.getSuppressed()), Stream.ofNullable(e.getCause()))
                .flatMap(reason -> reasons(reason, depth - 1));
        return Stream.concat(Stream.of(e), behind);
    }
}
