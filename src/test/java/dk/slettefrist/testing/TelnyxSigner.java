package dk.slettefrist.testing;

import java.nio.charset.StandardCharsets;
import java.util.Base64;

import org.bouncycastle.crypto.params.Ed25519PrivateKeyParameters;
import org.bouncycastle.crypto.signers.Ed25519Signer;

/** Signs as Telnyx does, with the Ed25519 of Bouncy Castle. The keys were made by OpenSSL. */
public final class TelnyxSigner {

    public static final String PUBLIC_KEY = "H79L2FuIn2aO0YGU3w2Oj+YBDckEm0Lr7EbX86Zg1xE=";
    public static final String NEXT_PUBLIC_KEY = "/DvSDdXFehPwR8L0WvYuFA+qQTJsNYVcxi2qxMdJ5X0=";

    private static final String KEY = "dSMdWH3f3qaSMN1osIakfdkMUnwbM8O8106mg4+j5s8=";
    private static final String NEXT_KEY = "WYUwM/Xa4UrzZPTaiOe/TgR84IFk7JuU4YUBY809ayY=";

    private TelnyxSigner() {}

    public static String sign(String timestamp, String body) {
        return sign(KEY, timestamp, body);
    }

    public static String signNext(String timestamp, String body) {
        return sign(NEXT_KEY, timestamp, body);
    }

    private static String sign(String key, String timestamp, String body) {
        byte[] message = (timestamp + "|" + body).getBytes(StandardCharsets.UTF_8);
        Ed25519Signer signer = new Ed25519Signer();
        signer.init(true, new Ed25519PrivateKeyParameters(Base64.getDecoder().decode(key), 0));
        signer.update(message, 0, message.length);
        return Base64.getEncoder().encodeToString(signer.generateSignature());
    }
}
