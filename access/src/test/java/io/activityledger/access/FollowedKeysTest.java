package io.activityledger.access;

import static org.assertj.core.api.Assertions.assertThat;

import io.activityledger.access.Keys.Lookup;
import io.activityledger.kit.kafka.CaughtUp;
import io.activityledger.schemas.Permission;
import java.time.Instant;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

class FollowedKeysTest {

    private static final Instant NOON = Instant.parse("2026-11-21T12:00:00Z");

    private final KeyMint mint = new KeyMint(new Random(7), () -> NOON);
    private final Facts<StoredKey, KeyDirectory> facts = Facts.ofKeys();
    private int catchUps;
    private CaughtUp caughtUp = new CaughtUp.Current();
    private Runnable meanwhile = () -> {};
    private final FollowedKeys keys =
            new FollowedKeys(
                    facts.book()::current,
                    () -> {
                        catchUps++;
                        meanwhile.run();
                        return caughtUp;
                    });

    @Test
    void aKeyMadeAMomentAgoElsewhereIsFoundByReadingOn() {
        var minted = minted();
        meanwhile = () -> facts.say(minted.created());

        assertThat(keys.find(minted.key())).isInstanceOf(Lookup.Found.class);
        assertThat(keys.find(minted.key())).isInstanceOf(Lookup.Found.class);
        assertThat(catchUps).isEqualTo(1);
    }

    @Test
    void aKeyThatWasRefusedOnceIsNotAskedForAgain() {
        String garbage = minted().key();

        assertThat(keys.find(garbage)).isInstanceOf(Lookup.Unknown.class);
        assertThat(keys.find(garbage)).isInstanceOf(Lookup.Unknown.class);
        assertThat(catchUps).isEqualTo(1);
    }

    @Test
    void whatCannotBeOurKeyIsRefusedAtOnce() {
        assertThat(keys.find("wbk_anything")).isInstanceOf(Lookup.Unknown.class);
        assertThat(keys.find("")).isInstanceOf(Lookup.Unknown.class);
        assertThat(catchUps).isZero();
    }

    @Test
    void thousandsOfMadeUpKeysAskKafkaOnlyAsOftenAsTheBudgetAllows() {
        int asked = 5_000;
        long began = System.nanoTime();

        for (int i = 0; i < asked; i++) {
            assertThat(keys.find(minted().key())).isNotInstanceOf(Lookup.Found.class);
        }

        double seconds = (System.nanoTime() - began) / 1e9;
        assertThat((double) catchUps)
                .isLessThanOrEqualTo(FollowedKeys.CATCH_UPS_A_SECOND * (1 + seconds) + 1);
    }

    @Test
    void withoutKafkaNobodyCanTellAndAKnownKeyGoesOnToCount() {
        var known = minted();
        facts.say(known.created());
        caughtUp = new CaughtUp.Behind("Kafka is away");

        assertThat(keys.find(minted().key())).isEqualTo(new Lookup.Untold("Kafka is away"));
        assertThat(keys.find(known.key())).isInstanceOf(Lookup.Found.class);
    }

    private KeyMint.Minted minted() {
        return mint.mint(
                new KeyMint.Wanted(
                        "acme",
                        "k",
                        null,
                        Set.of(Permission.ACTIVITIES_READ),
                        Tier.STANDARD,
                        null,
                        null),
                "ada");
    }
}
