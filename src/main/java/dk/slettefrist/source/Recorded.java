package dk.slettefrist.source;

/** Which calls of a source must bring a recording; one that does not is a gap. */
public enum Recorded {
    ALL,
    ANSWERED,
    NONE
}
