package io.activityledger.webhooks.receiver;

import static org.assertj.core.api.Assertions.assertThat;

import io.activityledger.kit.settings.SettingsReader;
import java.net.InetAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Every trick that leads inwards is refused, at the URL or at the address; what is public is not.
class AddressRulesTest {

    private static final AddressRules STRICT =
            new AddressRules(AddressSettings.strict(), "plain"::equals);
    private static final AddressRules DEV =
            new AddressRules(
                    new AddressSettings(
                            true, List.of(Network.of("127.0.0.0/8"), Network.of("::1/128"))),
                    _ -> false);

    @ParameterizedTest
    @ValueSource(
            strings = {
                // no https
                "http://receiver.example/",
                "ftp://receiver.example/",
                "file:///etc/passwd",
                "gopher://receiver.example/",
                "javascript:alert(1)",
                "//receiver.example/",
                "receiver.example/hook",
                "jar:https://receiver.example!/",
                // nobody, or somebody else, behind the authority
                "https:///hook",
                "https:hook",
                "https://user@receiver.example/",
                "https://user:word@receiver.example/",
                "https://receiver.example@127.0.0.1/",
                "https://127.0.0.1%2f@receiver.example/",
                "https://@receiver.example/",
                "https://receiver.example:0/",
                "https://receiver.example:65536/",
                "https://receiver.example:-1/",
                "https://receiver.example:080/",
                "https://receiver.example:/",
                "https://receiver.example/#inner",
                "https://receiver.example\\@127.0.0.1/",
                "https://receiver.example /",
                "https://receiver.example\r\nX-Header: 1/",
                // loopback and its spellings
                "https://127.0.0.1/",
                "https://127.0.0.1:8443/",
                "https://127.255.255.254/",
                "https://127.1/",
                "https://127.0.1/",
                "https://127.0.0.1./",
                "https://0x7f.1/",
                "https://0x7f000001/",
                "https://0X7F.0.0.1/",
                "https://0177.0.0.1/",
                "https://0177.1/",
                "https://017700000001/",
                "https://2130706433/",
                "https://127.0.0.01/",
                "https://127.0.0.0x1/",
                "https://%31%32%37.0.0.1/",
                "https://127%2e0%2e0%2e1/",
                "https://127。0。0。1/",
                "https://127.0.0.1/",
                "https://①②⑦.⓪.⓪.①/",
                "https://localhost/",
                "https://LOCALHOST/",
                "https://localhost./",
                "https://receiver.localhost/",
                "https://localhost.localdomain/",
                "https://lоcalhost/",
                "https://0/",
                "https://0.0.0.0/",
                "https://0.1.2.3/",
                // inner networks
                "https://10.0.0.1/",
                "https://10.255.255.255/",
                "https://172.16.0.1/",
                "https://172.31.255.255/",
                "https://192.168.1.1/",
                "https://167772161/",
                "https://0xA000001/",
                "https://100.64.0.1/",
                "https://100.127.255.255/",
                "https://192.0.0.1/",
                "https://192.0.2.1/",
                "https://192.88.99.1/",
                "https://198.18.0.1/",
                "https://198.19.255.255/",
                "https://198.51.100.7/",
                "https://203.0.113.9/",
                "https://224.0.0.1/",
                "https://239.255.255.250/",
                "https://240.0.0.1/",
                "https://255.255.255.255/",
                // metadata services
                "https://169.254.169.254/latest/meta-data/",
                "https://169.254.170.2/",
                "https://2852039166/",
                "https://0xA9FEA9FE/",
                "https://168.63.129.16/",
                "https://100.100.100.200/",
                "https://metadata.google.internal/",
                "https://[fd00:ec2::254]/",
                "https://[::ffff:169.254.169.254]/",
                // IPv6
                "https://[::]/",
                "https://[::1]/",
                "https://[0:0:0:0:0:0:0:1]/",
                "https://[0000:0000:0000:0000:0000:0000:0000:0001]/",
                "https://[::127.0.0.1]/",
                "https://[::7f00:1]/",
                "https://[::ffff:127.0.0.1]/",
                "https://[::ffff:7f00:1]/",
                "https://[::ffff:10.0.0.1]/",
                "https://[0:0:0:0:0:ffff:192.168.1.1]/",
                "https://[::ffff:8.8.8.8]/",
                "https://[64:ff9b::7f00:1]/",
                "https://[64:ff9b::10.0.0.1]/",
                "https://[64:ff9b:1::a00:1]/",
                "https://[2002:7f00:1::]/",
                "https://[2002:a00:1::1]/",
                "https://[2001:0:4136:e378:8000:63bf:80ff:fffe]/",
                "https://[2001:db8::1]/",
                "https://[3fff::1]/",
                "https://[fc00::1]/",
                "https://[fd12:3456:789a::1]/",
                "https://[fe80::1]/",
                "https://[fe80::1%25eth0]/",
                "https://[fe80::1%25lo]/",
                "https://[febf::1]/",
                "https://[fec0::1]/",
                "https://[ff02::1]/",
                "https://[100::1]/",
                "https://[5f00::1]/",
                "https://[::1/",
                "https://::1/",
                // names that only the inside knows
                "https://intranet/",
                "https://kubernetes.default.svc.cluster.local/",
                "https://printer.local/",
                "https://nas.home.arpa/",
                "https://vault.internal/",
                "https://receiver.example./",
                "https://-receiver.example/",
                "https://receiver_.example/",
                "https://receiver..example/",
                "https://.example/",
                "https://receiver.123/",
                "https://receiver.0x7f/",
            })
    void aTrickIsRefused(String trick) {
        assertThat(refused(STRICT, trick)).as(trick).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://receiver.example",
                "https://receiver.example/hook?key=value&other=%2F",
                "HTTPS://Receiver.Example:8443/hook",
                "https://xn--bcher-kva.example/",
                "https://a.b.c.d.receiver.example/",
                "https://0x7f.receiver.example/",
                "https://8.8.8.8/",
                "https://172.32.0.1:65535/",
                "https://100.128.0.1/",
                "https://[2606:4700:4700::1111]/",
                "https://[2a00:1450:4001:82a::200e]:443/",
            })
    void aPublicReceiverIsAllowed(String url) {
        assertThat(STRICT.complaint("acme", URI.create(url))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "127.0.0.1",
                "10.9.8.7",
                "169.254.169.254",
                "100.64.3.2",
                "0.0.0.0",
                "224.1.1.1",
                "::1",
                "::",
                "fe80::1",
                "fd00::1",
                "ff02::1",
                "64:ff9b::808:808",
                "2002:808:808::1",
                "::ffff:10.0.0.1",
                "::10.0.0.1",
                "2001:db8::1",
            })
    void anAddressThatANameLedToIsRefusedLikeItsSpelling(String address) {
        assertThat(STRICT.complaint(InetAddress.ofLiteral(address))).isPresent();
    }

    @Test
    void anAllowedNetworkIsAllowedAndNoOther() {
        assertThat(refused(DEV, "http://127.0.0.1:8080/hook")).isFalse();
        assertThat(refused(DEV, "http://localhost:8080/hook")).isFalse();
        assertThat(refused(DEV, "http://[::1]:8080/hook")).isFalse();
        assertThat(refused(DEV, "http://receiver.example/hook")).isFalse();
        assertThat(refused(DEV, "http://10.0.0.1/hook")).isTrue();
        assertThat(refused(DEV, "http://169.254.169.254/hook")).isTrue();
        assertThat(refused(DEV, "http://[::ffff:127.0.0.1]/hook")).isTrue();
        assertThat(refused(DEV, "http://127.1/hook")).isTrue();
    }

    @Test
    void aRefusalIsASentenceThatSaysWhatToDo() {
        assertThat(STRICT.complaint("acme", URI.create("http://receiver.example/")))
                .hasValue("The URL must begin with https://.");
        assertThat(STRICT.complaint("acme", URI.create("https://10.0.0.1/")))
                .hasValue("The host's address is a private one.");
    }

    @Test
    void aWorkspaceMayAllowPlainHttpAndNothingElse() {
        assertThat(STRICT.complaint("plain", URI.create("http://receiver.example/"))).isEmpty();
        assertThat(STRICT.complaint("plain", URI.create("https://receiver.example/"))).isEmpty();
        assertThat(STRICT.complaint("plain", URI.create("http://10.0.0.1/"))).isPresent();
        assertThat(STRICT.complaint("plain", URI.create("ftp://receiver.example/")))
                .hasValue("The URL must begin with https:// or http://.");
    }

    @Test
    void anEndlessUrlIsRefused() {
        var url = URI.create("https://receiver.example/" + "x".repeat(2_048));

        assertThat(STRICT.complaint("acme", url)).isPresent();
    }

    @Test
    void networksAreReadFromSettings() {
        // Given
        var reader =
                new SettingsReader(
                        Map.of(
                                "X_ALLOW_HTTP", "true",
                                "X_ALLOWED_NETWORKS", "127.0.0.0/8, ::1/128"));

        // When
        var settings = AddressSettings.read(reader, "X");

        // Then
        assertThat(reader.problems()).isEmpty();
        assertThat(settings.allowHttp()).isTrue();
        assertThat(settings.allowedNetworks())
                .containsExactly(Network.of("127.0.0.0/8"), Network.of("::1/128"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.1", "10.0.0.1/8", "10.0.0.0/33", "::1/129", "all", "0x7f/8"})
    void aNetworkThatIsNoneIsAProblem(String network) {
        // Given
        var reader = new SettingsReader(Map.of("X_ALLOWED_NETWORKS", network));

        // When
        AddressSettings.read(reader, "X");

        // Then
        assertThat(reader.problems()).hasSize(1);
    }

    /// What Java itself cannot read as a URI never gets as far as the rules.
    private static boolean refused(AddressRules rules, String url) {
        try {
            return rules.complaint("acme", new URI(url)).isPresent();
        } catch (URISyntaxException unreadable) {
            return true;
        }
    }
}
