package dk.slettefrist.ingest.pbx;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

import dk.slettefrist.call.Identifier;
import dk.slettefrist.platform.DomainException;
import dk.slettefrist.source.Source;
import dk.slettefrist.testing.Parsing;

/** A message of a PBX made of any bytes, and what holds of whatever is understood of it. */
public final class FuzzedMessage {

    private static final Instant NOW = Instant.parse("2026-11-24T10:17:00Z");
    private static final Instant EARLIEST = Instant.parse("1900-01-01T00:00:00Z");

    /** The last year that RFC 3339 can write, and the longest recording after it. */
    private static final Instant LATEST = Instant.parse("9999-12-31T23:59:59Z").plusSeconds(7 * 86_400 + 1);

    private static final Set<String> NAMES = Set.of("operator", "queue", "caller", "callee", "direction");
    private static final int MOST_CHARACTERS = 256;

    private FuzzedMessage() {}

    /** The address in the first line, a header in each other, and the body behind an empty one. */
    public static Webhook of(byte[] input) {
        String text = new String(input, StandardCharsets.ISO_8859_1);
        int gap = text.indexOf("\n\n");
        int end = gap < 0 ? input.length : gap;
        String[] head = text.substring(0, end).split("\n", -1);
        Map<String, String> headers = new HashMap<>();
        for (String line : Arrays.asList(head).subList(1, head.length)) {
            int colon = line.indexOf(':');
            if (colon > 0) {
                headers.putIfAbsent(
                        line.substring(0, colon).toLowerCase(Locale.ROOT),
                        line.substring(colon + 1).strip());
            }
        }
        byte[] body = Arrays.copyOfRange(input, Math.min(input.length, end + 2), input.length);
        return new Webhook(head[0], headers, query(head[0]), body);
    }

    private static Map<String, List<String>> query(String path) {
        Map<String, List<String>> query = new HashMap<>();
        for (String pair :
                path.contains("?") ? path.replaceFirst("[^?]*\\?", "").split("&") : new String[0]) {
            int equals = Math.max(0, pair.indexOf('='));
            query.computeIfAbsent(pair.substring(0, equals), name -> new ArrayList<>())
                    .add(decoded(pair.substring(equals).replaceFirst("=", "")));
        }
        return query;
    }

    private static String decoded(String text) {
        return Parsing.unless(IllegalArgumentException.class, () -> URLDecoder.decode(text, StandardCharsets.UTF_8))
                .orElse(text);
    }

    /** What a translator makes of it: refused as it says, or something that can be written down. */
    public static Optional<Told> understood(Translator translator, Source source, byte[] input) {
        Webhook message = of(input);
        refusable(() -> translator.admit(source, message.with(new byte[0]), () -> NOW));
        refusable(() -> {
            translator.prove(source, message, NOW);
            return true;
        });
        Optional<Told> told =
                Parsing.unless(DomainException.InvalidRequest.class, () -> translator.translate(source, message, NOW));
        told.ifPresent(known -> {
            assertThat(translator.translate(source, message, NOW)).isEqualTo(known);
            known.notices().forEach(FuzzedMessage::check);
            assertThat(known.attemptsId() == null || known.attemptsId().startsWith(known.deliveryId() + "\n"))
                    .isTrue();
        });
        return told;
    }

    private static void refusable(Supplier<?> proof) {
        Parsing.unless(
                DomainException.InvalidRequest.class,
                () -> Parsing.unless(DomainException.NotProven.class, proof::get));
    }

    private static void check(Notice notice) {
        if (notice instanceof Notice.CallTold call) {
            Identifier.require("callId", call.callId());
            isStorable(call.at());
            check(call.details());
        } else if (notice instanceof Notice.RecordingReady ready) {
            Identifier.require("callId", ready.callId());
            Identifier.require("recordingId", ready.recordingId());
            isStorable(ready.startedAt());
            isStorable(ready.endedAt());
            assertThat(ready.startedAt()).isBeforeOrEqualTo(ready.endedAt());
            check(ready.details());
            check(ready.media());
            check(ready.deletion());
        } else if (notice instanceof Notice.RecordingFailed failed) {
            Identifier.require("callId", failed.callId());
            Identifier.require("recordingId", failed.recordingId());
            isStorable(failed.at());
        }
    }

    private static void isStorable(Instant at) {
        assertThat(at).isBetween(EARLIEST, LATEST);
    }

    private static void check(CallDetails details) {
        details.fields().forEach((name, value) -> {
            assertThat(NAMES).contains(name);
            assertThat(value).isNotBlank().hasSizeLessThanOrEqualTo(MOST_CHARACTERS);
            assertThat(value.chars()).noneMatch(Character::isISOControl);
            assertThat(Character.isHighSurrogate(value.charAt(value.length() - 1)))
                    .as("half a character at the end")
                    .isFalse();
        });
    }

    private static void check(URI address) {
        assertThat(address.getScheme()).matches("(?i)https?");
        assertThat(address.getHost()).isNotBlank();
        assertThat(address.toString()).matches("\\p{ASCII}+");
    }
}
