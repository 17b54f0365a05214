package dk.slettefrist.ingest.pbx.freeswitch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.groups.Tuple.tuple;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import dk.slettefrist.call.CallFact;
import dk.slettefrist.ingest.pbx.CallDetails;
import dk.slettefrist.ingest.pbx.Notice;
import dk.slettefrist.ingest.pbx.Told;
import dk.slettefrist.ingest.pbx.Webhook;
import dk.slettefrist.platform.DomainException;
import dk.slettefrist.source.Recorded;
import dk.slettefrist.source.Source;
import dk.slettefrist.source.SourceKind;
import dk.slettefrist.testing.TestSources;

/** CDRs with the structure and the variables of {@code switch_ivr_generate_json_cdr}, in every form in which {@code mod_json_cdr} posts them. */
class FreeswitchTranslatorTest {

    private static final Instant NOW = Instant.parse("2026-11-24T11:00:00Z");
    private static final String MEMBER = "44dc566a-3657-4fa8-872d-81839524157e";
    private static final String SECRET = "freeswitch-secret-1";
    private static final String NEXT_SECRET = "freeswitch-secret-2";

    private final FreeswitchTranslator translator = new FreeswitchTranslator();

    @Test
    void shouldTellOfACallWhenItsFirstLegIsOver() {
        // when
        Told told = translate("application/json", file("member-leg.json"));

        // then
        assertThat(told.deliveryId()).isEqualTo("cdr " + MEMBER);
        assertThat(told.notices()).isEqualTo(queueCall());
    }

    @ParameterizedTest
    @ValueSource(strings = {"application/json", "application/x-www-form-urlencoded", "text/plain; charset=UTF-8"})
    void shouldReadJsonWhateverItsContentTypeSays(String contentType) {
        // when
        Told told = translate(contentType, file("member-leg-plain.json"));

        // then
        assertThat(told.notices()).isEqualTo(queueCall());
    }

    @ParameterizedTest
    @ValueSource(strings = {"member-leg.json", "member-leg-plain.json"})
    void shouldReadTheFormAsFreeswitchEncodesIt(String file) {
        // when
        Told told = translate("application/x-www-form-urlencoded", "cdr=" + switchUrlEncode(file(file)));

        // then
        assertThat(told.notices()).isEqualTo(queueCall());
    }

    @ParameterizedTest
    @ValueSource(strings = {"member-leg.json", "member-leg-plain.json"})
    void shouldReadTheFormAsOthersEncodeIt(String file) {
        // when
        Told told = translate(
                "application/x-www-form-urlencoded", "cdr=" + URLEncoder.encode(file(file), StandardCharsets.UTF_8));

        // then
        assertThat(told.notices()).isEqualTo(queueCall());
    }

    @ParameterizedTest
    @ValueSource(strings = {"member-leg.json", "member-leg-plain.json"})
    void shouldReadBase64ThatIsNotUrlEncoded(String file) {
        // given
        String base64 = Base64.getEncoder().encodeToString(file(file).getBytes(StandardCharsets.UTF_8));

        // when
        Told told = translate("application/x-www-form-base64-encoded", "cdr=" + base64);

        // then
        assertThat(told.notices()).isEqualTo(queueCall());
    }

    @Test
    void shouldJoinTheLegOfAnAgentToTheCallerWithoutEndingTheCall() {
        // when
        Told told = translate("application/json", file("agent-leg.json"));

        // then
        assertThat(told.deliveryId()).isEqualTo("cdr ba27d90e-f679-4b38-bb39-07b9d3448abf");
        assertThat(told.notices())
                .containsExactly(new Notice.CallTold(
                        CallFact.Kind.ANSWERED,
                        MEMBER,
                        Instant.parse("2026-11-24T10:00:10.500Z"),
                        details("operator", "1001").with("queue", Optional.of("hovednummer@default"))));
    }

    @Test
    void shouldKnowACallThatATelephoneOfOursMade() {
        // when
        Told told = translate("application/json", file("outgoing-first-leg.json"));

        // then
        String call = "51156b0b-f91b-4fd3-9c8f-15226f6098be";
        assertThat(told.notices())
                .containsExactly(
                        new Notice.CallTold(
                                CallFact.Kind.STARTED,
                                call,
                                Instant.parse("2026-11-24T11:00:00Z"),
                                details("caller", "1003")
                                        .with("callee", Optional.of("+4599887766"))
                                        .withDirection(Optional.of("outbound"))),
                        new Notice.CallTold(
                                CallFact.Kind.ANSWERED,
                                call,
                                Instant.parse("2026-11-24T11:00:06Z"),
                                details("operator", "1003")),
                        new Notice.CallTold(
                                CallFact.Kind.ENDED, call, Instant.parse("2026-11-24T11:01:00Z"), CallDetails.NONE));
    }

    @Test
    void shouldJoinASecondLegToTheFirst() {
        // when
        Told told = translate("application/json", file("outgoing-second-leg.json"));

        // then
        assertThat(told.notices())
                .containsExactly(new Notice.CallTold(
                        CallFact.Kind.ANSWERED,
                        "51156b0b-f91b-4fd3-9c8f-15226f6098be",
                        Instant.parse("2026-11-24T11:00:06Z"),
                        CallDetails.NONE));
    }

    @Test
    void shouldTellNothingOfASecondLegThatNobodyAnswered() {
        // when
        Told told = translate(
                "application/json",
                file("outgoing-second-leg.json")
                        .replaceAll("\"answer_u?epoch\":\"\\d+\"", "\"answer_epoch\":\"0\",\"answer_uepoch\":\"0\""));

        // then
        assertThat(told.notices()).isEmpty();
    }

    @Test
    void shouldNotTellThatAnUnansweredCallWasAnswered() {
        // when
        Told told = translate(
                "application/json",
                "{\"variables\": {\"uuid\": \"" + MEMBER
                        + "\", \"start_epoch\": \"1795514400\", \"answer_epoch\": \"0\", \"end_epoch\": \"1795514410\"}}");

        // then
        assertThat(told.notices())
                .extracting(notice -> ((Notice.CallTold) notice).kind(), notice -> ((Notice.CallTold) notice).at())
                .containsExactly(
                        tuple(CallFact.Kind.STARTED, Instant.parse("2026-11-24T10:00:00Z")),
                        tuple(CallFact.Kind.ENDED, Instant.parse("2026-11-24T10:00:10Z")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "yesterday", "-5", "99999999999999999999999", "9223372036854775807"})
    void shouldTakeAStrangeEndAsNow(String end) {
        // when
        Told told = translate(
                "application/json", "{\"variables\": {\"uuid\": \"" + MEMBER + "\", \"end_epoch\": \"" + end + "\"}}");

        // then
        assertThat(told.notices())
                .containsExactly(new Notice.CallTold(CallFact.Kind.ENDED, MEMBER, NOW, CallDetails.NONE));
    }

    @Test
    void shouldReadANameOfAnOldTelephone() {
        // when
        Told told = translate(
                "application/json",
                "{\"variables\": {\"uuid\": \"" + MEMBER
                        + "\", \"answer_epoch\": \"1795514400\", \"cc_agent\": \"S%F8ren\", \"cc_queue\": \"100%25 klar\"}}");

        // then
        assertThat(((Notice.CallTold) told.notices().get(0)).details())
                .isEqualTo(details("operator", "Søren").with("queue", Optional.of("100% klar")));
    }

    @Test
    void shouldReadTheVariablesThatTheSettingsName() {
        // given
        Source source = source(Map.of("operator", "agent_ext", "queue", "afdeling", "caller", "anr", "callee", "bnr"));

        // when
        Told told = translator.translate(
                source,
                webhook(
                        "application/json",
                        "{\"variables\": {\"uuid\": \"" + MEMBER
                                + "\", \"start_epoch\": \"1795514400\", \"answer_epoch\": \"1795514401\", \"agent_ext\": \"201\","
                                + " \"afdeling\": \"Borgerservice\", \"anr\": \"%2B4511\", \"bnr\": \"7010\"}}"),
                NOW);

        // then
        assertThat(told.notices())
                .extracting(notice -> ((Notice.CallTold) notice).details())
                .containsExactly(
                        details("caller", "+4511")
                                .with("callee", Optional.of("7010"))
                                .with("queue", Optional.of("Borgerservice"))
                                .withDirection(Optional.of("inbound")),
                        details("operator", "201").with("queue", Optional.of("Borgerservice")),
                        CallDetails.NONE);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "cdr=",
                "cdr=%7Bbroken",
                "cdr=%ZZ",
                "cdr=!!!!",
                "{}",
                "[]",
                "{\"variables\": {\"uuid\": \"\"}}",
                "{\"variables\": [1]}",
                "{\"variables\": {\"uuid\": {\"a\": 1}}}"
            })
    void shouldRefuseWhatIsNoCdrWithoutRepeatingIt(String body) {
        assertThatThrownBy(() -> translate("application/json", body))
                .isInstanceOf(DomainException.InvalidRequest.class)
                .message()
                .doesNotContain("broken", "!!!!");
    }

    @ParameterizedTest
    @CsvSource({
        "Authorization, Basic, freeswitch-secret-1, true",
        "Authorization, Basic, freeswitch-secret-2, true",
        "Authorization, Basic, freeswitch-secret-3, false",
        "Authorization, Bearer, freeswitch-secret-2, true",
        "Authorization, Bearer, wrong, false",
    })
    void shouldKnowTheSourceByItsSecrets(String header, String scheme, String secret, boolean known) {
        // given
        String credential = scheme.equals("Basic")
                ? Base64.getEncoder().encodeToString(("fs:" + secret).getBytes(StandardCharsets.UTF_8))
                : secret;
        Webhook webhook = new Webhook(
                "/", Map.of(header.toLowerCase(Locale.ROOT), scheme + " " + credential), Map.of(), new byte[0]);

        // then
        if (known) {
            translator.prove(source(Map.of()), webhook, NOW);
        } else {
            assertThatThrownBy(() -> translator.prove(source(Map.of()), webhook, NOW))
                    .isInstanceOf(DomainException.NotProven.class);
        }
    }

    private static List<Notice> queueCall() {
        return List.of(
                new Notice.CallTold(
                        CallFact.Kind.STARTED,
                        MEMBER,
                        Instant.parse("2026-11-24T10:00:00.123456Z"),
                        details("caller", "+4511223344")
                                .with("callee", Optional.of("70101010"))
                                .with("queue", Optional.of("hovednummer@default"))
                                .withDirection(Optional.of("inbound"))),
                new Notice.CallTold(
                        CallFact.Kind.ANSWERED,
                        MEMBER,
                        Instant.parse("2026-11-24T10:00:01Z"),
                        details("operator", "1001").with("queue", Optional.of("hovednummer@default"))),
                new Notice.CallTold(
                        CallFact.Kind.ENDED, MEMBER, Instant.parse("2026-11-24T10:02:05.654321Z"), CallDetails.NONE));
    }

    private static CallDetails details(String name, String value) {
        return CallDetails.NONE.with(name, Optional.of(value));
    }

    private Told translate(String contentType, String body) {
        return translator.translate(source(Map.of()), webhook(contentType, body), NOW);
    }

    private static Webhook webhook(String contentType, String body) {
        return new Webhook(
                "/api/v1/sources/fs/webhook?uuid=" + MEMBER,
                Map.of("content-type", contentType),
                Map.of("uuid", List.of(MEMBER)),
                body.getBytes(StandardCharsets.UTF_8));
    }

    private static Source source(Map<String, String> fields) {
        return new Source(
                "fs",
                SourceKind.FREESWITCH,
                List.of(TestSources.hash(SECRET), TestSources.hash(NEXT_SECRET)),
                ZoneOffset.UTC,
                Optional.empty(),
                fields,
                Recorded.ANSWERED,
                true,
                null);
    }

    /** {@code switch_url_encode} of {@code src/switch_utils.c}: what is encoded already stays as it is. */
    private static String switchUrlEncode(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        StringBuilder coded = new StringBuilder();
        for (int i = 0; i < bytes.length; i++) {
            boolean done = bytes[i] == '%' && i + 2 < bytes.length && isHex(bytes[i + 1]) && isHex(bytes[i + 2]);
            boolean plain = bytes[i] >= ' ' && bytes[i] <= '~' && "\r\n #%&+:;<=>?@[\\]^`{|}\"".indexOf(bytes[i]) < 0;
            coded.append(done || plain ? String.valueOf((char) bytes[i]) : String.format("%%%02X", bytes[i]));
        }
        return coded.toString();
    }

    private static boolean isHex(byte c) {
        return "0123456789ABCDEF".indexOf(c) >= 0;
    }

    private static String file(String name) {
        try (InputStream in = FreeswitchTranslatorTest.class.getResourceAsStream("/pbx/freeswitch/" + name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
