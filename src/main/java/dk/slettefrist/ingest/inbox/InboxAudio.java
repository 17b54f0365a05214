package dk.slettefrist.ingest.inbox;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

import dk.slettefrist.platform.DomainException;
import dk.slettefrist.storage.ObjectStoreException;

/** The bytes of an object on their way into the house. That the inbox does not give them must not look as if our own store were away. */
final class InboxAudio extends FilterInputStream {

    private ObjectStoreException failure;

    InboxAudio(InputStream object) {
        super(object);
    }

    /** Why the inbox did not give them; null when it did. */
    ObjectStoreException failure() {
        return failure;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
        try {
            return super.read(buffer, offset, length);
        } catch (ObjectStoreException e) {
            throw notGiven(e);
        } catch (IOException e) {
            throw notGiven(new ObjectStoreException("An object of an inbox could not be read to its end", e));
        }
    }

    private DomainException.Unavailable notGiven(ObjectStoreException e) {
        failure = e;
        return new DomainException.Unavailable("The inbox does not give an object.", e);
    }
}
