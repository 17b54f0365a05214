package dk.slettefrist.platform;

import java.sql.Connection;
import java.sql.Driver;
import java.sql.DriverPropertyInfo;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.function.Supplier;
import java.util.logging.Logger;

import jakarta.enterprise.inject.spi.CDI;

/**
 * PostgreSQL's own driver, but for passwords that stand in a file: asked for each new connection, and where there are two, the next is tried when the server
 * refuses one. A role has one password at a time, so while it is being changed nobody can know which: a connection made just then must not fail.
 */
public final class PasswordsDriver implements Driver {

    /** See PostgreSQL's manual, appendix A: {@code invalid_password}. */
    private static final String REFUSED = "28P01";

    private static final String PASSWORD = "password";

    private final Driver driver;
    private final Supplier<List<String>> passwords;
    private volatile String worked;

    /** For the framework, which makes one for its pool. */
    public PasswordsDriver() {
        this(
                new org.postgresql.Driver(),
                () -> CDI.current().select(DatabasePasswords.class).get().now());
    }

    /** @param passwords in the order in which to try them; none where the framework's own setting has the password */
    PasswordsDriver(Driver driver, Supplier<List<String>> passwords) {
        this.driver = driver;
        this.passwords = passwords;
    }

    /** @throws SQLException the last refusal when all passwords are refused; anything else at once */
    @Override
    public Connection connect(String url, Properties info) throws SQLException {
        List<String> now = passwords.get();
        if (now.isEmpty()) {
            return driver.connect(url, info);
        }
        SQLException refusal = null;
        for (String password : inTurn(now)) {
            Properties one = new Properties();
            one.putAll(info);
            one.setProperty(PASSWORD, password);
            try {
                Connection connection = driver.connect(url, one);
                worked = password;
                return connection;
            } catch (SQLException e) {
                if (!REFUSED.equals(e.getSQLState())) {
                    throw e;
                }
                refusal = e;
            }
        }
        throw refusal;
    }

    /** What worked last comes first, and once more at the end: it may have been changed while the others were tried. */
    private List<String> inTurn(List<String> now) {
        List<String> turn = new ArrayList<>(now);
        if (turn.remove(worked)) {
            turn.add(0, worked);
        }
        turn.add(turn.get(0));
        return turn;
    }

    @Override
    public boolean acceptsURL(String url) throws SQLException {
        return driver.acceptsURL(url);
    }

    @Override
    public DriverPropertyInfo[] getPropertyInfo(String url, Properties info) throws SQLException {
        return driver.getPropertyInfo(url, info);
    }

    @Override
    public int getMajorVersion() {
        return driver.getMajorVersion();
    }

    @Override
    public int getMinorVersion() {
        return driver.getMinorVersion();
    }

    @Override
    public boolean jdbcCompliant() {
        return driver.jdbcCompliant();
    }

    @Override
    public Logger getParentLogger() throws SQLFeatureNotSupportedException {
        return driver.getParentLogger();
    }
}
