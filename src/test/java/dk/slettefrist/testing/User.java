package dk.slettefrist.testing;

import io.restassured.RestAssured;
import io.restassured.http.ContentType;
import io.restassured.specification.RequestSpecification;

/** Somebody who speaks to the service. */
public class User {

    private final String name;

    public User(String name) {
        this.name = name;
    }

    public String name() {
        return name;
    }

    /** A request with name and password. */
    public RequestSpecification asks() {
        return RestAssured.given().auth().preemptive().basic(name, TestServers.password(name));
    }

    /** A request with name, password and a JSON body. */
    public RequestSpecification sends(Object body) {
        return asks().contentType(ContentType.JSON).body(body);
    }
}
