package dk.slettefrist.api;

import io.restassured.RestAssured;
import io.restassured.specification.RequestSpecification;

import dk.slettefrist.testing.TestSources;
import dk.slettefrist.testing.User;

/**
 * A PBX, a user of the interface or a configured source.
 *
 * @param source whether it is configured as a source
 */
record Exchange(String name, boolean source) {

    private static final String SOURCES = "/api/v1/sources/{source}/";

    /** The one that an address is for. */
    static Exchange of(String path) {
        return switch (path) {
            case SOURCES + "flag" -> new Exchange("asterisk-1", true);
            case SOURCES + "recordings" -> new Exchange("rtpengine-1", true);
            case SOURCES + "recordings/{file}" -> new Exchange("freeswitch-1", true);
            case SOURCES + "webhook" -> new Exchange("link-1", true);
            default -> new Exchange("pbx", false);
        };
    }

    /** Another one of the same rights. */
    Exchange other() {
        return source ? new Exchange("media-kept", true) : new Exchange("pbx2", false);
    }

    RequestSpecification asks() {
        return source ? RestAssured.given().header("Authorization", TestSources.basic(name)) : new User(name).asks();
    }
}
