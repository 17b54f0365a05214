package dk.slettefrist.recording;

/** What a {@code Range} header asks for, held against the size of the audio (RFC 9110, section 14). */
sealed interface RequestedRange permits RequestedRange.Whole, ByteRange, RequestedRange.Unsatisfiable {

    /** All of it, answered with 200: no range was asked for, or one that may be ignored. */
    record Whole() implements RequestedRange {}

    /** Nothing of it, answered with 416: the range begins at or after the end, or is empty. */
    record Unsatisfiable() implements RequestedRange {}
}
