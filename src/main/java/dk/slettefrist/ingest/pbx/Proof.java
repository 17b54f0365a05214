package dk.slettefrist.ingest.pbx;

/** How much the head of a message proves. */
public enum Proof {

    /** Whose it is. */
    WHOLE,

    /** That it may be the source's: the signature covers the body. Anybody can get so far. */
    OPEN
}
