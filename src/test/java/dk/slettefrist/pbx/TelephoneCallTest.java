package dk.slettefrist.pbx;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import javax.sound.sampled.AudioInputStream;
import javax.sound.sampled.AudioSystem;

import jakarta.inject.Inject;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.response.Response;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

import dk.slettefrist.testing.Switchboard;
import dk.slettefrist.testing.TestServers;
import dk.slettefrist.testing.TestSources;

/**
 * A real telephone call: two SIP telephones talk with real speech over RTP, the switchboard's records it to a real WAV file, and our script
 * delivers that to the running service. Runs only with {@code -Dslettefrist.telephony=true}: it needs baresip, espeak-ng and sox.
 */
@QuarkusTest
@QuarkusTestResource(TestServers.class)
@EnabledIfSystemProperty(named = "slettefrist.telephony", matches = "true")
class TelephoneCallTest {

    private static final String SOURCE = "asterisk-1";
    /** How long the caller's telephone runs: it dials at once. */
    private static final int CALL_SECONDS = 6;
    /** Speech is louder; the noise of silence in G.711 is a few steps. */
    private static final double SPEECH = 300;

    @Inject
    Switchboard switchboard;

    @TempDir
    Path folder;

    private final String callId = Switchboard.newId("call");

    @Test
    void shouldKeepWhatWasSaidOnTheTelephone() throws Exception {
        // given
        DeliveryScript script =
                new DeliveryScript(folder, "http://127.0.0.1:" + RestAssured.port, SOURCE, TestSources.secret(SOURCE));
        Path threat = speech(
                "threat", "Jeg ved hvor du bor, og jeg kommer. Jeg ved hvor du bor, og jeg kommer forbi i morgen.");
        Path welcome = speech("welcome", "Goddag, det er kommunens omstilling. Hvad kan jeg hjælpe med?");
        Path recorded;

        // when
        try (Telephone operator = new Telephone("operator", folder.resolve("operator"), welcome, script.monitor());
                Telephone citizen = new Telephone("citizen", folder.resolve("citizen"), threat, null)) {
            operator.turnOn();
            citizen.call(operator, CALL_SECONDS);
            Awaitility.await("hung up").atMost(30, TimeUnit.SECONDS).until(() -> operator.says("terminated"));
            assertThat(operator.log()).contains("Call established");
            recorded = heard(script.monitor());
        }
        // The service of the tests has a clock that runs ahead.
        Files.setLastModifiedTime(recorded, FileTime.from(switchboard.now().minusSeconds(1)));
        byte[] file = Files.readAllBytes(recorded);
        int status = script.run(
                recorded.toString(),
                callId,
                "heard",
                String.valueOf(switchboard.now().getEpochSecond() - CALL_SECONDS),
                "1001");

        // then
        assertThat(status).as(script.log()).isZero();
        assertThat(recorded).doesNotExist();
        Response call = switchboard.operator().callFrom(SOURCE, callId);
        byte[] served =
                switchboard.supervisor().audio(call.path("recordings[0].id")).asByteArray();
        assertThat(served).isEqualTo(file);
        try (AudioInputStream sound = AudioSystem.getAudioInputStream(new ByteArrayInputStream(served))) {
            double seconds = sound.getFrameLength() / (double) sound.getFormat().getFrameRate();
            assertThat(seconds).isBetween(1.0, CALL_SECONDS + 2.0);
            assertThat(loudness(sound)).isGreaterThan(SPEECH);
        }
    }

    /** What the operator heard; the other file is what the operator said. */
    private static Path heard(Path monitor) throws IOException {
        try (Stream<Path> files = Files.list(monitor)) {
            return files.filter(file -> file.toString().endsWith("-dec.wav"))
                    .findFirst()
                    .orElseThrow();
        }
    }

    private Path speech(String name, String text) throws IOException, InterruptedException {
        Path spoken = folder.resolve(name + "-spoken.wav");
        Path narrow = folder.resolve(name + ".wav");
        execute("espeak-ng", "-v", "da", "-w", spoken.toString(), text);
        execute("sox", spoken.toString(), "-r", "8000", "-c", "1", "-b", "16", narrow.toString());
        return narrow;
    }

    private static void execute(String... command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(List.of(command)).inheritIO().start();
        assertThat(process.waitFor()).as(command[0]).isZero();
    }

    /** Root mean square of the samples, of 32,768 at most. */
    private static double loudness(AudioInputStream sound) throws IOException {
        ByteBuffer samples = ByteBuffer.wrap(sound.readAllBytes()).order(ByteOrder.LITTLE_ENDIAN);
        double sum = 0;
        int count = samples.remaining() / 2;
        for (int i = 0; i < count; i++) {
            double sample = samples.getShort();
            sum += sample * sample;
        }
        return Math.sqrt(sum / count);
    }
}
