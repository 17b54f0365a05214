package dk.slettefrist.gap;

/** What can slip through between a PBX and us. */
public enum GapKind {
    /** A call ended, and no recording of it came in time. */
    CALL_WITHOUT_RECORDING(About.CALL),
    /** A recording came, and nothing was told of its call in time. */
    RECORDING_WITHOUT_CALL(About.RECORDING),
    /** A recording without any sound. */
    EMPTY_RECORDING(About.RECORDING),
    /** A recording whose head promises more sound than there is. */
    TRUNCATED_RECORDING(About.RECORDING),
    /** An operator saved a call, and no recording of it came in time. */
    FLAG_WITHOUT_RECORDING(About.CALL),
    /** The PBX said itself that a recording failed. */
    RECORDING_FAILED(About.CALL),
    /** A recording lay ready at the PBX, and could not be fetched for as long as it was kept there, or until it was late. */
    RECORDING_NOT_FETCHED(About.FETCH),
    /** The PBX's copy of a recording could not be deleted, and is not tried any more. */
    COPY_NOT_DELETED(About.FETCH);

    /** What the identifier of a gap names: each is our own. */
    public enum About {
        CALL,
        RECORDING,
        FETCH
    }

    private final About about;

    GapKind(About about) {
        this.about = about;
    }

    public About about() {
        return about;
    }
}
