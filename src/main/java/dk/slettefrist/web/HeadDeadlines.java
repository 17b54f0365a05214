package dk.slettefrist.web;

import java.util.concurrent.atomic.AtomicBoolean;

import io.netty.channel.ChannelFactory;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ServerChannel;
import io.netty.channel.socket.SocketChannel;
import io.smallrye.config.SmallRyeConfig;
import io.vertx.core.impl.VertxBuilder;
import io.vertx.core.impl.transports.JDKTransport;
import io.vertx.core.spi.VertxServiceProvider;
import org.eclipse.microprofile.config.ConfigProvider;

/**
 * Puts a {@link HeadDeadline} on every connection that is accepted, and leads it through the {@link Doorway}. The framework has no such limit: its
 * time-outs begin anew with every byte (Vert.x, {@code HttpServerOptions.setIdleTimeout}). It is found by {@code META-INF/services}.
 */
public final class HeadDeadlines implements VertxServiceProvider {

    @Override
    public void init(VertxBuilder builder) {
        long millis = ConfigProvider.getConfig()
                .unwrap(SmallRyeConfig.class)
                .getConfigMapping(WebSettings.class)
                .headTimeout()
                .toMillis();
        if (!(builder.findTransport() instanceof JDKTransport)) {
            throw new IllegalStateException(
                    "quarkus.vertx.prefer-native-transport cannot be used: no deadline for the head of a request");
        }
        builder.findTransport(new JDKTransport() {
            @Override
            public ChannelFactory<? extends ServerChannel> serverChannelFactory(boolean domainSocket) {
                return guarded(super.serverChannelFactory(domainSocket), millis);
            }
        });
    }

    private static ChannelFactory<ServerChannel> guarded(ChannelFactory<? extends ServerChannel> servers, long millis) {
        return () -> {
            ServerChannel server = servers.newChannel();
            server.pipeline().addLast(new ChannelInboundHandlerAdapter() {
                @Override
                public void channelRead(ChannelHandlerContext context, Object accepted) {
                    if (accepted instanceof SocketChannel connection) {
                        connection.pipeline().addLast(new HeadDeadline(millis));
                        begin(context, connection);
                    } else {
                        context.fireChannelRead(accepted);
                    }
                }
            });
            return server;
        };
    }

    /** The handlers of a connection, TLS too, are there when it is registered, or else it is closed. */
    private static void begin(ChannelHandlerContext server, SocketChannel connection) {
        AtomicBoolean once = new AtomicBoolean();
        Runnable begun = () -> {
            if (once.compareAndSet(false, true)) {
                Doorway.OF_THE_SERVICE.begun();
            }
        };
        connection.pipeline().addLast(new ChannelInboundHandlerAdapter() {
            @Override
            public void channelRegistered(ChannelHandlerContext context) {
                begun.run();
                context.fireChannelRegistered();
            }
        });
        connection.closeFuture().addListener(closed -> begun.run());
        Doorway.OF_THE_SERVICE.enter(() -> passOn(server, connection));
    }

    private static void passOn(ChannelHandlerContext server, SocketChannel connection) {
        if (server.executor().inEventLoop()) {
            server.fireChannelRead(connection);
        } else {
            server.executor().execute(() -> server.fireChannelRead(connection));
        }
    }
}
