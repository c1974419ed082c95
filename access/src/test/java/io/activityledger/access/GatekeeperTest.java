package io.activityledger.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.activityledger.access.Admission.Admitted;
import io.activityledger.access.Admission.Refused;
import io.activityledger.schemas.Permission;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GatekeeperTest {

    private static final String KEYS =
            """
            {"keys": [
              {"key": "wbk_reader", "workspace": "acme", "user_id": "u1", "permissions": ["activities:read"]},
              {"key": "wbk_slow", "workspace": "acme", "user_id": "u2", "permissions": ["activities:read"],
               "rate_limits": [{"requests": 2, "seconds": 60}, {"requests": 3, "seconds": 3600}]},
              {"key": "wbk_old", "workspace": "acme", "user_id": "u3", "permissions": ["activities:read"],
               "expires_at": "2026-01-01T00:00:00Z"}]}
            """;

    @TempDir private Path directory;
    private Instant now = Instant.parse("2026-04-17T12:00:00Z");
    private final InstantSource clock = () -> now;
    private Gatekeeper gatekeeper;

    @BeforeEach
    void openTheGate() throws IOException {
        KeyRing ring = KeysFile.read(Files.writeString(directory.resolve("keys.json"), KEYS));
        gatekeeper = new Gatekeeper(ring.and(DevelopmentKey.ring()), clock);
    }

    @Test
    void aKeyOpensWhatItPermitsForItsOwnWorkspace() {
        assertThat(read("Bearer wbk_reader"))
                .isInstanceOfSatisfying(
                        Admitted.class,
                        in -> {
                            assertThat(in.caller().workspaceId()).isEqualTo("acme");
                            assertThat(in.caller().userId()).isEqualTo("u1");
                        });
        assertThat(read("bearer  wbk_reader")).isInstanceOf(Admitted.class);
    }

    @Test
    void noKeyAWrongKeyAndAnExpiredKeyAreUnauthorized() {
        for (String header :
                new String[] {"", "wbk_reader", "Basic x", "Bearer nobody", "Bearer wbk_old"}) {
            assertThat(read(header))
                    .isInstanceOfSatisfying(
                            Refused.class,
                            no -> {
                                assertThat(no.status()).isEqualTo(401);
                                assertThat(no.code()).isEqualTo("invalid_key");
                            });
        }
    }

    @Test
    void aKeyWithoutThePermissionIsForbiddenAndToldWhichOne() {
        Admission admission =
                gatekeeper.admit("Bearer wbk_reader", true, Permission.ACTIVITIES_WRITE);

        assertThat(admission)
                .isInstanceOfSatisfying(
                        Refused.class,
                        no -> {
                            assertThat(no.status()).isEqualTo(403);
                            assertThat(no.code()).isEqualTo("insufficient_permissions");
                            assertThat(no.message()).contains("activities:write");
                        });
    }

    @Test
    void aLimitedKeyIsStoppedAndLetInAgainWhenItsWindowHasRefilled() {
        assertThat(read("Bearer wbk_slow").headers())
                .containsEntry("X-RateLimit-Limit", "3")
                .containsEntry("X-RateLimit-Remaining", "2")
                .containsEntry("X-RateLimit-Burst-Remaining", "1");
        assertThat(read("Bearer wbk_slow")).isInstanceOf(Admitted.class);
        assertThat(read("Bearer wbk_slow"))
                .isInstanceOfSatisfying(
                        Refused.class,
                        no -> {
                            assertThat(no.status()).isEqualTo(429);
                            assertThat(no.headers()).containsEntry("Retry-After", "30");
                        });

        now = now.plus(Duration.ofSeconds(31));

        assertThat(read("Bearer wbk_slow")).isInstanceOf(Admitted.class);
        now = now.plus(Duration.ofSeconds(61));
        assertThat(read("Bearer wbk_slow"))
                .as("the hour's window is used up")
                .isInstanceOf(Refused.class);
    }

    @Test
    void theDevelopmentKeyIsNoKeyFromAnotherMachine() {
        String header = "Bearer " + DevelopmentKey.KEY;

        assertThat(gatekeeper.admit(header, true, Permission.DEALS_WRITE))
                .isInstanceOf(Admitted.class);
        assertThat(gatekeeper.admit(header, false, Permission.DEALS_WRITE))
                .isInstanceOf(Refused.class);
    }

    @Test
    void aBadKeysFileNamesAllItsProblems() throws IOException {
        Path file =
                Files.writeString(
                        directory.resolve("bad.json"),
                        """
                        {"keys": [{"key_sha256": "XY", "user_id": "u", "permissions": ["activities:fly"],
                                   "rate_limits": [{"requests": 0}], "expires_at": "soon"}]}
                        """);

        assertThatThrownBy(() -> KeysFile.read(file))
                .hasMessageContainingAll(
                        "bad.json",
                        "keys[0].key_sha256",
                        "keys[0].workspace is required",
                        "activities:fly",
                        "requests and seconds",
                        "expires_at");
    }

    @Test
    void aKeysFileThatCannotBeReadIsNotBlamedForWhatItLacks() throws IOException {
        Path file = Files.writeString(directory.resolve("torn.json"), "{\"keys\": [");

        assertThatThrownBy(() -> KeysFile.read(file))
                .hasMessageContaining("it is no JSON")
                .hasMessageNotContaining("must be an object");
    }

    private Admission read(String authorization) {
        return gatekeeper.admit(authorization, true, Permission.ACTIVITIES_READ);
    }
}
