package dk.slettefrist.ingest.pbx;

import java.util.List;

/**
 * What a message says.
 *
 * @param deliveryId the same for every repetition of the message, so that the second one is answered and does nothing; null when the PBX gives none
 * @param attemptsId the same for all attempts of one delivery, and of no other delivery of the message; begins with the {@code deliveryId}. Null
 *     when the PBX does not tell attempts from repetitions
 */
public record Told(String deliveryId, String attemptsId, List<Notice> notices) {

    /** One whose PBX does not tell attempts from repetitions. */
    public Told(String deliveryId, List<Notice> notices) {
        this(deliveryId, null, notices);
    }

    /** A message that is repeated without an identifier: what it says is taken again, which changes nothing. */
    public static Told of(Notice... notices) {
        return new Told(null, List.of(notices));
    }

    /** With what all attempts of this delivery have in common. It proves nothing: it stands for this message only, whoever wrote it. */
    public Told attempted(String token) {
        return new Told(deliveryId, deliveryId + "\n" + token, notices);
    }
}
