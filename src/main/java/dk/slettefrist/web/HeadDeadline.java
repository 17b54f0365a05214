package dk.slettefrist.web;

import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelPipeline;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpRequestDecoder;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.handler.ssl.SslHandler;
import io.netty.handler.ssl.SslHandshakeCompletionEvent;

/**
 * Closes a connection on which the head of a request does not end in time, however steadily its bytes trickle (slowloris). A connection that waits
 * between two requests is not its business.
 */
final class HeadDeadline extends ChannelInboundHandlerAdapter {

    private final long millis;
    private Future<?> deadline;
    private boolean insideRequest;
    private boolean awaiting;
    private boolean listening;

    HeadDeadline(long millis) {
        this.millis = millis;
    }

    /** The first head is due even when nothing comes at all. */
    @Override
    public void channelActive(ChannelHandlerContext context) {
        begin(context);
        context.fireChannelActive();
    }

    /** Bytes as they come from the network. */
    @Override
    public void channelRead(ChannelHandlerContext context, Object bytes) {
        if (!insideRequest && deadline == null) {
            begin(context);
        }
        if (!listening) {
            listen(context);
        }
        context.fireChannelRead(bytes);
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        end();
        context.fireChannelInactive();
    }

    private void begin(ChannelHandlerContext context) {
        deadline = context.executor().schedule(() -> context.close(), millis, TimeUnit.MILLISECONDS);
    }

    private void end() {
        if (deadline != null) {
            deadline.cancel(false);
            deadline = null;
        }
    }

    /** Behind the decoder, which with TLS comes only with the end of the handshake. */
    private void listen(ChannelHandlerContext context) {
        ChannelPipeline pipeline = context.pipeline();
        ChannelHandlerContext decoder = pipeline.context(HttpRequestDecoder.class);
        ChannelHandlerContext tls = pipeline.context(SslHandler.class);
        if (decoder != null) {
            listening = true;
            pipeline.addAfter(decoder.name(), null, new ChannelInboundHandlerAdapter() {
                @Override
                public void channelRead(ChannelHandlerContext inner, Object part) {
                    heard(part);
                    inner.fireChannelRead(part);
                }
            });
            pipeline.addAfter(decoder.name(), null, new StrictHead());
        } else if (tls != null && !awaiting) {
            awaiting = true;
            pipeline.addAfter(tls.name(), null, new ChannelInboundHandlerAdapter() {
                @Override
                public void userEventTriggered(ChannelHandlerContext inner, Object event) {
                    inner.fireUserEventTriggered(event);
                    if (event instanceof SslHandshakeCompletionEvent) {
                        listenBeforeTheFirstHead(context);
                    }
                }
            });
        }
    }

    /** The bytes that ended the handshake may hold a head, too: nobody would see it if only the next ones were waited for. */
    private void listenBeforeTheFirstHead(ChannelHandlerContext context) {
        if (!listening) {
            listen(context);
        }
    }

    private void heard(Object part) {
        if (part instanceof HttpRequest) {
            end();
            insideRequest = true;
        }
        if (part instanceof LastHttpContent) {
            insideRequest = false;
        }
    }
}
