package dk.slettefrist.storage;

/**
 * The port to the row that says which installation the database belongs to. The migration writes it, so another database is another
 * installation, whatever bucket it is set to.
 */
@FunctionalInterface
public interface Installation {

    /**
     * The keys of the database's installation. Takes part in the caller's transaction. Asked anew each time and never remembered: when the
     * database is exchanged under a running process, keys remembered of the former one would make all its objects orphans.
     *
     * @throws dk.slettefrist.platform.DomainException.Unavailable when the database does not answer
     */
    ObjectKeys keys();
}
