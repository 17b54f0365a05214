package dk.slettefrist.api;

import static org.hamcrest.Matchers.equalTo;

import java.util.Map;

import jakarta.inject.Inject;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import dk.slettefrist.testing.Switchboard;
import dk.slettefrist.testing.TestServers;

/** What an operator may say of a flag. */
@QuarkusTest
@QuarkusTestResource(TestServers.class)
class FlagRequestTest {

    @Inject
    Switchboard switchboard;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "null",
                "[]",
                "{",
                "{}",
                "{\"reason\": null}",
                "{\"reason\": \"\"}",
                "{\"reason\": \"threat\"}",
                "{\"reason\": \"FUN\"}",
                "{\"reason\": {}}",
                "{\"reason\": \"THREAT\", \"reason\": \"THREAT\"}",
                "{\"reason\": \"THREAT\", \"x\": {\"y\": 1, \"y\": 2}}",
                "{\"reason\": \"THREAT\"} {\"reason\": \"OTHER\"}",
                "{\"reason\": \"THREAT\"}}",
                "{\"reason\": \"THREAT\", \"note\": {}}",
                "{\"reason\": \"THREAT\", \"note\": \"a\\u0000b\"}"
            })
    void shouldRefuseAFlagThatItCannotRead(String body) {
        // given
        String call = Switchboard.newId("call");

        // when
        Response response = switchboard.operator().flags(call, body);

        // then
        response.then().statusCode(400).body("type", equalTo("urn:slettefrist:problem:invalid-request"));
        switchboard.operator().call(call).then().statusCode(404);
    }

    @Test
    void shouldRefuseAnEndlessNote() {
        // given
        String call = Switchboard.newId("call");

        // when
        Response response = switchboard.operator().flags(call, Map.of("reason", "THREAT", "note", "x".repeat(2001)));

        // then
        response.then().statusCode(400).body("type", equalTo("urn:slettefrist:problem:invalid-request"));
    }

    @Test
    void shouldKeepANoteInAnyScriptAndOverSeveralLines() {
        // given
        String note = "Truede med \"bål\"\nog 🔥\tto gange";

        // when
        Response response =
                switchboard.operator().flags(Switchboard.newId("call"), Map.of("reason", "THREAT", "note", note));

        // then
        response.then().statusCode(202).body("flag.note", equalTo(note));
    }

    @ParameterizedTest
    @ValueSource(strings = {"a b", "ø", "a%b", "a/b"})
    void shouldRefuseBadIdentifiers(String call) {
        // when
        Response flag = switchboard.operator().flags(call);
        Response unflag = switchboard.operator().unflags(call);
        Response get = switchboard.operator().call(call);

        // then
        flag.then().statusCode(400).body("type", equalTo("urn:slettefrist:problem:invalid-request"));
        unflag.then().statusCode(400).body("type", equalTo("urn:slettefrist:problem:invalid-request"));
        get.then().statusCode(400).body("type", equalTo("urn:slettefrist:problem:invalid-request"));
    }
}
