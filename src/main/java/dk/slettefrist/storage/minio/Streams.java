package dk.slettefrist.storage.minio;

import java.io.Closeable;
import java.io.IOException;
import java.util.logging.Level;
import java.util.logging.Logger;

/** Closing answers whose content we do not want. */
final class Streams {

    private static final Logger LOG = Logger.getLogger(Streams.class.getName());

    private Streams() {}

    static void closeQuietly(Closeable stream) {
        try {
            stream.close();
        } catch (IOException e) {
            LOG.log(Level.FINE, "An answer of the object store could not be closed", e);
        }
    }
}
