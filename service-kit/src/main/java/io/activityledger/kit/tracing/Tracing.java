package io.activityledger.kit.tracing;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.api.trace.propagation.W3CTraceContextPropagator;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.propagation.TextMapGetter;
import io.opentelemetry.context.propagation.TextMapPropagator;
import io.opentelemetry.exporter.otlp.http.trace.OtlpHttpSpanExporter;
import io.opentelemetry.sdk.resources.Resource;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.SpanProcessor;
import io.opentelemetry.sdk.trace.export.BatchSpanProcessor;
import io.opentelemetry.sdk.trace.samplers.Sampler;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// Who tells a collector what this process does, as steps of traces? Nobody, unless it is set: then
/// a step costs nothing and a trace passes through as it came.
///
/// ```
/// POST ─▶ serving (traceparent taken up) ─▶ sending ─▶ record's headers ─▶ calling (a receiver)
/// ```
///
/// Steps are told in batches by a thread of their own; beyond 2,048 that wait they are dropped, and
/// nobody waits for a collector. Safe for any thread.
public final class Tracing implements AutoCloseable {

    private static final String TRACER = "io.activityledger";
    private static final String PARENT = "traceparent";
    private static final String STATE = "tracestate";
    private static final Duration TELL_EVERY = Duration.ofSeconds(1);
    private static final Duration TELL_WITHIN = Duration.ofSeconds(5);
    private static final Duration CLOSE_LIMIT = Duration.ofSeconds(2);
    private static final TextMapPropagator W3C = W3CTraceContextPropagator.getInstance();

    /// Both null where nobody is told.
    private final @Nullable SdkTracerProvider provider;

    private final @Nullable Tracer tracer;

    /// What is this process doing in a step?
    public enum Role {
        /// It answers a request.
        SERVING(SpanKind.SERVER),
        /// It writes to a topic.
        SENDING(SpanKind.PRODUCER),
        /// It calls somebody.
        CALLING(SpanKind.CLIENT);

        private final SpanKind kind;

        Role(SpanKind kind) {
            this.kind = kind;
        }
    }

    private Tracing(@Nullable SdkTracerProvider provider) {
        this.provider = provider;
        this.tracer = provider == null ? null : provider.get(TRACER);
    }

    /// Nobody is told.
    public static Tracing off() {
        return new Tracing(null);
    }

    /// As the settings say; `service` is whose steps they are. Connects to nobody before a step is
    /// over.
    public static Tracing of(TracingSettings settings, String service) {
        if (settings.endpoint().isEmpty()) {
            return off();
        }
        var exporter =
                OtlpHttpSpanExporter.builder()
                        .setEndpoint(settings.endpoint().replaceAll("/$", "") + "/v1/traces")
                        .setTimeout(TELL_WITHIN)
                        .build();
        var batches =
                BatchSpanProcessor.builder(exporter)
                        .setScheduleDelay(TELL_EVERY)
                        .setExporterTimeout(TELL_WITHIN)
                        .build();
        return to(batches, settings.percent(), service);
    }

    static Tracing to(SpanProcessor told, int percent, String service) {
        var name = Attributes.of(AttributeKey.stringKey("service.name"), service);
        var provider =
                SdkTracerProvider.builder()
                        .addSpanProcessor(told)
                        .setSampler(Sampler.parentBased(Sampler.traceIdRatioBased(percent / 100.0)))
                        .setResource(Resource.create(name))
                        .build();
        return new Tracing(provider);
    }

    /// Begins a step of the trace, or of a new one where there is none or it makes no sense;
    /// whoever begins it closes it.
    public TracedStep begin(Role role, String name, Trace within) {
        if (tracer == null) {
            return new Untold(within);
        }
        Context parent = W3C.extract(Context.root(), within, Header.OF_A_TRACE);
        return new Told(
                tracer.spanBuilder(name).setSpanKind(role.kind).setParent(parent).startSpan());
    }

    /// Tells what is still to be told, for a bounded time.
    @Override
    public void close() {
        if (provider != null) {
            provider.shutdown().join(CLOSE_LIMIT.toMillis(), TimeUnit.MILLISECONDS);
        }
    }

    private record Untold(Trace trace) implements TracedStep {

        @Override
        public void tell(String name, String value) {}

        @Override
        public void failed(String reason) {}

        @Override
        public void close() {}
    }

    private record Told(Span span) implements TracedStep {

        @Override
        public Trace trace() {
            Map<String, String> headers = new HashMap<>();
            W3C.inject(Context.root().with(span), headers, Told::put);
            return new Trace(headers.getOrDefault(PARENT, ""), headers.getOrDefault(STATE, ""));
        }

        private static void put(@Nullable Map<String, String> headers, String name, String value) {
            if (headers != null) {
                headers.put(name, value);
            }
        }

        @Override
        public void tell(String name, String value) {
            span.setAttribute(name, value);
        }

        @Override
        public void failed(String reason) {
            span.setStatus(StatusCode.ERROR, reason);
        }

        @Override
        public void close() {
            span.end();
        }
    }

    /// The headers that a trace stands in.
    private enum Header implements TextMapGetter<Trace> {
        OF_A_TRACE;

        @Override
        public Iterable<String> keys(Trace trace) {
            return List.of(PARENT, STATE);
        }

        @Override
        public @Nullable String get(@Nullable Trace trace, String name) {
            if (trace == null || trace.isNone()) {
                return null;
            }
            return switch (name) {
                case PARENT -> trace.parent();
                case STATE -> trace.state().isEmpty() ? null : trace.state();
                default -> null;
            };
        }
    }
}
