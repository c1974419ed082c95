package io.activityledger.webhooks.receiver;

import io.activityledger.webhooks.receiver.Answer.Answered;
import io.activityledger.webhooks.receiver.Answer.Failure;
import io.activityledger.webhooks.receiver.Answer.Unanswered;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.client.BytesRequestContent;
import org.eclipse.jetty.client.HttpClient;
import org.eclipse.jetty.client.HttpProxy;
import org.eclipse.jetty.client.ProtocolHandlers;
import org.eclipse.jetty.client.RedirectProtocolHandler;
import org.eclipse.jetty.client.Request;
import org.eclipse.jetty.client.UpgradeProtocolHandler;
import org.eclipse.jetty.client.WWWAuthenticationProtocolHandler;
import org.eclipse.jetty.client.transport.HttpClientTransportOverHTTP;
import org.eclipse.jetty.http.HttpCookieStore;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpMethod;
import org.eclipse.jetty.io.ClientConnector;
import org.eclipse.jetty.util.ssl.SslContextFactory;
import org.eclipse.jetty.util.thread.QueuedThreadPool;

/// Receivers over HTTP/1.1: one request, no redirect, no second try, no cookie, nothing unpacked.
///
/// ```
/// shipment ─▶ rules(url) ─▶ sign ─▶ connection to this very URL ─▶ first 2 KiB ─▶ answer
///                                    └─ none idle: look up ─▶ rules(each address) ─▶ connect
/// ```
///
/// Each URL has connections of its own, so that one that hangs never holds up another on the same
/// host. Idle connections end after seconds, and what is known of a URL with them. Callers wait on
/// virtual threads; the few threads of the client never block.
public final class HttpReceiverClient implements Receivers, AutoCloseable {

    private static final String USER_AGENT = "LeadLex-Webhook/1.0";
    private static final String JSON = "application/json";
    private static final int MAX_THREADS = 16;
    private static final int BUFFER_BYTES = 4_096;

    /// A URL, an endpoint's own headers and the house's, each as long as they may be.
    private static final int REQUEST_BUFFER_BYTES = 16_384;

    private static final long FORGOTTEN_AFTER_MILLIS = 5_000;

    private final AddressRules rules;
    private final ReceiverLimits limits;
    private final InstantSource clock;
    private final NameLookups lookups;
    private final OpenConnections connections = new OpenConnections();
    private final HttpClient http;

    public HttpReceiverClient(
            AddressRules rules, NameResolver names, ReceiverLimits limits, InstantSource clock) {
        this(rules, names, limits, clock, new SslContextFactory.Client());
    }

    /// Trusts whom `tls` trusts.
    HttpReceiverClient(
            AddressRules rules,
            NameResolver names,
            ReceiverLimits limits,
            InstantSource clock,
            SslContextFactory.Client tls) {
        this.rules = rules;
        this.limits = limits;
        this.clock = clock;
        this.lookups = new NameLookups(names, limits);
        this.http = client(tls);
    }

    public void start() {
        try {
            http.start();
        } catch (Exception notStarted) {
            throw new IllegalStateException("the client for receivers does not start", notStarted);
        }
        http.getContentDecoderFactories().clear();
        ProtocolHandlers handlers = http.getProtocolHandlers();
        List.of(
                        RedirectProtocolHandler.NAME,
                        WWWAuthenticationProtocolHandler.NAME,
                        new UpgradeProtocolHandler().getName())
                .forEach(handlers::remove);
    }

    @Override
    public Answer deliver(Shipment shipment) {
        return ask(shipment).answer();
    }

    /// The same, for who wants to see more of what comes back.
    public Reply ask(Shipment shipment) {
        var complaint = rules.complaint(shipment.workspaceId(), shipment.url());
        if (complaint.isPresent()) {
            return new Reply(FailureWords.refused(complaint.get()), Map.of());
        }
        if (shipment.secrets().isEmpty()) {
            var unsigned =
                    new Unanswered(
                            Failure.HTTP_ERROR,
                            "not sent: the endpoint's secrets or headers cannot be opened");
            return new Reply(unsigned, Map.of());
        }
        var exchange = new Exchange(clock, shipment.timeout());
        Request request = request(shipment);
        request.send(exchange);
        Answer answer = exchange.await(request);
        return new Reply(answer, answer instanceof Answered ? exchange.headers() : Map.of());
    }

    /// Connections to receivers, idle ones included.
    public int openConnections() {
        return connections.count();
    }

    /// URLs that something is remembered of.
    int knownReceivers() {
        return http.getDestinations().size();
    }

    @Override
    public void close() {
        lookups.close();
        try {
            http.stop();
        } catch (Exception notStopped) {
            throw new IllegalStateException("the client for receivers does not stop", notStopped);
        }
    }

    private Request request(Shipment shipment) {
        boolean keep = connections.count() < limits.connectionsKept();
        return http.newRequest(shipment.url())
                .method(HttpMethod.POST)
                .tag(shipment.url().toString())
                .timeout(shipment.timeout().toMillis(), TimeUnit.MILLISECONDS)
                // The total is bounded: silence alone ends nothing.
                .idleTimeout(0, TimeUnit.MILLISECONDS)
                .headers(headers -> {
                    shipment.headers().values().forEach(headers::put);
                    Signature.headers(shipment).forEach(headers::put);
                    if (!keep) {
                        headers.put(HttpHeader.CONNECTION, "close");
                    }
                })
                .body(new BytesRequestContent(JSON, shipment.body()));
    }

    private HttpClient client(SslContextFactory.Client tls) {
        var connector = new ClientConnector();
        connector.setSelectors(1);
        connector.setSslContextFactory(tls);
        var client = new HttpClient(new HttpClientTransportOverHTTP(connector));
        var threads = new QueuedThreadPool(MAX_THREADS, 2);
        threads.setName("webhook-client");
        threads.setDaemon(true);
        client.setExecutor(threads);
        client.setName("webhook-client");
        client.setUserAgentField(new HttpField(HttpHeader.USER_AGENT, USER_AGENT));
        client.setFollowRedirects(false);
        client.setHttpCookieStore(new HttpCookieStore.Empty());
        leave(client);
        client.setConnectTimeout(limits.connect().toMillis());
        client.setIdleTimeout(limits.idle().toMillis());
        client.setDestinationIdleTimeout(FORGOTTEN_AFTER_MILLIS);
        client.setMaxConnectionsPerDestination(limits.connectionsEach());
        client.setResponseBufferSize(BUFFER_BYTES);
        client.setRequestBufferSize(REQUEST_BUFFER_BYTES);
        client.setMaxResponseHeadersSize(limits.head().asInt());
        connections.watch(client);
        return client;
    }

    /// Behind a proxy the only address to look up is the proxy's, which is the operator's choice.
    private void leave(HttpClient client) {
        switch (rules.egress()) {
            case Egress.Direct() ->
                    client.setSocketAddressResolver(new CheckedAddresses(lookups, rules));
            case Egress.Through(String host, int port) -> {
                client.setSocketAddressResolver(CheckedAddresses.unchecked(lookups));
                client.getProxyConfiguration().addProxy(new HttpProxy(host, port));
            }
        }
    }
}
