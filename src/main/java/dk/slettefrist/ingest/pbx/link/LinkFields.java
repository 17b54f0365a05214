package dk.slettefrist.ingest.pbx.link;

import java.time.Instant;
import java.util.Optional;

import com.fasterxml.jackson.databind.JsonNode;

import dk.slettefrist.ingest.pbx.Json;
import dk.slettefrist.ingest.pbx.ToldTime;
import dk.slettefrist.platform.DomainException;
import dk.slettefrist.source.Source;

/** The fields of a message under our names; where they stand is a setting. */
record LinkFields(Source source, JsonNode message) {

    /** Empty when nothing stands there. */
    Optional<String> get(String name) {
        return Json.text(message, pointer(name));
    }

    Optional<Instant> time(String name) {
        return ToldTime.instant(get(name), source.zone());
    }

    /**
     * Like {@link #get}, but the place must be there, be it empty: so a setting that names the wrong one is noticed.
     *
     * @throws DomainException.InvalidRequest when it is not
     */
    Optional<String> placed(String name) {
        if (message.at(pointer(name)).isMissingNode()) {
            throw new DomainException.InvalidRequest("Nothing stands where slettefrist.sources." + source.name()
                    + ".fields." + name + " says (or " + name + ", when it is not set).");
        }
        return get(name);
    }

    /** Like {@link #placed} when the setting names a place. */
    Optional<String> expected(String name) {
        return source.fields().containsKey(name) ? placed(name) : get(name);
    }

    private String pointer(String name) {
        return Json.pointer(source.field(name, name));
    }
}
