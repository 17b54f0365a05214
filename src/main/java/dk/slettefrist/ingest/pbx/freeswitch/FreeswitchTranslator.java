package dk.slettefrist.ingest.pbx.freeswitch;

import java.time.Instant;
import java.util.Optional;
import java.util.stream.Stream;

import jakarta.enterprise.context.ApplicationScoped;

import dk.slettefrist.call.CallFact;
import dk.slettefrist.call.PbxIdentifier;
import dk.slettefrist.ingest.pbx.CallDetails;
import dk.slettefrist.ingest.pbx.Notice;
import dk.slettefrist.ingest.pbx.SharedSecret;
import dk.slettefrist.ingest.pbx.Told;
import dk.slettefrist.ingest.pbx.Translator;
import dk.slettefrist.ingest.pbx.Webhook;
import dk.slettefrist.source.Source;
import dk.slettefrist.source.SourceKind;

/**
 * FreeSWITCH's and FusionPBX's CDRs, one a leg, each posted when the leg has ended.
 *
 * <p>A call has the uuid of its first leg. The other legs name it: {@code cc_member_session_uuid} that of an agent whom the queue called
 * ({@code mod_callcenter.c}), {@code originating_leg_uuid} or {@code originator} that of every other ({@code switch_ivr_originate.c}, {@code
 * switch_core_session.c}). {@code call_uuid} and {@code bridge_uuid} do not: they are set back when the bridge ends, before the CDR is made. Only the
 * first leg starts and ends the call, since another may be over long before it; the others tell who answered.
 */
@ApplicationScoped
class FreeswitchTranslator implements Translator {

    @Override
    public SourceKind kind() {
        return SourceKind.FREESWITCH;
    }

    @Override
    public void prove(Source source, Webhook webhook, Instant now) {
        SharedSecret.prove(source, webhook);
    }

    @Override
    public Told translate(Source source, Webhook webhook, Instant now) {
        Cdr cdr = Cdr.of(webhook);
        String leg = PbxIdentifier.of("The variable uuid", cdr.uuid().orElse(null));
        Optional<String> first = first(cdr, "cc_member_session_uuid", "originating_leg_uuid", "originator");
        String call = first.map(uuid -> PbxIdentifier.of("uuid", uuid)).orElse(leg);
        Stream<Notice> notices = call.equals(leg) ? firstLeg(source, cdr, call, now) : otherLeg(source, cdr, call);
        return new Told("cdr " + leg, notices.toList());
    }

    private static Stream<Notice> firstLeg(Source source, Cdr cdr, String call, Instant now) {
        CallDetails who = CallDetails.NONE
                .with("caller", field(source, cdr, "caller").or(() -> cdr.profile("caller_id_number")))
                .with("callee", field(source, cdr, "callee").or(() -> cdr.profile("destination_number")))
                .with("queue", queue(source, cdr))
                .withDirection(Optional.of(direction(source, cdr)));
        CallDetails answering = CallDetails.NONE
                .with("operator", operator(source, cdr).or(() -> cdr.variable("user_name")))
                .with("queue", queue(source, cdr));
        Instant end = cdr.time("end").orElse(now);
        return Stream.of(
                        cdr.time("start").map(at -> told(CallFact.Kind.STARTED, call, at, who)),
                        cdr.time("answer").map(at -> told(CallFact.Kind.ANSWERED, call, at, answering)),
                        Optional.of(told(CallFact.Kind.ENDED, call, end, CallDetails.NONE)))
                .flatMap(Optional::stream);
    }

    private static Stream<Notice> otherLeg(Source source, Cdr cdr, String call) {
        CallDetails answering =
                CallDetails.NONE.with("operator", operator(source, cdr)).with("queue", queue(source, cdr));
        return cdr.time("answer").map(at -> told(CallFact.Kind.ANSWERED, call, at, answering)).stream();
    }

    private static Notice told(CallFact.Kind kind, String call, Instant at, CallDetails details) {
        return new Notice.CallTold(kind, call, at, details);
    }

    /** The agent of a queue, or the extension that was called; without the domain behind it. */
    private static Optional<String> operator(Source source, Cdr cdr) {
        return field(source, cdr, "operator").or(() -> first(cdr, "cc_agent", "dialed_user", "dialed_extension")
                .map(name -> name.replaceFirst("(?<=.)@.*", "")));
    }

    private static Optional<String> queue(Source source, Cdr cdr) {
        return field(source, cdr, "queue").or(() -> cdr.variable("cc_queue"));
    }

    /** FreeSWITCH calls every leg inbound that comes to it, also one of a telephone of ours; {@code user_name} is the telephone that logged in. */
    private static String direction(Source source, Cdr cdr) {
        return field(source, cdr, "direction")
                .or(() -> cdr.variable("call_direction"))
                .orElse(cdr.isOutbound() || cdr.variable("user_name").isPresent() ? "outbound" : "inbound");
    }

    /** The variable that the settings name, if they do. */
    private static Optional<String> field(Source source, Cdr cdr, String ours) {
        return Optional.ofNullable(source.fields().get(ours)).flatMap(cdr::variable);
    }

    private static Optional<String> first(Cdr cdr, String... names) {
        return Stream.of(names).map(cdr::variable).flatMap(Optional::stream).findFirst();
    }
}
