package dk.slettefrist.testing;

import dk.slettefrist.audit.AuditLog;
import dk.slettefrist.call.CallRepository;
import dk.slettefrist.policy.PolicyRepository;
import dk.slettefrist.recording.RecordingRepository;
import dk.slettefrist.recording.StoredObjects;

/** What a contract suite of the repositories runs on. */
public interface TestDatabase {

    RecordingRepository recordings();

    StoredObjects storedObjects();

    CallRepository calls();

    AuditLog audit();

    PolicyRepository policies();

    /** Begins a transaction, in which there are no calls and no recordings but its own. */
    void begin();

    /** Ends the transaction; nothing is left of what was written in it. */
    void rollback();

    /** The next read comes from the tables, not from what this transaction happens to remember. */
    void reread();
}
