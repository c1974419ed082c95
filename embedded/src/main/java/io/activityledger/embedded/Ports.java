package io.activityledger.embedded;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.Optional;
import java.util.stream.IntStream;

/// Which ports of 127.0.0.1 are free? Asked by listening, the only answer that counts.
public final class Ports {

    /// Below the range from which systems give out ports for outgoing connections, so that a port
    /// kept from the last run is seldom somebody's by chance.
    private static final int LOWEST_KEPT = 21_000;

    private static final int HIGHEST = 65_535;
    private static final int HIGHEST_KEPT = 31_999;

    private Ports() {}

    /// `wanted`, or any free port for 0.
    public static int orAnyFree(int wanted) {
        return wanted == 0 ? anyFree() : wanted;
    }

    public static int anyFree() {
        try (var socket = listen(0)) {
            return socket.getLocalPort();
        } catch (IOException exhausted) {
            throw new UncheckedIOException(exhausted);
        }
    }

    public static boolean isFree(int port) {
        try (var socket = listen(port)) {
            return socket.isBound();
        } catch (IOException taken) {
            return false;
        }
    }

    /// The sentence to end with when `port` cannot be had, or nothing when it is free.
    public static Optional<String> complaint(int port, String flag) {
        if (port < 0 || port > HIGHEST) {
            return Optional.of(
                    "%s is %d: it must be a port, 0 to %d.".formatted(flag, port, HIGHEST));
        }
        return isFree(port)
                ? Optional.empty()
                : Optional.of(
                        "Port %d is taken: stop what listens there or pass another with %s."
                                .formatted(port, flag));
    }

    static int freeToKeep(int from) {
        var span = HIGHEST_KEPT - LOWEST_KEPT + 1;
        return IntStream.range(0, span)
                .map(step -> LOWEST_KEPT + Math.floorMod(from + step, span))
                .filter(Ports::isFree)
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("No free port on 127.0.0.1"));
    }

    private static ServerSocket listen(int port) throws IOException {
        var socket = new ServerSocket();
        try {
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), port), 1);
            return socket;
        } catch (IOException taken) {
            socket.close();
            throw taken;
        }
    }
}
