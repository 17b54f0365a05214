package dk.slettefrist.reconcile;

import java.net.URI;

import dk.slettefrist.testing.S3MockProcess;

class S3MockVersionedReconcilerTest extends VersionedReconcilerContract {

    @Override
    protected URI server() {
        return S3MockProcess.shared().endpoint();
    }
}
