package dk.slettefrist.ingest.inbox;

import java.net.URI;
import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

import dk.slettefrist.source.Recorded;
import dk.slettefrist.source.Source;
import dk.slettefrist.source.SourceKind;
import dk.slettefrist.storage.InboxAddress;
import dk.slettefrist.storage.StoreCredentials;

/** A source that has an inbox, as a test wants it. */
record TestInbox(
        InboxAddress address, String key, Map<String, String> fields, List<String> companions, Duration keepRefused) {

    /** What is not said otherwise in the settings. */
    static final String USUAL_KEY = "(?:.*/)?(?<callId>[^/]+?)(?:\\.[^./]*)?";

    private static final Source.Media NO_MEDIA = new Source.Media(
            Optional.empty(),
            List.of(),
            false,
            List.of(),
            Optional::empty,
            Duration.ofDays(1),
            Duration.ofMinutes(1),
            0,
            false);

    static TestInbox at(String endpoint, String bucket, String prefix) {
        InboxAddress address = new InboxAddress(
                URI.create(endpoint),
                "us-east-1",
                bucket,
                prefix,
                () -> new StoreCredentials("test-access", "test-secret"));
        return new TestInbox(address, USUAL_KEY, Map.of(), List.of(), Duration.ofDays(1));
    }

    static TestInbox anywhere() {
        return at("http://127.0.0.1:1", "inbox", "");
    }

    TestInbox withKey(String expression) {
        return new TestInbox(address, expression, fields, companions, keepRefused);
    }

    TestInbox withFields(Map<String, String> names) {
        return new TestInbox(address, key, names, companions, keepRefused);
    }

    TestInbox withCompanions(String... endings) {
        return new TestInbox(address, key, fields, List.of(endings), keepRefused);
    }

    TestInbox keepingRefused(Duration keep) {
        return new TestInbox(address, key, fields, companions, keep);
    }

    Source source(String name) {
        return new Source(
                name,
                SourceKind.BUCKET,
                List.of(),
                ZoneId.of("Europe/Copenhagen"),
                Optional.empty(),
                fields,
                Recorded.ANSWERED,
                false,
                NO_MEDIA,
                Optional.empty(),
                Optional.of(new Source.Inbox(address, Pattern.compile(key), companions, keepRefused)));
    }
}
