package dk.slettefrist.packaged;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.HttpCookie;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A person at a browser, as far as signing in needs one: cookies, a form that is sent, and whose page asked (Fetch Metadata). Redirects are followed one
 * by one.
 */
final class Visitor {

    private static final Pattern FORM = Pattern.compile("<form[^>]* action=\"([^\"]+)\"");

    /** Of each server. The JDK's own jar sends no secure cookie to the loopback address without TLS; a browser does. */
    private final Map<String, Map<String, String>> cookies = new HashMap<>();

    private final List<HttpResponse<String>> answers = new ArrayList<>();
    private final HttpClient http = HttpClient.newHttpClient();

    /** As typed by the person. */
    HttpResponse<String> get(URI address) {
        return open(address, "none");
    }

    /** Somebody else's request, with these cookies. */
    static HttpResponse<String> get(URI address, String cookies) {
        return exchange(
                HttpClient.newHttpClient(),
                HttpRequest.newBuilder(address).header("Cookie", cookies).build());
    }

    /** All answers so far. */
    List<HttpResponse<String>> answers() {
        return List.copyOf(answers);
    }

    /** As a link on a page of another site opens it, or a redirect from there. */
    HttpResponse<String> getFromElsewhere(URI address) {
        return open(address, "cross-site");
    }

    private HttpResponse<String> open(URI address, String site) {
        return send(HttpRequest.newBuilder(address)
                .header("Sec-Fetch-Site", site)
                .header("Sec-Fetch-Mode", "navigate")
                .header("Sec-Fetch-Dest", "document"));
    }

    /** Where the answer leads to. */
    static URI location(HttpResponse<?> answer) {
        return answer.uri().resolve(answer.headers().firstValue("Location").orElseThrow());
    }

    /** Follows until an answer is no redirect. */
    HttpResponse<String> follow(HttpResponse<String> answer) {
        HttpResponse<String> last = answer;
        for (int i = 0; i < 10 && last.statusCode() / 100 == 3; i++) {
            last = getFromElsewhere(location(last));
        }
        return last;
    }

    /** Fills in the form of the provider's page. */
    HttpResponse<String> signIn(HttpResponse<String> page, String name, String password) {
        Matcher form = FORM.matcher(page.body());
        if (!form.find()) {
            throw new IllegalStateException("no form: " + page.statusCode() + " " + page.body());
        }
        String body = "username=" + URLEncoder.encode(name, StandardCharsets.UTF_8) + "&password="
                + URLEncoder.encode(password, StandardCharsets.UTF_8);
        return send(HttpRequest.newBuilder(page.uri().resolve(form.group(1).replace("&amp;", "&")))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString(body)));
    }

    /** Those that a server was given, as the header tells them. */
    String cookies(URI server) {
        return cookies.getOrDefault(server.getAuthority(), Map.of()).entrySet().stream()
                .map(Object::toString)
                .collect(Collectors.joining("; "));
    }

    private HttpResponse<String> send(HttpRequest.Builder request) {
        URI address = request.build().uri();
        Map<String, String> jar = cookies.computeIfAbsent(address.getAuthority(), server -> new HashMap<>());
        if (!jar.isEmpty()) {
            request.header("Cookie", cookies(address));
        }
        HttpResponse<String> answer = exchange(http, request.build());
        answer.headers().allValues("Set-Cookie").stream()
                .flatMap(header -> HttpCookie.parse(header).stream())
                .forEach(cookie -> keep(jar, cookie));
        answers.add(answer);
        return answer;
    }

    private static HttpResponse<String> exchange(HttpClient http, HttpRequest request) {
        try {
            return http.send(request, HttpResponse.BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void keep(Map<String, String> jar, HttpCookie cookie) {
        if (cookie.hasExpired()) {
            jar.remove(cookie.getName());
        } else {
            jar.put(cookie.getName(), cookie.getValue());
        }
    }
}
