package dk.slettefrist.source;

import static dk.slettefrist.source.SourceCheck.require;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

import dk.slettefrist.platform.LiveFiles;
import dk.slettefrist.storage.BucketName;
import dk.slettefrist.storage.InboxAddress;
import dk.slettefrist.storage.StoreCredentials;

/** What must be true of the settings of an inbox. Every failure is an {@link IllegalArgumentException} that says what to do. */
final class InboxCheck {

    /** The name of the file, without its ending, is the call. */
    private static final String USUAL_KEY = "(?:.*/)?(?<callId>[^/]+?)(?:\\.[^./]*)?";

    private static final Duration LEAST_KEEPING = Duration.ofMinutes(1);

    private InboxCheck() {}

    static Source.Inbox check(String source, SourceSettings.Inbox inbox, LiveFiles files) {
        InboxAddress address = new InboxAddress(
                endpoint(inbox),
                inbox.region(),
                BucketName.require("inbox.bucket", told("bucket", inbox.bucket())),
                inbox.prefix().orElse(""),
                StoreCredentials.told(
                        "slettefrist.sources." + source + ".inbox.",
                        inbox.accessKey(),
                        inbox.secretKey(),
                        inbox.credentialsFile(),
                        files));
        List<String> companions = inbox.companions().orElse(List.of());
        require(
                companions.stream().noneMatch(String::isBlank),
                "inbox.companions must be endings of names such as _metadata.json");
        return new Source.Inbox(
                address, key(inbox.key().orElse(USUAL_KEY)), List.copyOf(companions), keepRefused(inbox.keepRefused()));
    }

    private static URI endpoint(SourceSettings.Inbox inbox) {
        URI endpoint = inbox.endpoint()
                .orElseThrow(() -> new IllegalArgumentException(
                        "inbox.endpoint is missing: the S3 server, like https://s3.example.org"));
        require(
                endpoint.getScheme() != null
                        && endpoint.getScheme().matches("https?")
                        && endpoint.getHost() != null
                        && endpoint.getRawUserInfo() == null
                        && endpoint.getRawQuery() == null
                        && (endpoint.getRawPath().isEmpty()
                                || endpoint.getRawPath().equals("/")),
                "inbox.endpoint must be like https://s3.example.org, without path");
        return endpoint;
    }

    private static Pattern key(String expression) {
        try {
            return Pattern.compile(expression);
        } catch (PatternSyntaxException e) {
            throw new IllegalArgumentException("inbox.key is no regular expression: " + e.getDescription(), e);
        }
    }

    private static Duration keepRefused(Optional<Duration> told) {
        Duration keep = told.orElseThrow(
                () -> new IllegalArgumentException(
                        "inbox.keep-refused is missing: how long what cannot be taken stays in the inbox before it is deleted, like PT12H"));
        require(keep.compareTo(LEAST_KEEPING) >= 0, "inbox.keep-refused must be at least PT1M");
        return keep;
    }

    private static String told(String name, Optional<String> value) {
        return value.filter(text -> !text.isBlank())
                .orElseThrow(() -> new IllegalArgumentException("inbox." + name + " is missing"));
    }
}
