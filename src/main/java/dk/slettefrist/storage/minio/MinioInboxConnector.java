package dk.slettefrist.storage.minio;

import jakarta.enterprise.context.ApplicationScoped;

import dk.slettefrist.storage.InboxAddress;
import dk.slettefrist.storage.InboxConnector;
import dk.slettefrist.storage.InboxStore;
import dk.slettefrist.storage.StorageSettings;

@ApplicationScoped
class MinioInboxConnector implements InboxConnector {

    private final StorageSettings own;

    MinioInboxConnector(StorageSettings own) {
        this.own = own;
    }

    @Override
    public InboxStore connect(InboxAddress inbox) {
        return new MinioInbox(inbox, own);
    }
}
