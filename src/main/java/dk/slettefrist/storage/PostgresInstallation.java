package dk.slettefrist.storage;

import java.sql.SQLException;
import java.util.UUID;
import javax.sql.DataSource;

import jakarta.enterprise.context.ApplicationScoped;

import dk.slettefrist.platform.DomainException;

/** The installation in PostgreSQL; inside a transaction read on the transaction's own connection. */
@ApplicationScoped
class PostgresInstallation implements Installation {

    private final DataSource dataSource;

    PostgresInstallation(DataSource dataSource) {
        this.dataSource = dataSource;
    }

    @Override
    public ObjectKeys keys() {
        try (var connection = dataSource.getConnection();
                var statement = connection.createStatement();
                var row = statement.executeQuery("SELECT id FROM installation")) {
            if (!row.next()) {
                throw new IllegalStateException("the database does not say which installation it belongs to");
            }
            return new ObjectKeys(row.getObject(1, UUID.class));
        } catch (SQLException e) {
            throw new DomainException.Unavailable("the database does not answer", e);
        }
    }
}
