package dk.slettefrist.testing;

import java.time.Instant;
import java.util.List;
import java.util.Map;

import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;

/** Somebody who sees to it that the rule is kept. */
public final class Auditor extends User {

    private static final int MOST = 1000;

    Auditor(String name) {
        super(name);
    }

    public Response retention(Instant from, Instant to) {
        return of(from, to).get("/api/v1/reports/retention");
    }

    public Response deletions(Instant from, Instant to) {
        return of(from, to).get("/api/v1/reports/deletions");
    }

    public Response audit(Instant from, Instant to) {
        return of(from, to).queryParam("limit", MOST).get("/api/v1/audit-events");
    }

    /** The events that concern a recording, by their type. */
    public List<String> typesOf(String recording, Instant from, Instant to) {
        return audit(from, to).jsonPath().param("id", recording).getList("items.findAll { it.recording == id }.type");
    }

    /** The events of a type. */
    public List<Map<String, Object>> events(String type, Instant from, Instant to) {
        return audit(from, to).jsonPath().param("type", type).getList("items.findAll { it.type == type }");
    }

    public String csv(String path, Instant from, Instant to) {
        return of(from, to).accept("text/csv").get(path).asString();
    }

    public RequestSpecification of(Instant from, Instant to) {
        return asks().queryParam("from", from.toString()).queryParam("to", to.toString());
    }
}
