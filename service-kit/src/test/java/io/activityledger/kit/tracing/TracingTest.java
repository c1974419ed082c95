package io.activityledger.kit.tracing;

import static org.assertj.core.api.Assertions.assertThat;

import io.activityledger.kit.settings.SettingsReader;
import io.activityledger.kit.tracing.Tracing.Role;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SimpleSpanProcessor;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TracingTest {

    private static final String ID = "4bf92f3577b34da6a3ce929d0e0e4736";
    private static final Trace SENT = new Trace("00-" + ID + "-00f067aa0ba902b7-01", "congo=t61");
    private static final Trace SENT_UNSAMPLED = new Trace("00-" + ID + "-00f067aa0ba902b7-00", "");

    private final Collector collector = new Collector();
    private final Tracing tracing = to(100);

    @Test
    void stepsGoOnWithTheTraceThatWasSent() {
        // When
        try (var serving = tracing.begin(Role.SERVING, "POST /things", SENT);
                var sending = tracing.begin(Role.SENDING, "send things", serving.trace())) {
            sending.tell("ledger.position", "p3");
            sending.failed("too slow");
        }

        // Then
        assertThat(collector.spans).extracting(SpanData::getTraceId).containsExactly(ID, ID);
        var sending = collector.spans.getFirst();
        var serving = collector.spans.getLast();
        assertThat(serving.getParentSpanId()).isEqualTo("00f067aa0ba902b7");
        assertThat(serving.getKind()).isEqualTo(SpanKind.SERVER);
        assertThat(sending.getParentSpanId()).isEqualTo(serving.getSpanId());
        assertThat(sending.getKind()).isEqualTo(SpanKind.PRODUCER);
        assertThat(sending.getStatus().getStatusCode()).isEqualTo(StatusCode.ERROR);
        assertThat(sending.getAttributes().asMap().toString()).contains("ledger.position", "p3");
    }

    @Test
    void theStateOfATraceIsHandedOn() {
        try (var serving = tracing.begin(Role.SERVING, "POST /things", SENT)) {
            assertThat(serving.trace().state()).isEqualTo("congo=t61");
            assertThat(serving.trace().parent()).startsWith("00-" + ID).isNotEqualTo(SENT.parent());
        }
    }

    @Test
    void whereThereIsNoTraceOneBegins() {
        // When
        for (var sent : List.of(Trace.NONE, new Trace("nonsense", ""))) {
            tracing.begin(Role.SERVING, "POST /things", sent).close();
        }

        // Then
        assertThat(collector.spans)
                .hasSize(2)
                .allSatisfy(span -> assertThat(span.getParentSpanContext().isValid()).isFalse())
                .extracting(SpanData::getTraceId)
                .doesNotHaveDuplicates();
    }

    @Test
    void whoSentTheTraceDecidesWhetherItIsTold() {
        // When
        tracing.begin(Role.SERVING, "POST /things", SENT_UNSAMPLED).close();
        var none = to(0);
        none.begin(Role.SERVING, "POST /things", Trace.NONE).close();
        none.begin(Role.SERVING, "POST /things", SENT).close();

        // Then
        assertThat(collector.spans)
                .hasSize(1)
                .first()
                .extracting(SpanData::getTraceId)
                .isEqualTo(ID);
    }

    @Test
    void whereNobodyIsToldATracePassesAsItCame() {
        // When
        try (var tracing = Tracing.of(new TracingSettings("", 100), "things");
                var step = tracing.begin(Role.SERVING, "POST /things", SENT);
                var other = tracing.begin(Role.SERVING, "POST /things", Trace.NONE)) {
            step.tell("a", "b");
            step.failed("c");

            // Then
            assertThat(step.trace()).isSameAs(SENT);
            assertThat(other.trace().isNone()).isTrue();
        }
    }

    @Test
    void anEndpointThatIsNoUrlIsRefused() {
        // When
        var reader = new SettingsReader(Map.of("LEDGER_OTLP_ENDPOINT", "collector:4318"));
        TracingSettings.read(reader, "LEDGER");

        // Then
        assertThat(reader.problems())
                .hasSize(1)
                .first()
                .asString()
                .contains("LEDGER_OTLP_ENDPOINT");
    }

    private Tracing to(int percent) {
        return Tracing.to(SimpleSpanProcessor.create(collector), percent, "things");
    }

    private static final class Collector implements SpanExporter {

        private final List<SpanData> spans = new ArrayList<>();

        @Override
        public CompletableResultCode export(Collection<SpanData> told) {
            spans.addAll(told);
            return CompletableResultCode.ofSuccess();
        }

        @Override
        public CompletableResultCode flush() {
            return CompletableResultCode.ofSuccess();
        }

        @Override
        public CompletableResultCode shutdown() {
            return CompletableResultCode.ofSuccess();
        }
    }
}
