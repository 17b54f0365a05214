package dk.slettefrist.call;

import java.time.Instant;

import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;

import dk.slettefrist.platform.Cursor;
import dk.slettefrist.platform.Page;
import dk.slettefrist.platform.Parameters;

/** Operators look at calls. */
@Path("/api/v1/calls")
@RolesAllowed({"operator", "supervisor"})
class CallResource {

    private final CallViews views;

    CallResource(CallViews views) {
        this.views = views;
    }

    @GET
    public Page<CallView> list(
            @QueryParam("operator") String operator,
            @QueryParam("since") String since,
            @QueryParam("limit") @DefaultValue("50") String limit,
            @QueryParam("after") String after) {
        Instant from = since == null ? null : Parameters.instant("since", since);
        return views.list(operator, from, Cursor.decode(after), Parameters.limit(limit));
    }

    @GET
    @Path("/{callId}")
    public CallView get(@PathParam("callId") String callId, @QueryParam("source") String source) {
        return views.get(Identifier.require("callId", callId), source);
    }
}
