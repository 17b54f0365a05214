package dk.slettefrist.storage;

/** Connects to the inboxes of PBXs. */
@FunctionalInterface
public interface InboxConnector {

    /**
     * Asks nothing of the store yet. Time-outs are those of our own store.
     *
     * @throws IllegalArgumentException when the endpoint, region or bucket is none
     */
    InboxStore connect(InboxAddress inbox);
}
