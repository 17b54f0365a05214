package dk.slettefrist.testing;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Base64;
import java.util.Map;
import java.util.TreeMap;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

import com.twilio.security.RequestValidator;

/** Signs as Twilio does; every signature is one that Twilio's own library accepts. */
public final class TwilioSigner {

    private TwilioSigner() {}

    /** @param form URL-encoded in UTF-8, each name once */
    public static String sign(String token, String url, String form) {
        Map<String, String> fields = new TreeMap<>();
        for (String pair : form.split("&")) {
            if (!pair.isEmpty()) {
                String[] parts = pair.split("=", 2);
                fields.put(decoded(parts[0]), decoded(parts[1]));
            }
        }
        StringBuilder text = new StringBuilder(url);
        fields.forEach((name, value) -> text.append(name).append(value));
        String signature = mac(token, text.toString());
        if (!new RequestValidator(token).validate(url, fields, signature)) {
            throw new IllegalStateException("Twilio's library refuses this signature");
        }
        return signature;
    }

    private static String decoded(String text) {
        return URLDecoder.decode(text, StandardCharsets.UTF_8);
    }

    private static String mac(String token, String text) {
        try {
            Mac mac = Mac.getInstance("HmacSHA1");
            mac.init(new SecretKeySpec(token.getBytes(StandardCharsets.UTF_8), "HmacSHA1"));
            return Base64.getEncoder().encodeToString(mac.doFinal(text.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
