package io.activityledger.standalone;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HousePlacesTest {

    @TempDir Path temp;

    @Test
    void allPortsThatAreTakenAreNamedAtOnce() throws IOException {
        // Given
        try (var http = new ServerSocket(0, 1, InetAddress.ofLiteral("127.0.0.1"));
                var registry = new ServerSocket(0, 1, InetAddress.ofLiteral("127.0.0.1"))) {
            var settings =
                    new HouseSettings(
                            http.getLocalPort(), 0, registry.getLocalPort(), temp, Map.of());

            // When, then
            assertThatThrownBy(() -> HousePlaces.settle(settings, new Random(1)))
                    .isInstanceOf(CannotStart.class)
                    .hasMessageContaining(
                            "Port %d is taken: stop what listens there or pass another with"
                                    + " --http-port",
                            http.getLocalPort())
                    .hasMessageContaining("Port %d is taken", registry.getLocalPort())
                    .hasMessageContaining("--registry-port");
        }
    }
}
