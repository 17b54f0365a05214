package dk.slettefrist.pbx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.nullValue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Set;

import jakarta.inject.Inject;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.response.Response;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import dk.slettefrist.call.PbxIdentifier;
import dk.slettefrist.testing.Fault;
import dk.slettefrist.testing.Sound;
import dk.slettefrist.testing.Switchboard;
import dk.slettefrist.testing.TestServers;
import dk.slettefrist.testing.TestSources;
import dk.slettefrist.testing.Wire;

/** The script that Asterisk runs after each recording, against the running service: nothing is lost, and nothing is there twice. */
@QuarkusTest
@QuarkusTestResource(TestServers.class)
class DeliveryScriptTest {

    private static final String SOURCE = "asterisk-1";
    /** With a call's identifier it is longer than the interface takes. */
    private static final String LONG =
            "a-long-one-a-long-one-a-long-one-a-long-one-a-long-one-a-long-one-a-long-one-a-long-one-";

    @Inject
    Switchboard switchboard;

    @TempDir
    Path folder;

    private final String call = Switchboard.newId("1699999999.12");
    private final byte[] audio = Sound.wav();
    private Wire wire;
    private DeliveryScript script;
    private Instant ended;

    @BeforeEach
    void aPbx() throws IOException {
        wire = Wire.to(RestAssured.port);
        script = new DeliveryScript(folder, "http://127.0.0.1:" + wire.port(), SOURCE, TestSources.secret(SOURCE));
        ended = switchboard.now().minusSeconds(5).truncatedTo(ChronoUnit.SECONDS);
    }

    @AfterEach
    void hangUp() {
        wire.close();
    }

    @Test
    void shouldDeliverARecordingAndRemoveItsFile() throws Exception {
        // given
        Path file = script.recorded("a.wav", audio, ended);

        // when
        int status = script.run(
                file.toString(),
                call,
                "1699999999.13",
                started(),
                "1001",
                "hoved",
                base64("+4511111111"),
                "",
                "INBOUND");

        // then
        assertThat(status).as(script.log()).isZero();
        assertThat(script.left()).isEmpty();
        switchboard
                .operator()
                .callFrom(SOURCE, call)
                .then()
                .statusCode(200)
                .body("operator", equalTo("1001"))
                .body("queue", equalTo("hoved"))
                .body("caller", equalTo("+4511111111"))
                .body("direction", equalTo("INBOUND"))
                .body("recordings.recordingId", equalTo(List.of("1699999999.13")))
                .body("recordings[0].endedAt", equalTo(ended.toString()))
                .body("recordings[0].sha256", equalTo(Sound.sha256(audio)));
    }

    @Test
    void shouldKeepARecordingInTheSpoolWhileTheServiceIsAway() throws Exception {
        // given
        wire.cut();
        int status = deliver("a.wav", audio);
        int stillAway = script.run("--spool");

        // when
        wire.mend();
        int back = script.run("--spool");
        int again = script.run("--spool");

        // then
        assertThat(List.of(status, stillAway, back, again)).containsExactly(1, 1, 0, 0);
        assertThat(script.left()).isEmpty();
        assertThat(recordings()).hasSize(1);
    }

    @Test
    void shouldTryAgainByItselfForAWhile() throws Exception {
        // given
        script.set("ATTEMPTS", "6");
        wire.cut();
        Path file = script.recorded("a.wav", audio, ended);
        Process process = script.begin(file.toString(), call, "r", started());
        Awaitility.await().until(() -> Set.of("spool/a.wav").equals(Set.copyOf(script.left())));

        // when
        wire.mend();

        // then
        assertThat(DeliveryScript.ended(process)).isZero();
        assertThat(recordings()).hasSize(1);
    }

    @Test
    void shouldDeliverOnceThoughTheAnswerWasLost() throws Exception {
        // given
        wire.harmAnswers(Fault.at("HTTP/1.1 201", 1, Fault.cut()));
        int status = deliver("a.wav", audio);
        assertThat(script.left()).hasSize(1);
        wire.mend();

        // when
        int again = script.run("--spool");

        // then
        assertThat(List.of(status, again)).containsExactly(1, 0);
        assertThat(script.left()).isEmpty();
        assertThat(recordings()).hasSize(1);
    }

    @Test
    void shouldLoseNothingWhenKilledInTheMiddle() throws Exception {
        // given
        byte[] large = Sound.wav(8 * 1024 * 1024);
        wire.harmRequests(Fault.after(1024 * 1024, Fault.silence()));
        Path file = script.recorded("a.wav", large, ended);
        Process process = script.begin(file.toString(), call, "r", started());
        Awaitility.await().until(() -> wire.requestBytes() >= 1024 * 1024);

        // when
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly().waitFor();
        wire.mend();

        // then
        assertThat(script.left()).hasSize(1);
        Awaitility.await().ignoreExceptions().until(() -> script.run("--spool") == 0);
        assertThat(script.left()).isEmpty();
        assertThat(recordings()).hasSize(1);
    }

    @Test
    void shouldRemoveWhatIsTooLate() throws Exception {
        // given
        ended = ended.minus(Duration.ofMinutes(31));

        // when
        int status = deliver("a.wav", audio);

        // then
        assertThat(status).isZero();
        assertThat(script.left()).isEmpty();
        assertThat(script.log()).contains("came too late");
        switchboard.operator().callFrom(SOURCE, call).then().statusCode(410);
    }

    @Test
    void shouldPutAsideWhatIsRefusedForGoodAndDeliverTheRest() throws Exception {
        // given
        wire.cut();
        deliver("page.wav", "<html>".getBytes(StandardCharsets.US_ASCII));
        Path file = script.recorded("b.wav", audio, ended);
        script.run(file.toString(), call, "second", started());
        wire.mend();

        // when
        int status = script.run("--spool");

        // then
        assertThat(status).isZero();
        assertThat(script.left()).containsExactly("spool/refused/page.wav");
        assertThat(recordings()).hasSize(1);
    }

    @Test
    void shouldKeepWhatWasRefusedForTheShortPeriodOnly() throws Exception {
        // given
        Instant now = Instant.now();
        Path refused = Files.createDirectories(folder.resolve("spool/refused"));
        for (int minutes : List.of(25, 32)) {
            Path file = Files.write(refused.resolve(minutes + ".wav"), audio);
            Files.setLastModifiedTime(file, FileTime.from(now.minus(Duration.ofMinutes(minutes))));
        }

        // when
        script.run("--spool");

        // then
        assertThat(script.left()).containsExactly("spool/refused/25.wav");
    }

    @Test
    void shouldDeliverAfterAllWhatAClockAheadDated() throws Exception {
        // given
        Instant ahead = switchboard.now().plusSeconds(180).truncatedTo(ChronoUnit.SECONDS);
        Path file = script.recorded("ahead.wav", audio, ahead);
        int refused = script.run(file.toString(), call, "ahead", started());
        int others = deliver("a.wav", Sound.wav());
        assertThat(script.left()).containsExactly("spool/ahead.wav");
        assertThat(recordings()).hasSize(1);

        // when
        switchboard.pass(Duration.ofSeconds(180));
        int later = script.run("--spool");

        // then
        assertThat(List.of(refused, others, later)).containsExactly(1, 1, 0);
        assertThat(script.left()).isEmpty();
        assertThat(recordings()).hasSize(2);
    }

    @Test
    void shouldDeliverTheOthersWhenOneFileHasItsOwnTrouble() throws Exception {
        // given
        wire.cut();
        deliver("a.wav", audio);
        Path file = script.recorded("b.wav", Sound.wav(), ended);
        script.run(file.toString(), call, "second", started());
        wire.mend();
        wire.harmAnswers(Fault.cut().once());

        // when
        int status = script.run("--spool");
        List<String> left = script.left();
        int again = script.run("--spool");

        // then
        assertThat(List.of(status, again)).containsExactly(1, 0);
        assertThat(left).containsExactly("spool/a.wav");
        assertThat(script.left()).isEmpty();
        assertThat(recordings()).hasSize(2);
    }

    @Test
    void shouldDeliverAFileWhoseNameIsAPattern() throws Exception {
        // when
        int status = deliver("a[1-x] {b,c}*\n.wav", audio);

        // then
        assertThat(status).as(script.log()).isZero();
        assertThat(script.left()).isEmpty();
        assertThat(recordings()).hasSize(1);
    }

    @Test
    void shouldDeliverACallThatEndsInTheSecondItStarts() throws Exception {
        // given
        Path file = script.recorded("a.wav", audio, ended);

        // when
        int status = script.run(file.toString(), call, "r", ended.getEpochSecond() + ".400000");

        // then
        assertThat(status).as(script.log()).isZero();
        assertThat(script.left()).isEmpty();
        assertThat(recordings()).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"so/ren%%/%s", "call id %s", LONG + "%s"})
    void shouldNameACallAsTheServiceDoes(String form) throws Exception {
        // given
        String told = String.format(form, call);
        Path file = script.recorded("a.wav", audio, ended);

        // when
        int status = script.run(file.toString(), told, told + "#1", started());

        // then
        assertThat(status).as(script.log()).isZero();
        switchboard
                .operator()
                .callFrom(SOURCE, PbxIdentifier.of("call", told))
                .then()
                .body("recordings.recordingId", equalTo(List.of(PbxIdentifier.of("recording", told + "#1"))));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3})
    void shouldFinishAHandOverThatWasKilled(int move) throws Exception {
        // given
        Path file = script.recorded("a.wav", audio, ended);
        script.killAtMove(move);
        int killed = script.run(file.toString(), call, "r", started(), "1001");

        // when
        script.killAtMove(0);
        int status = script.run("--spool");

        // then
        assertThat(List.of(killed, status)).as(script.log()).containsExactly(137, 0);
        assertThat(script.left()).isEmpty();
        switchboard
                .operator()
                .callFrom(SOURCE, call)
                .then()
                .body("operator", equalTo("1001"))
                .body("recordings.sha256", equalTo(List.of(Sound.sha256(audio))));
    }

    @Test
    void shouldKeepItsArgumentsApartInTheDialplanWhenTheNumberIsWithheld() throws Exception {
        // given
        Path file = script.recorded("a.wav", audio, ended);
        String command = Files.readAllLines(Path.of("deploy/pbx/asterisk/extensions.conf")).stream()
                .filter(line -> line.contains("MixMonitor(") && !line.startsWith(";"))
                .map(line -> line.substring(line.indexOf("/usr/local/bin"), line.length() - 1))
                .findFirst()
                .orElseThrow();

        // when
        int status = script.post(command.replace("${SF_FILE}", file.toString())
                .replace("${CHANNEL(linkedid)}", call)
                .replace("${UNIQUEID}", "1699999999.13")
                .replace("^{CDR(start,u)}", started())
                .replace("^{SF_OPERATOR}", "")
                .replace("^{SF_CALLER}", "")
                .replace("^{SF_CALLEE}", base64("70101112")));

        // then
        assertThat(status).as(script.log()).isZero();
        switchboard
                .operator()
                .callFrom(SOURCE, call)
                .then()
                .body("operator", nullValue())
                .body("caller", nullValue())
                .body("callee", equalTo("70101112"))
                .body("direction", equalTo("INBOUND"));
    }

    @Test
    void shouldKeepEverythingWhileThePasswordIsWrong() throws Exception {
        // given
        script.set("SECRET", "not the \"right\" one");

        // when
        int status = deliver("a.wav", audio);

        // then
        assertThat(status).isEqualTo(1);
        assertThat(script.left()).containsExactly("spool/a.wav");
        assertThat(script.log())
                .contains("status 401: SOURCE and SECRET in " + folder.resolve("deliver.conf") + " must be")
                .doesNotContain("right");
    }

    @Test
    void shouldFindWhatAKilledPbxLeftBehind() throws Exception {
        // given
        byte[] left = wavOfAKilledPbx();
        script.set("LEFT_AFTER", "-99999999");
        script.recorded(call + "--1699999999.13.wav", left, ended);

        // when
        int status = script.run("--spool");

        // then
        assertThat(status).as(script.log()).isZero();
        assertThat(script.left()).isEmpty();
        Response found = switchboard.operator().callFrom(SOURCE, call);
        found.then()
                .body("recordings.recordingId", equalTo(List.of("1699999999.13")))
                .body("recordings[0].startedAt", equalTo("2023-11-14T22:13:19Z"))
                .body("recordings[0].endedAt", equalTo(ended.toString()));
        byte[] served =
                switchboard.supervisor().audio(found.path("recordings[0].id")).asByteArray();
        assertThat(ByteBuffer.wrap(served).order(ByteOrder.LITTLE_ENDIAN).getInt(0))
                .isEqualTo(0x46464952);
        assertThat(served).hasSameSizeAs(left);
    }

    @Test
    void shouldLeaveAloneWhatIsStillBeingRecorded() throws Exception {
        // given
        Path file = Files.write(script.monitor().resolve(call + "--1699999999.13.wav"), audio);

        // when
        int status = script.run("--spool");

        // then
        assertThat(status).isZero();
        assertThat(file).exists();
    }

    @Test
    void shouldLeaveAloneWhatIsOpenThoughNobodyWritesToIt() throws Exception {
        // given
        script.set("LEFT_AFTER", "-99999999");
        Path file = script.recorded(call + "--1699999999.13.wav", audio, ended);

        // when
        int parked;
        try (FileChannel open = FileChannel.open(file, StandardOpenOption.WRITE)) {
            assertThat(open.isOpen()).isTrue();
            parked = script.run("--spool");
            assertThat(file).exists();
        }
        int over = script.run("--spool");

        // then
        assertThat(List.of(parked, over)).containsExactly(0, 0);
        assertThat(script.left()).isEmpty();
        assertThat(recordings()).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "external-201-4511111111-20240101-120000-1700000000.12.wav",
                "external-201--20240101-120000-1700000000.12.wav",
                "1700000000.12.wav",
                "--1700000000.12.wav",
                "greeting--hoved.wav"
            })
    void shouldLeaveAloneWhatIsNotNamedAsOurs(String name) throws Exception {
        // given
        script.set("LEFT_AFTER", "-99999999");
        Path file = script.recorded(name, audio, ended);

        // when
        int status = script.run("--spool");

        // then
        assertThat(status).isZero();
        assertThat(file).exists();
    }

    @Test
    void shouldNotRunWhatACallerCallsHimself() throws Exception {
        // given
        Path file = script.recorded("a.wav", audio, ended);
        String name = "O'Hara \"$(touch " + folder + "/harm)\" `touch " + folder + "/harm` &x=y;\n%0d";

        // when
        int status = script.run(
                file.toString(), call, "r", started(), "10 01", "", base64(name), base64("Søren Ærø"), "SIDEWAYS");

        // then
        assertThat(status).as(script.log()).isZero();
        assertThat(folder.resolve("harm")).doesNotExist();
        switchboard
                .operator()
                .callFrom(SOURCE, call)
                .then()
                .body("caller", equalTo(name.replace("\n", "")))
                .body("callee", equalTo("Søren Ærø"));
    }

    @Test
    void shouldTakeOnlyFilesOfThePbx() throws Exception {
        // given
        Path secret = Files.write(folder.resolve("passwd"), audio);

        // when
        int outside = script.run(secret.toString(), call, "r", started());
        int around = script.run(script.monitor() + "/../passwd", call, "r", started());
        int missing = script.run(script.monitor() + "/none.wav", call, "r", started());

        // then
        assertThat(List.of(outside, around, missing)).containsExactly(2, 2, 2);
        assertThat(secret).exists();
    }

    @Test
    void shouldDeliverManyAtOnce() throws Exception {
        // given
        List<Process> processes = new ArrayList<>();

        // when
        for (int i = 0; i < 6; i++) {
            Path file = script.recorded(i + ".wav", Sound.wav(), ended);
            processes.add(script.begin(file.toString(), call, "r" + i, started()));
        }

        // then
        for (Process process : processes) {
            DeliveryScript.ended(process);
        }
        script.run("--spool");
        assertThat(script.left()).isEmpty();
        assertThat(recordings()).hasSize(6);
    }

    private int deliver(String name, byte[] bytes) throws Exception {
        return script.run(script.recorded(name, bytes, ended).toString(), call, "1699999999.13", started());
    }

    private List<Object> recordings() {
        return switchboard
                .operator()
                .callFrom(SOURCE, call)
                .jsonPath()
                .getList("recordings.findAll { it.state == 'STORED' }");
    }

    /** As {@code CDR(start,u)} says it. */
    private String started() {
        return ended.minusSeconds(60).getEpochSecond() + ".123456";
    }

    private static String base64(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    /** Its lengths are still zero. */
    private static byte[] wavOfAKilledPbx() {
        return ByteBuffer.allocate(44 + 1600)
                .order(ByteOrder.LITTLE_ENDIAN)
                .put("RIFF".getBytes(StandardCharsets.US_ASCII))
                .putInt(0)
                .put("WAVEfmt ".getBytes(StandardCharsets.US_ASCII))
                .putInt(16)
                .putShort((short) 1)
                .putShort((short) 1)
                .putInt(8000)
                .putInt(16000)
                .putShort((short) 2)
                .putShort((short) 16)
                .put("data".getBytes(StandardCharsets.US_ASCII))
                .putInt(0)
                .array();
    }
}
