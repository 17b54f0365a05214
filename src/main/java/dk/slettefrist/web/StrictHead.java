package dk.slettefrist.web;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.TooLongHttpHeaderException;
import io.netty.handler.codec.http.TooLongHttpLineException;
import io.netty.util.ReferenceCountUtil;

/**
 * Refuses requests of which two readers could think differently where they end, whom they mean or whose they are, and hangs up: a proxy in front may be the
 * other reader (request smuggling; RFC 9112, sections 3.2 and 6.1), and so may two parts of the service. What the decoder before could not read, two lengths
 * or a head that is too long, is answered here as well. Methods that nobody defined are refused, too: figures are kept by method, and whoever invents them would fill the memory.
 */
final class StrictHead extends ChannelInboundHandlerAdapter {

    private static final Problem LONG_ADDRESS = new Problem(414, "uri-too-long", "Address too long");
    private static final Problem LARGE_HEAD =
            new Problem(431, "request-header-fields-too-large", "Header fields too large");

    private static final Set<HttpMethod> METHODS = Set.of(
            HttpMethod.GET,
            HttpMethod.HEAD,
            HttpMethod.PUT,
            HttpMethod.POST,
            HttpMethod.DELETE,
            HttpMethod.PATCH,
            HttpMethod.OPTIONS,
            HttpMethod.TRACE,
            HttpMethod.CONNECT);

    private boolean later;
    private boolean over;

    @Override
    public void channelRead(ChannelHandlerContext context, Object part) {
        if (!over && part instanceof HttpRequest request) {
            Problem problem = problem(request);
            if (problem != null) {
                over = true;
                refuse(context, problem);
            }
        }
        if (over) {
            ReferenceCountUtil.release(part);
            return;
        }
        later = true;
        context.fireChannelRead(part);
    }

    /** Behind other requests an answer could come before theirs. */
    private void refuse(ChannelHandlerContext context, Problem problem) {
        if (later) {
            context.close();
        } else {
            context.writeAndFlush(answer(problem)).addListener(ChannelFutureListener.CLOSE);
        }
    }

    private static ByteBuf answer(Problem problem) {
        String body = problem.json("The head of the request is not as HTTP demands, or too long.");
        String head =
                """
                HTTP/1.1 %s
                connection: close
                cache-control: no-store
                x-content-type-options: nosniff
                content-type: %s
                content-length: %d

                """
                        .formatted(HttpResponseStatus.valueOf(problem.status()), Problem.MEDIA_TYPE, body.length());
        return Unpooled.copiedBuffer(head.replace("\n", "\r\n") + body, StandardCharsets.US_ASCII);
    }

    /** Null when nothing is wrong, or when the server answers it in its turn: what could not be read behind other requests. */
    private Problem problem(HttpRequest request) {
        Throwable failure = request.decoderResult().cause();
        if (failure != null && later) {
            return null;
        }
        if (failure instanceof TooLongHttpLineException) {
            return LONG_ADDRESS;
        }
        if (failure instanceof TooLongHttpHeaderException) {
            return LARGE_HEAD;
        }
        return failure != null || isRefused(request) ? Problem.INVALID : null;
    }

    private static boolean isRefused(HttpRequest request) {
        List<String> encodings = request.headers().getAll(HttpHeaderNames.TRANSFER_ENCODING);
        boolean old = HttpVersion.HTTP_1_0.equals(request.protocolVersion());
        boolean chunked = encodings.size() == 1 && "chunked".equalsIgnoreCase(encodings.get(0));
        return !old && !HttpVersion.HTTP_1_1.equals(request.protocolVersion())
                || !encodings.isEmpty() && (old || !chunked)
                || request.headers().getAll(HttpHeaderNames.HOST).size() != 1
                || request.headers().getAll(HttpHeaderNames.AUTHORIZATION).size() > 1
                || !METHODS.contains(request.method());
    }
}
