package dk.slettefrist.call;

/** Who called whom, seen from the switchboard. */
public enum Direction {
    INBOUND,
    OUTBOUND
}
