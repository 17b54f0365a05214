package dk.slettefrist.storage;

class InMemoryObjectStoreTest extends ObjectStoreContract {

    private final InMemoryObjectStore store = new InMemoryObjectStore();

    @Override
    protected ObjectStore store() {
        return store;
    }

    @Override
    protected void place(String name, byte[] bytes) {
        store.place(name, bytes);
    }

    @Override
    protected void beginUpload(String name) {
        store.beginUpload(name);
    }
}
