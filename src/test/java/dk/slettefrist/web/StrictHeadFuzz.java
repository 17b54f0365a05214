package dk.slettefrist.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

import com.code_intelligence.jazzer.junit.FuzzTest;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpRequestDecoder;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.util.ReferenceCountUtil;

/** Whatever comes over a connection: a request that passes is one in which nobody reads two, however its bytes were cut. */
class StrictHeadFuzz {

    private final ObjectMapper mapper = new ObjectMapper();

    StrictHeadFuzz() {
        new JsonLimits().customize(mapper);
    }

    @FuzzTest
    void connection(byte[] input) {
        List<String> whole = passed(input, Math.max(1, input.length));
        assertThat(passed(input, 7)).isEqualTo(whole);
    }

    private static List<String> passed(byte[] input, int step) {
        EmbeddedChannel connection = new EmbeddedChannel(new HttpRequestDecoder(), new StrictHead());
        List<String> passed = new ArrayList<>();
        for (int i = 0; i < input.length && connection.isOpen(); i += step) {
            connection.writeInbound(Unpooled.copiedBuffer(input, i, Math.min(step, input.length - i)));
        }
        for (Object part = connection.readInbound(); part != null; part = connection.readInbound()) {
            if (part instanceof HttpRequest request && !request.decoderResult().isFailure()) {
                check(request);
                passed.add(request.method() + " " + request.uri());
            }
            ReferenceCountUtil.release(part);
        }
        connection.finishAndReleaseAll();
        return passed;
    }

    private static void check(HttpRequest request) {
        assertThat(request.protocolVersion()).isIn(HttpVersion.HTTP_1_0, HttpVersion.HTTP_1_1);
        assertThat(request.headers().getAll(HttpHeaderNames.HOST)).hasSize(1);
        List<String> encodings = request.headers().getAll(HttpHeaderNames.TRANSFER_ENCODING);
        if (!encodings.isEmpty()) {
            assertThat(encodings).singleElement().asString().isEqualToIgnoringCase("chunked");
            assertThat(request.protocolVersion()).isEqualTo(HttpVersion.HTTP_1_1);
            assertThat(request.headers().contains(HttpHeaderNames.CONTENT_LENGTH))
                    .isFalse();
        }
        assertThat(request.headers().getAll(HttpHeaderNames.CONTENT_LENGTH)).hasSizeLessThanOrEqualTo(1);
        request.headers().forEach(header -> {
            assertThat(header.getKey()).matches("[!#$%&'*+.^_`|~0-9A-Za-z-]+");
            assertThat(header.getValue()).doesNotContain("\r", "\n", "\0");
        });
    }

    @FuzzTest
    void json(byte[] input) throws IOException {
        try {
            JsonNode node = mapper.readTree(new String(input, StandardCharsets.UTF_8));
            assertThat(depth(node)).isLessThanOrEqualTo(16);
        } catch (JsonProcessingException e) {
            assertThat(e).isNotNull();
        }
    }

    private static int depth(JsonNode node) {
        int deepest = 0;
        for (JsonNode child : node) {
            deepest = Math.max(deepest, depth(child));
        }
        return node.isContainerNode() ? deepest + 1 : 0;
    }
}
