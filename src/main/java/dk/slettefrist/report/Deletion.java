package dk.slettefrist.report;

import java.time.Instant;
import java.util.UUID;

import com.fasterxml.jackson.annotation.JsonPropertyOrder;

/**
 * The proof that one recording is gone. Nothing personal.
 *
 * @param id our own identifier
 * @param dueAt its deadline, or the later moment at which a change made it lie in the past
 * @param purgedAt when every byte was confirmed absent
 * @param lagSeconds from due to purged
 */
@JsonPropertyOrder({"id", "flagged", "expiresAt", "dueAt", "purgedAt", "lagSeconds", "sizeBytes"})
public record Deletion(
        UUID id,
        boolean flagged,
        Instant expiresAt,
        Instant dueAt,
        Instant purgedAt,
        double lagSeconds,
        long sizeBytes) {}
