package dk.slettefrist.source;

import java.util.Arrays;
import java.util.stream.Collectors;

/** How a PBX speaks to us. */
public enum SourceKind {
    /** The interface's own endpoints and events. */
    GENERIC("generic"),
    /** Asterisk and FreePBX: the delivery script, and ARI's events. */
    ASTERISK("asterisk"),
    /** FreeSWITCH and FusionPBX: {@code mod_json_cdr}, recordings by HTTP PUT. */
    FREESWITCH("freeswitch"),
    /** The recording daemon of rtpengine. */
    RTPENGINE("rtpengine"),
    /** Twilio, SignalWire and Telnyx TeXML. */
    TWILIO("twilio"),
    /** Telnyx Call Control. */
    TELNYX("telnyx"),
    /** 46elks. */
    ELKS("46elks"),
    /** 3CX and others that send a link to the file. */
    LINK("link"),
    /** Whatever writes its recordings into a bucket. */
    BUCKET("bucket");

    private final String label;

    SourceKind(String label) {
        this.label = label;
    }

    /** As written in the settings. */
    public String label() {
        return label;
    }

    /** @throws IllegalArgumentException when no kind is written so; the message names those that are */
    static SourceKind of(String label) {
        return Arrays.stream(values())
                .filter(kind -> kind.label.equals(label))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("kind must be one of "
                        + Arrays.stream(values()).map(SourceKind::label).collect(Collectors.joining(", "))));
    }
}
