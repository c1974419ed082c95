package io.activityledger.webhooks.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import io.activityledger.webhooks.delivery.Shares.Held;
import org.junit.jupiter.api.Test;

class SharesTest {

    private static final int MOST = 2_048;
    private static final int SICK = 512;
    private final Shares shares = new Shares(MOST, SICK);

    @Test
    void howeverManyLanesWantAllSomePlacesStayFreeForTheNext() {
        for (int greedy : new int[] {1, 10, 128, 400}) {
            // Given
            int[] out = new int[greedy];
            int free = MOST;

            // When
            boolean granted = true;
            while (granted) {
                granted = false;
                for (int lane = 0; lane < greedy; lane++) {
                    if (shares.grants(new Held(free, 0, 0, out[lane]), false)) {
                        out[lane]++;
                        free--;
                        granted = true;
                    }
                }
            }

            // Then
            assertThat(free).as(greedy + " lanes").isPositive();
            assertThat(shares.grants(new Held(free, 0, 0, 0), false)).isTrue();
            assertThat(out).doesNotContain(0);
        }
    }

    @Test
    void aWorkspaceCannotHaveAllOfIt() {
        // Given
        int free = MOST;
        int held = 0;

        // When
        while (shares.grants(new Held(free, 0, held, 0), false)) {
            free--;
            held++;
        }

        // Then
        assertThat(free).isBetween(MOST / 4, MOST / 2);
        assertThat(shares.grants(new Held(free, 0, 0, 0), false)).isTrue();
    }

    @Test
    void sickReceiversShareWhatIsTheirsAndLeaveTheRestAlone() {
        // Given
        var full = new Held(MOST - SICK, SICK, 0, 0);

        // Then
        assertThat(shares.grants(full, true)).isFalse();
        assertThat(shares.grants(full, false)).isTrue();
        assertThat(shares.grants(new Held(MOST, SICK - 1, 0, 0), true)).isTrue();
    }

    @Test
    void nobodyEntersWhereNothingIsFree() {
        assertThat(shares.grants(new Held(0, 0, 0, 0), false)).isFalse();
        assertThat(shares.grants(new Held(1, 0, 0, 0), false)).isTrue();
    }
}
