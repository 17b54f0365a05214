package dk.slettefrist.ingest.pbx.twilio;

import java.net.URI;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import dk.slettefrist.ingest.pbx.telnyx.TelnyxSignature;

/**
 * Where a recording is fetched, and what is deleted to remove it.
 *
 * @param file the WAV file of a <a href="https://www.twilio.com/docs/voice/api/recording">Recording resource</a>; any other address as it was
 *     told
 * @param deletion the resource itself; where the file lies elsewhere, as with Telnyx TeXML, that of
 *     <a href="https://developers.telnyx.com/api/call-scripting-twexit/delete-te-xml-call-recording">its API</a>
 */
record TwilioMedia(URI file, URI deletion) {

    private static final Pattern RESOURCE = Pattern.compile("(https?://[^?#]*/Recordings/[^/?#.]+)(\\.[a-z0-9]+)?");
    private static final Pattern IN_A_PATH = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._~-]*");
    private static final String TEXML = "https://api.telnyx.com/v2/texml/Accounts/%s/Recordings/%s.json";

    static TwilioMedia of(TwilioMessage message, URI told) {
        Matcher resource = RESOURCE.matcher(told.toString());
        if (resource.matches()) {
            String file = resource.group(2) == null ? resource.group(1) + ".wav" : told.toString();
            return new TwilioMedia(URI.create(file), URI.create(resource.group(1) + ".json"));
        }
        String account = message.get("AccountSid").orElse("");
        String recording = message.get("RecordingSid").orElse("");
        boolean byTelnyx = message.webhook().header(TelnyxSignature.SIGNATURE).isPresent();
        return byTelnyx
                        && IN_A_PATH.matcher(account).matches()
                        && IN_A_PATH.matcher(recording).matches()
                ? new TwilioMedia(told, URI.create(TEXML.formatted(account, recording)))
                : new TwilioMedia(told, told);
    }
}
