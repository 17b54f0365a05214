package dk.slettefrist.platform;

import java.sql.Connection;
import java.sql.Driver;
import java.sql.DriverPropertyInfo;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Properties;
import java.util.logging.Logger;

/**
 * PostgreSQL's own driver, but for a password of several lines: then each line is a password, and the next is tried when the server refuses one. A role
 * has one password at a time, so while it is being changed nobody can know which: a connection made just then must not fail.
 */
public final class PasswordsDriver implements Driver {

    static final String SEPARATOR = "\n";

    /** See PostgreSQL's manual, appendix A: {@code invalid_password}. */
    private static final String REFUSED = "28P01";

    private static final String PASSWORD = "password";

    private final Driver driver;
    private volatile String worked;

    /** For the framework, which makes one for its pool. */
    public PasswordsDriver() {
        this(new org.postgresql.Driver());
    }

    PasswordsDriver(Driver driver) {
        this.driver = driver;
    }

    /** @throws SQLException the last refusal when all passwords are refused; anything else at once */
    @Override
    public Connection connect(String url, Properties info) throws SQLException {
        String told = info.getProperty(PASSWORD);
        if (told == null || !told.contains(SEPARATOR)) {
            return driver.connect(url, info);
        }
        SQLException refusal = null;
        for (String password : inTurn(told.split(SEPARATOR))) {
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
    private List<String> inTurn(String... passwords) {
        List<String> turn = new ArrayList<>(Arrays.asList(passwords));
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
