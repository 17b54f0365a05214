package dk.slettefrist.ingest.pbx;

import java.util.List;

/**
 * What a message says.
 *
 * @param deliveryId the same for every repetition of the message, so that the second one is answered and does nothing; null when the PBX gives none
 */
public record Told(String deliveryId, List<Notice> notices) {

    /** A message that is repeated without an identifier: what it says is taken again, which changes nothing. */
    public static Told of(Notice... notices) {
        return new Told(null, List.of(notices));
    }
}
