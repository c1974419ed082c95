package io.activityledger.access;

import static org.assertj.core.api.Assertions.assertThat;

import io.activityledger.access.Admission.Admitted;
import io.activityledger.access.Admission.Refused;
import io.activityledger.kit.settings.SettingsReader;
import io.activityledger.schemas.Permission;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class RateLimitsTest {

    private static final Instant EIGHT = Instant.parse("2026-04-17T20:00:00Z");

    private Instant now = EIGHT;
    private final InstantSource clock = () -> now;

    @Test
    void aKeyOfATierIsToldOfEachOfItsWindows() {
        Gatekeeper gate = gate(Tier.STANDARD, List.of(), Map.of());

        assertThat(ask(gate, "one").headers())
                .containsEntry("RateLimit-Policy", "\"minute\";q=50;w=60, \"day\";q=1000;w=86400")
                .containsEntry("RateLimit", "\"minute\";r=49;t=2, \"day\";r=999;t=14400")
                .containsEntry("X-RateLimit-Limit", "1000")
                .containsEntry("X-RateLimit-Remaining", "999")
                .containsEntry(
                        "X-RateLimit-Reset",
                        Long.toString(Instant.parse("2026-04-18T00:00:00Z").getEpochSecond()))
                .containsEntry("X-RateLimit-Burst-Limit", "50")
                .containsEntry("X-RateLimit-Burst-Remaining", "49");
    }

    @Test
    void theDaysQuotaComesBackAtMidnightAndNoSooner() {
        Gatekeeper gate = gate(Tier.STANDARD, List.of(), Map.of("L_STANDARD", "2/1d"));
        ask(gate, "one");
        ask(gate, "one");

        assertThat(ask(gate, "one"))
                .isInstanceOfSatisfying(
                        Refused.class,
                        no -> assertThat(no.headers()).containsEntry("Retry-After", "14400"));
        now = EIGHT.plus(Duration.ofHours(3));
        assertThat(ask(gate, "one")).isInstanceOf(Refused.class);
        now = EIGHT.plus(Duration.ofHours(4));
        assertThat(ask(gate, "one")).isInstanceOf(Admitted.class);
        assertThat(ask(gate, "one")).isInstanceOf(Admitted.class);
        assertThat(ask(gate, "one")).isInstanceOf(Refused.class);
    }

    @Test
    void noKeyOfAWorkspaceGetsMoreThanTheWorkspaceHas() {
        Gatekeeper gate =
                gate(
                        Tier.STANDARD,
                        List.of(new RateLimit(3, Duration.ofMinutes(1))),
                        Map.of("L_STANDARD", "2/1h"));

        assertThat(ask(gate, "one")).isInstanceOf(Admitted.class);
        assertThat(ask(gate, "one")).isInstanceOf(Admitted.class);
        assertThat(ask(gate, "two")).isInstanceOf(Admitted.class);
        assertThat(ask(gate, "two"))
                .isInstanceOfSatisfying(
                        Refused.class,
                        no -> {
                            assertThat(no.status()).isEqualTo(429);
                            assertThat(no.headers())
                                    .containsEntry("Retry-After", "20")
                                    .containsEntry(
                                            "RateLimit",
                                            "\"hour\";r=0;t=20, \"workspace-minute\";r=0;t=20");
                        });
        now = now.plusSeconds(21);
        assertThat(ask(gate, "two"))
                .as("what the workspace refused was not taken from the key")
                .isInstanceOf(Admitted.class);
    }

    @Test
    void instancesShareWhatIsAllowed() {
        Gatekeeper gate = gate(Tier.HIGH, List.of(), Map.of("L_HIGH", "9/1m", "L_INSTANCES", "4"));

        assertThat(ask(gate, "one").headers()).containsEntry("X-RateLimit-Limit", "2");
        ask(gate, "one");
        assertThat(ask(gate, "one")).isInstanceOf(Refused.class);
    }

    @Test
    void anUnmeteredKeyIsToldOfNoLimits() {
        assertThat(ask(gate(Tier.UNMETERED, List.of(), Map.of()), "one").headers()).isEmpty();
    }

    @Test
    void aForbiddenRequestTakesNothingAndIsToldWhatIsLeft() {
        Gatekeeper gate = gate(Tier.STANDARD, List.of(), Map.of("L_STANDARD", "2/1m"));

        for (int i = 0; i < 5; i++) {
            assertThat(gate.admit("Bearer one", true, Permission.DEALS_WRITE))
                    .isInstanceOfSatisfying(
                            Refused.class,
                            no -> {
                                assertThat(no.status()).isEqualTo(403);
                                assertThat(no.headers())
                                        .containsEntry("X-RateLimit-Remaining", "2");
                            });
        }
    }

    @Test
    void whoAskedLeastLatelyIsForgottenFirst() {
        var quotas = new Quotas(8, clock);
        var limits = List.of(new RateLimit(10, Duration.ofMinutes(1)));
        for (int i = 0; i < 8; i++) {
            quotas.of("k" + i, limits).take();
        }
        quotas.of("k0", limits).take();

        quotas.of("k8", limits).take();

        assertThat(quotas.size()).isEqualTo(7);
        assertThat(quotas.of("k0", limits).look().getFirst().remaining()).isEqualTo(8);
    }

    @Test
    void aSettingThatIsNoLimitIsToldOf() {
        var reader = new SettingsReader(Map.of("L_STANDARD", "many"));

        RateLimitSettings.read(reader, "L");

        assertThat(reader.problems()).singleElement().asString().contains("50/1m,1000/1d");
    }

    private Admission ask(Gatekeeper gate, String key) {
        return gate.admit("Bearer " + key, true, Permission.ACTIVITIES_READ);
    }

    private Gatekeeper gate(Tier tier, List<RateLimit> ofWorkspace, Map<String, String> settings) {
        var workspace = new Workspace("acme", true, false, List.of(), ofWorkspace);
        return new Gatekeeper(
                KeyRing.of(List.of(key("one", tier), key("two", tier))),
                Workspaces.settled(List.of(workspace)),
                RateLimitSettings.read(new SettingsReader(settings), "L"),
                clock);
    }

    private static ApiKey key(String key, Tier tier) {
        return new ApiKey(
                KeyHash.of(key),
                new Caller("acme", "u", Set.of(Permission.ACTIVITIES_READ), tier),
                new Allowance.OfTier(tier),
                ApiKey.Reach.ANYWHERE,
                ApiKey.NEVER);
    }
}
