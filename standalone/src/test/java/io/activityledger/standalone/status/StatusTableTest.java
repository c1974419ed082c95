package io.activityledger.standalone.status;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.URI;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class StatusTableTest {

    private static final InstanceStatus.Heard HEARD =
            new InstanceStatus.Heard(
                    URI.create("http://one:8080"),
                    Map.of(
                            "ledger_webhooks_backlog",
                            3.0,
                            "ledger_timeline_applied_offset{partition=\"1\",role=\"standby\",topic=\"activities\"}",
                            9.0));
    private static final HouseStatus HOUSE =
            new HouseStatus(
                    List.of(
                            new GroupStatus(
                                    "activity-timelines-v2",
                                    "Stable",
                                    List.of("two at 10.0.0.2"),
                                    List.of(
                                            new PartitionStatus(
                                                    "activities",
                                                    0,
                                                    7,
                                                    12,
                                                    "two at 10.0.0.2",
                                                    List.of("one:8080")),
                                            new PartitionStatus(
                                                    "activities", 1, 4, 4, "", List.of())))),
                    List.of(
                            HEARD,
                            new InstanceStatus.Silent(URI.create("http://three"), "refused")));

    @Test
    void aTerminalIsShownWhoOwnsWhatAndWhatWaits() {
        // When
        String text = StatusTable.text(HOUSE);
        // Then
        assertThat(text.lines().map(line -> line.strip().replaceAll(" +", " ")))
                .containsExactly(
                        "activity-timelines-v2: Stable, lag 5, two at 10.0.0.2",
                        "topic partition committed end lag owner standbys",
                        "activities 0 7 12 5 two at 10.0.0.2 one:8080",
                        "activities 1 4 4 0 - -",
                        "",
                        "http://one:8080",
                        "webhook_backlog 3",
                        "http://three does not answer: refused");
    }

    @Test
    void aProgramIsToldTheSame() throws Exception {
        // When
        var json = new ObjectMapper().readTree(StatusTable.json(HOUSE));
        // Then
        assertThat(json.at("/groups/0/lag").asLong()).isEqualTo(5);
        assertThat(json.at("/groups/0/partitions/0/standbys/0").asText()).isEqualTo("one:8080");
        assertThat(json.at("/groups/0/partitions/1/owner").asText()).isEmpty();
        assertThat(json.at("/instances/0/webhook_backlog").asDouble()).isEqualTo(3);
        assertThat(json.at("/instances/1/silent").asText()).isEqualTo("refused");
    }

    @Test
    void anInstanceStandsByForThePartitionsThatItsMetricsName() {
        assertThat(HEARD.standsByFor("activities", 1)).isTrue();
        assertThat(HEARD.standsByFor("activities", 0)).isFalse();
        assertThat(HEARD.standsByFor("references", 1)).isFalse();
    }
}
