package dk.slettefrist.platform;

/** The cluster: database and object store are there already. */
final class NoSurroundings implements Surroundings {

    @Override
    public void start() {}

    @Override
    public void announce() {}

    @Override
    public void close() {}
}
