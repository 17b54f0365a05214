package dk.slettefrist.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.Driver;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PasswordsDriverTest {

    private static final Connection CONNECTED = (Connection) Proxy.newProxyInstance(
            PasswordsDriverTest.class.getClassLoader(),
            new Class<?>[] {Connection.class},
            (proxy, method, arguments) -> null);

    private final List<String> tried = new ArrayList<>();
    private String password = "old";
    private String state = "28P01";
    private Runnable afterATry = () -> {};
    private List<String> file = List.of("new", "old");
    private final PasswordsDriver driver = new PasswordsDriver(
            (Driver) Proxy.newProxyInstance(
                    getClass().getClassLoader(),
                    new Class<?>[] {Driver.class},
                    (proxy, method, arguments) -> connect((Properties) arguments[1])),
            () -> file);

    @Test
    void shouldTryThePasswordsUntilOneIsTaken() throws SQLException {
        assertThat(driver.connect("jdbc:", new Properties())).isNotNull();
        assertThat(tried).containsExactly("new", "old");
    }

    @Test
    void shouldBeginWithTheOneThatWasTakenLast() throws SQLException {
        // given
        driver.connect("jdbc:", new Properties());
        tried.clear();

        // when
        driver.connect("jdbc:", new Properties());

        // then
        assertThat(tried).containsExactly("old");
    }

    @Test
    void shouldNotFailWhenThePasswordChangesBetweenTwoTries() throws SQLException {
        // given
        afterATry = () -> password = "new";

        // when
        Connection connection = driver.connect("jdbc:", new Properties());

        // then
        assertThat(connection).isNotNull();
        assertThat(tried).containsExactly("new", "old", "new");
    }

    @Test
    void shouldFailWhenNoneIsTaken() {
        // given
        file = List.of("a", "b");

        // then
        assertThatThrownBy(() -> driver.connect("jdbc:", new Properties())).isInstanceOf(SQLException.class);
        assertThat(tried).containsExactly("a", "b", "a");
    }

    @Test
    void shouldTryNoOtherWhenTheServerIsAway() {
        // given
        state = "08001";

        // then
        assertThatThrownBy(() -> driver.connect("jdbc:", new Properties())).isInstanceOf(SQLException.class);
        assertThat(tried).containsExactly("new");
    }

    @Test
    void shouldTakeThePasswordOfTheSettingWithoutAFile() throws SQLException {
        // given
        file = List.of();

        // then
        assertThat(driver.connect("jdbc:", properties("old"))).isNotNull();
        assertThatThrownBy(() -> driver.connect("jdbc:", properties("old "))).isInstanceOf(SQLException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "\n \n", "a\nb\nc", "\uFEFFa"})
    void shouldRefuseAFileOfSomethingElse(String text) {
        assertThatIllegalArgumentException().isThrownBy(() -> DatabasePasswords.passwords(text));
    }

    @Test
    void shouldReadOnePasswordOrTwo() {
        assertThat(DatabasePasswords.passwords("with a space \r\n")).containsExactly("with a space ");
        assertThat(DatabasePasswords.passwords("new\n\nold\n")).containsExactly("new", "old");
    }

    private static Properties properties(String password) {
        Properties properties = new Properties();
        properties.setProperty("password", password);
        return properties;
    }

    private Connection connect(Properties told) throws SQLException {
        tried.add(told.getProperty("password"));
        if (told.getProperty("password").equals(password)) {
            return CONNECTED;
        }
        afterATry.run();
        throw new SQLException("refused", state);
    }
}
