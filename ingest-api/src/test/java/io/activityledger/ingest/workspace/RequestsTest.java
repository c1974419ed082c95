package io.activityledger.ingest.workspace;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.activityledger.access.Caller;
import io.activityledger.access.Tier;
import io.activityledger.dialects.Refusal;
import io.activityledger.schemas.Permission;
import java.time.Instant;
import java.util.EnumSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RequestsTest {

    private static final Instant NOON = Instant.parse("2026-11-21T12:00:00Z");
    private static final Caller ADMIN =
            new Caller("acme", "ada", EnumSet.allOf(Permission.class), Tier.UNMETERED);
    private static final Caller CLERK =
            new Caller(
                    "acme",
                    "bob",
                    Set.of(Permission.KEYS_WRITE, Permission.CONTACTS_READ),
                    Tier.STANDARD);

    @Test
    void aKeyIsAskedForInAnyVendorsWords() {
        var reading =
                key(
                        ADMIN,
                        """
                        {"name":"CI","permissions":["read:contacts","admin:webhooks"],
                         "rate_limit_tier":"high","expires_at":"2027-01-01","user_id":"u-7"}
                        """);

        assertThat(reading)
                .isInstanceOfSatisfying(
                        KeyRequest.Reading.Accepted.class,
                        accepted -> {
                            assertThat(accepted.wanted().workspaceId()).isEqualTo("acme");
                            assertThat(accepted.wanted().permissions())
                                    .containsExactlyInAnyOrder(
                                            Permission.CONTACTS_READ,
                                            Permission.WEBHOOKS_READ,
                                            Permission.WEBHOOKS_WRITE);
                            assertThat(accepted.wanted().tier()).isEqualTo(Tier.HIGH);
                            assertThat(accepted.wanted().userId()).isEqualTo("u-7");
                            assertThat(accepted.wanted().expiresAt())
                                    .isEqualTo(Instant.parse("2027-01-01T00:00:00Z"));
                        });
    }

    @Test
    void everyProblemIsToldAtOnce() {
        Refusal refusal =
                refused(
                        key(
                                ADMIN,
                                """
                                {"permissions":["fly"],"rate_limit_tier":"gold","expires_at":"2020-01-01"}
                                """));

        assertThat(refusal.status()).isEqualTo(400);
        assertThat(refusal.code()).isEqualTo("missing_required_field");
        assertThat(refusal.fields())
                .containsOnlyKeys("name", "permissions", "rate_limit_tier", "expires_at");
    }

    @Test
    void nobodyGrantsWhatHeLacks() {
        assertThat(refused(key(CLERK, "{\"name\":\"x\",\"permissions\":[\"contacts:write\"]}")))
                .satisfies(no -> {
                    assertThat(no.status()).isEqualTo(403);
                    assertThat(no.message()).contains("contacts:write");
                });
        assertThat(
                        refused(
                                        key(
                                                CLERK,
                                                """
                                                {"name":"x","permissions":["contacts:read"],"rate_limit_tier":"unmetered"}
                                                """))
                                .status())
                .isEqualTo(403);
        assertThat(key(CLERK, "{\"name\":\"x\",\"permissions\":[\"contacts:read\"]}"))
                .isInstanceOf(KeyRequest.Reading.Accepted.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"name\":\"\",\"permissions\":[\"*\"]}",
                "{\"name\":\"x\",\"permissions\":[]}",
                "{\"name\":\"x\",\"permissions\":\"*\"}",
                "{\"name\":\"x\",\"permissions\":[7]}",
                "{\"name\":7,\"permissions\":[\"*\"]}",
                "[]",
                "{"
            })
    void whatIsNoRequestForAKeyIsRefused(String body) {
        assertThat(refused(key(ADMIN, body)).status()).isEqualTo(400);
    }

    @Test
    void onlyTheNamedFieldsOfAWorkspaceChange() {
        var reading =
                WorkspaceRequest.read(
                        """
                        {"reference_check":false,"allowed_origins":["https://app.example.com","http://localhost:3000"],
                         "rate_limits":[{"requests":100,"seconds":60}],"mood":"fine"}
                        """
                                .getBytes(UTF_8));

        assertThat(reading)
                .isInstanceOfSatisfying(
                        WorkspaceRequest.Reading.Accepted.class,
                        accepted -> {
                            assertThat(accepted.changes())
                                    .containsOnlyKeys(
                                            "reference_check", "allowed_origins", "rate_limits")
                                    .containsEntry(
                                            "rate_limits", "[{\"requests\":100,\"seconds\":60}]");
                            assertThat(accepted.ignored()).containsExactly("mood");
                        });
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"reference_check\":\"no\"}",
                "{\"reference_check\":null}",
                "{\"allowed_origins\":[\"https://app.example.com/\"]}",
                "{\"allowed_origins\":[\"https://App.example.com\"]}",
                "{\"allowed_origins\":[\"ftp://app.example.com\"]}",
                "{\"allowed_origins\":\"*\"}",
                "{\"rate_limits\":[{\"requests\":0,\"seconds\":60}]}",
                "{\"rate_limits\":[{\"requests\":1}]}",
                "{\"rate_limits\":[{\"requests\":1,\"seconds\":1e3}]}"
            })
    void whatIsNoSettingIsRefused(String body) {
        assertThat(WorkspaceRequest.read(body.getBytes(UTF_8)))
                .isInstanceOfSatisfying(
                        WorkspaceRequest.Reading.Refused.class,
                        no -> assertThat(no.refusal().fields()).hasSize(1));
    }

    private static KeyRequest.Reading key(Caller caller, String body) {
        return KeyRequest.read(body.getBytes(UTF_8), caller, NOON);
    }

    private static Refusal refused(KeyRequest.Reading reading) {
        assertThat(reading).isInstanceOf(KeyRequest.Reading.Refused.class);
        return ((KeyRequest.Reading.Refused) reading).refusal();
    }
}
