package dk.slettefrist.ingest.pbx.generic;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

import jakarta.enterprise.context.ApplicationScoped;

import com.fasterxml.jackson.databind.JsonNode;

import dk.slettefrist.call.PbxIdentifier;
import dk.slettefrist.ingest.EventService;
import dk.slettefrist.ingest.pbx.CallDetails;
import dk.slettefrist.ingest.pbx.Json;
import dk.slettefrist.ingest.pbx.Notice;
import dk.slettefrist.ingest.pbx.Proof;
import dk.slettefrist.ingest.pbx.SharedSecret;
import dk.slettefrist.ingest.pbx.Told;
import dk.slettefrist.ingest.pbx.Translator;
import dk.slettefrist.ingest.pbx.Webhook;
import dk.slettefrist.ingest.pbx.WebhookSettings;
import dk.slettefrist.platform.Parameters;
import dk.slettefrist.platform.TimeSource;
import dk.slettefrist.source.Source;
import dk.slettefrist.source.SourceKind;

/**
 * The interface's own call events as a webhook: the JSON of {@code POST /api/v1/calls/events}, signed by Standard Webhooks or with the
 * source's secret.
 */
@ApplicationScoped
class GenericTranslator implements Translator {

    private final WebhookSettings settings;

    GenericTranslator(WebhookSettings settings) {
        this.settings = settings;
    }

    @Override
    public SourceKind kind() {
        return SourceKind.GENERIC;
    }

    @Override
    public Proof admit(Source source, Webhook head, TimeSource time) {
        if (head.header(StandardWebhook.SIGNATURE).isPresent()) {
            StandardWebhook.admit(head, settings.tolerance(), time);
            return Proof.OPEN;
        }
        SharedSecret.prove(source, head);
        return Proof.WHOLE;
    }

    @Override
    public void prove(Source source, Webhook webhook, Instant now) {
        if (webhook.header(StandardWebhook.SIGNATURE).isPresent()) {
            StandardWebhook.prove(source, webhook, settings.tolerance(), now);
        } else {
            SharedSecret.prove(source, webhook);
        }
    }

    @Override
    public Told translate(Source source, Webhook webhook, Instant now) {
        JsonNode event = Json.object(webhook.text());
        CallDetails details = CallDetails.NONE
                .with("operator", field(source, event, "operator"))
                .with("queue", field(source, event, "queue"))
                .with("caller", field(source, event, "caller"))
                .with("callee", field(source, event, "callee"))
                .withDirection(field(source, event, "direction"));
        Notice notice = new Notice.CallTold(
                EventService.kind(Json.text(event, "/type").orElse(null)),
                PbxIdentifier.of("callId", Json.text(event, "/callId").orElse(null)),
                Parameters.instant("at", Json.text(event, "/at").orElse(null)),
                details);
        String deliveryId = webhook.header(StandardWebhook.SIGNATURE)
                .flatMap(signature -> webhook.header(StandardWebhook.ID))
                .orElse(null);
        return new Told(deliveryId, List.of(notice));
    }

    private static Optional<String> field(Source source, JsonNode event, String name) {
        return Json.text(event, Json.pointer(source.field(name, name)));
    }
}
