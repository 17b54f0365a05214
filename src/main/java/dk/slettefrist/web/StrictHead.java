package dk.slettefrist.web;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;

import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.util.ReferenceCountUtil;

/**
 * Refuses requests of which two readers could think differently where they end, whom they mean or whose they are, and hangs up: a proxy in front may be the
 * other reader (request smuggling; RFC 9112, sections 3.2 and 6.1), and so may two parts of the service. Two lengths are refused by the decoder before. Methods
 * that nobody defined are refused, too: figures are kept by method, and whoever invents them would fill the memory.
 */
final class StrictHead extends ChannelInboundHandlerAdapter {

    private static final byte[] ANSWER = "HTTP/1.1 400 Bad Request\r\nconnection: close\r\ncontent-length: 0\r\n\r\n"
            .getBytes(StandardCharsets.US_ASCII);

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
        if (!over && part instanceof HttpRequest request && isRefused(request)) {
            over = true;
            refuse(context);
        }
        if (over) {
            ReferenceCountUtil.release(part);
            return;
        }
        later = true;
        context.fireChannelRead(part);
    }

    /** Behind other requests an answer could come before theirs. */
    private void refuse(ChannelHandlerContext context) {
        if (later) {
            context.close();
        } else {
            context.writeAndFlush(Unpooled.wrappedBuffer(ANSWER)).addListener(ChannelFutureListener.CLOSE);
        }
    }

    private static boolean isRefused(HttpRequest request) {
        if (request.decoderResult().isFailure()) {
            return false;
        }
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
