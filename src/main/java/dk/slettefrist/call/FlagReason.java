package dk.slettefrist.call;

/** Why an operator saved a call. */
public enum FlagReason {
    THREAT,
    HARASSMENT,
    OTHER
}
