package dk.slettefrist.gap;

import java.time.Instant;
import java.util.UUID;

import com.fasterxml.jackson.annotation.JsonPropertyOrder;

/**
 * Something that slipped through between a PBX and us. Nothing personal.
 *
 * @param id our own identifier of the gap
 * @param about what {@code subject} names
 * @param subject our own identifier of the call, the recording or the fetch
 * @param source the PBX; null for a flag on a call of which nothing was told
 * @param at when the call ended, the recording came, the flag was set, or the fetch or the deletion was given up, or was late
 * @param foundAt when it was noticed
 * @param closedAt when what was missing came after all; null when it did not
 */
@JsonPropertyOrder({"id", "kind", "about", "subject", "source", "at", "foundAt", "closedAt"})
public record Gap(
        UUID id,
        GapKind kind,
        GapKind.About about,
        UUID subject,
        String source,
        Instant at,
        Instant foundAt,
        Instant closedAt) {}
