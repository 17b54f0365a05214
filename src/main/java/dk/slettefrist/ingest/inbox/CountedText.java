package dk.slettefrist.ingest.inbox;

/**
 * A text that can be looked at {@value #MOST_LOOKS} times, for a regular expression that is not ours over a text that somebody else chose: some
 * expressions try every way of dividing a text before they give up, and of a long one they never end. An honest one looks at each character a few
 * times.
 */
final class CountedText implements CharSequence {

    static final int MOST_LOOKS = 1_000_000;

    private final String text;
    private int looks;

    CountedText(String text) {
        this.text = text;
    }

    /** @throws TooManyLooksException when it was looked at too often */
    @Override
    public char charAt(int index) {
        looks++;
        if (looks > MOST_LOOKS) {
            throw new TooManyLooksException();
        }
        return text.charAt(index);
    }

    @Override
    public int length() {
        return text.length();
    }

    @Override
    public CharSequence subSequence(int start, int end) {
        return text.substring(start, end);
    }

    @Override
    public String toString() {
        return text;
    }

    /** Somebody looked too often. */
    static final class TooManyLooksException extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }
}
