package dk.slettefrist.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import dk.slettefrist.testing.TestSources;

class UsersFileTest {

    private static final String OLD = TestSources.hash("the-old-password");
    private static final String NEW = TestSources.hash("the-new-password");

    @Test
    void shouldReadUsersWithOnePasswordOrTwo() {
        // when
        Map<String, UsersFile.User> users =
                users("anna.kj supervisor,auditor " + OLD + "\n\n Bo\toperator " + OLD + "  " + NEW + "\n");

        // then
        assertThat(users).containsOnlyKeys("anna.kj", "Bo");
        assertThat(users.get("anna.kj").roles()).containsExactlyInAnyOrder("supervisor", "auditor");
        assertThat(users.get("anna.kj").knows("the-old-password")).isTrue();
        assertThat(users.get("anna.kj").knows("the-new-password")).isFalse();
        assertThat(users.get("Bo").knows("the-old-password")).isTrue();
        assertThat(users.get("Bo").knows("the-new-password")).isTrue();
        assertThat(users.get("Bo").knows(OLD)).isFalse();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "''                    | no user stands there",
                "anna operator         | line 1: must be a name, roles",
                "HASH                  | line 1: must be a name, roles",
                "anna operator HASH HASH HASH | line 1: must be a name, roles",
                "anna HASH operator    | line 1: a role must be",
                "anna pbx HASH         | line 1: a role must be",
                "anna operator, HASH x | line 1: a hash must be like",
                "anna ,operator HASH   | line 1: a role must be",
                "anna operator secret  | line 1: a hash must be like",
                "a/nna operator HASH   | line 1: the name is no name",
                "a:nna operator HASH   | line 1: the name is no name",
                "a\u202Enna operator HASH | line 1: the name is no name",
                "\uFEFFanna operator HASH | line 1: the name is no name",
                "slettefrist operator HASH | line 1: the name is no name",
                "taken operator HASH   | line 1: the name is no name, or that of a source or another user",
                "# operator,x HASH     | line 1: a role must be",
                "the-old-password operator HASH | line 1: the password is the name"
            })
    void shouldTakeNothingElse(String text, String why) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> users(text.replace("HASH", OLD)))
                .withMessageStartingWith(why);
    }

    @Test
    void shouldNeverCountAShortPassword() {
        // given
        String tooShort = "15-characters--";

        // when
        UsersFile.User user = users(
                        "anna operator " + TestSources.hash(tooShort) + " " + TestSources.hash(tooShort + "-"))
                .get("anna");

        // then
        assertThat(user.knows(tooShort)).isFalse();
        assertThat(user.knows(tooShort + "-")).isTrue();
    }

    @Test
    void shouldRefuseANameThatStandsThereTwice() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> users("anna operator " + OLD + "\nanna admin " + NEW))
                .withMessage("line 2: the name stands there twice");
    }

    private static Map<String, UsersFile.User> users(String text) {
        return UsersFile.users(text, "taken"::equals);
    }
}
