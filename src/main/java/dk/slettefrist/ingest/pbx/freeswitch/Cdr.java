package dk.slettefrist.ingest.pbx.freeswitch;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.Optional;

import com.fasterxml.jackson.databind.JsonNode;

import dk.slettefrist.ingest.pbx.Form;
import dk.slettefrist.ingest.pbx.Json;
import dk.slettefrist.ingest.pbx.Webhook;
import dk.slettefrist.platform.DomainException;

/**
 * The CDR of one leg of a call, as {@code mod_json_cdr} posts it (FreeSWITCH, {@code src/mod/event_handlers/mod_json_cdr/mod_json_cdr.c} and
 * {@code switch_ivr_generate_json_cdr} of {@code src/switch_ivr.c}): with {@code encode=false} the JSON, with {@code encode=true} a form of the
 * one field {@code cdr}, with {@code encode=base64} the same with base64 that is not URL-encoded. The header Content-Type does not tell which:
 * {@code disable-100-continue} takes it away. With {@code encode-values} (the default) the values of variables are URL-encoded once more.
 */
record Cdr(JsonNode json) {

    private static final String FIELD = "cdr=";
    private static final long MICROS = 1_000_000;
    private static final Instant NEVER = Instant.parse("9999-01-01T00:00:00Z");

    /** @throws DomainException.InvalidRequest when it is none */
    static Cdr of(Webhook webhook) {
        String body = webhook.text().strip();
        if (!body.startsWith(FIELD)) {
            return new Cdr(Json.objectWithRepeats(body));
        }
        String value = body.substring(FIELD.length());
        return value.startsWith("%7B") || value.startsWith("%7b") || value.startsWith("{")
                ? urlEncoded(Form.of(webhook).require("cdr"))
                : new Cdr(Json.objectWithRepeats(base64(value)));
    }

    private static Cdr urlEncoded(String json) {
        try {
            return new Cdr(Json.objectWithRepeats(json));
        } catch (DomainException.InvalidRequest e) {
            return new Cdr(Json.objectWithRepeats(LostQuotes.restored(json)));
        }
    }

    private static String base64(String value) {
        try {
            return new String(Base64.getMimeDecoder().decode(value), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw new DomainException.InvalidRequest("The field cdr is neither URL-encoded nor base64.", e);
        }
    }

    /** A channel variable, decoded; empty when it is missing or blank. */
    Optional<String> variable(String name) {
        JsonNode value = json.path("variables").path(name);
        return value.isValueNode() && !value.isNull()
                ? Optional.of(PercentCoded.decode(value.asText()).strip()).filter(text -> !text.isEmpty())
                : Optional.empty();
    }

    /** The leg's own uuid. */
    Optional<String> uuid() {
        return variable("uuid").or(() -> profile("uuid"));
    }

    /** From the profile with which the leg began: later ones tell where it was transferred to. */
    Optional<String> profile(String name) {
        JsonNode callflow = json.path("callflow");
        return Json.text(callflow.path(callflow.size() - 1), "/caller_profile/" + name);
    }

    boolean isOutbound() {
        return "outbound".equals(json.path("channel_data").path("direction").asText());
    }

    /** A time in microseconds or seconds since 1970; empty when it is zero: that never happened. */
    Optional<Instant> time(String name) {
        return number(name + "_uepoch")
                .map(micros -> Instant.ofEpochSecond(micros / MICROS, micros % MICROS * 1000))
                .or(() -> number(name + "_epoch")
                        .filter(seconds -> seconds < NEVER.getEpochSecond())
                        .map(Instant::ofEpochSecond));
    }

    private Optional<Long> number(String name) {
        return variable(name)
                .filter(text -> text.matches("\\d{1,17}"))
                .map(Long::valueOf)
                .filter(value -> value > 0);
    }
}
