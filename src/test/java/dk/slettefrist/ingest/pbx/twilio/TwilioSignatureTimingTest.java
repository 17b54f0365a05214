package dk.slettefrist.ingest.pbx.twilio;

import dk.slettefrist.ingest.pbx.Carrier;
import dk.slettefrist.platform.DomainException;
import dk.slettefrist.source.Source;
import dk.slettefrist.source.SourceKind;
import dk.slettefrist.testing.ConstantTimeContract;

class TwilioSignatureTimingTest extends ConstantTimeContract {

    private final Source source = Carrier.of(SourceKind.TWILIO, "0123456789abcdef0123456789abcdef")
            .at("https://opkald.example.dk")
            .source();

    /** HMAC-SHA1 of {@code https://opkald.example.dk/hookCallSidCA1}, by OpenSSL. */
    @Override
    protected String right() {
        return "WXWNx5S3vrW1Eoa/dt/ZlmRU6YA=";
    }

    @Override
    protected boolean isRight(String told) {
        try {
            TwilioSignature.prove(source, Carrier.form("CallSid=CA1", "x-twilio-signature", told));
            return true;
        } catch (DomainException.NotProven e) {
            return false;
        }
    }
}
