package io.activityledger.access;

import static org.assertj.core.api.Assertions.assertThat;

import io.activityledger.access.KeyMint.Minted;
import io.activityledger.schemas.Fact;
import io.activityledger.schemas.Permission;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

class FactBookTest {

    private static final Instant NOON = Instant.parse("2026-11-21T12:00:00Z");

    private final KeyMint mint = new KeyMint(new Random(7), () -> NOON);
    private final Facts<StoredKey, KeyDirectory> keys = Facts.ofKeys();
    private final Facts<Workspace, Workspaces> workspaces = Facts.ofWorkspaces();

    @Test
    void aKeyIsWhatItsFactSaysAndOnlyItsHashIsKept() {
        Minted minted = minted("acme", "mailer");

        keys.say(minted.created());

        assertThat(keys.book().current().of("acme")).containsExactly(minted.stored());
        assertThat(keys.book().current().find(KeyHash.of(minted.key()))).isPresent();
        assertThat(minted.created().valueJson())
                .doesNotContain(minted.key())
                .contains(minted.stored().prefix());
        assertThat(minted.key()).matches("wbk_live_[0-9A-Za-z]{32}").startsWith("wbk_live_");
        assertThat(minted.toString()).doesNotContain(minted.key());
    }

    @Test
    void aRevokedKeyOpensNothingInWhateverOrderItsFactsLie() {
        Minted minted = minted("acme", "mailer");
        Fact revoked = KeyFacts.revoked(minted.stored(), NOON, "ada");

        keys.say(revoked, minted.created());

        assertThat(keys.book().current().of("acme")).isEmpty();
        assertThat(keys.book().current().find(KeyHash.of(minted.key()))).isEmpty();
    }

    @Test
    void whatIsTakenCountsOnlyOnceItIsPublished() {
        Minted minted = minted("acme", "mailer");

        keys.takeOnly(minted.created());

        assertThat(keys.book().current().of("acme")).isEmpty();
        keys.book().publish();
        assertThat(keys.book().current().of("acme")).hasSize(1);
    }

    @Test
    void aWorkspaceSeesOnlyItsOwnKeys() {
        Minted ours = minted("acme", "mailer");
        Minted theirs = minted("rival", "mailer");

        keys.say(ours.created(), theirs.created());

        KeyDirectory directory = keys.book().current();
        assertThat(directory.of("acme")).containsExactly(ours.stored());
        assertThat(directory.find("acme", theirs.stored().id())).isEmpty();
        assertThat(directory.find("rival", theirs.stored().id())).isPresent();
    }

    @Test
    void whatIsNoFactOrStandsUnderAnothersKeyIsPassedOver() {
        Minted ours = minted("acme", "mailer");
        Minted theirs = minted("rival", "mailer");

        keys.sayUnder(ours.created(), keys.bytes(theirs.created()));
        keys.sayUnder(ours.created(), new byte[] {1, 2, 3});

        assertThat(keys.book().skipped()).isEqualTo(2);
        assertThat(keys.book().current().of("rival")).isEmpty();
    }

    @Test
    void theLastWordAboutEachFieldCounts() {
        workspaces.say(
                config(WorkspaceFacts.REFERENCE_CHECK, "false"),
                config(WorkspaceFacts.RATE_LIMITS, "[{\"requests\":5,\"seconds\":60}]"),
                config(WorkspaceFacts.ALLOWED_ORIGINS, "[\"https://a.example\"]"),
                config(WorkspaceFacts.REFERENCE_CHECK, "true"));

        assertThat(workspaces.book().current().of("acme"))
                .isEqualTo(
                        new Workspace(
                                "acme",
                                true,
                                false,
                                List.of("https://a.example"),
                                List.of(new RateLimit(5, Duration.ofMinutes(1)))));
        assertThat(workspaces.book().current().of("rival")).isEqualTo(Workspace.unset("rival"));
        assertThat(workspaces.book().current().anyAllows("https://a.example")).isTrue();
        assertThat(workspaces.book().current().anyAllows("https://b.example")).isFalse();
    }

    @Test
    void aFactThatIsTakenBackNeverWas() {
        Fact off = config(WorkspaceFacts.REFERENCE_CHECK, "false");
        workspaces.say(off);

        workspaces.withdraw(off);

        assertThat(workspaces.book().current().of("acme").referenceCheck()).isTrue();
    }

    @Test
    void aBookThatBeginsAnewForgetsWhatWas() {
        Minted old = minted("acme", "old");
        Minted fresh = minted("acme", "fresh");
        keys.say(old.created());

        keys.book().restart();
        keys.say(fresh.created());

        assertThat(keys.book().current().of("acme")).containsExactly(fresh.stored());
    }

    private Minted minted(String workspaceId, String name) {
        return mint.mint(
                new KeyMint.Wanted(
                        workspaceId,
                        name,
                        null,
                        Set.of(Permission.ACTIVITIES_READ),
                        Tier.HIGH,
                        null,
                        NOON.plus(Duration.ofDays(1))),
                "ada");
    }

    private static Fact config(String field, String json) {
        return WorkspaceFacts.config("acme", field, json, NOON, "ada");
    }
}
