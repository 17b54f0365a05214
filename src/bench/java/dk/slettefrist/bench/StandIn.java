package dk.slettefrist.bench;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import io.vertx.core.AbstractVerticle;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Handler;
import io.vertx.core.MultiMap;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;

/**
 * An S3 server that is in nobody's way: in memory, without signatures, digests or a disk. It knows the requests of the service and of those beside
 * it, and a few of its own below {@code /-/}, for whoever measures. There is one bucket, whatever it is called, without versions.
 */
final class StandIn extends AbstractVerticle {

    private static final Pattern RANGE = Pattern.compile("bytes=(\\d+)-(\\d*)");
    private static final Pattern KEY = Pattern.compile("<Key>([^<]+)</Key>");
    private static final int MOST = 1000;
    private static final DateTimeFormatter HTTP_DATE = DateTimeFormatter.ofPattern(
                    "EEE, dd MMM yyyy HH:mm:ss 'GMT'", Locale.ROOT)
            .withZone(ZoneOffset.UTC);

    private static final DateTimeFormatter XML_DATE = DateTimeFormatter.ofPattern(
                    "yyyy-MM-dd'T'HH:mm:ss.SSS'Z'", Locale.ROOT)
            .withZone(ZoneOffset.UTC);
    private static final String UPLOAD = "<Upload><Key>%s</Key><UploadId>%s</UploadId><Initiator><ID>i</ID></Initiator>"
            + "<Owner><ID>o</ID></Owner><StorageClass>STANDARD</StorageClass><Initiated>%s</Initiated></Upload>";

    private final StandInObjects objects;

    private StandIn(StandInObjects objects) {
        this.objects = objects;
    }

    /** @param arguments port, how many threads */
    public static void main(String... arguments) throws Exception {
        StandInObjects objects = new StandInObjects();
        int port = Integer.parseInt(arguments[0]);
        int threads = Integer.parseInt(arguments[1]);
        Vertx.vertx()
                .deployVerticle(() -> new StandIn(objects).at(port), new DeploymentOptions().setInstances(threads))
                .toCompletionStage()
                .toCompletableFuture()
                .get();
        while (System.in.read() >= 0) {
            // whoever started it lives
        }
        Runtime.getRuntime().halt(0);
    }

    private int port;

    private StandIn at(int where) {
        port = where;
        return this;
    }

    @Override
    public void start() {
        vertx.createHttpServer(new HttpServerOptions()
                        .setHost("127.0.0.1")
                        .setPort(port)
                        .setMaxInitialLineLength(16 * 1024)
                        .setHandle100ContinueAutomatically(true))
                .requestHandler(this::handle)
                .listen();
    }

    private void handle(HttpServerRequest request) {
        String path = request.path();
        if (path.startsWith("/-/")) {
            request.body().onSuccess(body -> order(path.substring(3), body, request.response()));
            return;
        }
        int slash = path.indexOf('/', 1);
        String key = slash < 0 ? "" : path.substring(slash + 1);
        if (key.isEmpty()) {
            request.body().onSuccess(body -> bucket(request, body));
        } else {
            object(request, key);
        }
    }

    /** What S3 does not know. */
    private void order(String what, Buffer body, HttpServerResponse response) {
        switch (what) {
            case "fill" -> body.toString(StandardCharsets.US_ASCII).lines().forEach(objects::fill);
            case "forget" -> objects.forgetBytes();
            case "deletions" -> {
                response.end(String.join("\n", objects.takeDeletions()));
                return;
            }
            default -> {
                response.end(Integer.toString(objects.count()));
                return;
            }
        }
        response.end();
    }

    private void bucket(HttpServerRequest request, Buffer body) {
        MultiMap query = request.params();
        HttpServerResponse response = request.response();
        if (query.contains("delete")) {
            Matcher keys = KEY.matcher(body.toString(StandardCharsets.UTF_8));
            while (keys.find()) {
                objects.delete(keys.group(1));
            }
            xml(response, "<DeleteResult></DeleteResult>");
        } else if (query.contains("versioning")) {
            xml(response, "<VersioningConfiguration></VersioningConfiguration>");
        } else if (query.contains("object-lock")) {
            refuse(response, 404, "ObjectLockConfigurationNotFoundError");
        } else if (query.contains("uploads")) {
            xml(response, uploads());
        } else if (request.method() == HttpMethod.GET) {
            xml(response, listing(query));
        } else {
            response.end();
        }
    }

    private void object(HttpServerRequest request, String key) {
        MultiMap query = request.params();
        HttpServerResponse response = request.response();
        String upload = query.get("uploadId");
        HttpMethod method = request.method();
        if (method == HttpMethod.PUT) {
            receive(request, body -> {
                if (upload == null) {
                    objects.put(key, List.of(body));
                } else {
                    objects.part(upload, Integer.parseInt(query.get("partNumber")), body);
                }
                response.putHeader("ETag", "\"0\"").end();
            });
        } else if (method == HttpMethod.POST && query.contains("uploads")) {
            String id = UUID.randomUUID().toString();
            objects.begin(id, key);
            xml(
                    response,
                    "<InitiateMultipartUploadResult><Bucket>b</Bucket><Key>%s</Key><UploadId>%s</UploadId></InitiateMultipartUploadResult>"
                            .formatted(key, id));
        } else if (method == HttpMethod.POST) {
            request.body().onSuccess(parts -> {
                objects.complete(upload);
                xml(
                        response,
                        "<CompleteMultipartUploadResult><Location>l</Location><Bucket>b</Bucket><Key>%s</Key><ETag>0</ETag></CompleteMultipartUploadResult>"
                                .formatted(key));
            });
        } else if (method == HttpMethod.DELETE) {
            if (upload == null) {
                objects.delete(key);
            } else {
                objects.abort(upload);
            }
            response.setStatusCode(204).end();
        } else {
            read(request, key);
        }
    }

    private void receive(HttpServerRequest request, Handler<StandInObjects.Body> whole) {
        int length = Integer.parseInt(request.getHeader("Content-Length"));
        StandInObjects.Body body = objects.body(length);
        request.handler(chunk -> body.add(chunk));
        request.endHandler(end -> whole.handle(body));
    }

    private void read(HttpServerRequest request, String key) {
        HttpServerResponse response = request.response();
        StandInObjects.Stored stored = objects.get(key);
        boolean head = request.method() == HttpMethod.HEAD;
        if (stored == null) {
            if (head) {
                response.setStatusCode(404).end();
            } else {
                refuse(response, 404, "NoSuchKey");
            }
            return;
        }
        response.putHeader("ETag", "\"0\"")
                .putHeader("Content-Type", "application/octet-stream")
                .putHeader("Last-Modified", HTTP_DATE.format(stored.since()));
        String range = request.getHeader("Range");
        if (head) {
            response.putHeader("Content-Length", Long.toString(stored.size())).end();
        } else if (range == null) {
            response.end(stored.bytes(0, stored.size()));
        } else {
            Matcher wanted = RANGE.matcher(range);
            wanted.matches();
            long from = Long.parseLong(wanted.group(1));
            long to = wanted.group(2).isEmpty() ? stored.size() : Long.parseLong(wanted.group(2)) + 1;
            to = Math.min(to, stored.size());
            response.setStatusCode(206)
                    .putHeader("Content-Range", "bytes %d-%d/%d".formatted(from, to - 1, stored.size()))
                    .end(stored.bytes(from, to));
        }
    }

    private String uploads() {
        StringBuilder xml = new StringBuilder(
                "<ListMultipartUploadsResult><Bucket>b</Bucket><MaxUploads>1000</MaxUploads><IsTruncated>false</IsTruncated>");
        objects.uploads().forEach((id, key) -> xml.append(UPLOAD.formatted(key, id, XML_DATE.format(Instant.now()))));
        return xml.append("</ListMultipartUploadsResult>").toString();
    }

    private String listing(MultiMap query) {
        String token = query.get("continuation-token");
        String after = token != null ? token : query.contains("start-after") ? query.get("start-after") : "";
        int limit = query.contains("max-keys") ? Math.min(MOST, Integer.parseInt(query.get("max-keys"))) : MOST;
        String prefix = query.contains("prefix") ? query.get("prefix") : "";
        var page = objects.page(prefix, after, limit + 1);
        boolean more = page.size() > limit;
        var shown = page.subList(0, Math.min(limit, page.size()));
        StringBuilder xml = new StringBuilder(
                "<ListBucketResult><Name>b</Name><KeyCount>%d</KeyCount><MaxKeys>1000</MaxKeys><IsTruncated>%s</IsTruncated>"
                        .formatted(shown.size(), more));
        shown.forEach(
                entry -> xml.append("<Contents><Key>%s</Key><LastModified>%s</LastModified><Size>%d</Size></Contents>"
                        .formatted(
                                entry.getKey(),
                                XML_DATE.format(entry.getValue().since()),
                                entry.getValue().size())));
        if (more) {
            xml.append("<NextContinuationToken>%s</NextContinuationToken>"
                    .formatted(shown.get(shown.size() - 1).getKey()));
        }
        return xml.append("</ListBucketResult>").toString();
    }

    private static void xml(HttpServerResponse response, String xml) {
        response.putHeader("Content-Type", "application/xml").end(xml);
    }

    private static void refuse(HttpServerResponse response, int status, String code) {
        response.setStatusCode(status);
        xml(response, "<Error><Code>%s</Code></Error>".formatted(code));
    }
}
