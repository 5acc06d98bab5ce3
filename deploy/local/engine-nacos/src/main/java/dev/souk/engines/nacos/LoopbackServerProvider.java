package dev.souk.engines.nacos;

import io.grpc.ServerBuilder;
import io.grpc.ServerProvider;
import io.grpc.netty.shaded.io.grpc.netty.NettyServerBuilder;
import java.net.InetAddress;
import java.net.InetSocketAddress;

/** Keeps the Raft port of Nacos, which has no setting for its address, on the loopback address. */
public final class LoopbackServerProvider extends ServerProvider {

    /** gRPC's own providers range from 0 to 10. */
    private static final int HIGHEST = 100;

    @Override
    protected boolean isAvailable() {
        return true;
    }

    @Override
    protected int priority() {
        return HIGHEST;
    }

    @Override
    protected ServerBuilder<?> builderForPort(int port) {
        return NettyServerBuilder.forAddress(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
    }
}
