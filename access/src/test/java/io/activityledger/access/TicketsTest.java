package io.activityledger.access;

import static org.assertj.core.api.Assertions.assertThat;

import io.activityledger.access.Admission.Admitted;
import io.activityledger.access.Admission.Refused;
import io.activityledger.kit.settings.Secret;
import io.activityledger.kit.token.TokenSeal;
import io.activityledger.schemas.Permission;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class TicketsTest {

    private static final String KEY = "wbk_live_of_a_reader";
    private static final Permission READ = Permission.ACTIVITIES_READ;

    private Instant now = Instant.parse("2026-04-17T12:00:00Z");
    private final InstantSource clock = () -> now;
    private final List<ApiKey> known =
            new ArrayList<>(
                    List.of(
                            new ApiKey(
                                    KeyHash.of(KEY),
                                    new Caller("acme", "ada", Set.of(READ), Tier.UNMETERED),
                                    new Allowance.OfTier(Tier.UNMETERED),
                                    ApiKey.Reach.ANYWHERE,
                                    now.plus(Duration.ofHours(1)))));
    private final Gatekeeper gatekeeper =
            new Gatekeeper(new Known(), Workspaces.UNSET, RateLimitSettings.defaults(), () -> now);
    private final Tickets tickets =
            new Tickets(new TokenSeal(List.of(Secret.of(new byte[32])), "tickets"), () -> now);

    @Test
    void aTicketStandsForItsKeyForAMinute() {
        // Given
        Tickets.Ticket ticket = tickets.issue(caller());

        // When
        Admission admission = admitted(ticket.text());

        // Then
        assertThat(admission)
                .isInstanceOfSatisfying(
                        Admitted.class, in -> assertThat(in.caller()).isEqualTo(caller()));
        assertThat(ticket.expiresAt()).isEqualTo(clock.instant().plus(Duration.ofMinutes(1)));
        now = ticket.expiresAt();
        assertThat(tickets.redeem(ticket.text())).isEmpty();
    }

    @Test
    void aTicketOpensNothingThatItsKeyNoLongerOpens() {
        // Given
        Caller caller = caller();
        Tickets.Ticket ticket = tickets.issue(caller);

        // When
        known.clear();

        // Then
        assertThat(admitted(ticket.text()))
                .isInstanceOfSatisfying(
                        Refused.class, no -> assertThat(no.status()).isEqualTo(401));
        assertThat(gatekeeper.stands(caller, READ)).isFalse();
    }

    @Test
    void whoWasAdmittedStandsAsLongAsTheKeyIsGood() {
        // Given
        Caller caller = caller();

        // When
        boolean before = gatekeeper.stands(caller, READ);
        now = now.plus(Duration.ofHours(1));

        // Then
        assertThat(before).isTrue();
        assertThat(gatekeeper.stands(caller, READ)).isFalse();
        assertThat(gatekeeper.stands(caller, Permission.ACTIVITIES_WRITE)).isFalse();
    }

    @Test
    void nobodyMakesATicketForThemselves() {
        // Given
        String ticket = tickets.issue(caller()).text();

        // Then
        assertThat(tickets.redeem("")).isEmpty();
        assertThat(tickets.redeem("AQ")).isEmpty();
        assertThat(tickets.redeem(ticket.substring(1))).isEmpty();
        assertThat(tickets.redeem("B" + ticket.substring(1))).isEmpty();
    }

    private Caller caller() {
        return ((Admitted) gatekeeper.admit("Bearer " + KEY, false, READ)).caller();
    }

    private Admission admitted(String ticket) {
        return gatekeeper.admit(tickets.redeem(ticket).orElseThrow(), false, READ);
    }

    private final class Known implements Keys {

        @Override
        public Lookup find(String presented) {
            return find(KeyHash.of(presented));
        }

        @Override
        public Lookup find(KeyHash key) {
            return known.stream()
                    .filter(each -> each.hash().equals(key))
                    .findAny()
                    .<Lookup>map(Lookup.Found::new)
                    .orElseGet(Lookup.Unknown::new);
        }
    }
}
