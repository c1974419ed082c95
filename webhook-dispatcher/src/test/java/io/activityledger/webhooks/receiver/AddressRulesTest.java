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
import org.junit.jupiter.params.provider.FieldSource;
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
    @FieldSource("io.activityledger.webhooks.receiver.Tricks#URLS")
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
    @FieldSource("io.activityledger.webhooks.receiver.Tricks#ADDRESSES")
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
