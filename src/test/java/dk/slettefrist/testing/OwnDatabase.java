package dk.slettefrist.testing;

import io.quarkus.test.junit.QuarkusTestProfile;

/**
 * For tests that commit rows of another century, or act on all rows there are: another profile gets another database, so that the tests of
 * the interface never meet them.
 */
public final class OwnDatabase implements QuarkusTestProfile {}
