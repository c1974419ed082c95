package io.activityledger.timeline.live;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.activityledger.schemas.Subject;
import java.io.BufferedReader;
import java.io.StringReader;
import java.net.URLDecoder;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class LiveWireTest {

    private static final Lane THREE = Lane.ofActivities(3);
    private static final Lane LINKS_OF_THREE = Lane.ofLinks(3);

    @Test
    void whatIsAskedIsUnderstood() {
        // Given
        var watched = new Watched.OneSubject("acme", Subject.entity("ti&cket", "t=1"));
        var from = new StreamFrom.Behind(Map.of(THREE, 17L));
        var lanes = List.of(THREE, LINKS_OF_THREE);

        // When
        String target = LiveWire.target(watched, from, lanes);

        // Then
        assertThat(LiveWire.parse(parameters(target)))
                .contains(new LiveWire.Asked(watched, from, lanes));
    }

    @Test
    void whatIsToldIsUnderstood() throws Exception {
        // Given
        var event = new LiveEvent(LINKS_OF_THREE, 5, "{\"a\": \"b c\"}".getBytes(UTF_8));
        var told = new Tidings(List.of(event), Map.of(THREE, 9L, LINKS_OF_THREE, 5L));

        // When
        String lines = new String(LiveWire.lines(told), UTF_8);

        // Then
        var heard = LiveWire.next(new BufferedReader(new StringReader(lines))).orElseThrow();
        assertThat(heard.seen()).isEqualTo(told.seen());
        assertThat(heard.events())
                .singleElement()
                .satisfies(it -> {
                    assertThat(it.lane()).isEqualTo(LINKS_OF_THREE);
                    assertThat(it.offset()).isEqualTo(5);
                    assertThat(it.json()).isEqualTo(event.json());
                });
    }

    @Test
    void anIdOfAnEventReadsBackAndNothingElseDoes() {
        // Given
        var seen = Map.of(LINKS_OF_THREE, 5L, THREE, 17L, Lane.ofActivities(0), 4L);

        // When
        String id = LiveWire.text(seen);

        // Then
        assertThat(id).isEqualTo("0:4,3:17,l3:5");
        assertThat(LiveWire.seen(id)).isEqualTo(seen);
        for (String foreign : List.of("3", "x3:1", "3:", ":1", "-3:1", "l:1", "3:1:2")) {
            assertThatThrownBy(() -> LiveWire.seen(foreign))
                    .as(foreign)
                    .isInstanceOfAny(
                            IllegalArgumentException.class, IndexOutOfBoundsException.class);
        }
    }

    private static Map<String, List<String>> parameters(String target) {
        String query = target.substring(target.indexOf('?') + 1);
        return Arrays.stream(query.split("&"))
                .map(each -> each.split("=", 2))
                .collect(
                        Collectors.toMap(
                                each -> each[0],
                                each -> List.of(URLDecoder.decode(each[1], UTF_8))));
    }
}
