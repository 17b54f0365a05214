package dk.slettefrist.storage.minio;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import okhttp3.Headers;

/**
 * The user metadata of an object, decoded. S3 carries ASCII only: it answers other values as encoded words of RFC 2047, and writers help
 * themselves with percent-encoded UTF-8 (RFC 3986, section 2.1). What cannot be decoded stays as it is.
 *
 * @see <a href="https://docs.aws.amazon.com/AmazonS3/latest/userguide/UsingMetadata.html#UserMetadata">User-defined object metadata</a>
 */
final class UserMetadata {

    private static final String PREFIX = "x-amz-meta-";
    private static final Pattern WORD = Pattern.compile("=\\?([^?*\\s]+)(?:\\*[^?]*)?\\?([BbQq])\\?([^?\\s]*)\\?=");

    /** Space between two encoded words is not part of the text (RFC 2047, section 6.2). */
    private static final Pattern BETWEEN_WORDS = Pattern.compile("(?<=\\?=)\\s+(?==\\?)");

    private static final Pattern PERCENT = Pattern.compile("(?:%[0-9A-Fa-f]{2})+");

    private UserMetadata() {}

    static Map<String, String> of(Headers headers) {
        Map<String, String> told = new TreeMap<>();
        for (String header : headers.names()) {
            String name = header.toLowerCase(Locale.ROOT);
            if (name.startsWith(PREFIX)) {
                told.put(name.substring(PREFIX.length()), decoded(headers.get(header)));
            }
        }
        return told;
    }

    static String decoded(String value) {
        String words = BETWEEN_WORDS.matcher(value).replaceAll("");
        Matcher word = WORD.matcher(words);
        return word.find()
                ? word.reset().replaceAll(match -> Matcher.quoteReplacement(word(match)))
                : PERCENT.matcher(value).replaceAll(match -> Matcher.quoteReplacement(percent(match.group())));
    }

    private static String word(MatchResult match) {
        try {
            byte[] bytes = match.group(2).equalsIgnoreCase("B")
                    ? Base64.getDecoder().decode(match.group(3))
                    : bytes(match.group(3).replace('_', ' '), '=');
            return text(bytes, Charset.forName(match.group(1)));
        } catch (IllegalArgumentException | CharacterCodingException e) {
            // an unknown character set, or no digits
            return match.group();
        }
    }

    private static String percent(String run) {
        try {
            return text(bytes(run, '%'), StandardCharsets.UTF_8);
        } catch (CharacterCodingException e) {
            return run;
        }
    }

    /** Each escape and two hexadecimal digits are a byte. */
    private static byte[] bytes(String coded, char escape) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        for (int i = 0; i < coded.length(); i++) {
            if (coded.charAt(i) == escape && i + 2 < coded.length()) {
                bytes.write(HexFormat.fromHexDigits(coded, i + 1, i + 3));
                i += 2;
            } else {
                bytes.write(coded.charAt(i));
            }
        }
        return bytes.toByteArray();
    }

    private static String text(byte[] bytes, Charset charset) throws CharacterCodingException {
        return charset.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    }
}
