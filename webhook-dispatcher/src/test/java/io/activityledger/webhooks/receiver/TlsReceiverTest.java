package io.activityledger.webhooks.receiver;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import io.activityledger.testkit.TestClock;
import io.activityledger.webhooks.endpoint.EndpointSecret;
import io.activityledger.webhooks.receiver.Answer.Answered;
import io.activityledger.webhooks.receiver.Answer.Failure;
import io.activityledger.webhooks.receiver.Answer.RetryAfter;
import io.activityledger.webhooks.receiver.Answer.Unanswered;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import org.eclipse.jetty.util.ssl.SslContextFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Against a server with a certificate for `receiver.example`.
class TlsReceiverTest {

    private static final char[] PASSWORD = "password".toCharArray();
    private static final InetAddress LOOPBACK = InetAddress.ofLiteral("127.0.0.1");

    @TempDir private Path temp;
    private final AtomicInteger requests = new AtomicInteger();
    private KeyStore certificate;
    private HttpsServer server;

    @BeforeEach
    void start() throws Exception {
        certificate = certificate("receiver.example");
        var keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        keys.init(certificate, PASSWORD);
        var context = SSLContext.getInstance("TLS");
        context.init(keys.getKeyManagers(), null, null);
        server = HttpsServer.create(new InetSocketAddress(LOOPBACK, 0), 0);
        server.setHttpsConfigurator(new HttpsConfigurator(context));
        server.createContext(
                "/",
                exchange -> {
                    requests.incrementAndGet();
                    exchange.getRequestBody().readAllBytes();
                    exchange.sendResponseHeaders(204, -1);
                    exchange.close();
                });
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    @Test
    void aReceiverWhoseCertificateIsTrustedAndNamesItsHostIsServed() {
        assertThat(deliver("receiver.example", trusting(certificate)))
                .isEqualTo(new Answered(204, "", new RetryAfter.Unnamed()));
        assertThat(requests).hasValue(1);
    }

    @Test
    void aCertificateForAnotherHostIsRefusedBeforeAnythingIsSent() {
        theHandshakeFails(deliver("other.example", trusting(certificate)));
    }

    @Test
    void aCertificateThatNobodyVouchesForIsRefusedBeforeAnythingIsSent() {
        theHandshakeFails(deliver("receiver.example", new SslContextFactory.Client()));
    }

    private void theHandshakeFails(Answer answer) {
        assertThat(answer)
                .isInstanceOfSatisfying(
                        Unanswered.class,
                        it -> {
                            assertThat(it.failure()).isEqualTo(Failure.CONNECTION_REFUSED);
                            assertThat(it.detail()).startsWith("TLS failed: ");
                        });
        assertThat(requests).hasValue(0);
    }

    private Answer deliver(String host, SslContextFactory.Client tls) {
        var clock = TestClock.atNoon();
        var rules =
                new AddressRules(
                        new AddressSettings(false, List.of(Network.of("127.0.0.0/8"))),
                        "plain"::equals);
        var client =
                new HttpReceiverClient(
                        rules, _ -> List.of(LOOPBACK), ReceiverLimits.usual(), clock, tls);
        client.start();
        try {
            return client.deliver(
                    new Shipment(
                            "acme",
                            URI.create("https://%s:%d/".formatted(host, port())),
                            "msg_1",
                            "d1",
                            clock.instant(),
                            List.of(new EndpointSecret("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw")),
                            new byte[] {'{', '}'},
                            Duration.ofSeconds(20)));
        } finally {
            client.close();
        }
    }

    private int port() {
        return server.getAddress().getPort();
    }

    private static SslContextFactory.Client trusting(KeyStore certificate) {
        var tls = new SslContextFactory.Client();
        tls.setTrustStore(certificate);
        return tls;
    }

    /// Made by the JDK's own tool, since its classes for it are nobody's API.
    private KeyStore certificate(String host) throws Exception {
        Path file = temp.resolve("keys.p12");
        String tool = Path.of(System.getProperty("java.home"), "bin", "keytool").toString();
        var made =
                new ProcessBuilder(
                                List.of(
                                        tool,
                                        "-genkeypair",
                                        "-alias",
                                        "receiver",
                                        "-keyalg",
                                        "EC",
                                        "-dname",
                                        "CN=" + host,
                                        "-ext",
                                        "san=dns:" + host,
                                        "-storetype",
                                        "PKCS12",
                                        "-storepass",
                                        new String(PASSWORD),
                                        "-keystore",
                                        file.toString()))
                        .redirectErrorStream(true)
                        .redirectOutput(temp.resolve("keytool.log").toFile())
                        .start();
        assertThat(made.waitFor()).isZero();
        return read(file);
    }

    /// With the key's certificate as one to trust, too.
    private static KeyStore read(Path file) throws Exception {
        KeyStore store = KeyStore.getInstance("PKCS12");
        try (var in = Files.newInputStream(file)) {
            store.load(in, PASSWORD);
        } catch (IOException damaged) {
            throw new IllegalStateException(damaged);
        }
        store.setCertificateEntry("trusted", store.getCertificate("receiver"));
        return store;
    }
}
